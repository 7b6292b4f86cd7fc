// The list of all highlights: what it is narrowed down to, what is loaded of it, and what is chosen in it. It
// outlives its page, so that the reader comes back from an article to the same place.

import { SvelteSet } from 'svelte/reactivity';
import type { Message, Messages } from '../app/messages.svelte';
import { counted } from '../app/words';
import type { Backend } from '../ipc/backend';
import { wordsOfAct } from '../reader/acts';
import type { ActId, Colour, HighlightChange, HighlightFilter, HighlightList, HighlightStatus, ListedHighlight } from '../ipc/bindings';

/** So many rows are loaded at once. */
export const PAGE = 200;

/** What the list is narrowed down to; days are local ones, as `2026-03-11`, both included. */
export interface Wanted {
  readonly words: string;
  readonly colours: readonly Colour[];
  readonly tag: string;
  readonly speaker: string;
  readonly site: string;
  readonly status: HighlightStatus | '';
  readonly since: string;
  readonly until: string;
}

const EVERYTHING: Wanted = { words: '', colours: [], tag: '', speaker: '', site: '', status: '', since: '', until: '' };

/** The list of one window. */
export class Listing {
  wanted: Wanted = $state.raw(EVERYTHING);
  /** What the library answered last, with every row loaded so far; `null` before the first answer. */
  list: HighlightList | null = $state.raw(null);
  /** The highlights chosen for an act on several. */
  readonly chosen = new SvelteSet<number>();
  /** Whether the bin is shown instead. */
  binShown = $state(false);
  /** The row that was opened last, and how far from the window's top it stood. */
  left: { id: number; top: number } | null = null;

  readonly #backend: Backend;
  readonly #messages: Messages;
  /** Counts the questions, so that a late answer does not replace a newer one. */
  #asked = 0;
  #loading = false;
  /** The message about the last act: the next one takes its place. */
  #told: number | null = null;
  /** The row that was chosen last: where a range begins. */
  #anchor: number | null = null;

  constructor(backend: Backend, messages: Messages) {
    this.#backend = backend;
    this.#messages = messages;
  }

  get rows(): readonly ListedHighlight[] {
    return this.list?.highlights ?? [];
  }

  /** Tells whether the list is narrowed down. */
  get isNarrowed(): boolean {
    return JSON.stringify(this.wanted) !== JSON.stringify(EVERYTHING);
  }

  /** Narrows the list down, or widens it. */
  want(part: Partial<Wanted>): Promise<void> {
    this.wanted = { ...this.wanted, ...part };
    this.chosen.clear();
    return this.#load(PAGE);
  }

  /** Asks for everything. */
  wantAll(): Promise<void> {
    return this.want(EVERYTHING);
  }

  /** Asks again for what is loaded: it may have been changed elsewhere. */
  async reload(): Promise<void> {
    await this.#load(Math.max(PAGE, this.rows.length));
    if (this.chosen.size === 0 || !this.list || this.rows.length < this.list.total) return;
    const there = new Set(this.rows.map(({ id }) => id));
    for (const id of [...this.chosen]) if (!there.has(id)) this.chosen.delete(id);
  }

  /** Loads the next rows. */
  async more(): Promise<void> {
    if (this.#loading || !this.list || this.rows.length >= this.list.total) return;
    this.#loading = true;
    const asked = this.#asked;
    const next = await this.#attempt(() => this.#backend.listHighlights(this.#filter(this.rows.length, PAGE)));
    this.#loading = false;
    if (!next || asked !== this.#asked) return;
    // What was made or deleted meanwhile has moved the rest along.
    const known = new Set(this.rows.map(({ id }) => id));
    const rows = [...this.rows, ...next.highlights.filter(({ id }) => !known.has(id))];
    this.list = { ...next, highlights: rows };
  }

  /** Chooses a row or lets it go; with `isRange` all from the one chosen last. */
  choose(id: number, isOn: boolean, isRange: boolean): void {
    const ids = this.rows.map((row) => row.id);
    const [from, to] = [ids.indexOf(this.#anchor ?? id), ids.indexOf(id)];
    const meant = isRange && from >= 0 ? ids.slice(Math.min(from, to), Math.max(from, to) + 1) : [id];
    for (const one of meant) {
      if (isOn) this.chosen.add(one);
      else this.chosen.delete(one);
    }
    this.#anchor = id;
  }

  /** Chooses everything that fits, loaded or not. */
  async chooseAll(): Promise<void> {
    const all = await this.#attempt(() => this.#backend.listHighlights(this.#filter(0, 0)));
    for (const { id } of all?.highlights ?? []) this.chosen.add(id);
  }

  /** Recolours the chosen ones. */
  recolour(colour: Colour, name: string): Promise<void> {
    return this.#change({ colour, note: null, tags: null }, (count) => `${count} now “${name}”.`);
  }

  /** Adds a tag to the chosen ones. */
  async addTag(words: string): Promise<void> {
    const tag = words.replace(/\s+/g, ' ').trim();
    if (tag === '') return;
    await this.#change({ colour: null, note: null, tags: null, added_tags: [tag] }, (count) => `${count} tagged “${tag}”.`);
  }

  /** Deletes the chosen ones. */
  async deleteChosen(): Promise<void> {
    const ids = [...this.chosen];
    await this.#act(ids, () => this.#backend.deleteHighlights(ids), `${counted(ids.length, 'highlight')} deleted.`);
  }

  /** Undoes the last act in the library, or does it again. */
  async turn(way: 'undo' | 'redo'): Promise<void> {
    const answer = await this.#attempt(async () => ({ act: await this.#backend[way](null) }));
    if (!answer) return;
    if (answer.act) this.#tell(`${way === 'undo' ? 'Undone' : 'Done again'}: ${wordsOfAct(answer.act)}`);
    else this.#tell(way === 'undo' ? 'There is nothing to undo.' : 'There is nothing to do again.');
    await this.reload();
  }

  async #change(change: HighlightChange, words: (count: string) => string): Promise<void> {
    const ids = [...this.chosen];
    const count = `${counted(ids.length, 'highlight')} ${ids.length === 1 ? 'is' : 'are'}`;
    await this.#act(ids, () => this.#backend.changeHighlights(ids, change), words(count));
  }

  async #act(ids: readonly number[], act: () => Promise<void>, told: string): Promise<void> {
    if (ids.length === 0) return;
    const one = this.rows.find(({ id }) => ids.includes(id));
    const lastAct = async (): Promise<ActId | undefined> =>
      one && (await this.#backend.readAnnotations(one.entry, one.revision)).undo?.id;
    const done = await this.#attempt(async () => {
      const before = await lastAct();
      await act();
      const after = await lastAct();
      return { act: before === after ? undefined : after };
    });
    if (!done) return;
    const undo = async (): Promise<void> => {
      await this.#attempt(async () => {
        // Only this act: a later one on the same article is the reader's to undo first.
        if (one && (await lastAct()) === done.act) await this.#backend.undo(one.entry);
        else this.#tell('Something else was done since; undo that first.');
      });
      await this.reload();
    };
    if (done.act === undefined) this.#tell('They were so already.');
    else this.#tell(told, { label: 'Undo', run: () => void undo() });
    this.chosen.clear();
    await this.reload();
  }

  #tell(text: string, act?: Message['act']): void {
    if (this.#told !== null) this.#messages.dismiss(this.#told);
    this.#told = this.#messages.tell(text, act);
  }

  async #load(count: number): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    const list = await this.#attempt(() => this.#backend.listHighlights(this.#filter(0, count)));
    if (list && asked === this.#asked) this.list = list;
  }

  #filter(offset: number, limit: number): HighlightFilter {
    const { words, colours, tag, speaker, site, status, since, until } = this.wanted;
    return {
      words,
      colours: [...colours],
      tag: tag || null,
      speaker: speaker || null,
      site: site || null,
      status: status || null,
      entry: null,
      since: startOf(since, 0),
      until: startOf(until, 1),
      offset,
      limit,
    };
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

/** Returns the moment at which a local day begins, or one some days later; `null` for none. */
export function startOf(day: string, later: number): string | null {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day);
  if (!parts) return null;
  const start = new Date(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]) + later);
  return Number.isNaN(start.valueOf()) ? null : start.toISOString();
}
