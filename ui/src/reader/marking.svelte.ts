// The reader's highlights in the article at hand: made, noted, recoloured, resized, deleted, and every act undone.

import type { Messages } from '../app/messages.svelte';
import type { Backend } from '../ipc/backend';
import type { ActId, ActKind, ArticleNote, Colour, EntryId, Highlight, HighlightChange, PlacedHighlight, Reading, Span } from '../ipc/bindings';
import { wordsOfAct } from './acts';
import type { Drafts } from './drafts';

/** Returns where a highlight is in this revision, or `null` where its passage is gone. */
export function spanOfHighlight(highlight: PlacedHighlight): Span | null {
  return highlight.anchor.status === 'orphan' ? null : highlight.anchor.span;
}

/** What the markings of one window share, so that a change made in one reaches the one on screen. */
export interface Shared {
  /** The marking on screen. */
  readonly onScreen: () => Marking | null;
  /** The notes being saved, one after the other. */
  saving: Promise<unknown>;
  /** The message about the last act undone or done again: the next one takes its place. */
  told: number | null;
  /** Is given the note on an article as the library has it. */
  readonly onNote?: (entry: EntryId, note: ArticleNote | null) => void;
}

/** The highlights of one reading. */
export class Marking {
  /** Orphans first, then in text order. */
  highlights: PlacedHighlight[] = $state.raw([]);
  /** The highlight at hand: the one that keys and menus act on. */
  active: number | null = $state(null);
  /** The highlight whose note is being written. */
  editing: number | null = $state(null);
  /** The highlight for which the reader looks for words to attach it to. */
  attaching: number | null = $state(null);
  /** The highlights whose note was written but could not be saved. */
  unsaved: number[] = $state([]);
  /** The colour of the next highlight. */
  colour: Colour = $state('yellow');

  readonly reading: Reading;
  readonly #backend: Backend;
  readonly #messages: Messages;
  readonly #drafts: Drafts;
  readonly #shared: Shared;
  /** The highlights being made, by their span: a second press of the key makes no second one. */
  readonly #making = new Map<string, Promise<PlacedHighlight | null>>();
  /** The passages on their way to the library. */
  #resizing: Promise<unknown> = Promise.resolve();
  /** What is being undone or done again. */
  #turning: Promise<unknown> = Promise.resolve();

  constructor(backend: Backend, messages: Messages, drafts: Drafts, shared: Shared, reading: Reading) {
    this.#backend = backend;
    this.#messages = messages;
    this.#drafts = drafts;
    this.#shared = shared;
    this.reading = reading;
    this.highlights = inOrder(reading.highlights);
    this.unsaved = this.highlights
      .filter(({ id, note }) => !this.#isWritten(id, note))
      .map(({ id }) => id);
  }

  /** Returns a highlight by its number. */
  find(id: number | null): PlacedHighlight | undefined {
    return this.highlights.find((highlight) => highlight.id === id);
  }

  /** Returns the highlights over a place, the shortest first. */
  at(span: Span): PlacedHighlight[] {
    return this.highlights
      .filter((highlight) => {
        const own = spanOfHighlight(highlight);
        return own !== null && own.start < span.end && span.start < own.end;
      })
      .sort((a, b) => lengthOf(a) - lengthOf(b));
  }

  /** Makes a highlight over the span, unless there is one, and takes it at hand; `null` where that failed. */
  async add(span: Span, colour?: Colour, tags: readonly string[] = []): Promise<PlacedHighlight | null> {
    const key = `${span.start}-${span.end}`;
    const same = this.#making.has(key)
      ? await this.#making.get(key)
      : this.highlights.find((one) => {
          const own = spanOfHighlight(one);
          return own?.start === span.start && own.end === span.end;
        });
    if (same) {
      if (colour) await this.recolour(same.id, colour);
      const known = this.find(same.id)?.tags ?? [];
      const missing = tags.filter((tag) => !known.includes(tag));
      if (missing.length > 0) await this.#change(same.id, { colour: null, note: null, tags: [...known, ...missing] });
      this.active = same.id;
      return this.find(same.id) ?? null;
    }
    this.colour = colour ?? this.colour;
    const making = this.#add(span, this.colour, [...tags]);
    this.#making.set(key, making);
    const made = await making;
    this.#making.delete(key);
    return made;
  }

  /** Takes what the library has changed in a highlight, at the place it has here. */
  take(changed: Highlight): void {
    const { id, note } = changed;
    const old = this.find(id);
    if (!old) return;
    this.#put({ ...old, ...changed });
    if (this.#isWritten(id, note)) this.unsaved = this.unsaved.filter((other) => other !== id);
  }

  /** Gives a highlight another colour, which also is the next one's. */
  async recolour(id: number, colour: Colour): Promise<void> {
    this.colour = colour;
    if (this.find(id)?.colour !== colour) await this.#change(id, { colour, note: null, tags: null });
  }

  /** Returns what stands in the note's editor: the draft that was left, else the note. */
  noteOf(id: number): string {
    return this.#drafts.get(id) ?? this.find(id)?.note ?? '';
  }

  /** Keeps what is being written until it is saved. */
  keepDraft(id: number, words: string): void {
    this.#drafts.keep(id, words);
  }

  /** Saves a note; tells whether the library has it. The draft stays where it has not. */
  saveNote(id: number, words: string): Promise<boolean> {
    // One after the other, or an older wording could overtake a newer one.
    const saved = this.#shared.saving.then(() => this.#saveNote(id, words.trim()));
    this.#shared.saving = saved;
    return saved;
  }

  /** Gives a highlight these tags, and no others. */
  async retag(id: number, tags: string[]): Promise<void> {
    const known = this.find(id)?.tags ?? [];
    if (known.join('\n') !== tags.join('\n')) await this.#change(id, { colour: null, note: null, tags });
  }

  /** Returns every tag used in this article, once. */
  get tags(): string[] {
    return [...new Set(this.highlights.flatMap(({ tags }) => tags))].sort((a, b) => a.localeCompare(b));
  }

  /** Puts a highlight over another passage of this version. */
  resize(id: number, span: Span): Promise<void> {
    // One after the other: each goes out from where the one before has left it.
    const resized = this.#resizing.then(async () => {
      const { entry, revision } = this.reading;
      const placed = await this.#attempt(() => this.#backend.attachHighlight(id, revision.id, span));
      if (placed) this.#put(placed);
      const shown = this.#shared.onScreen();
      if (placed && shown && shown !== this && shown.reading.entry.id === entry.id) await shown.refresh();
    });
    this.#resizing = resized;
    return resized;
  }

  /** Attaches a highlight to a passage of this version, and offers to undo that. */
  async attach(id: number, span: Span): Promise<void> {
    await this.resize(id, span);
    await this.#tellOfAct('attach', 'Attached to these words.');
  }

  /** Leaves what became of a highlight in this version as it is, or asks for it again. */
  async settle(id: number, isSettled: boolean): Promise<void> {
    const placed = await this.#attempt(() => this.#backend.settleHighlight(id, this.reading.revision.id, isSettled));
    if (!placed) return;
    this.#put(placed);
    await this.#tellOfAct('settle', isSettled ? 'Left as it is.' : 'Among the changed ones again.');
  }

  /** Deletes a highlight and offers to bring it back. */
  async delete(id: number): Promise<void> {
    if (!this.find(id)) return;
    const done = await this.#attempt(async () => {
      await this.#backend.deleteHighlight(id);
      return true;
    });
    if (!done) return;
    this.highlights = this.highlights.filter((highlight) => highlight.id !== id);
    if (this.active === id) this.active = null;
    if (this.editing === id) this.editing = null;
    const { entry, revision } = this.reading;
    const after = await this.#attempt(() => this.#backend.readAnnotations(entry.id, revision.id));
    const act = after?.undo?.id;
    this.#tell('Highlight deleted.', 'Undo', async () => {
      const isUndone = act !== undefined && (await this.#turn('undo', act, false));
      if (!isUndone) await this.restore(id);
    });
  }

  /** Brings a deleted highlight back, whatever was done since. */
  async restore(id: number): Promise<void> {
    const back = await this.#attempt(() => this.#backend.restoreHighlight(id));
    if (back) await this.#refreshShown();
  }

  /** Undoes the last act on this article's annotations, this session's or an earlier one's. */
  async undo(): Promise<void> {
    await this.#turn('undo');
  }

  /** Does again what was undone last. */
  async redo(): Promise<void> {
    await this.#turn('redo');
  }

  /** Takes what the library has now; a highlight that this changes is at hand then. */
  async refresh(): Promise<void> {
    const { entry, revision } = this.reading;
    const now = await this.#attempt(() => this.#backend.readAnnotations(entry.id, revision.id));
    if (!now) return;
    const before = new Map(this.highlights.map((one) => [one.id, JSON.stringify(one)]));
    this.highlights = inOrder(now.highlights);
    this.#shared.onNote?.(entry.id, now.note);
    const changed = this.highlights.find((one) => before.get(one.id) !== JSON.stringify(one));
    if (changed) this.active = changed.id;
    else if (!this.find(this.active)) this.active = null;
    if (!this.find(this.editing)) this.editing = null;
  }

  /** Undoes or redoes: the last act, or only the one given; tells whether that was done. */
  #turn(way: 'undo' | 'redo', only?: ActId, tellsWhyNot = true): Promise<boolean> {
    // One after the other, however fast the key is pressed: what is told is then of the last one.
    const turned = this.#turning.then(() => this.#turnNow(way, only, tellsWhyNot));
    this.#turning = turned;
    return turned;
  }

  async #turnNow(way: 'undo' | 'redo', only: ActId | undefined, tellsWhyNot: boolean): Promise<boolean> {
    const { entry, revision } = this.reading;
    if (this.#shared.told !== null) this.#messages.dismiss(this.#shared.told);
    // What is on its way to the library is an act as well.
    await Promise.all([this.#shared.saving, this.#resizing]);
    const turned = await this.#attempt(async () => {
      const next = only === undefined ? null : (await this.#backend.readAnnotations(entry.id, revision.id))[way];
      const isOvertaken = only !== undefined && next?.id !== only;
      return { isOvertaken, act: isOvertaken ? null : await this.#backend[way](entry.id) };
    });
    if (!turned) return false;
    if (!turned.act) {
      const why = turned.isOvertaken ? 'Something else was done since.' : `There is nothing to ${way}.`;
      if (tellsWhyNot) this.#tell(why);
      return false;
    }
    const { id } = turned.act;
    await this.#refreshShown();
    const [done, label, back] = way === 'undo' ? (['Undone', 'Redo', 'redo'] as const) : (['Done again', 'Undo', 'undo'] as const);
    this.#tell(`${done}: ${wordsOfAct(turned.act)}`, label, async () => void (await this.#turn(back, id)));
    return true;
  }

  async #refreshShown(): Promise<void> {
    const shown = this.#shared.onScreen();
    if (shown?.reading.entry.id === this.reading.entry.id) await shown.refresh();
  }

  /** Tells of the last act, if it is of this kind, and offers to undo it as long as it is the last. */
  async #tellOfAct(kind: ActKind, text: string): Promise<void> {
    const { entry, revision } = this.reading;
    const last = (await this.#attempt(() => this.#backend.readAnnotations(entry.id, revision.id)))?.undo;
    if (last?.kind === kind) this.#tell(text, 'Undo', async () => void (await this.#turn('undo', last.id)));
  }

  #tell(text: string, label?: string, run?: () => Promise<void>): void {
    if (this.#shared.told !== null) this.#messages.dismiss(this.#shared.told);
    this.#shared.told = this.#messages.tell(text, label && run ? { label, run: () => void run() } : undefined);
  }

  async #add(span: Span, colour: Colour, tags: string[]): Promise<PlacedHighlight | null> {
    const made = await this.#attempt(() =>
      this.#backend.addHighlight({
        entry: this.reading.entry.id,
        revision: this.reading.revision.id,
        span,
        colour,
        note: '',
        tags,
      }),
    );
    if (!made) return null;
    this.#put(made);
    this.active = made.id;
    return made;
  }

  async #saveNote(id: number, note: string): Promise<boolean> {
    const same = this.find(id)?.note === note;
    const saved = same || (await this.#change(id, { colour: null, note, tags: null }));
    this.unsaved = this.unsaved.filter((other) => other !== id);
    // More may have been written meanwhile.
    if (saved && this.#isWritten(id, note)) this.#drafts.forget(id);
    else this.unsaved.push(id);
    return saved;
  }

  /** Tells whether nothing but `note` is left to be saved. */
  #isWritten(id: number, note: string): boolean {
    return (this.#drafts.get(id) ?? note).trim() === note;
  }

  async #change(id: number, change: HighlightChange): Promise<boolean> {
    const changed = await this.#attempt<Highlight>(() => this.#backend.changeHighlight(id, change));
    if (!changed) return false;
    this.take(changed);
    const shown = this.#shared.onScreen();
    if (shown !== this) shown?.take(changed);
    return true;
  }

  #put(highlight: PlacedHighlight): void {
    this.highlights = inOrder([...this.highlights.filter(({ id }) => id !== highlight.id), highlight]);
  }

  async #attempt<T>(act: () => Promise<T>): Promise<T | null> {
    try {
      return await act();
    } catch (reason) {
      this.#messages.fail(reason);
      return null;
    }
  }
}

function inOrder(highlights: readonly PlacedHighlight[]): PlacedHighlight[] {
  const start = (highlight: PlacedHighlight) => spanOfHighlight(highlight)?.start ?? -1;
  return [...highlights].sort((a, b) => start(a) - start(b) || lengthOf(b) - lengthOf(a) || a.id - b.id);
}

function lengthOf(highlight: PlacedHighlight): number {
  const span = spanOfHighlight(highlight);
  return span ? span.end - span.start : 0;
}
