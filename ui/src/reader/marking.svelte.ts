// The reader's highlights in the article at hand: made, noted, recoloured, deleted and brought back.

import type { Messages } from '../app/messages.svelte';
import type { Backend } from '../ipc/backend';
import type { Colour, Highlight, HighlightChange, PlacedHighlight, Reading, RevisionId, Span } from '../ipc/bindings';
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
  /** The highlights deleted and not brought back, the last one last, each with the revision it was seen in. */
  deleted: { highlight: PlacedHighlight; seenIn: RevisionId }[];
}

/** The highlights of one reading. */
export class Marking {
  /** Orphans first, then in text order. */
  highlights: PlacedHighlight[] = $state([]);
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

  /** Puts a highlight over another passage of this version. */
  async resize(id: number, span: Span): Promise<void> {
    const placed = await this.#attempt(() => this.#backend.attachHighlight(id, this.reading.revision.id, span));
    if (placed) this.#put(placed);
  }

  /** Takes what the library has now. */
  async refresh(): Promise<void> {
    const { entry, revision } = this.reading;
    const now = await this.#attempt(() => this.#backend.readAnnotations(entry.id, revision.id));
    if (now) this.highlights = inOrder(now.highlights);
  }

  /** Leaves what became of a highlight in this version as it is, or asks for it again. */
  async settle(id: number, isSettled: boolean): Promise<void> {
    const placed = await this.#attempt(() => this.#backend.settleHighlight(id, this.reading.revision.id, isSettled));
    if (placed) this.#put(placed);
  }

  /** Deletes a highlight and offers to bring it back. */
  async delete(id: number): Promise<void> {
    const gone = this.find(id);
    if (!gone) return;
    const done = await this.#attempt(async () => {
      await this.#backend.deleteHighlight(id);
      return true;
    });
    if (!done) return;
    this.highlights = this.highlights.filter((highlight) => highlight.id !== id);
    if (this.active === id) this.active = null;
    if (this.editing === id) this.editing = null;
    this.#shared.deleted.push({ highlight: gone, seenIn: this.reading.revision.id });
    this.#messages.tell('Highlight deleted.', { label: 'Undo', run: () => void this.restore(id) });
  }

  /** Brings a deleted highlight back; by default the one of this article deleted last, in whichever version. */
  async restore(id?: number): Promise<void> {
    const { entry } = this.reading;
    const gone = this.#shared.deleted.findLast(({ highlight }) =>
      id === undefined ? highlight.entry === entry.id : highlight.id === id,
    );
    if (!gone) return;
    const back = await this.#attempt(() => this.#backend.restoreHighlight(gone.highlight.id));
    if (!back) return;
    this.#shared.deleted = this.#shared.deleted.filter((other) => other !== gone);
    const shown = this.#shared.onScreen();
    if (shown?.reading.entry.id === back.entry) await shown.#bringBack(back, gone);
  }

  async #bringBack(back: Highlight, gone: Shared['deleted'][number]): Promise<void> {
    const { entry, revision } = this.reading;
    let placed: PlacedHighlight | undefined = { ...gone.highlight, ...back };
    if (gone.seenIn !== revision.id) {
      // Only the library knows its place in another version.
      const again = await this.#attempt(() => this.#backend.readEntry(entry.id, revision.id));
      placed = again?.highlights.find(({ id }) => id === back.id);
    }
    if (!placed) return;
    this.#put(placed);
    this.active = back.id;
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
