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
  const sorted = marks
    .map((mark) => ({ ...mark, span: cut(mark.span, span) }))
    .filter((mark) => mark.span.start < mark.span.end)
    .sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
  return nest(span, sorted, false);
}

function nest(span: Span, marks: Mark[], inLink: boolean): Piece[] {
  const pieces: Piece[] = [];
  let at = span.start;
  const waiting = [...marks];
  for (let mark = waiting.shift(); mark; mark = waiting.shift()) {
    if (mark.kind === 'link' && inLink) continue;
    const { start, end } = mark.span;
    if (at < start) pieces.push({ span: { start: at, end: start } });
    const inner: Mark[] = [];
    const later: Mark[] = [];
    for (const other of waiting) {
      if (other.span.start >= end) {
        later.push(other);
      } else {
        inner.push({ ...other, span: cut(other.span, mark.span) });
        if (other.span.end > end) later.push({ ...other, span: { start: end, end: other.span.end } });
      }
    }
    pieces.push({ span: mark.span, mark, inside: nest(mark.span, inner, inLink || mark.kind === 'link') });
    at = end;
    waiting.length = 0;
    waiting.push(
      ...later.sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end),
    );
  }
  if (at < span.end || pieces.length === 0) pieces.push({ span: { start: at, end: span.end } });
  return pieces;
}

function cut(span: Span, to: Span): Span {
  return { start: Math.max(span.start, to.start), end: Math.min(span.end, to.end) };
}
