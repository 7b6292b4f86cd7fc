// The words for an act on annotations, as a message about it has them.

import { counted } from '../app/words';
import type { Act, ActKind } from '../ipc/bindings';

/** Longer passages are cut: a message is one line. */
const MAX_WORDS = 9;

const OF_ONE: Record<ActKind, string> = {
  add: 'highlight made',
  recolour: 'another colour',
  note: 'note written',
  tag: 'tags changed',
  delete: 'highlight deleted',
  restore: 'highlight brought back',
  resize: 'other words highlighted',
  attach: 'highlight attached to other words',
  settle: 'left as it is',
  article_note: 'note on the article',
  import: 'highlights imported',
};

/** Returns what was done, and to which words. */
export function wordsOfAct({ kind, highlights, exact }: Act): string {
  const words = exact.split(/\s+/).filter((word) => word !== '');
  if (kind === 'article_note') return `${OF_ONE[kind]}.`;
  if (highlights > 1) return `${OF_ONE[kind]}, ${counted(highlights, 'highlight')}.`;
  const shown = words.slice(0, MAX_WORDS).join(' ');
  return `${OF_ONE[kind]} — “${shown}${words.length > MAX_WORDS ? '…' : ''}”`;
}
