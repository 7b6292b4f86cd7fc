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
