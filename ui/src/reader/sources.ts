// Where each fact above the article is from, and what else the page says of it.

import { DATE_SOURCE, METADATA_SOURCE, languageName } from '../app/words';
import type { DateRole, Language, Metadata, MetadataField } from '../ipc/bindings';
import { mayBeOne, writeMoment } from './moments';

/** A value and who states it. */
export interface StatedValue {
  readonly value: string;
  readonly source: string;
}

/** One fact. */
export interface SourceRow {
  readonly name: string;
  /** Whether its values are addresses, which nobody reads to the end. */
  readonly isAddress: boolean;
  /** The value shown; empty where there is none. */
  readonly value: string;
  /** Who states it; empty where that was not recorded. */
  readonly sources: readonly string[];
  /** What else the page states. */
  readonly others: readonly StatedValue[];
}

/** What an article says of itself. */
export type Facts = Metadata & { readonly language: Language };

/** Tells whether the sources were recorded when the article was read. */
export function hasSources(facts: Facts): boolean {
  return facts.findings.length > 0;
}

/** Returns the facts that have a value or a source; `stated` has the sources of `shown`. */
export function rowsOf(shown: Facts, stated: Facts): SourceRow[] {
  const free = shown.is_accessible_for_free;
  const rows = [
    row(stated, 'Headline', shown.headline, 'headline'),
    row(stated, 'Standfirst', shown.standfirst, 'standfirst'),
    row(stated, 'Authors', shown.authors.join(', '), 'authors'),
    dateRow(stated, 'Published', shown.date_published, ['published']),
    dateRow(stated, 'Modified', shown.date_modified, ['modified', 'updated']),
    row(stated, 'Publisher', shown.publisher, 'publisher'),
    row(stated, 'Section', shown.section, 'section'),
    row(stated, 'Tags', shown.tags.join(', '), 'tags'),
    row(stated, 'Free to read', free === null ? null : String(free), 'is_accessible_for_free', yesOrNo),
    row(stated, 'Language', shown.language.code, 'language', languageName),
    { ...row(stated, 'Address', shown.canonical_url, 'canonical_url'), isAddress: true },
    { ...row(stated, 'Image', shown.image, 'image'), isAddress: true },
  ];
  return rows.filter(({ value, others }) => value !== '' || others.length > 0);
}

function row(
  stated: Facts,
  name: string,
  value: string | null,
  field: MetadataField,
  write: (value: string) => string = (words) => words,
): SourceRow {
  const findings = stated.findings.filter((finding) => finding.field === field);
  const chosen = findings.filter(({ is_chosen }) => is_chosen);
  return {
    name,
    isAddress: false,
    value: value ? write(value) : '',
    sources: distinct(chosen.map(({ source }) => METADATA_SOURCE[source])),
    others: findings
      .filter(({ is_chosen }) => !is_chosen)
      .map((finding) => ({ value: write(finding.value), source: METADATA_SOURCE[finding.source] })),
  };
}

function dateRow(stated: Facts, name: string, value: string | null, roles: readonly DateRole[]): SourceRow {
  const dates = stated.dates.filter(({ role }) => roles.includes(role));
  const others: StatedValue[] = [];
  for (const date of dates) {
    const written = writeMoment(date.value).source;
    if (!agrees(date.value, value) && !others.some((other) => other.value === written)) {
      others.push({ value: written, source: DATE_SOURCE[date.source] });
    }
  }
  const sources = dates.filter((date) => agrees(date.value, value)).map(({ source }) => DATE_SOURCE[source]);
  return { name, isAddress: false, value: value ? writeMoment(value).source : '', sources: distinct(sources), others };
}

/** Tells whether a date is the one shown, or the same put less exactly. */
function agrees(date: string, shown: string | null): boolean {
  return shown !== null && mayBeOne(date, shown);
}

function yesOrNo(value: string): string {
  return value === 'true' ? 'Yes' : 'No';
}

function distinct(words: readonly string[]): string[] {
  return [...new Set(words)];
}
