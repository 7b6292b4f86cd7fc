// The one interface to the native side: a method per command, replaceable by the fake one in tests and in a plain browser.

import type {
  Act,
  Added,
  Annotations,
  ArticleNote,
  Colour,
  ColourName,
  CorrectionId,
  DeletedHighlight,
  Entry,
  EntryId,
  Error as Failure,
  Explained,
  ExportFormat,
  Highlight,
  HighlightChange,
  HighlightFilter,
  HighlightId,
  HighlightList,
  ImportReport,
  NewCorrection,
  NewHighlight,
  Offered,
  PlacedHighlight,
  ReadQuotation,
  Reading,
  RevisionId,
  Sha256Hash,
  Span,
  Stage,
  Startup,
  Status,
} from './bindings';

/** What a command rejects with: a code for programs, words and hints for people. */
export type { Failure };

/** Where the dragged files are: over the window, or gone from it. */
export type Drag = 'over' | 'left';

/** Stops listening. */
export type Stop = () => void;

/** Is told the stages of long work as they begin. */
export type OnStage = (stage: Stage) => void;

/** Everything the page can ask of the native side. Every promise rejects with a {@link Failure}. */
export interface Backend {
  /** Tells the version, the library's place, what is wrong with it, and what to open first. */
  start(): Promise<Startup>;
  /** Lists the library, newest first. */
  listEntries(): Promise<Entry[]>;
  /** Opens what was typed in the address field: an address, a host, or a path typed by hand. */
  openAddress(text: string, work: number, onStage: OnStage): Promise<Added>;
  /** Opens a paste: an address, HTML where the clipboard has it, else text. */
  openPaste(text: string, html: string | null, work: number, onStage: OnStage): Promise<Added>;
  /** Opens a file that the native side offered; the page never names a path itself. */
  openOffered(offer: number, work: number, onStage: OnStage): Promise<Added>;
  /** Shows the system's file dialog; `null` where the reader chose nothing. */
  chooseFile(): Promise<Offered | null>;
  /** Adds the sample article. */
  addSample(): Promise<Reading>;
  /** Reads one revision of an entry; `null` for the newest. */
  readEntry(entry: EntryId, revision: RevisionId | null): Promise<Reading>;
  /** Reads the kept page of a revision again and tells what became of each of its blocks. */
  explainEntry(entry: EntryId, revision: RevisionId | null): Promise<Explained>;
  /** Cancels long work by the number it was started with. */
  cancelWork(work: number): Promise<void>;
  /** Makes a highlight. */
  addHighlight(highlight: NewHighlight): Promise<PlacedHighlight>;
  /** Changes a highlight's colour, note or tags. */
  changeHighlight(id: HighlightId, change: HighlightChange): Promise<Highlight>;
  /** Deletes a highlight; it can be brought back. */
  deleteHighlight(id: HighlightId): Promise<void>;
  /** Brings a deleted highlight back. */
  restoreHighlight(id: HighlightId): Promise<Highlight>;
  /** Changes colour, note or tags of highlights, as one act. */
  changeHighlights(ids: HighlightId[], change: HighlightChange): Promise<void>;
  /** Deletes highlights, as one act. */
  deleteHighlights(ids: HighlightId[]): Promise<void>;
  /** Attaches a highlight to a passage of a revision: another extent, a new wording, or where the reader found it. */
  attachHighlight(id: HighlightId, revision: RevisionId, span: Span): Promise<PlacedHighlight>;
  /** Leaves what became of a highlight in a revision as it is, or asks for it again. */
  settleHighlight(id: HighlightId, revision: RevisionId, isSettled: boolean): Promise<PlacedHighlight>;
  /** Reads all annotations of an entry as they stand in a revision, and what can be undone there. */
  readAnnotations(entry: EntryId, revision: RevisionId): Promise<Annotations>;
  /** Writes the note on an article as a whole; no words take it away. */
  setArticleNote(entry: EntryId, words: string): Promise<ArticleNote | null>;
  /** Undoes the last act, of an entry or of all; `null` where there is none. */
  undo(entry: EntryId | null): Promise<Act | null>;
  /** Does again what was undone last; `null` where there is nothing. */
  redo(entry: EntryId | null): Promise<Act | null>;
  /** Lists the highlights of the library that fit a filter, the last made first. */
  listHighlights(filter: HighlightFilter): Promise<HighlightList>;
  /** Lists the deleted highlights, of an entry or of all, the last deleted first. */
  listBin(entry: EntryId | null): Promise<DeletedHighlight[]>;
  /** Shows the system's dialog for a file of annotations; `null` where the reader chose nothing. */
  chooseAnnotations(): Promise<Offered | null>;
  /** Takes the annotations of an offered file into the library, as one act. */
  importAnnotations(offer: number): Promise<ImportReport>;
  /** Asks where to and writes the annotations of entries, of all for none; how many, or `null` where the reader chose nowhere. */
  exportAnnotations(entries: EntryId[], format: ExportFormat): Promise<number | null>;
  /** Tells what each colour stands for, in the order of the palette. */
  colourNames(): Promise<ColourName[]>;
  /** Says what a colour stands for; no words bring the first name back. */
  nameColour(colour: Colour, name: string): Promise<ColourName[]>;
  /** Puts a quotation right; returns the revision's quotations as they stand then. */
  correctQuotation(correction: NewCorrection): Promise<ReadQuotation[]>;
  /** Takes a correction back; returns the revision's quotations as they stand then. */
  takeCorrectionBack(entry: EntryId, revision: RevisionId, id: CorrectionId): Promise<ReadQuotation[]>;
  /** Sets or unsets one of the reader's facts about an entry. */
  setStatus(entry: EntryId, status: Status, on: boolean): Promise<void>;
  /** Returns a link that leads a browser to the passage; `null` where the article has no address. */
  passageLink(entry: EntryId, revision: RevisionId, span: Span): Promise<string | null>;
  /** Turns the web view's own text cursor on or off; `false` where it has none. */
  setCaretBrowsing(isOn: boolean): Promise<boolean>;
  /** Opens a link in the system's browser; http, https and mailto only. */
  openLink(url: string): Promise<void>;
  /** Returns the address under which the page may show a stored image. */
  imageAddress(id: Sha256Hash): string;
  /** Listens for files dropped on the window. */
  onOffered(listener: (offers: Offered[]) => void): Promise<Stop>;
  /** Listens for files dragged over the window. */
  onDrag(listener: (drag: Drag) => void): Promise<Stop>;
}

/** Turns whatever a promise was rejected with into a {@link Failure}. */
export function toFailure(reason: unknown): Failure {
  if (typeof reason === 'object' && reason !== null && 'message' in reason) {
    const { code, message, hints } = reason as Partial<Failure>;
    return {
      code: code ?? 'library_failed',
      message: String(message),
      hints: Array.isArray(hints) ? hints.map(String) : [],
    };
  }
  return { code: 'library_failed', message: String(reason), hints: [] };
}
