// The annotations of the fake backend: highlights with their place in each version, the bin, the notes on
// articles, and the acts that can be undone. Long, because all of them share one state.

import { carry, slice, targetOf, wordEdits } from './fake-carrying';
import type {
  Act,
  ActKind,
  AnchorStatus,
  Annotations,
  Article,
  ArticleNote,
  Colour,
  ColourName,
  DeletedHighlight,
  Entry,
  ErrorCode,
  Highlight,
  HighlightChange,
  HighlightFilter,
  HighlightList,
  ListedHighlight,
  NewHighlight,
  PlacedHighlight,
  RevisionId,
  Span,
  Tally,
} from './bindings';

/** An entry and its versions, the oldest first. */
export interface Kept {
  entry: Entry;
  revisions: Article[];
}

/** A highlight with what belongs to it and is not shown with it. */
interface Row {
  highlight: Highlight;
  settled: RevisionId[];
  deletedAt: string | null;
}

type Change =
  | { entry: number; id: number; before: Row | null; after: Row }
  | { entry: number; before: string; after: string };

interface Done {
  act: Act;
  changes: Change[];
  /** When it was undone, by count. */
  undone: number;
}

const FIRST_NAMES: readonly (readonly [Colour, string])[] = [
  ['yellow', 'Claim'],
  ['green', 'Check'],
  ['blue', 'Quote'],
  ['red', 'Figure'],
  ['purple', 'Question'],
  ['orange', 'Background'],
];

/** Names a version of an entry. */
export function revisionId(entry: number, number: number): RevisionId {
  return `${entry.toString(16)}${number.toString(16)}`.padStart(64, '0');
}

/** Makes what a command rejects with. */
export function failure(message: string, hints: string[], code: ErrorCode) {
  return { code, message, hints };
}

/** The annotations of a fake library. */
export class FakeAnnotations {
  readonly #kept: readonly Kept[];
  readonly #rows = new Map<number, Row>();
  readonly #notes = new Map<number, ArticleNote>();
  readonly #names = new Map<Colour, string>();
  readonly #acts: Done[] = [];
  #nextId = 100;
  #undone = 0;
  #now = Date.parse('2026-03-11T08:00:00Z');

  constructor(kept: readonly Kept[]) {
    this.#kept = kept;
  }

  /** Makes a highlight. */
  add({ entry, revision, span, colour, note, tags }: NewHighlight): PlacedHighlight {
    const article = this.#article(entry, revision);
    const id = this.#nextId++;
    const now = this.#tick();
    const highlight: Highlight = {
      id,
      entry,
      revision,
      target: targetOf(article, span),
      colour,
      note,
      tags: [...tags],
      created_at: now,
      modified_at: now,
      origin: null,
      iri: null,
    };
    const after = { highlight, settled: [], deletedAt: null };
    this.#set(after);
    this.#record('add', [{ entry, id, before: null, after }]);
    return this.#place(after, revision);
  }

  /** Changes highlights as one act. */
  change(ids: readonly number[], change: HighlightChange): void {
    const added = change.added_tags ?? [];
    const kind = change.note !== null ? 'note' : change.tags !== null || added.length > 0 ? 'tag' : 'recolour';
    this.#edit(kind, ids, ({ highlight }) => {
      highlight.colour = change.colour ?? highlight.colour;
      highlight.note = change.note ?? highlight.note;
      highlight.tags = [...new Set([...(change.tags ?? highlight.tags), ...added])];
    });
  }

  /** Puts highlights into the bin as one act. */
  delete(ids: readonly number[]): void {
    this.#edit('delete', ids, (row, now) => (row.deletedAt = now));
  }

  /** Takes a highlight out of the bin. */
  restore(id: number): Highlight {
    if (!this.#rows.has(id)) throw failure(`there is no highlight '${id}' in the library`, [], 'not_found');
    this.#act('restore', [id], (row) => (row.deletedAt = null));
    return this.highlight(id);
  }

  /** Attaches a highlight to a passage of a version. */
  attach(id: number, revision: RevisionId, span: Span): PlacedHighlight {
    const { highlight } = this.#row(id);
    const target = targetOf(this.#article(highlight.entry, revision), span);
    const isOwn = highlight.revision === revision;
    this.#edit(isOwn ? 'resize' : 'attach', [id], ({ highlight: one }) => {
      const made = one.origin ?? (isOwn ? null : { revision: one.revision, target: one.target });
      one.origin = made?.revision === revision ? null : made;
      one.target = target;
      one.revision = revision;
    });
    return this.#place(this.#row(id), revision);
  }

  /** Leaves what became of a highlight in a version as it is, or asks for it again. */
  settle(id: number, revision: RevisionId, isSettled: boolean): PlacedHighlight {
    this.#edit('settle', [id], (row) => {
      row.settled = row.settled.filter((other) => other !== revision);
      if (isSettled) row.settled.push(revision);
    });
    return this.#place(this.#row(id), revision);
  }

  /** Writes the note on an article. */
  setNote(entry: number, words: string): ArticleNote | null {
    const before = this.#notes.get(entry)?.words ?? '';
    if (before !== words) {
      this.#setNote(entry, words);
      this.#record('article_note', [{ entry, before, after: words }]);
    }
    return this.#notes.get(entry) ?? null;
  }

  /** Returns a highlight that is not in the bin. */
  highlight(id: number): Highlight {
    return this.#row(id).highlight;
  }

  /** Returns the annotations of an entry in a version. */
  of(entry: number, revision: RevisionId): Annotations {
    const start = ({ anchor }: PlacedHighlight) => (anchor.status === 'orphan' ? -1 : anchor.span.start);
    return {
      highlights: this.#live()
        .filter(({ highlight }) => highlight.entry === entry)
        .map((row) => this.#place(row, revision))
        .sort((a, b) => start(a) - start(b)),
      note: this.#notes.get(entry) ?? null,
      undo: this.#lastDone(entry)?.act ?? null,
      redo: this.#lastUndone(entry)?.act ?? null,
    };
  }

  /** Undoes the last act. */
  undo(entry: number | null): Act | null {
    const done = this.#lastDone(entry);
    if (!done) return null;
    for (const change of [...done.changes].reverse()) this.#play(change, true);
    done.undone = ++this.#undone;
    done.act = { ...done.act, is_undone: true };
    return done.act;
  }

  /** Does again what was undone last. */
  redo(entry: number | null): Act | null {
    const done = this.#lastUndone(entry);
    if (!done) return null;
    for (const change of done.changes) this.#play(change, false);
    done.undone = 0;
    done.act = { ...done.act, is_undone: false };
    return done.act;
  }

  /** Lists the highlights that fit a filter. */
  list(filter: HighlightFilter): HighlightList {
    const all = this.#live().map((row) => this.#listed(row));
    const found = all
      .filter((one) => fits(one, filter))
      .sort((a, b) => b.created_at.localeCompare(a.created_at) || b.id - a.id);
    const { offset, limit } = filter;
    return {
      total: found.length,
      highlights: found.slice(offset, limit === 0 ? undefined : offset + limit),
      colours: tallied(all.map(({ colour }) => colour)),
      tags: tallied(all.flatMap(({ tags }) => tags)),
      speakers: tallied(all.flatMap(({ speakers }) => speakers)),
      sites: tallied(all.flatMap(({ publisher }) => publisher ?? [])),
      statuses: tallied(all.flatMap((one) => [one.anchor.status, ...(isOpen(one) ? ['open'] : [])])),
    };
  }

  /** Lists the bin, the last deleted first. */
  bin(entry: number | null): DeletedHighlight[] {
    return [...this.#rows.values()]
      .filter(({ highlight }) => entry === null || highlight.entry === entry)
      .flatMap(({ highlight, deletedAt }) => (deletedAt ? [{ ...highlight, deleted_at: deletedAt }] : []))
      .sort((a, b) => b.deleted_at.localeCompare(a.deleted_at));
  }

  /** Returns what the colours stand for. */
  names(): ColourName[] {
    return FIRST_NAMES.map(([colour, first]) => ({ colour, name: this.#names.get(colour) ?? first }));
  }

  /** Says what a colour stands for; no words bring the first name back. */
  name(colour: Colour, name: string): ColourName[] {
    if (name.trim() === '') this.#names.delete(colour);
    else this.#names.set(colour, name.trim());
    return this.names();
  }

  /** Forgets the acts so far: what the library holds at first was not done by the reader. */
  forgetActs(): void {
    this.#acts.length = 0;
  }

  #live(): Row[] {
    return [...this.#rows.values()].filter(({ deletedAt }) => deletedAt === null);
  }

  #row(id: number): Row {
    const row = this.#rows.get(id);
    if (!row || row.deletedAt !== null) throw failure(`there is no highlight '${id}' in the library`, [], 'not_found');
    return row;
  }

  #entry(id: number): Kept {
    const found = this.#kept.find(({ entry }) => entry.id === id);
    if (!found) throw failure(`there is no entry ${id}`, [], 'not_found');
    return found;
  }

  #article(entry: number, revision: RevisionId): Article {
    const article = this.#entry(entry).revisions.find((_, i) => revisionId(entry, i + 1) === revision);
    if (!article) throw failure(`entry '${entry}' has no version '${revision}'`, [], 'not_found');
    return article;
  }

  #tick(): string {
    this.#now += 1000;
    return new Date(this.#now).toISOString();
  }

  /** Edits highlights that must all be there, as one act. */
  #edit(kind: ActKind, ids: readonly number[], edit: (row: Row, now: string) => void): void {
    for (const id of ids) this.#row(id);
    this.#act(kind, ids, edit);
  }

  #act(kind: ActKind, ids: readonly number[], edit: (row: Row, now: string) => void): void {
    const now = this.#tick();
    const changes: Change[] = [];
    for (const id of ids) {
      const before = this.#rows.get(id);
      if (!before) continue;
      const after = structuredClone(before);
      edit(after, now);
      if (isSame(before, after)) continue;
      after.highlight.modified_at = now;
      this.#set(after);
      changes.push({ entry: after.highlight.entry, id, before, after });
    }
    if (changes.length > 0) this.#record(kind, changes);
  }

  #record(kind: ActKind, changes: Change[]): void {
    const first = changes.find((change) => 'id' in change);
    const act: Act = {
      id: this.#acts.length + 1,
      kind,
      done_at: new Date(this.#now).toISOString(),
      is_undone: false,
      entries: [...new Set(changes.map(({ entry }) => entry))],
      highlights: changes.filter((change) => 'id' in change).length,
      exact: first ? first.after.highlight.target.quote.exact : '',
    };
    this.#acts.push({ act, changes, undone: 0 });
  }

  #lastDone(entry: number | null): Done | undefined {
    return this.#acts.findLast(({ act }) => !act.is_undone && isOf(act, entry));
  }

  #lastUndone(entry: number | null): Done | undefined {
    const overtaken = ({ act }: Done) =>
      this.#acts.some((other) => !other.act.is_undone && other.act.id > act.id && other.act.entries.some((one) => act.entries.includes(one)));
    return this.#acts
      .filter((done) => done.act.is_undone && isOf(done.act, entry) && !overtaken(done))
      .sort((a, b) => b.undone - a.undone)[0];
  }

  /** Makes a change once more, or backwards. Only what it changed is touched. */
  #play(change: Change, isBack: boolean): void {
    if (!('id' in change)) {
      const [from, to] = isBack ? [change.after, change.before] : [change.before, change.after];
      if ((this.#notes.get(change.entry)?.words ?? '') === from) this.#setNote(change.entry, to);
      return;
    }
    const now = this.#tick();
    const before = change.before ?? { ...change.after, deletedAt: now };
    const [from, to] = isBack ? [change.after, before] : [before, change.after];
    const current = this.#rows.get(change.id);
    if (!current) return;
    const next = structuredClone(current);
    const [old, wanted] = [from.highlight, to.highlight];
    for (const key of ['colour', 'note', 'tags', 'target', 'revision', 'origin'] as const) {
      if (isSame(current.highlight[key], old[key])) Object.assign(next.highlight, { [key]: wanted[key] });
    }
    if (isSame(current.settled, from.settled)) next.settled = to.settled;
    if ((current.deletedAt === null) === (from.deletedAt === null)) next.deletedAt = to.deletedAt;
    next.highlight.modified_at = now;
    this.#set(structuredClone(next));
  }

  #set(row: Row): void {
    const { id, entry } = row.highlight;
    this.#rows.set(id, row);
    this.#entry(entry).entry.highlights = this.#live().filter(({ highlight }) => highlight.entry === entry).length;
  }

  #setNote(entry: number, words: string): void {
    if (words === '') this.#notes.delete(entry);
    else this.#notes.set(entry, { words, modified_at: this.#tick() });
  }

  #place({ highlight, settled }: Row, revision: RevisionId): PlacedHighlight {
    const { target, origin } = highlight;
    const own = highlight.revision === revision ? target : origin?.revision === revision ? origin.target : null;
    const text = this.#article(highlight.entry, revision).text;
    const anchor: AnchorStatus = own ? { status: 'exact', span: { ...own.position } } : carry(target, text);
    const rewording =
      anchor.status === 'reworded' ? wordEdits(target.quote.exact, slice(text, anchor.span.start, anchor.span.end)) : [];
    return { ...highlight, anchor, rewording, is_settled: settled.includes(revision) };
  }

  #listed(row: Row): ListedHighlight {
    const { entry, revisions } = this.#entry(row.highlight.entry);
    const { start, end } = row.highlight.target.position;
    const made = revisions.find((_, i) => revisionId(entry.id, i + 1) === row.highlight.revision);
    const speakers = (made?.quotations ?? []).flatMap(({ speaker, pieces }) => {
      return speaker && pieces.some((piece) => piece.start < end && start < piece.end) ? speaker.name : [];
    });
    const { headline, publisher, url } = entry;
    return { ...this.#place(row, entry.revision), headline, publisher, url, speakers: [...new Set(speakers)] };
  }
}

function isOf(act: Act, entry: number | null): boolean {
  return entry === null || act.entries.includes(entry);
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function isOpen({ anchor, is_settled }: PlacedHighlight): boolean {
  return !is_settled && (anchor.status === 'reworded' || anchor.status === 'orphan');
}

function fits(one: ListedHighlight, filter: HighlightFilter): boolean {
  const { words, colours, tag, speaker, site, status, entry, since, until } = filter;
  const said = [one.target.quote.exact, one.note, one.tags.join('\n'), one.headline].join('\n').toLowerCase();
  return (
    words.toLowerCase().split(/\s+/).every((word) => said.includes(word)) &&
    (colours.length === 0 || colours.includes(one.colour)) &&
    (tag === null || one.tags.includes(tag)) &&
    (speaker === null || one.speakers.includes(speaker)) &&
    (site === null || one.publisher === site) &&
    (status === null || (status === 'open' ? isOpen(one) : one.anchor.status === status)) &&
    (entry === null || one.entry === entry) &&
    (since === null || Date.parse(since) <= Date.parse(one.created_at)) &&
    (until === null || Date.parse(one.created_at) < Date.parse(until))
  );
}

function tallied(values: readonly string[]): Tally[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count || a.value.localeCompare(b.value));
}
