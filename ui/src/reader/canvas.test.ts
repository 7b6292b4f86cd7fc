// Tests canvas.ts: only what is near the window is given to the painter, and only what changes is touched.

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { compose } from '../ipc/fake-articles';
import type { Span } from '../ipc/bindings';
import { buildArticle, type ArticleDom } from './article-dom';
import { createCanvas } from './canvas';
import type { Layer, Painter } from './painter';
import { randomNumbers } from './random-text';

const BLOCKS = 500;
const HIGHLIGHTS = 3000;
const BLOCK_HEIGHT = 100;
const WORDS = 'A paragraph that runs on for a while, so that six passages and more find their place in it.';

let dom: ArticleDom;
let scrolled = 0;

beforeEach(() => {
  const parts = Array.from({ length: BLOCKS }, (_, i) => ({ kind: 'paragraph' as const, words: `${i}: ${WORDS}` }));
  dom = buildArticle(compose({ about: { headline: 'Long' }, parts }), { stored: [], addressOf: String });
  document.body.replaceChildren(dom.fragment);
  scrolled = 0;
  dom.blocks.forEach(({ element }, i) => {
    element.getBoundingClientRect = () => {
      const top = i * BLOCK_HEIGHT - scrolled;
      return { top, bottom: top + BLOCK_HEIGHT } as DOMRect;
    };
  });
  vi.stubGlobal('innerHeight', 800);
});
afterEach(() => vi.unstubAllGlobals());

/** A painter that counts what it is asked. */
function counting() {
  const shown = new Map<Range, Layer>();
  const counts = { added: 0, removed: 0, most: 0 };
  const painter: Painter = {
    attach: () => () => shown.clear(),
    add(layer, range) {
      shown.set(range, layer);
      counts.added += 1;
      counts.most = Math.max(counts.most, shown.size);
    },
    remove(_, range) {
      counts.removed += shown.delete(range) ? 1 : 0;
    },
    repaint() {},
  };
  return { painter, shown, counts };
}

function spansOf(count: number): Span[] {
  return Array.from({ length: count }, (_, i) => {
    const block = dom.blocks[Math.floor((i * BLOCKS) / count)]?.span ?? { start: 0, end: 0 };
    const start = block.start + 5 + ((i * 13) % 70);
    return { start, end: start + 12 };
  });
}

it('registers what is near of 3,000 highlights, wherever the window is', () => {
  const { painter, shown, counts } = counting();
  const canvas = createCanvas(painter, dom, document.body);
  const spans = spansOf(HIGHLIGHTS);
  canvas.paint('yellow', spans);
  // The window shows 8 blocks; 8 more are near at either end; 6 highlights are in each.
  expect(shown.size).toBeLessThanOrEqual(6 * 18);
  expect(shown.size).toBeGreaterThan(6 * 15);
  for (const end of [BLOCKS * BLOCK_HEIGHT - 800, 0, 20_000]) {
    while (Math.abs(scrolled - end) > 1) {
      scrolled += Math.sign(end - scrolled) * Math.min(1500, Math.abs(end - scrolled));
      canvas.look();
      const [first, last] = [Math.ceil(scrolled / BLOCK_HEIGHT), Math.floor((scrolled + 800) / BLOCK_HEIGHT)];
      // Six are in each block.
      const inView = spans.slice(6 * first, 6 * last);
      const texts = new Set([...shown.keys()].map(String));
      expect(inView.filter((span) => !texts.has(dom.text.slice(span)))).toEqual([]);
    }
  }
  // Three windows' heights and a block cut at either end, and what comes at a scroll of 15 blocks before what goes is gone.
  expect(counts.most).toBeLessThanOrEqual(6 * (26 + 16));
});

it('touches only what changed', () => {
  const { painter, shown, counts } = counting();
  const canvas = createCanvas(painter, dom, document.body);
  const spans = spansOf(HIGHLIGHTS);
  canvas.paint('yellow', spans);
  const before = { ...counts };
  const changed = spans[3] as Span;
  canvas.paint('yellow', spans.filter((span) => span !== changed));
  canvas.paint('green', [changed]);
  expect(counts.added - before.added).toBe(1);
  expect(counts.removed - before.removed).toBe(1);
  expect([...shown].filter(([, layer]) => layer === 'green').map(([range]) => range.toString())).toEqual([dom.text.slice(changed)]);
  // Far away, nothing is touched at all.
  canvas.paint('yellow', spans.filter((span) => span !== changed).slice(0, -1));
  expect(counts.added - before.added).toBe(1);
});

it('paints a passage that runs through the whole article as far as it is near', () => {
  const { painter, shown } = counting();
  const canvas = createCanvas(painter, dom, document.body);
  canvas.paint('blue', [{ start: 0, end: dom.text.length }]);
  expect(shown.size).toBeLessThan(30);
  scrolled = 30_000;
  canvas.look();
  expect(shown.size).toBeLessThan(30);
  expect([...shown.keys()].some((range) => range.toString().startsWith('300: '))).toBe(true);
});

it('agrees with painting everything, whatever the order of acts', () => {
  const next = randomNumbers(7);
  const { painter, shown } = counting();
  const canvas = createCanvas(painter, dom, document.body);
  const all = spansOf(200);
  for (let round = 0; round < 60; round += 1) {
    scrolled = next(BLOCKS * BLOCK_HEIGHT);
    if (round % 3 > 0) canvas.look();
    const wanted = all.filter(() => next(2) === 0);
    canvas.paint('red', wanted);
    canvas.look();
    const inView = wanted.filter(({ start }) => {
      const at = dom.blocks.findIndex(({ span }) => start < span.end);
      return at * BLOCK_HEIGHT >= scrolled && (at + 1) * BLOCK_HEIGHT <= scrolled + 800;
    });
    const texts = [...shown.keys()].map(String);
    for (const span of inView) expect(texts).toContain(dom.text.slice(span));
    expect(new Set(texts).size).toBeLessThanOrEqual(wanted.length);
    expect(shown.size).toBe(texts.length);
  }
  canvas.stop();
  expect(shown.size).toBe(0);
});
