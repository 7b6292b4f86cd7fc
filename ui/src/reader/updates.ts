// What the publisher says of its own changes: its notes in time order, and the page's dates where they disagree.

import { DATE_ROLE, DATE_SOURCE, UPDATE_KIND, ZONE_BASIS } from '../app/words';
import type { DateRole, Metadata, Span, Timestamp, UpdateNote } from '../ipc/bindings';
import { mayBeOne, orderOf, writeMoment, writeTimestamp, type Written } from './moments';

/** A note as the strip above the article shows it. */
export interface UpdateLine {
  readonly kind: UpdateNote['kind'];
  /** What it announces, in a word. */
  readonly name: string;
  /** When the change was made, where that could be decided. */
  readonly when: Written | null;
  /** The time as written and how it was understood; empty where the note states none. */
  readonly evidence: string;
  /** What was changed: the note's own words, its label and time aside. */
  readonly words: string;
  /** Where it stands in the text; `null` where only the page's data state it. */
  readonly span: Span | null;
}

/** Returns the notes, the earliest first; those without a time last, in the order of the text. */
export function updateLines(notes: readonly UpdateNote[]): UpdateLine[] {
  return inTimeOrder(notes).map((note) => ({
    kind: note.kind,
    name: UPDATE_KIND[note.kind],
    when: note.timestamp ? writeTimestamp(note.timestamp) : null,
    evidence: note.timestamp ? `Written “${note.timestamp.written}”${sentence(evidenceOf(note.timestamp))}` : '',
    words: note.body || (note.kind === 'dateline' ? '' : note.text),
    span: note.span.end > note.span.start ? note.span : null,
  }));
}

/** Returns notes in the order of their times. */
export function inTimeOrder(notes: readonly UpdateNote[]): UpdateNote[] {
  const at = ({ timestamp }: UpdateNote) => (timestamp?.value ? orderOf(timestamp.value) : Infinity);
  // Where both have no time the difference is no number, and the sort, being stable, leaves them as they were.
  return [...notes].sort((one, other) => at(one) - at(other) || 0);
}

/** Says how a time was understood: where its zone is from, and what else was concluded from what. */
export function evidenceOf({ zone_basis, inferred, value }: Timestamp): string {
  const zone = value?.includes('T') ? [ZONE_BASIS[zone_basis]] : [];
  return [...zone, ...inferred.map(({ what, because }) => `${what}: ${because}`)].join('; ');
}

/** A date of the page, and who states it. */
export interface DateLine {
  readonly value: string;
  readonly written: Written;
  readonly role: string;
  readonly sources: readonly string[];
  /** Whether it is the date shown above the article. */
  readonly isChosen: boolean;
}

/** Returns the page's dates in time order where they disagree; an empty list where they do not. */
export function timelineOf(facts: Metadata): DateLine[] {
  const dates = facts.dates.filter(({ role }) => role !== 'event');
  const of = (wanted: DateRole) => dates.filter(({ role }) => role === wanted).map(({ value }) => value);
  const changed = of('modified');
  const published = facts.date_published;
  const isBefore = (value: string) => published !== null && orderOf(value) < orderOf(published) && !mayBeOne(value, published);
  if (!differ(of('published')) && !differ(changed) && !changed.some(isBefore)) return [];
  const lines = new Map<string, { value: string; role: DateRole; sources: Set<string> }>();
  for (const { value, role, source } of dates) {
    const key = `${role} ${value}`;
    const line = lines.get(key) ?? { value, role, sources: new Set<string>() };
    line.sources.add(DATE_SOURCE[source]);
    lines.set(key, line);
  }
  return [...lines.values()]
    .sort((one, other) => orderOf(one.value) - orderOf(other.value))
    .map(({ value, role, sources }) => ({
      value,
      written: writeMoment(value),
      role: DATE_ROLE[role],
      sources: [...sources],
      isChosen: value === (role === 'published' ? facts.date_published : facts.date_modified),
    }));
}

function differ(values: readonly string[]): boolean {
  // Each with each: a day may be one with two times that are not one.
  return values.some((one, at) => values.slice(at + 1).some((other) => !mayBeOne(one, other)));
}

function sentence(words: string): string {
  return words ? `; ${words}` : '';
}

/** Returns a walk through the passages of the notes, in the order of their times and round again; each step gives the next. */
export function walkUpdates(notes: readonly UpdateNote[]): () => Span | undefined {
  const spans = updateLines(notes).flatMap(({ span }) => span ?? []);
  let at = -1;
  return () => {
    at = (at + 1) % Math.max(spans.length, 1);
    return spans[at];
  };
}
