// Tests caret.svelte.ts on the fake backend: the text cursor is on only while it is wanted, and in the article.

import { expect, it } from 'vitest';
import { Messages } from '../app/messages.svelte';
import { fakeBackend } from '../ipc/fake';
import { Caret } from './caret.svelte';

function setUp() {
  const backend = fakeBackend();
  const messages = new Messages();
  const asked = () => backend.calls.filter(([name]) => name === 'setCaretBrowsing').map(([, isOn]) => isOn);
  const last = () => messages.list.at(-1)?.text;
  return { backend, caret: new Caret(backend, messages), asked, last };
}

it('is turned on at a place, told, and off again', async () => {
  const { caret, asked, last } = setUp();
  const words = document.body.appendChild(document.createElement('p'));
  words.textContent = 'Some words';
  const place = document.createRange();
  place.setStart(words.firstChild as Text, 5);
  await caret.toggle(() => place);
  expect(caret.isOn).toBe(true);
  expect(last()).toMatch(/is on/);
  expect(getSelection()?.anchorOffset).toBe(5);
  await caret.toggle(() => place);
  expect(caret.isOn).toBe(false);
  expect(last()).toMatch(/is off/);
  expect(asked()).toEqual([true, false]);
});

it('is off while the focus is elsewhere, and for good when the article is left', async () => {
  const { caret, asked } = setUp();
  await caret.follow(false);
  expect(asked()).toEqual([]);
  await caret.toggle(() => null);
  await caret.follow(false);
  expect(caret.isOn).toBe(false);
  await caret.follow(true);
  expect(caret.isOn).toBe(true);
  await caret.leave();
  await caret.follow(true);
  expect(asked()).toEqual([true, false, true, false]);
});

it('says so where the system has none, and when asking fails', async () => {
  const { backend, caret, last } = setUp();
  backend.failNext('setCaretBrowsing', 'the window does not answer');
  await caret.toggle(() => null);
  expect(caret.isOn).toBe(false);
  expect(last()).toBe('the window does not answer');
  backend.setCaretBrowsing = () => Promise.resolve(false);
  await caret.toggle(() => null);
  expect(caret.isOn).toBe(false);
  expect(last()).toMatch(/has no text cursor/);
});
