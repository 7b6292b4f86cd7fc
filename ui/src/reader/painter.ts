// Paints spans over the article by the CSS Custom Highlight API, without touching its text.

import type { Colour } from '../ipc/bindings';
import { COLOURS } from '../app/words';

/** The layers that can be painted, the lowest first: colours, then the highlight at hand, then a passage gone to, then one pointed at and its speaker. */
export type Layer = Colour | 'active' | 'flash' | 'pointed' | 'speaker';

const LAYERS: readonly Layer[] = [...COLOURS, 'active', 'flash', 'pointed', 'speaker'];

/** Paints ranges in layers. */
export interface Painter {
  /** Tells whether the engine can paint at all; where it cannot, nothing else happens. */
  readonly supported: boolean;
  /** Puts these ranges, and no others, in the layer. Every range is used once. */
  paint(layer: Layer, ranges: readonly Range[]): void;
  /** Paints everything again, as the engine needs after a change of theme. */
  repaint(): void;
  /** Takes every range out of every layer. */
  clear(): void;
}

/**
 * Makes the page's painter.
 *
 * One `Highlight` per layer is registered once and lives as long as the page: WebKitGTK repaints
 * when members change, but not when an entry of the registry is replaced.
 */
export function createPainter(): Painter {
  if (typeof CSS === 'undefined' || !CSS.highlights || typeof Highlight === 'undefined') {
    return { supported: false, paint: () => {}, repaint: () => {}, clear: () => {} };
  }
  const layers = new Map<Layer, Highlight>();
  LAYERS.forEach((layer, rank) => {
    const name = `palimpsest-${layer}`;
    const highlight = CSS.highlights.get(name) ?? new Highlight();
    highlight.priority = rank;
    layers.set(layer, highlight);
    if (!CSS.highlights.has(name)) CSS.highlights.set(name, highlight);
  });

  return {
    supported: true,
    paint(layer, ranges) {
      const highlight = layers.get(layer);
      if (!highlight) return;
      highlight.clear();
      for (const range of ranges) highlight.add(range);
    },
    repaint() {
      for (const highlight of layers.values()) {
        const members = [...highlight];
        highlight.clear();
        for (const member of members) highlight.add(member);
      }
    },
    clear() {
      for (const highlight of layers.values()) highlight.clear();
    },
  };
}
