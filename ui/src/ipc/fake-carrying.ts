// How the fake backend follows a passage into another version: roughly as the engine does.

import { find, lengthOf } from './fake-articles';
import type { AnchorStatus, Article, Span, Target, WordEdit } from './bindings';

/** Follows a passage into another text: by its words, else by the words around it. */
export function carry({ quote, position }: Target, text: string): AnchorStatus {
  const { exact, prefix, suffix } = quote;
  const { start } = position;
  if (slice(text, start, start + lengthOf(exact)) === exact) return { status: 'exact', span: { ...position } };
  const moved = find(text, exact);
  if (moved) return { status: 'moved', span: moved };
  const before = find(text, prefix.slice(-12));
  const after = find(text, suffix.slice(0, 12));
  if (!before || !after || after.start <= before.end) return { status: 'orphan' };
  const span = { start: before.end, end: after.start };
  const edits = wordEdits(exact, slice(text, span.start, span.end));
  const kept = edits.filter(({ kind }) => kind === 'kept').reduce((sum, edit) => sum + edit.text.length, 0);
  const score = kept / Math.max(exact.length, span.end - span.start);
  return score < 0.4 ? { status: 'orphan' } : { status: 'reworded', span, score };
}

/** Tells two wordings apart word by word. */
export function wordEdits(old: string, now: string): WordEdit[] {
  const words = (text: string): string[] => text.match(/\S+\s*/g) ?? [];
  const [a, b] = [words(old), words(now)];
  // How many words are kept at best from each place on.
  const best = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  const at = (i: number, j: number) => best[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const row = best[i] as number[];
      row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const edits: WordEdit[] = [];
  const put = (kind: WordEdit['kind'], text: string) => {
    const last = edits.at(-1);
    if (last?.kind === kind) last.text += text;
    else edits.push({ kind, text });
  };
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      put('kept', a[i++] as string);
      j++;
    } else if (i < a.length && (j === b.length || at(i + 1, j) >= at(i, j + 1))) put('removed', a[i++] as string);
    else put('inserted', b[j++] as string);
  }
  return edits;
}

/** Describes a passage of an article. */
export function targetOf(article: Article, span: Span): Target {
  const { start, end } = span;
  return {
    quote: {
      exact: slice(article.text, start, end),
      prefix: slice(article.text, start - 32, start),
      suffix: slice(article.text, end, end + 32),
    },
    position: { start, end },
  };
}

/** Returns the words between two offsets in code points. */
export function slice(text: string, start: number, end: number): string {
  return [...text].slice(Math.max(0, start), Math.max(0, end)).join('');
}
