// Turns the marks of a block, which may overlap, into pieces that nest as elements must.

import type { Mark, Span } from '../ipc/bindings';

/** Words as they stand, or words inside a mark. */
export type Piece = { span: Span } | { span: Span; mark: Mark; inside: Piece[] };

/**
 * Returns pieces that together cover `span` exactly once, in order.
 *
 * A mark that reaches out of another is cut in two; a link inside a link gives way.
 */
export function piecesOf(span: Span, marks: readonly Mark[]): Piece[] {
  const waiting = marks
    .map((mark) => ({ ...mark, span: cut(mark.span, span) }))
    .filter((mark) => mark.span.start < mark.span.end)
    .sort(byPlace)
    .reverse();
  return nest(span, waiting, false);
}

/** Takes from `waiting`, whose next mark is the last one, all that begin before the span ends. */
function nest(span: Span, waiting: Mark[], inLink: boolean): Piece[] {
  const pieces: Piece[] = [];
  const tails: Mark[] = [];
  let at = span.start;
  for (let mark = waiting.at(-1); mark && mark.span.start < span.end; mark = waiting.at(-1)) {
    waiting.pop();
    const { end } = mark.span;
    if (end > span.end) tails.push({ ...mark, span: { start: span.end, end } });
    const isLink = mark.kind === 'link';
    if (isLink && inLink) continue;
    const own = cut(mark.span, span);
    if (at < own.start) pieces.push({ span: { start: at, end: own.start } });
    pieces.push({ span: own, mark, inside: nest(own, waiting, inLink || isLink) });
    at = own.end;
  }
  if (at < span.end || pieces.length === 0) pieces.push({ span: { start: at, end: span.end } });
  if (tails.length > 0) giveBack(tails, span.end, waiting);
  return pieces;
}

/** Puts the tails of marks that were cut at a place among the marks that begin there. */
function giveBack(tails: Mark[], at: number, waiting: Mark[]): void {
  for (let mark = waiting.at(-1); mark?.span.start === at; mark = waiting.at(-1)) {
    tails.push(mark);
    waiting.pop();
  }
  for (const mark of tails.sort(byPlace).reverse()) waiting.push(mark);
}

function byPlace(a: Mark, b: Mark): number {
  return a.span.start - b.span.start || b.span.end - a.span.end;
}

function cut(span: Span, to: Span): Span {
  return { start: Math.max(span.start, to.start), end: Math.min(span.end, to.end) };
}
