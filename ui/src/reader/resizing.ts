// Where the edges of a highlight go: word by word, or to a point of the window.

import type { Span } from '../ipc/bindings';
import type { ArticleDom } from './article-dom';
import { caretAt } from './place';
import { placeOf, trimmed } from './text-offsets';
import { unitsOf } from './units';

/** One of its two edges. */
export type Edge = 'start' | 'end';

/** Returns the span with one edge a word further to the left or right, as the words are read; `null` where it cannot go there. */
export function byWord({ blocks, text }: ArticleDom, span: Span, edge: Edge, way: 'left' | 'right'): Span | null {
  const element = blocks.find((block) => span.start < block.span.end)?.element;
  const isRtl = element !== undefined && getComputedStyle(element).direction === 'rtl';
  const word = unitsOf(blocks, text).beyond('word', edge, span[edge], (way === 'right') === isRtl ? -1 : 1);
  return word && withEdge(span, edge, word[edge]);
}

/** Returns the span with one edge at a point of the window; `null` where that is no place in the article. */
export function toPoint({ blocks, text }: ArticleDom, span: Span, edge: Edge, x: number, y: number): Span | null {
  const caret = caretAt(x, y);
  const place = caret && placeOf(caret.node, caret.offset, blocks, text);
  const moved = place === null ? null : withEdge(span, edge, place);
  return moved && trimmed(moved, text);
}

/** An edge never passes the other one: at least a character stays. */
function withEdge(span: Span, edge: Edge, place: number): Span | null {
  const moved = { ...span, [edge]: place };
  return moved.start < moved.end ? moved : null;
}
