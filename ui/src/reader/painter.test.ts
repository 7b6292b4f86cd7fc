// Tests painter.ts on a stand-in for the CSS Custom Highlight API, and box-painter.ts where the API is missing.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPainter } from './painter';

class FakeHighlight extends Set<Range> {
  priority = 0;
}

afterEach(() => {
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

describe('with the API', () => {
  let registry: Map<string, FakeHighlight>;

  beforeEach(() => {
    registry = new Map();
    vi.stubGlobal('Highlight', FakeHighlight);
    vi.stubGlobal('CSS', { highlights: registry });
  });

  it('registers one object per layer, once, and only changes its members', () => {
    const set = vi.spyOn(registry, 'set');
    const painter = createPainter();
    const yellow = registry.get('palimpsest-yellow');
    const [range, other] = [document.createRange(), document.createRange()];
    painter.add('yellow', range);
    painter.add('yellow', other);
    createPainter().remove('yellow', other);
    expect(registry.get('palimpsest-yellow')).toBe(yellow);
    expect([...(yellow ?? [])]).toEqual([range]);
    expect(set).toHaveBeenCalledTimes(registry.size);
  });

  it('puts what is pointed at above the colours', () => {
    createPainter();
    const priority = (layer: string) => registry.get(`palimpsest-${layer}`)?.priority ?? -1;
    expect(priority('flash')).toBeGreaterThan(priority('active'));
    expect(priority('active')).toBeGreaterThan(priority('unit'));
    expect(priority('unit')).toBeGreaterThan(priority('orange'));
    expect(priority('orange')).toBeGreaterThan(priority('yellow'));
  });

  it('adds every member again when it repaints, and leaves nothing behind', () => {
    const painter = createPainter();
    const leave = painter.attach(document.body);
    const ranges = [document.createRange(), document.createRange()];
    for (const range of ranges) painter.add('green', range);
    const green = registry.get('palimpsest-green') as FakeHighlight;
    const add = vi.spyOn(green, 'add');
    painter.repaint();
    expect(add).toHaveBeenCalledTimes(2);
    expect([...green]).toEqual(ranges);
    leave();
    expect(green.size).toBe(0);
  });
});

describe('without the API', () => {
  /** Where the ranges are said to be, and what draws the frames. */
  let places: Partial<DOMRect>[];
  let frames: FrameRequestCallback[];
  let resized: () => void;

  beforeEach(() => {
    places = [{ left: 10, top: 20, width: 100, height: 24 }, { left: 0, top: 50, width: 30, height: 24 }];
    frames = [];
    vi.stubGlobal('Highlight', undefined);
    vi.stubGlobal('CSS', {});
    vi.stubGlobal('requestAnimationFrame', (draw: FrameRequestCallback) => frames.push(draw));
    vi.stubGlobal('cancelAnimationFrame', () => (frames = []));
    vi.stubGlobal('ResizeObserver', class {
      constructor(listener: () => void) {
        resized = listener;
      }
      observe() {}
      disconnect() {}
    });
    vi.spyOn(Range.prototype, 'getClientRects').mockImplementation(() => places as unknown as DOMRectList);
  });
  afterEach(() => vi.restoreAllMocks());

  function draw(): void {
    for (const frame of frames.splice(0)) frame(0);
  }

  function setUp() {
    const page = document.body.appendChild(document.createElement('article'));
    const text = page.appendChild(document.createElement('p'));
    text.textContent = 'Some words that are painted.';
    const range = document.createRange();
    range.selectNodeContents(text);
    const painter = createPainter();
    const boxes = (layer: string) =>
      [...page.querySelectorAll<HTMLElement>(`.paint > .${layer} > div`)].map(({ style }) => [style.left, style.top, style.width, style.height].join(' '));
    return { page, text, range, painter, boxes, leave: painter.attach(page) };
  }

  it('lays a box below each line of the range, outside the text', () => {
    const { page, text, range, painter, boxes } = setUp();
    const before = text.cloneNode(true);
    painter.add('yellow', range);
    draw();
    expect(boxes('yellow')).toEqual(['10px 20px 100px 24px', '0px 50px 30px 24px']);
    expect(text.isEqualNode(before)).toBe(true);
    expect(page.querySelector('.paint')?.getAttribute('aria-hidden')).toBe('true');
  });

  it('takes boxes away with their range, also before they are drawn', () => {
    const { range, painter, boxes } = setUp();
    const other = range.cloneRange();
    painter.add('yellow', range);
    draw();
    painter.add('green', other);
    painter.remove('green', other);
    draw();
    expect(boxes('green')).toEqual([]);
    painter.remove('yellow', range);
    expect(boxes('yellow')).toEqual([]);
  });

  it('follows the words when the page is laid out anew, one layout for all', () => {
    const { range, painter, boxes } = setUp();
    painter.add('yellow', range);
    painter.add('active', range.cloneRange());
    draw();
    places = [{ left: 5, top: 70, width: 80, height: 24 }];
    resized();
    resized();
    expect(frames.length).toBe(1);
    draw();
    expect(boxes('yellow')).toEqual(['5px 70px 80px 24px']);
    expect(boxes('active')).toEqual(['5px 70px 80px 24px']);
  });

  it('leaves the page as it was', () => {
    const { page, range, painter, leave } = setUp();
    painter.add('yellow', range);
    leave();
    draw();
    expect(page.querySelector('.paint')).toBeNull();
    painter.repaint();
    expect(frames).toEqual([]);
  });
});
