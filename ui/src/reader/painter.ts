// Paints ranges over the article by the CSS Custom Highlight API, without touching its text.

import type { Colour } from '../ipc/bindings';
import { COLOURS } from '../app/words';
import { createBoxPainter } from './box-painter';

/**
 * The layers that can be painted, the lowest first: colours, then the words under the reading cursor, then the
 * highlight at hand, then a passage gone to, then one pointed at and its speaker.
 */
export type Layer = Colour | 'unit' | 'active' | 'flash' | 'pointed' | 'speaker';

/** All layers, the lowest first. */
export const LAYERS: readonly Layer[] = [...COLOURS, 'unit', 'active', 'flash', 'pointed', 'speaker'];

/** Paints ranges in layers. Every range is used once. */
export interface Painter {
  /** Says over which element the ranges are; what it returns takes everything away again. */
  attach(page: HTMLElement): () => void;
  /** Puts a range in a layer. */
  add(layer: Layer, range: Range): void;
  /** Takes a range out of a layer. */
  remove(layer: Layer, range: Range): void;
  /** Paints everything again, as the engine needs after a change of theme. */
  repaint(): void;
}

/**
 * Makes the page's painter; one that lays boxes below the text where the engine has no highlights of its own.
 *
 * One `Highlight` per layer is registered once and lives as long as the page: WebKitGTK repaints
 * when members change, but not when an entry of the registry is replaced.
 */
export function createPainter(): Painter {
  if (typeof CSS === 'undefined' || !CSS.highlights || typeof Highlight === 'undefined') return createBoxPainter(LAYERS);
  const layers = new Map<Layer, Highlight>();
  LAYERS.forEach((layer, rank) => {
    const name = `palimpsest-${layer}`;
    const highlight = CSS.highlights.get(name) ?? new Highlight();
    highlight.priority = rank;
    layers.set(layer, highlight);
    if (!CSS.highlights.has(name)) CSS.highlights.set(name, highlight);
  });

  return {
    attach: () => () => {
      for (const highlight of layers.values()) highlight.clear();
    },
    add: (layer, range) => void layers.get(layer)?.add(range),
    remove: (layer, range) => void layers.get(layer)?.delete(range),
    repaint() {
      for (const highlight of layers.values()) {
        const members = [...highlight];
        highlight.clear();
        for (const member of members) highlight.add(member);
      }
    },
  };
}
