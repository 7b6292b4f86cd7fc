// Tests units.ts and cursor.svelte.ts: words, sentences and blocks, with the engine's segmenter and without.

import { afterEach, describe, expect, it, vi } from 'vitest';
import { buildArticle } from './article-dom';
import { ReadingCursor } from './cursor.svelte';
import { compose } from '../ipc/fake-articles';

afterEach(() => vi.unstubAllGlobals());

function cursorIn(...parts: string[]) {
  const article = compose({
    about: { headline: 'H', language: { code: 'en', confidence: 1, declared: 'en' } },
    parts: parts.map((words) => ({ kind: 'paragraph', words })),
  });
  const dom = buildArticle(article, { stored: [], addressOf: String });
  document.body.replaceChildren(dom.fragment);
  return new ReadingCursor(dom);
}

/** Steps so often and returns what was at hand each time. */
function walk(cursor: ReadingCursor, kind: 'word' | 'sentence' | 'block', ...ways: (1 | -1)[]): string[] {
  return ways.map((way) => {
    cursor.step(kind, way, false, 0);
    return cursor.words;
  });
}

const TWO = ['Dr. Okafor left 🚢 early. “Nobody asked,” she said!', 'Then it rained.'];

describe.each(['with', 'without'])('%s a segmenter', (which) => {
  it('steps by sentence through the blocks, and by word', () => {
    if (which === 'without') vi.stubGlobal('Intl', { ...Intl, Segmenter: undefined });
    const cursor = cursorIn(...TWO);
    expect(walk(cursor, 'sentence', 1, 1, 1, 1, -1)).toEqual([
      'Dr. Okafor left 🚢 early.',
      '“Nobody asked,” she said!',
      'Then it rained.',
      'Then it rained.',
      '“Nobody asked,” she said!',
    ]);
    expect(walk(cursor, 'word', 1, 1, 1, 1, 1, -1, -1)).toEqual(['Nobody', 'asked', 'she', 'said', 'Then', 'said', 'she']);
  });
});

it('takes another kind of unit where the reader is', () => {
  const cursor = cursorIn(...TWO);
  expect(walk(cursor, 'block', 1)).toEqual([TWO[0]]);
  expect(walk(cursor, 'sentence', -1)).toEqual(['“Nobody asked,” she said!']);
  expect(walk(cursor, 'word', 1)).toEqual(['Nobody']);
  expect(walk(cursor, 'sentence', 1)).toEqual(['“Nobody asked,” she said!']);
  expect(walk(cursor, 'block', 1, 1)).toEqual(TWO);
});

it('is drawn out and back, also over blocks', () => {
  const cursor = cursorIn(...TWO);
  walk(cursor, 'word', 1, 1);
  const drawn = (kind: 'word' | 'sentence' | 'block', way: 1 | -1) => {
    cursor.step(kind, way, true, 0);
    return cursor.words;
  };
  expect(drawn('word', 1)).toBe('Okafor left');
  expect(drawn('word', -1)).toBe('Okafor');
  expect(drawn('word', -1)).toBe('Dr. Okafor');
  expect(drawn('word', 1)).toBe('Okafor');
  expect(drawn('sentence', 1)).toBe('Okafor left 🚢 early.');
  expect(drawn('block', 1)).toBe('Okafor left 🚢 early. “Nobody asked,” she said!');
  expect(drawn('block', 1)).toBe('Okafor left 🚢 early. “Nobody asked,” she said!\n\nThen it rained.');
});

it('takes lines and cells apart, and begins where the window does', () => {
  const cursor = cursorIn('One\tTwo\nThree. Four', 'Five.');
  cursor.step('sentence', 1, false, 5);
  expect(cursor.words).toBe('Two');
  expect(walk(cursor, 'sentence', 1, 1, 1)).toEqual(['Three.', 'Four', 'Five.']);
});
