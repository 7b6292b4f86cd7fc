// The reading cursor: a block, a sentence or a word of the article, and how far it was drawn out from there.

import type { Span } from '../ipc/bindings';
import type { ArticleDom } from './article-dom';
import { boxOf, scrollToRead } from './place';
import { rangesOf } from './text-offsets';
import { unitsOf, type UnitKind, type Units } from './units';

/** Where the reading cursor is. */
interface Place {
  readonly kind: UnitKind;
  /** Where it was when drawing out began. */
  readonly from: Span;
  /** The unit it moves by. */
  readonly head: Span;
}

/** The finest first. */
const FINENESS: readonly UnitKind[] = ['word', 'sentence', 'block'];

/** The reading cursor of one article. */
export class ReadingCursor {
  /** Whether it is seen; a click says where it is without showing it. */
  shown = $state(false);
  #place: Place | null = $state.raw(null);
  readonly #dom: ArticleDom;
  readonly #units: Units;

  constructor(dom: ArticleDom) {
    this.#dom = dom;
    this.#units = unitsOf(dom.blocks, dom.text);
  }

  /** What it lies over, if it is seen. */
  get span(): Span | null {
    const place = this.#place;
    if (!place || !this.shown) return null;
    return { start: Math.min(place.from.start, place.head.start), end: Math.max(place.from.end, place.head.end) };
  }

  /** Whether it is just one block. */
  get isBlock(): boolean {
    return this.#place?.kind === 'block' && this.#place.from === this.#place.head;
  }

  /** Returns the element of the block it is in. */
  get element(): HTMLElement | undefined {
    const start = this.#place?.head.start;
    return start === undefined ? undefined : this.#dom.blocks.find(({ span }) => start < span.end)?.element;
  }

  /** Returns the words it lies over. */
  get words(): string {
    return this.span ? this.#dom.text.slice(this.span) : '';
  }

  /** Returns where its words begin, else where the first block in view does. */
  get begin(): Range | null {
    const { blocks, text } = this.#dom;
    const span = this.span ?? this.#inView()?.span;
    return span ? (rangesOf(span, blocks, text)[0] ?? null) : null;
  }

  /** Puts it on the block with this element, unseen. */
  put(element: Element): void {
    const block = this.#dom.blocks.find((one) => one.element === element);
    const whole = block && this.#units.beyond('block', 'end', block.span.start, 1);
    this.#place = whole ? { kind: 'block', from: whole, head: whole } : null;
    this.shown = false;
  }

  /** Hides it where it is. */
  hide(): void {
    this.shown = false;
  }

  /**
   * Steps as {@link step} does and brings what is then at hand into view. A block gets the focus, which reads it out;
   * one longer than the window is read to its end before the next one.
   */
  go(kind: UnitKind, way: 1 | -1, isDrawn: boolean): void {
    const height = window.innerHeight;
    const long = kind === 'block' && way === 1 && !isDrawn && this.span && this.isBlock ? this.element?.getBoundingClientRect() : undefined;
    if (long && long.bottom > height && long.top < height * 0.5) return window.scrollBy({ top: height * 0.6 });
    this.step(kind, way, isDrawn, this.#inView()?.span.start ?? 0);
    const { element } = this;
    if (!element || !this.#place) return;
    const isAmongBlocks = this.#dom.blocks.some((block) => block.element.contains(document.activeElement));
    if (this.isBlock || !isAmongBlocks) {
      element.tabIndex = -1;
      element.focus({ preventScroll: true });
    }
    const { blocks, text } = this.#dom;
    const box = this.isBlock ? element.getBoundingClientRect() : boxOf(rangesOf(this.#place.head, blocks, text));
    if (box) scrollToRead(box);
  }

  /**
   * Steps to the next or previous unit, or draws out to its end. Another kind of unit than before is first taken
   * where the reader is: the block around a word, the first or last word of a block. Where the cursor was nowhere
   * it begins at the place `first`.
   */
  step(kind: UnitKind, way: 1 | -1, isDrawn: boolean, first: number): void {
    const place = this.#place;
    const next = !place
      ? this.#units.beyond(kind, 'end', first, 1)
      : isDrawn
        ? this.#drawn(place, kind, way)
        : this.#next(place, kind, way);
    if (next) this.#place = { kind, from: isDrawn && place ? place.from : next, head: next };
    this.shown = this.#place !== null;
  }

  #inView() {
    return this.#dom.blocks.find(({ element }) => element.getBoundingClientRect().bottom > window.innerHeight * 0.1);
  }

  #next(place: Place, kind: UnitKind, way: 1 | -1): Span | null {
    const { head } = place;
    if (place.kind === kind) {
      return way === 1 ? this.#units.beyond(kind, 'start', head.end - 1, 1) : this.#units.beyond(kind, 'end', head.start + 1, -1);
    }
    const isFiner = FINENESS.indexOf(kind) < FINENESS.indexOf(place.kind);
    return isFiner && way === -1 ? this.#units.beyond(kind, 'start', head.end, -1) : this.#units.beyond(kind, 'end', head.start, 1);
  }

  #drawn({ from, head }: Place, kind: UnitKind, way: 1 | -1): Span | null {
    // Drawn back to where it began, it gets shorter before it grows the other way.
    const isBack = way === 1 ? head.end <= from.start : head.start >= from.end;
    if (isBack) return way === 1 ? this.#units.beyond(kind, 'start', head.end - 1, 1) : this.#units.beyond(kind, 'end', head.start + 1, -1);
    const unit = way === 1 ? this.#units.beyond(kind, 'end', head.end, 1) : this.#units.beyond(kind, 'start', head.start, -1);
    if (!unit) return null;
    // A sentence drawn out to from a word in its middle is taken from that word on.
    return way === 1
      ? { start: Math.max(unit.start, Math.min(from.start, head.start)), end: unit.end }
      : { start: unit.start, end: Math.min(unit.end, Math.max(from.end, head.end)) };
  }
}
