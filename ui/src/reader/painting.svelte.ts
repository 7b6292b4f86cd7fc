// Keeps on the canvas what the reader has marked and what is at hand.

import { COLOURS } from '../app/words';
import type { Colour, Span } from '../ipc/bindings';
import type { Canvas } from './canvas';
import type { ReadingCursor } from './cursor.svelte';
import { spanOfHighlight, type Marking } from './marking.svelte';

/** What is painted; read anew whenever it changes. */
interface Painted {
  readonly canvas: () => Canvas | null;
  readonly marking: Marking;
  /** The highlight at hand, or what it would be. */
  readonly active: () => Span | null;
  readonly cursor: () => ReadingCursor | null;
}

/** Keeps painting while the component that calls it lives. */
export function keepPainting({ canvas, marking, active, cursor }: Painted): void {
  $effect(() => {
    const spans = new Map<Colour, Span[]>(COLOURS.map((colour) => [colour, []]));
    for (const one of marking.highlights) {
      const span = spanOfHighlight(one);
      if (span) spans.get(one.colour)?.push(span);
    }
    for (const [colour, own] of spans) canvas()?.paint(colour, own);
  });
  $effect(() => {
    const span = active();
    canvas()?.paint('active', span ? [span] : []);
  });
  $effect(() => {
    // A whole block has a bar beside it instead.
    const span = cursor()?.isBlock ? null : cursor()?.span;
    canvas()?.paint('unit', span ? [span] : []);
  });
  $effect(() => {
    const block = cursor()?.span && cursor()?.isBlock ? cursor()?.element : undefined;
    if (!block) return;
    block.classList.add('cursor');
    return () => block.classList.remove('cursor');
  });
}
