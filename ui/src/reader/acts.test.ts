// Tests acts.ts: what an act was, in words.

import { expect, it } from 'vitest';
import type { Act } from '../ipc/bindings';
import { wordsOfAct } from './acts';

const ACT: Act = { id: 1, kind: 'delete', done_at: '2026-03-01T10:00:00Z', is_undone: true, entries: [1], highlights: 1, exact: 'Some words' };

it.each<[Partial<Act>, string]>([
  [{}, 'highlight deleted — “Some words”'],
  [{ exact: 'one two three\nfour five six seven eight nine ten' }, 'highlight deleted — “one two three four five six seven eight nine…”'],
  [{ kind: 'recolour', highlights: 12 }, 'another colour, 12 highlights.'],
  [{ kind: 'article_note', highlights: 0, exact: '' }, 'note on the article.'],
])('%o', (change, words) => {
  expect(wordsOfAct({ ...ACT, ...change })).toBe(words);
});
