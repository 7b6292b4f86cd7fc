// Tests the side panel's Notes on the whole page: changed highlights, the note on the article, filters, tags, the bin.

import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import { called, cards, choose, press, reading, select, version } from '../app/steps';
import type { FakeBackend } from '../ipc/fake';
import { find } from '../ipc/fake-articles';
import type { Span } from '../ipc/bindings';

afterEach(() => getSelection()?.removeAllRanges());

/** Opens the newest version, where one highlight is reworded, and another one is gone. */
async function changed(): Promise<FakeBackend> {
  const backend = await reading();
  const old = await version(backend, 1);
  const span = find(old.article.text, 'whether a second boat could be had') as Span;
  await backend.addHighlight({ entry: 3, revision: old.revision.id, span, colour: 'purple', note: '', tags: ['boat'] });
  await choose(old);
  await screen.findByTestId('older');
  await choose(await version(backend, 2));
  await waitFor(() => expect(cards().map((card) => card.dataset.status)).toEqual(['orphan', 'reworded', 'exact', 'exact', 'exact']));
  return backend;
}

const card = (status: string) => within(cards().find((one) => one.dataset.status === status) as HTMLElement);

describe('a highlight whose words have changed', () => {
  it('stands on top with the old and the new words, told by sign and to a screen reader', async () => {
    await changed();
    expect(screen.getByTestId('changed-title').textContent).toBe('Changed since you marked it2');
    const rewording = card('reworded').getByTestId('rewording');
    expect(rewording.querySelector('del')?.textContent?.trim()).toBe('−1938');
    expect(rewording.querySelector('ins')?.textContent?.trim()).toBe('+1948');
    expect(rewording.textContent).toMatch(/removed: .*added: /);
    expect(card('orphan').queryByTestId('accept')).toBeNull();
  });

  it('is attached to its new wording, says what it was made on, and is undone', async () => {
    const backend = await changed();
    await fireEvent.click(card('reworded').getByTestId('accept'));
    const origin = await screen.findByTestId('origin');
    expect(origin.textContent).toBe('Made on version 1 as cast in 1938 at the Norfield works');
    const [id, revision] = called(backend, 'attachHighlight')[0] ?? [];
    expect(revision).toBe((await version(backend, 2)).revision.id);
    expect(backend.calls.filter(([name]) => name === 'attachHighlight').length).toBe(1);
    await fireEvent.click(await screen.findByTestId('message-act'));
    await waitFor(() => expect(cards().find((one) => one.dataset.highlight === String(id))?.dataset.status).toBe('reworded'));
  });

  it('is left as it is, and looked at again', async () => {
    await changed();
    await fireEvent.click(card('orphan').getByTestId('settle'));
    await waitFor(() => expect(screen.getByTestId('changed-title').textContent).toMatch(/1$/));
    expect(card('orphan').queryByTestId('settle')).toBeNull();
    await fireEvent.click(card('orphan').getByTestId('unsettle'));
    await waitFor(() => expect(screen.getByTestId('changed-title').textContent).toMatch(/2$/));
  });

  it('waits for words to be selected, and Escape ends the waiting', async () => {
    const backend = await changed();
    await fireEvent.click(card('orphan').getByTestId('attach'));
    const bar = await screen.findByTestId('attach-bar');
    expect(bar.textContent).toContain('Select the words');
    await fireEvent.click(within(bar).getByTestId('attach-here'));
    expect(bar.textContent).toContain('Nothing is selected yet');
    await press('Escape');
    expect(screen.queryByTestId('attach-bar')).toBeNull();
    await fireEvent.click(card('orphan').getByTestId('attach'));
    await select('A second ferry');
    await fireEvent.click(await screen.findByTestId('attach-here'));
    await waitFor(() => expect(cards().filter((one) => one.dataset.status === 'orphan').length).toBe(0));
    expect(screen.queryByTestId('attach-bar')).toBeNull();
    const { article } = await version(backend, 2);
    expect(called(backend, 'attachHighlight')[0]?.[2]).toEqual(find(article.text, 'A second ferry'));
  });

  it('is opened in the version where it lived, at hand there, and is no changed one in it', async () => {
    const backend = await changed();
    await fireEvent.click(card('orphan').getByTestId('open-version'));
    await screen.findByTestId('older');
    const id = cards().find((one) => one.dataset.colour === 'purple')?.dataset.highlight;
    await waitFor(() => expect(document.querySelector<HTMLElement>('.card.active')?.dataset.highlight).toBe(id));
    expect(screen.queryByTestId('changed-title')).toBeNull();
    expect(called(backend, 'attachHighlight')).toEqual([]);
  });
});

describe('the note on the article', () => {
  it('is written, saved and there in every version', async () => {
    const backend = await reading();
    await fireEvent.click(screen.getByTestId('add-article-note'));
    const editor = await screen.findByTestId('note-editor');
    expect(editor.getAttribute('aria-label')).toBe('Note on the article');
    await fireEvent.input(editor, { target: { value: 'Who pays? ' } });
    await press('Enter', { ctrlKey: true });
    expect((await screen.findByTestId('article-note-words')).textContent).toBe('Who pays?');
    expect(called(backend, 'setArticleNote')).toEqual([[3, 'Who pays?']]);
    await choose(await version(backend, 1));
    await screen.findByTestId('older');
    expect(screen.getByTestId('article-note-words').textContent).toBe('Who pays?');
    await press('z', { ctrlKey: true });
    await waitFor(() => expect(screen.queryByTestId('article-note-words')).toBeNull());
  });

  it('that could not be saved is kept and found again', async () => {
    const backend = await reading();
    await fireEvent.click(screen.getByTestId('add-article-note'));
    await fireEvent.input(await screen.findByTestId('note-editor'), { target: { value: 'Precious' } });
    backend.failNext('setArticleNote', 'the disk is full');
    await fireEvent.click(screen.getByTestId('back'));
    expect((await screen.findByRole('alert')).textContent).toContain('the disk is full');
    await fireEvent.click(screen.getAllByRole('button', { name: /Harbour council/ })[0] as HTMLElement);
    await fireEvent.click(await screen.findByTestId('open-article-draft'));
    expect((await screen.findByTestId<HTMLTextAreaElement>('note-editor')).value).toBe('Precious');
    await fireEvent.click(screen.getByTestId('save-note'));
    expect((await screen.findByTestId('article-note-words')).textContent).toBe('Precious');
  });
});

describe('the list', () => {
  it('is narrowed down by colour, tag and status, and says how many are not shown', async () => {
    await changed();
    const filter = within(screen.getByTestId('notes-filter'));
    await fireEvent.click(filter.getByRole('button', { name: 'Figure (red), 1' }));
    expect(cards().map((one) => one.dataset.colour)).toEqual(['red']);
    expect(screen.getByTestId('side-panel').textContent).toContain('4 highlights not shown');
    await fireEvent.click(screen.getByTestId('notes-show-all'));
    expect(cards().length).toBe(5);
    await fireEvent.change(filter.getByTestId('notes-tag'), { target: { value: 'boat' } });
    expect(cards().map((one) => one.dataset.status)).toEqual(['orphan']);
    await fireEvent.change(filter.getByTestId('notes-tag'), { target: { value: '' } });
    await fireEvent.change(filter.getByTestId('notes-status'), { target: { value: 'reworded' } });
    expect(cards().map((one) => one.dataset.status)).toEqual(['reworded']);
  });

  it('has tags that are changed in place', async () => {
    const backend = await reading();
    await fireEvent.click(within(cards()[1] as HTMLElement).getByTestId('add-tags'));
    const field = await screen.findByTestId('tag-words');
    await fireEvent.input(field, { target: { value: 'ferry,  two  words, ferry,' } });
    await fireEvent.keyDown(field, { key: 'Enter' });
    await waitFor(() => expect(screen.getAllByTestId('tag').map((tag) => tag.textContent)).toEqual(['ferry', 'two words']));
    expect(called(backend, 'changeHighlight').length).toBe(1);
  });

  it('has a bin from which a highlight comes back', async () => {
    await reading();
    const gone = cards()[1] as HTMLElement;
    await fireEvent.click(within(gone).getByTestId('passage'));
    await fireEvent.click(within(cards()[1] as HTMLElement).getByTestId('delete'));
    await waitFor(() => expect(cards().length).toBe(3));
    const bin = screen.getByTestId<HTMLDetailsElement>('bin-open');
    bin.open = true;
    await fireEvent(bin, new Event('toggle'));
    expect((await screen.findByTestId('deleted')).textContent).toContain('Deleted');
    await fireEvent.click(screen.getByTestId('restore'));
    await waitFor(() => expect(cards().length).toBe(4));
    await waitFor(() => expect(screen.queryByTestId('deleted')).toBeNull());
  });

  it('calls the colours as the reader does', async () => {
    const backend = await reading();
    const field = within(screen.getByTestId('colour-names')).getByRole('textbox', { name: 'Red' });
    await fireEvent.input(field, { target: { value: ' Number ' } });
    await fireEvent.blur(field);
    await screen.findByRole('button', { name: 'Number (red), 1' });
    expect(called(backend, 'nameColour')).toEqual([['red', 'Number']]);
    await select('Mara Oduya');
    const menu = await screen.findByTestId('highlight-menu');
    expect(menu.querySelector('[data-colour=red]')?.getAttribute('aria-label')).toBe('Number (red)');
  });
});
