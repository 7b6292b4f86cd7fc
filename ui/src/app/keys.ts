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
  | 'redo'
  | 'tags'
  | 'menu'
  | 'caret'
  | 'highlights'
  | { colour: number }
  | Step
  | Resize;

/** The reading cursor goes on by a unit, or is drawn out by one. */
export interface Step {
  readonly step: 'word' | 'sentence' | 'block';
  readonly way: 1 | -1;
  readonly isDrawn: boolean;
}

/** An edge of the highlight at hand moves by a word, to the left or to the right. */
export interface Resize {
  readonly resize: 'start' | 'end';
  readonly way: 'left' | 'right';
}

/** A line of the key sheet. */
export interface KeyLine {
  readonly keys: readonly string[];
  readonly does: string;
}

/** The key sheet. */
export const KEY_SHEET: readonly KeyLine[] = [
  { keys: ['j', '↓'], does: 'Next paragraph, or next article in the library' },
  { keys: ['k', '↑'], does: 'Previous paragraph or article' },
  { keys: ['.', ','], does: 'Next and previous sentence' },
  { keys: ['w', 'b'], does: 'Next and previous word' },
  { keys: ['Shift', 'j', 'k', '.', ',', 'w', 'b'], does: 'The same, adding to what is at hand' },
  { keys: ['F7'], does: 'A text cursor that the arrows move; Shift with them selects' },
  { keys: ['h'], does: 'Highlight the selected words, or what the reading cursor is on' },
  { keys: ['1', '…', '6'], does: 'The same in one of six colours, or recolour the highlight at hand' },
  { keys: ['n'], does: 'Write a note on the highlight at hand' },
  { keys: ['t'], does: 'Tag the highlight at hand' },
  { keys: ['m'], does: 'The menu of the selected words or the highlight at hand' },
  { keys: ['Alt', '←', '→'], does: 'Move the start of the highlight at hand by a word' },
  { keys: ['Alt', 'Shift', '←', '→'], does: 'Move its end by a word' },
  { keys: ['Delete'], does: 'Delete the highlight at hand' },
  { keys: ['u', 'Ctrl Z'], does: 'Undo the last act on this article’s annotations' },
  { keys: ['Ctrl Y'], does: 'Do it again; Ctrl Shift Z too' },
  { keys: ['Ctrl', 'Enter'], does: 'Save the note' },
  { keys: ['p'], does: 'Show or hide the side panel' },
  { keys: ['l'], does: 'Show or hide what was left out of the article' },
  { keys: ['i'], does: 'Show or hide where headline, dates and names are from' },
  { keys: ['q'], does: 'Highlight the quotation at hand, tagged with its speaker' },
  { keys: ['c'], does: 'Next update or correction by the publisher' },
  { keys: ['s'], does: 'Star the article' },
  { keys: ['g'], does: 'All highlights of the library' },
  { keys: ['/', 'x'], does: 'In their list: search; choose the one at hand, Shift for all since the last' },
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
  c: 'update',
  q: 'quotation',
  s: 'star',
  u: 'undo',
  t: 'tags',
  m: 'menu',
  g: 'highlights',
  F7: 'caret',
};

const STEPS: Record<string, readonly [Step['step'], Step['way']]> = {
  '.': ['sentence', 1],
  ',': ['sentence', -1],
  w: ['word', 1],
  b: ['word', -1],
  j: ['block', 1],
  k: ['block', -1],
};

const REPEATED: readonly string[] = ['ArrowDown', 'ArrowUp', ...Object.keys(STEPS)];

/** Returns what the key asks for, or `null` where it keeps its usual meaning. */
export function commandOf(event: KeyboardEvent): Command | null {
  if (event.defaultPrevented || event.isComposing || isTyping(event.target)) return null;
  const key = keyOf(event);
  // A key held down goes on through the text; whatever else it asks for is done once.
  if (event.repeat && !REPEATED.includes(key)) return null;
  if (event.ctrlKey || event.metaKey) return event.altKey ? null : undoing(key, event.shiftKey);
  if (event.altKey) {
    const way = ({ ArrowLeft: 'left', ArrowRight: 'right' } as const)[key];
    return way ? { resize: event.shiftKey ? 'end' : 'start', way } : null;
  }
  const step = STEPS[key];
  // Some keyboards have the full stop on Shift.
  const isDrawn = event.shiftKey && event.key !== '.';
  // The plain keys of blocks are also the library's.
  if (step && (isDrawn || step[0] !== 'block')) return { step: step[0], way: step[1], isDrawn };
  // Shift with an arrow extends a selection; `?` needs Shift on most keyboards.
  if (event.shiftKey && key !== '?') return null;
  if (/^[1-6]$/.test(key)) return { colour: Number(key) - 1 };
  return SINGLE[key] ?? null;
}

function undoing(key: string, isShifted: boolean): Command | null {
  if (key.toLowerCase() === 'z') return isShifted ? 'redo' : 'undo';
  return key.toLowerCase() === 'y' && !isShifted ? 'redo' : null;
}

/** Returns the key as it is called without Shift, where Shift means to add to what is at hand. */
function keyOf({ key, code, shiftKey }: KeyboardEvent): string {
  if (!shiftKey || key === '.') return key;
  if (/^[JKWB]$/.test(key)) return key.toLowerCase();
  // What Shift makes of these two differs from keyboard to keyboard.
  if (code === 'Period' && key !== '?') return '.';
  return code === 'Comma' && key !== '?' ? ',' : key;
}

/** Tells whether keys belong to the element: words are typed in it, a choice is made by letters, or it is a dialog's. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('dialog')) return true;
  // A box that is ticked takes no words.
  if (target instanceof HTMLInputElement && target.type === 'checkbox') return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}
