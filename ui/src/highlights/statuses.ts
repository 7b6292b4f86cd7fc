// What became of a highlight in the newest version of its article, in words.

import type { HighlightStatus } from '../ipc/bindings';

/** The words of a filter, those to be looked at first. */
export const STATUS: readonly (readonly [HighlightStatus, string])[] = [
  ['open', 'Waits for your word'],
  ['reworded', 'Reworded'],
  ['orphan', 'Not in the newest version'],
  ['moved', 'Moved'],
  ['exact', 'As it was'],
];

/** Returns the words of a badge; `null` where nothing is to be told. */
export function badgeOf(status: HighlightStatus): string | null {
  return status === 'exact' ? null : (STATUS.find(([name]) => name === status)?.[1] ?? null);
}
