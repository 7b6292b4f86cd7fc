// What became of highlights in the version at hand, and what of it the reader has still to look at.

import type { AnchorStatus, PlacedHighlight, Reading, RevisionId, RevisionSummary } from '../ipc/bindings';

/** Tells whether a passage reads otherwise or is gone, and nobody has said that this may be left so. */
export function isOpen({ anchor, is_settled }: { anchor: AnchorStatus; is_settled: boolean }): boolean {
  return !is_settled && (anchor.status === 'reworded' || anchor.status === 'orphan');
}

/** Tells whether the highlight waits for the reader's word: only in the newest version, or one later than its own. */
export function isChanged(highlight: PlacedHighlight, { entry, revision, revisions }: Reading): boolean {
  if (!isOpen(highlight)) return false;
  const own = revisions.find(({ id }) => id === highlight.revision);
  return revision.id === entry.revision || own === undefined || own.number < revision.number;
}

/** Returns the words that were marked: in the version they were first marked in, those of then. */
export function wordsIn({ origin, target }: PlacedHighlight, shown: RevisionId): string {
  return (origin?.revision === shown ? origin.target : target).quote.exact;
}

/** Returns the version to see the highlight in as it was marked, where that is another one. */
export function homeOf({ revision, origin }: PlacedHighlight, { revision: shown, revisions }: Reading): RevisionSummary | null {
  const home = revision === shown.id ? origin?.revision : revision;
  return revisions.find(({ id }) => id === home && id !== shown.id) ?? null;
}
