// Tests TagEditor.svelte in the page: tags are typed, chosen, taken away, and saved as one act.

import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { expect, it, vi } from 'vitest';
import TagEditor from './TagEditor.svelte';

const BOX = { top: 0, bottom: 0, left: 0, right: 0 };

function open(tags: string[], used: string[] = []) {
  const ondone = vi.fn();
  const editor = render(TagEditor, { id: 7, box: BOX, tags, used, ondone });
  const field = screen.getByTestId<HTMLInputElement>('tag-field');
  const type = (value: string) => fireEvent.input(field, { target: { value } });
  const press = (key: string) => fireEvent.keyDown(field, { key });
  const chips = () => screen.queryAllByTestId('tag-chip').map((chip) => chip.textContent?.trim());
  return { ondone, field, type, press, chips, editor };
}

it('takes tags at a comma and at Enter, each once, and saves them once', async () => {
  const { ondone, field, type, press, chips } = open(['port']);
  expect(document.activeElement).toBe(field);
  await type('bridge,');
  await type(' bridge ');
  await press('Enter');
  await type('two  words, three');
  expect(chips()).toEqual(['port', 'bridge', 'two words', 'three']);
  await press('Enter');
  await press('Enter');
  expect(ondone.mock.calls).toEqual([[7, ['port', 'bridge', 'two words', 'three']]]);
});

it('keeps what is half typed when it is left by Escape or goes with the page', async () => {
  const first = open(['port']);
  await first.type('half');
  await first.press('Escape');
  expect(first.ondone.mock.calls).toEqual([[7, ['port', 'half']]]);
  first.editor.unmount();
  const second = open([]);
  await second.type('left');
  second.editor.unmount();
  expect(second.ondone.mock.calls).toEqual([[7, ['left']]]);
});

it('offers what is used in the article and is not there yet', async () => {
  const { type, chips } = open(['port'], ['bridge', 'port', 'bread']);
  const offered = () => screen.queryAllByTestId('tag-offered').map((one) => one.textContent);
  expect(offered()).toEqual(['bridge', 'bread']);
  await type('BRI');
  expect(offered()).toEqual(['bridge']);
  await fireEvent.click(screen.getByTestId('tag-offered'));
  await waitFor(() => expect(chips()).toEqual(['port', 'bridge']));
});

it('takes tags away by mouse and by Backspace', async () => {
  const { ondone, press, chips } = open(['one', 'two', 'three']);
  await press('Backspace');
  await fireEvent.click(screen.getAllByTestId('tag-chip')[0] as Element);
  expect(chips()).toEqual(['two']);
  await press('Enter');
  expect(ondone.mock.calls).toEqual([[7, ['two']]]);
});
