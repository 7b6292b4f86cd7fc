// Hears a paste anywhere outside an input and passes on what the clipboard holds.

import { isTyping } from './keys';

/** Calls `listener` with the clipboard's text and HTML; returns what stops it. */
export function watchPaste(listener: (text: string, html: string | null) => void): () => void {
  const onPaste = (event: ClipboardEvent) => {
    if (isTyping(event.target) || !event.clipboardData) return;
    const text = event.clipboardData.getData('text/plain');
    const html = event.clipboardData.getData('text/html');
    if (text.trim() === '' && html.trim() === '') return;
    event.preventDefault();
    listener(text, html === '' ? null : html);
  };
  // WebKit pastes where nothing can be typed only if the page says beforehand that it wants to.
  const onBeforePaste = (event: Event) => {
    if (!isTyping(event.target)) event.preventDefault();
  };
  document.addEventListener('paste', onPaste);
  document.addEventListener('beforepaste', onBeforePaste);
  return () => {
    document.removeEventListener('paste', onPaste);
    document.removeEventListener('beforepaste', onBeforePaste);
  };
}
