// Where things are on the screen: the box of a passage, and bringing one into view.

/** A box in the coordinates of the window. */
export interface Box {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** Returns the box around ranges; `null` where nothing of them is laid out. */
export function boxOf(ranges: readonly Range[]): Box | null {
  const boxes = ranges.flatMap((range) => [...range.getClientRects()]);
  if (boxes.length === 0) return null;
  return {
    top: Math.min(...boxes.map((box) => box.top)),
    bottom: Math.max(...boxes.map((box) => box.bottom)),
    left: Math.min(...boxes.map((box) => box.left)),
    right: Math.max(...boxes.map((box) => box.right)),
  };
}

/** Returns a box in the middle of the window, for what has no place of its own. */
export function middle(): Box {
  const { innerHeight: height, innerWidth: width } = window;
  return { top: height / 2, bottom: height / 2, left: 0, right: width };
}

/** Tells whether a point lies on the words of the ranges. */
export function hits(ranges: readonly Range[], x: number, y: number): boolean {
  return ranges.some((range) =>
    [...range.getClientRects()].some(
      (box) => box.left <= x && x <= box.right && box.top <= y && y <= box.bottom,
    ),
  );
}

/** Notes where the block being read is; the function it returns scrolls so that it is there again. */
export function holdPlace(blocks: readonly { readonly element: HTMLElement }[]): () => void {
  // At the very top nothing is being read yet: what comes first is to be seen.
  if (window.scrollY === 0) return () => {};
  const boxes = blocks.map(({ element }) => ({ element, box: element.getBoundingClientRect() }));
  const begins = boxes.find(({ box }) => box.top >= 0 && box.top < window.innerHeight / 2);
  const held = begins ?? boxes.find(({ box }) => box.bottom > 0);
  if (!held) return () => {};
  return () => {
    const moved = held.element.getBoundingClientRect().top - held.box.top;
    if (moved !== 0) window.scrollBy({ top: moved, behavior: 'instant' });
  };
}

/** Scrolls so that a box stands a third below the top of the window; leaves it where it is well in view. */
export function scrollToBox(box: Box): void {
  const height = window.innerHeight;
  if (box.top > height * 0.12 && box.bottom < height * 0.8) return;
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  // A long way is jumped: watching pages fly by helps nobody.
  const far = Math.abs(box.top) > 3 * height;
  window.scrollBy({ top: box.top - height * 0.3, behavior: still || far ? 'auto' : 'smooth' });
}

/** Puts an element that belongs to words above them, or below where there is no room; it then moves with the page. */
export function placeBeside(element: HTMLElement, box: Box): void {
  if (!element.offsetParent) return;
  const page = element.offsetParent.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = element;
  const middle = (Math.max(box.left, page.left) + Math.min(box.right, page.right)) / 2;
  const left = Math.min(Math.max(middle - width / 2, page.left + 8), page.right - width - 8);
  const above = box.top - height - 10;
  const below = Math.min(box.bottom + 14, window.innerHeight - height - 10);
  element.style.setProperty('left', `${left - page.left}px`);
  element.style.setProperty('top', `${(above > 60 ? above : below) - page.top}px`);
}

/** Returns the place in the DOM at a point of the window, as the mouse would put a text cursor. */
export function caretAt(x: number, y: number): { node: Node; offset: number } | null {
  // One is the standard's, the other the older way; not every engine has both.
  const page: Partial<Pick<Document, 'caretPositionFromPoint' | 'caretRangeFromPoint'>> = document;
  if (page.caretPositionFromPoint) {
    const place = document.caretPositionFromPoint(x, y);
    return place && { node: place.offsetNode, offset: place.offset };
  }
  const range = page.caretRangeFromPoint ? document.caretRangeFromPoint(x, y) : null;
  return range && { node: range.startContainer, offset: range.startOffset };
}

/** Scrolls so that what is read next stands well in view. */
export function scrollToRead({ top, bottom }: Pick<Box, 'top' | 'bottom'>): void {
  const height = window.innerHeight;
  if (top < height * 0.1 || bottom > height * 0.9) window.scrollBy({ top: top - height * 0.2 });
}
