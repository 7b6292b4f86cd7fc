// A quotation as it is cited: the words, whose they are, and in which version of which article they stood.

import type { ReadQuotation, Reading } from '../ipc/bindings';
import { writeDay, writeMoment } from './moments';

/** Returns a quotation with its citation, as one paragraph of plain text. */
export function citationOf({ content, speaker }: Pick<ReadQuotation, 'content' | 'speaker'>, reading: Reading): string {
  const { article, entry, revision, revisions } = reading;
  const words = `“${content.replace(/\s+/g, ' ').trim()}”`;
  const version = revisions.length > 1 ? `version ${revision.number} of ${revisions.length}, ` : '';
  const address = article.canonical_url ?? entry.url;
  const source = [
    article.headline ? `“${article.headline}”` : null,
    article.publisher ?? entry.publisher,
    article.date_published ? writeDay(article.date_published) : null,
    `${version}seen ${writeMoment(revision.first_seen).local}`,
    address && /^https?:/i.test(address) ? address : null,
  ];
  const cited = source.filter((part) => part !== null).join(', ');
  return speaker ? `${words} — ${speaker.name}, in ${cited}` : `${words} — ${cited}`;
}
