// What jsdom lacks and the page needs: layout is nowhere, dialogs open and close.

import { afterEach, vi } from 'vitest';

const nowhere = () => ({ top: 0, bottom: 0, left: 0, right: 0, width: 0, height: 0 }) as DOMRect;

Range.prototype.getClientRects = function () {
  return (this.collapsed ? [] : [nowhere()]) as unknown as DOMRectList;
};
Range.prototype.getBoundingClientRect = nowhere;
Element.prototype.scrollIntoView = () => {};
window.scrollTo = () => {};
window.scrollBy = () => {};

HTMLDialogElement.prototype.showModal = function () {
  this.open = true;
};
HTMLDialogElement.prototype.close = function () {
  this.open = false;
  this.dispatchEvent(new Event('close'));
};

window.matchMedia = (media: string) =>
  ({ matches: media.includes('min-width'), media, addEventListener: vi.fn(), removeEventListener: vi.fn() }) as unknown as MediaQueryList;

afterEach(() => localStorage.clear());
