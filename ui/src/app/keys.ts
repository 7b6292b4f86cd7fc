// Which key means what: single keys, never while words are being typed.

/** What a key asks for. */
export type Command =
  | 'highlight'
  | 'note'
  | 'delete'
  | 'address'
  | 'back'
  | 'next'
  | 'previous'
  | 'keys'
  | 'panel'
  | 'left-out'
  | 'sources'
  | 'update'
  | 'quotation'
  | 'star'
  | 'undo'
  | { colour: number };

/** A line of the key sheet. */
export interface KeyLine {
  readonly keys: readonly string[];
  readonly does: string;
}

/** The key sheet. */
export const KEY_SHEET: readonly KeyLine[] = [
  { keys: ['j', '↓'], does: 'Next paragraph, or next article in the library' },
  { keys: ['k', '↑'], does: 'Previous paragraph or article' },
  { keys: ['h'], does: 'Highlight the selected words, or the paragraph at hand' },
  { keys: ['1', '…', '6'], does: 'The same in one of six colours, or recolour the highlight at hand' },
  { keys: ['n'], does: 'Write a note on the highlight at hand' },
  { keys: ['Delete'], does: 'Delete the highlight at hand' },
  { keys: ['Ctrl', 'Z'], does: 'Bring back the highlight just deleted' },
  { keys: ['Ctrl', 'Enter'], does: 'Save the note' },
  { keys: ['p'], does: 'Show or hide the side panel' },
  { keys: ['l'], does: 'Show or hide what was left out of the article' },
  { keys: ['i'], does: 'Show or hide where headline, dates and names are from' },
  { keys: ['q'], does: 'Highlight the quotation at hand, tagged with its speaker' },
  { keys: ['u'], does: 'Next update or correction by the publisher' },
  { keys: ['s'], does: 'Star the article' },
  { keys: ['o'], does: 'Type an address' },
  { keys: ['Ctrl', 'V'], does: 'Open an address, a page or a text from the clipboard' },
  { keys: ['Escape'], does: 'One step back' },
  { keys: ['?'], does: 'This sheet' },
];

const SINGLE: Record<string, Command> = {
  h: 'highlight',
  n: 'note',
  Delete: 'delete',
  o: 'address',
  Escape: 'back',
  j: 'next',
  ArrowDown: 'next',
  k: 'previous',
  ArrowUp: 'previous',
  '?': 'keys',
  p: 'panel',
  l: 'left-out',
  i: 'sources',
  u: 'update',
  q: 'quotation',
  s: 'star',
};

const REPEATED: readonly string[] = ['j', 'ArrowDown', 'k', 'ArrowUp'];

/** Returns what the key asks for, or `null` where it keeps its usual meaning. */
export function commandOf(event: KeyboardEvent): Command | null {
  if (event.defaultPrevented || event.isComposing || isTyping(event.target)) return null;
  // A key held down goes on through the text; whatever else it asks for is done once.
  if (event.repeat && !REPEATED.includes(event.key)) return null;
  if (event.ctrlKey || event.metaKey) {
    const isUndo = event.key.toLowerCase() === 'z' && !event.shiftKey && !event.altKey;
    return isUndo ? 'undo' : null;
  }
  if (event.altKey) return null;
  // Shift with an arrow extends a selection; `?` needs Shift on most keyboards.
  if (event.shiftKey && event.key !== '?') return null;
  if (/^[1-6]$/.test(event.key)) return { colour: Number(event.key) - 1 };
  return SINGLE[event.key] ?? null;
}

/** Tells whether keys belong to the element: words are typed in it, a choice is made by letters, or it is a dialog's. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('dialog')) return true;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}
