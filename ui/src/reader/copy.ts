// Puts words on the clipboard.

/** Copies words; tells whether that succeeded. Must be called while a key or a click is handled. */
export async function copyWords(words: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    return copyByEvent(words);
  }
}

/** The older way, for engines that keep the newer one from pages of their own protocol. */
function copyByEvent(words: string): boolean {
  let copied = false;
  const onCopy = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', words);
    event.preventDefault();
    copied = event.clipboardData !== null;
  };
  document.addEventListener('copy', onCopy, { once: true });
  document.execCommand?.('copy');
  document.removeEventListener('copy', onCopy);
  return copied;
}
