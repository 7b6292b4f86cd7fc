// What is painted over the article: passages in layers, of which only those near the window are given to the painter.

import type { Span } from '../ipc/bindings';
import type { ArticleDom } from './article-dom';
import type { Layer, Painter } from './painter';
import { rangesOf, type PlacedElement } from './text-offsets';

/** The painted passages of one article. */
export interface Canvas {
  /** Puts these passages, and no others, in the layer; those that were there already are left alone. */
  paint(layer: Layer, spans: readonly Span[]): void;
  /** Looks again at what is near the window, as after scrolling. */
  look(): void;
  /** Takes all paint away. */
  stop(): void;
}

interface Passage {
  readonly span: Span;
  /** The part of it that is painted: a passage that runs on far beyond the window is painted as far as it is near. */
  part: Span | null;
  /** What the painter has of it. */
  ranges: Range[];
}

/** Makes the canvas of an article that stands on the page. */
export function createCanvas(painter: Painter, { blocks, text }: ArticleDom, page: HTMLElement): Canvas {
  const layers = new Map<Layer, Map<string, Passage>>();
  let near = spanNear(blocks);
  let frame = 0;
  const detach = painter.attach(page);

  function show(layer: Layer, passage: Passage): void {
    const part = shared(passage.span, near);
    if (part?.start === passage.part?.start && part?.end === passage.part?.end) return;
    for (const range of passage.ranges) painter.remove(layer, range);
    passage.part = part;
    passage.ranges = part ? rangesOf(part, blocks, text) : [];
    for (const range of passage.ranges) painter.add(layer, range);
  }

  function look(): void {
    cancelAnimationFrame(frame);
    frame = 0;
    const now = spanNear(blocks);
    if (now.start === near.start && now.end === near.end) return;
    near = now;
    for (const [layer, passages] of layers) for (const passage of passages.values()) show(layer, passage);
  }

  function lookSoon(): void {
    frame ||= requestAnimationFrame(look);
  }

  const sizes = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(lookSoon);
  sizes?.observe(page);
  window.addEventListener('scroll', lookSoon, { passive: true });
  window.addEventListener('resize', lookSoon);

  return {
    paint(layer, spans) {
      const before = layers.get(layer) ?? new Map<string, Passage>();
      const after = new Map<string, Passage>();
      for (const span of spans) {
        const key = `${span.start}-${span.end}`;
        after.set(key, after.get(key) ?? before.get(key) ?? { span, part: null, ranges: [] });
      }
      for (const [key, { ranges }] of before) {
        if (!after.has(key)) for (const range of ranges) painter.remove(layer, range);
      }
      layers.set(layer, after);
      for (const [key, passage] of after) if (!before.has(key)) show(layer, passage);
    },
    look,
    stop() {
      cancelAnimationFrame(frame);
      sizes?.disconnect();
      window.removeEventListener('scroll', lookSoon);
      window.removeEventListener('resize', lookSoon);
      detach();
    },
  };
}

function shared(one: Span, other: Span): Span | null {
  const start = Math.max(one.start, other.start);
  const end = Math.min(one.end, other.end);
  return start < end ? { start, end } : null;
}

/** Returns the part of the text that is at most one window's height away from what the window shows. */
function spanNear(blocks: readonly PlacedElement[]): Span {
  const height = window.innerHeight;
  const boxOf = ({ element }: PlacedElement) => element.getBoundingClientRect();
  const first = firstWhere(blocks, (block) => boxOf(block).bottom >= -height);
  const behind = firstWhere(blocks, (block) => boxOf(block).top > 2 * height);
  return { start: blocks[first]?.span.start ?? 0, end: blocks[behind - 1]?.span.end ?? 0 };
}

/** Returns the place of the first block for which it is true; it is true for all that come after one. */
function firstWhere(blocks: readonly PlacedElement[], isTrue: (block: PlacedElement) => boolean): number {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const block = blocks[middle];
    if (!block || isTrue(block)) high = middle;
    else low = middle + 1;
  }
  return low;
}
