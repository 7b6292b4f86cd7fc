// Tests keys.ts: single keys mean something only where no words are typed.

import { afterEach, expect, it } from 'vitest';
import { commandOf, type Command } from './keys';

afterEach(() => document.body.replaceChildren());

function press(key: string, options: KeyboardEventInit = {}, on: Element = document.body): Command | null {
  let command: Command | null = null;
  const listener = (event: Event) => (command = commandOf(event as KeyboardEvent));
  document.addEventListener('keydown', listener);
  on.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, ...options }));
  document.removeEventListener('keydown', listener);
  return command;
}

it.each<[string, KeyboardEventInit, Command | null]>([
  ['h', {}, 'highlight'],
  ['6', {}, { colour: 5 }],
  ['7', {}, null],
  ['?', { shiftKey: true }, 'keys'],
  ['ArrowDown', {}, 'next'],
  ['ArrowDown', { shiftKey: true }, null],
  ['z', { ctrlKey: true }, 'undo'],
  ['Z', { ctrlKey: true, shiftKey: true }, 'redo'],
  ['y', { ctrlKey: true }, 'redo'],
  ['y', { ctrlKey: true, shiftKey: true }, null],
  ['u', {}, 'undo'],
  ['c', {}, 'update'],
  ['c', { ctrlKey: true }, null],
  ['g', {}, 'highlights'],
  ['F7', {}, 'caret'],
  ['j', {}, 'next'],
  ['J', { shiftKey: true }, { step: 'block', way: 1, isDrawn: true }],
  ['w', {}, { step: 'word', way: 1, isDrawn: false }],
  ['B', { shiftKey: true }, { step: 'word', way: -1, isDrawn: true }],
  ['.', {}, { step: 'sentence', way: 1, isDrawn: false }],
  ['>', { shiftKey: true, code: 'Period' }, { step: 'sentence', way: 1, isDrawn: true }],
  [';', { shiftKey: true, code: 'Comma' }, { step: 'sentence', way: -1, isDrawn: true }],
  ['?', { shiftKey: true, code: 'Comma' }, 'keys'],
  ['.', { shiftKey: true, code: 'Comma' }, { step: 'sentence', way: 1, isDrawn: false }],
  ['ArrowLeft', { altKey: true }, { resize: 'start', way: 'left' }],
  ['ArrowRight', { altKey: true, shiftKey: true }, { resize: 'end', way: 'right' }],
  ['ArrowRight', { shiftKey: true }, null],
  ['w', { repeat: true }, { step: 'word', way: 1, isDrawn: false }],
  ['ArrowLeft', { altKey: true, repeat: true }, null],
  ['h', { ctrlKey: true }, null],
  ['h', { altKey: true }, null],
  ['h', { isComposing: true }, null],
  ['x', {}, null],
  ['h', { repeat: true }, null],
  ['1', { repeat: true }, null],
  ['Delete', { repeat: true }, null],
  ['z', { ctrlKey: true, repeat: true }, null],
  ['j', { repeat: true }, 'next'],
  ['ArrowUp', { repeat: true }, 'previous'],
])('%s with %o', (key, options, command) => {
  expect(press(key, options)).toEqual(command);
});

it.each(['input', 'textarea', 'select'])('belongs to the words in a %s', (tag) => {
  const element = document.body.appendChild(document.createElement(tag));
  expect(press('h', {}, element)).toBeNull();
  expect(press('z', { ctrlKey: true }, element)).toBeNull();
});

it('leaves keys to an open dialog', () => {
  const dialog = document.body.appendChild(document.createElement('dialog'));
  const button = dialog.appendChild(document.createElement('button'));
  expect(press('h', {}, button)).toBeNull();
});
