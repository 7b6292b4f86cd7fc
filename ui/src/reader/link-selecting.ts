// Lets the mouse select from the middle of a link, which WebKit begins no selection in.

import { caretAt } from './place';

/** Less than this, in pixels, is a click of an unsteady hand. */
const STEADY = 4;

/** Selects in the element while the mouse is pressed on one of its links and moves; what it returns ends that. */
export function selectFromLinks(host: HTMLElement): () => void {
  let from: { x: number; y: number } | null = null;

  function onpointerdown(event: PointerEvent): void {
    const isOnLink = event.target instanceof Element && event.target.closest('a') !== null;
    from = isOnLink && event.button === 0 && event.pointerType === 'mouse' ? { x: event.clientX, y: event.clientY } : null;
  }

  function onpointermove(event: PointerEvent): void {
    if (!from || (event.buttons & 1) === 0) return;
    if (Math.hypot(event.clientX - from.x, event.clientY - from.y) < STEADY) return;
    const [base, extent] = [caretAt(from.x, from.y), caretAt(event.clientX, event.clientY)];
    if (base && extent) getSelection()?.setBaseAndExtent(base.node, base.offset, extent.node, extent.offset);
  }

  function onpointerup(): void {
    from = null;
  }

  host.addEventListener('pointerdown', onpointerdown);
  window.addEventListener('pointermove', onpointermove);
  window.addEventListener('pointerup', onpointerup);
  return () => {
    host.removeEventListener('pointerdown', onpointerdown);
    window.removeEventListener('pointermove', onpointermove);
    window.removeEventListener('pointerup', onpointerup);
  };
}
