// The only place where UTF-16 meets code points: spans in, DOM ranges out, and back.

import type { Span } from '../ipc/bindings';

/** One checkpoint every this many code points: a lookup walks at most this far. */
const STRIDE = 128;

/** A text addressed in code points. Immutable. */
export interface IndexedText {
  /** The length in code points. */
  readonly length: number;
  /** Returns the words of `span`, cut to what lies inside the text. */
  slice(span: Span): string;
  /** Returns the UTF-16 offset of a code point, cut to what lies inside the text. */
  toUnits(codePoint: number): number;
  /** Returns the code point that the UTF-16 offset belongs to; inside a pair, the pair's own. */
  toCodePoints(unit: number): number;
}

/** Builds the index of a text, in one pass. */
export function indexText(text: string): IndexedText {
  // Without surrogates the two units are one.
  const checkpoints = /[\ud800-\udfff]/.test(text) ? checkpointsOf(text) : null;
  const length = checkpoints ? checkpoints.length : text.length;

  function toUnits(codePoint: number): number {
    const wanted = clamp(codePoint, length);
    if (!checkpoints) return wanted;
    if (wanted === length) return text.length;
    let unit = checkpoints.units[Math.floor(wanted / STRIDE)] ?? 0;
    for (let left = wanted % STRIDE; left > 0; left -= 1) unit += widthAt(text, unit);
    return unit;
  }

  function toCodePoints(unit: number): number {
    const wanted = clamp(unit, text.length);
    if (!checkpoints) return wanted;
    const { units } = checkpoints;
    let stride = 0;
    for (let low = 0, high = units.length - 1; low <= high; ) {
      const middle = (low + high) >> 1;
      if ((units[middle] ?? 0) <= wanted) {
        stride = middle;
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    let at = units[stride] ?? 0;
    let codePoint = stride * STRIDE;
    for (;;) {
      if (at >= text.length) return codePoint;
      const next = at + widthAt(text, at);
      if (next > wanted) return codePoint;
      at = next;
      codePoint += 1;
    }
  }

  return {
    length,
    toUnits,
    toCodePoints,
    slice: (span) => text.slice(toUnits(span.start), toUnits(Math.max(span.start, span.end))),
  };
}

/** One element of the article whose text nodes hold exactly the words of its span. */
export interface PlacedElement {
  readonly element: HTMLElement;
  readonly span: Span;
}

/**
 * Returns the DOM ranges that cover a span: one per element it touches, fresh at every call.
 *
 * `elements` are in text order and disjoint.
 */
export function rangesOf(span: Span, elements: readonly PlacedElement[], text: IndexedText): Range[] {
  const ranges: Range[] = [];
  for (let i = firstEndingAfter(elements, span.start); i < elements.length; i += 1) {
    const placed = elements[i];
    if (!placed || placed.span.start >= span.end) break;
    const base = text.toUnits(placed.span.start);
    const from = text.toUnits(Math.max(span.start, placed.span.start)) - base;
    const to = text.toUnits(Math.min(span.end, placed.span.end)) - base;
    if (to <= from) continue;
    const range = placed.element.ownerDocument.createRange();
    setBoundary(range, 'start', placed.element, from);
    setBoundary(range, 'end', placed.element, to);
    ranges.push(range);
  }
  return ranges;
}

/**
 * Returns the span that a DOM range covers, without white space at its ends; `null` where no word
 * of the article is inside. What lies between the elements does not count.
 */
export function spanOf(
  range: Range,
  elements: readonly PlacedElement[],
  text: IndexedText,
): Span | null {
  const touched = elements.filter(({ element }) => range.intersectsNode(element));
  const first = touched[0];
  const last = touched[touched.length - 1];
  if (!first || !last) return null;
  const start = offsetIn(first, range.startContainer, range.startOffset, text, 'start');
  const end = offsetIn(last, range.endContainer, range.endOffset, text, 'end');
  return trimmed({ start, end }, text);
}

/** Returns the code point that a place of the DOM stands before; `null` where that is not in the article's words. */
export function placeOf(
  container: Node,
  offset: number,
  elements: readonly PlacedElement[],
  text: IndexedText,
): number | null {
  const within = elements.find(({ element }) => element.contains(container));
  return within ? offsetIn(within, container, offset, text, 'start') : null;
}

/** Returns the span without white space at its ends; `null` where nothing is left. */
export function trimmed(span: Span, text: IndexedText): Span | null {
  if (span.end <= span.start) return null;
  const words = text.slice(span);
  const inner = words.trim();
  if (inner === '') return null;
  // White space is all in the basic plane, so here the two units agree.
  const start = span.start + (words.length - words.trimStart().length);
  return { start, end: start + indexText(inner).length };
}

function offsetIn(
  { element, span }: PlacedElement,
  container: Node,
  offset: number,
  text: IndexedText,
  side: 'start' | 'end',
): number {
  // The range may begin before its first element or end behind its last one.
  if (!element.contains(container)) return side === 'start' ? span.start : span.end;
  const before = element.ownerDocument.createRange();
  before.setStart(element, 0);
  before.setEnd(container, offset);
  const unit = text.toUnits(span.start) + before.toString().length;
  const codePoint = text.toCodePoints(unit);
  // Half a pair selected is the whole character selected.
  const cut = side === 'end' && text.toUnits(codePoint) < unit ? codePoint + 1 : codePoint;
  return Math.min(Math.max(cut, span.start), span.end);
}

function setBoundary(range: Range, side: 'start' | 'end', element: HTMLElement, unit: number): void {
  const nodes = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let left = unit;
  let last: Node | null = null;
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
    const length = (node as Text).data.length;
    // A start stands at the beginning of a node rather than at the end of the one before.
    if (left < length || (side === 'end' && left === length)) {
      if (side === 'start') range.setStart(node, left);
      else range.setEnd(node, left);
      return;
    }
    left -= length;
    last = node;
  }
  const node = last ?? element;
  const end = last ? (last as Text).data.length : 0;
  if (side === 'start') range.setStart(node, end);
  else range.setEnd(node, end);
}

function firstEndingAfter(elements: readonly PlacedElement[], codePoint: number): number {
  let low = 0;
  let high = elements.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((elements[middle]?.span.end ?? Infinity) > codePoint) high = middle;
    else low = middle + 1;
  }
  return low;
}

function checkpointsOf(text: string): { units: Uint32Array; length: number } {
  const units = new Uint32Array(Math.ceil(text.length / STRIDE) + 1);
  let length = 0;
  let used = 0;
  for (let unit = 0; unit < text.length; unit += widthAt(text, unit)) {
    if (length % STRIDE === 0) {
      units[used] = unit;
      used += 1;
    }
    length += 1;
  }
  return { units: units.slice(0, used), length };
}

function widthAt(text: string, unit: number): number {
  return (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1;
}

function clamp(value: number, max: number): number {
  return Math.min(Math.max(Math.trunc(value), 0), max);
}
