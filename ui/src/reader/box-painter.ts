// Paints ranges as boxes that lie below the text, where the engine cannot paint highlights itself. The text's DOM
// stays as it is: the boxes stand beside it.

import type { Layer, Painter } from './painter';

/** Makes a painter of boxes, with one sheet of them per layer. */
export function createBoxPainter(layers: readonly Layer[]): Painter {
  const members = new Map<Layer, Map<Range, HTMLElement[]>>(layers.map((layer) => [layer, new Map()]));
  const sheets = new Map<Layer, HTMLElement>();
  let surface: HTMLElement | null = null;
  let frame = 0;
  /** Ranges whose boxes are missing or out of place. */
  let stale = new Map<Range, Layer>();

  function drawSoon(): void {
    if (surface && frame === 0 && stale.size > 0) frame = requestAnimationFrame(draw);
  }

  /** Reads where all words are, then lays all boxes: one layout, not one a range. */
  function draw(): void {
    frame = 0;
    const drawn = stale;
    stale = new Map();
    if (!surface) return;
    const origin = surface.getBoundingClientRect();
    const read = [...drawn].map(([range, layer]) => ({ range, layer, places: [...range.getClientRects()] }));
    for (const { range, layer, places } of read) {
      const own = members.get(layer);
      const old = own?.get(range);
      // Removed since.
      if (!old) continue;
      for (const box of old) box.remove();
      const boxes = places.map((place) => {
        const box = document.createElement('div');
        box.style.setProperty('left', `${place.left - origin.left}px`);
        box.style.setProperty('top', `${place.top - origin.top}px`);
        box.style.setProperty('width', `${place.width}px`);
        box.style.setProperty('height', `${place.height}px`);
        return box;
      });
      sheets.get(layer)?.append(...boxes);
      own?.set(range, boxes);
    }
  }

  function repaint(): void {
    for (const [layer, own] of members) for (const range of own.keys()) stale.set(range, layer);
    drawSoon();
  }

  return {
    attach(page) {
      surface = document.createElement('div');
      surface.className = 'paint';
      surface.setAttribute('aria-hidden', 'true');
      for (const layer of layers) {
        const sheet = document.createElement('div');
        sheet.className = layer;
        sheets.set(layer, sheet);
        surface.append(sheet);
      }
      page.prepend(surface);
      // Another width, an image that arrived, something folded out: all words may stand elsewhere.
      const sizes = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(repaint);
      sizes?.observe(page);
      drawSoon();
      return () => {
        sizes?.disconnect();
        cancelAnimationFrame(frame);
        frame = 0;
        stale.clear();
        for (const own of members.values()) own.clear();
        surface?.remove();
        surface = null;
      };
    },
    add(layer, range) {
      members.get(layer)?.set(range, []);
      stale.set(range, layer);
      drawSoon();
    },
    remove(layer, range) {
      for (const box of members.get(layer)?.get(range) ?? []) box.remove();
      members.get(layer)?.delete(range);
    },
    repaint,
  };
}
