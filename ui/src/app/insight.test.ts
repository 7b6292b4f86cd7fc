// Tests what the whole page shows beside the words: what was left out, sources, updates, quotations.

import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fakeBackend } from '../ipc/fake';
import type { UpdateNote } from '../ipc/bindings';
import App from './App.svelte';
import { called, cards, choose, on, press, reading, select, start, version } from './steps';

afterEach(() => {
  getSelection()?.removeAllRanges();
  delete document.documentElement.dataset.theme;
});

describe('what was left out', () => {
  it('comes and goes by its key and its button, and the highlights stay at their words', async () => {
    const backend = await reading();
    const text = screen.getByTestId('text');
    const before = text.textContent;
    const line = screen.getByTestId('left-out-line');
    expect(line.getAttribute('role')).toBe('status');
    await press('l');
    await waitFor(() => expect(screen.getAllByTestId('left-out').length).toBe(4));
    expect(line.textContent).toContain('10 blocks of the page are not in the article');
    expect(line.textContent).not.toContain('differently');
    expect(screen.getByTestId('left-out-toggle').getAttribute('aria-pressed')).toBe('true');
    expect(text.textContent).toContain('Ferry fares to rise in May');

    await select('There is no plan here');
    await press('h');
    await waitFor(() => expect(called(backend, 'addHighlight').length).toBe(1));
    const [made] = called(backend, 'addHighlight')[0] as [{ span: { start: number; end: number } }];
    const { article } = await backend.readEntry(3, null);
    expect([...article.text].slice(made.span.start, made.span.end).join('')).toBe('There is no plan here');

    await fireEvent.click(screen.getByTestId('left-out-toggle'));
    await waitFor(() => expect(screen.queryAllByTestId('left-out').length).toBe(0));
    expect(text.textContent).toBe(before);
    expect(line.textContent?.trim()).toBe('');
    await press('l');
    await waitFor(() => expect(screen.getAllByTestId('left-out').length).toBe(4));
    expect(called(backend, 'explainEntry').length).toBe(1);
  });

  it('is said to differ where today’s engine reads the page otherwise', async () => {
    start();
    await on('library');
    await fireEvent.click(screen.getAllByRole('button', { name: /bibliothèque/ })[0] as HTMLElement);
    await on('reader');
    await press('l');
    expect((await screen.findByTestId('differs')).textContent).toContain('differently');
  });

  it('is off again where the page is not kept, and says so', async () => {
    start();
    await on('library');
    await fireEvent.click(screen.getAllByRole('button', { name: /سوق/ })[0] as HTMLElement);
    await on('reader');
    await press('l');
    expect((await screen.findByRole('alert')).textContent).toContain('its page is not kept');
    await waitFor(() => expect(screen.getByTestId('left-out-toggle').getAttribute('aria-pressed')).toBe('false'));
  });
});

describe('the sources of the facts', () => {
  it('are shown by their key and their button, with what else the page says', async () => {
    const backend = await reading();
    const toggle = screen.getByTestId('sources-toggle');
    expect(toggle.getAttribute('aria-expanded')).toBe('false');
    await press('i');
    const sources = await screen.findByTestId('sources');
    expect(toggle.getAttribute('aria-expanded')).toBe('true');
    const headline = within(sources).getAllByTestId('source-row')[0] as HTMLElement;
    expect(headline.textContent).toContain('visible text');
    expect(within(headline).getByTestId('other-value').textContent).toContain('Swing bridge shut until September Open Graph');
    // They were recorded: nobody is asked.
    expect(called(backend, 'explainEntry').length).toBe(0);
    await fireEvent.click(toggle);
    expect(screen.queryByTestId('sources')).toBeNull();
  });
});

describe('the updates above the article', () => {
  it('lead to each note in the order of their times, by mouse and by key', async () => {
    await reading();
    const lines = screen.getAllByTestId('update-line');
    expect(lines.map((line) => line.dataset.kind)).toEqual(['update', 'correction']);
    expect(lines[0]?.title).toContain('Tuesday, 6:40 p.m. AST');
    const gone = vi.spyOn(window, 'scrollBy').mockImplementation(() => {});
    await fireEvent.click(lines[1] as HTMLElement);
    expect(gone).toHaveBeenCalledTimes(1);
    await press('c');
    expect(gone).toHaveBeenCalledTimes(2);
    gone.mockRestore();
  });

  it('are not there where the publisher says nothing', async () => {
    const backend = await reading();
    await choose(await version(backend, 1));
    await waitFor(() => expect(screen.queryByTestId('update-strip')).toBeNull());
    await press('c');
    expect(await screen.findByText(/no update or correction in the text/)).toBeTruthy();
  });

  it('fold the earlier ones of a long report', async () => {
    const { readEntry } = fakeBackend();
    const backend = fakeBackend();
    backend.readEntry = async (entry, revision) => {
      const read = await readEntry(entry, revision);
      const [note, correction] = read.article.update_notes as [UpdateNote, UpdateNote];
      const notes = Array.from({ length: 9 }, (_, hour): UpdateNote => {
        const value = `2026-03-10T1${hour}:00:00-04:00`;
        return { ...note, body: `Of ${hour}.`, timestamp: { written: value, value, precision: 'minute', zone_basis: 'explicit', inferred: [] } };
      });
      return { ...read, article: { ...read.article, update_notes: [...notes, correction] } };
    };
    render(App, { backend });
    const library = await on('library');
    await fireEvent.click(within(library).getAllByRole('button', { name: /Harbour council/ })[0] as HTMLElement);
    await on('reader');
    const words = () => screen.getAllByTestId('update-line').map((line) => line.querySelector('.words')?.textContent);
    expect(words().slice(0, 4)).toEqual(['Of 5.', 'Of 6.', 'Of 7.', 'Of 8.']);
    expect(words()[4]).toContain('An earlier version');
    await fireEvent.click(screen.getByText('Show 5 earlier notes'));
    expect(words().length).toBe(10);
    expect(document.activeElement?.textContent).toContain('Of 0.');
  });

  it('show the page’s dates where they disagree', async () => {
    await reading();
    expect(screen.queryByTestId('date-timeline')).toBeNull();
    await fireEvent.click(screen.getByTestId('dates-toggle'));
    const lines = screen.getAllByTestId('date-line').map((line) => line.textContent);
    expect(lines.length).toBe(2);
    expect(lines[0]).toContain('visible text');
    expect(lines[1]).toContain('shown above');
  });
});

describe('a quotation', () => {
  function item(words: string): HTMLElement {
    const found = screen.getAllByTestId('quotation').find((one) => one.textContent?.includes(words));
    if (!found) throw new Error(`no quotation of '${words}'`);
    return found;
  }

  async function choose(words: string): Promise<HTMLElement> {
    await fireEvent.click(within(item(words)).getAllByRole('button')[0] as HTMLElement);
    return item(words);
  }

  it('becomes a highlight tagged with its speaker by one key', async () => {
    const backend = await reading();
    const before = cards().length;
    await choose('a bridge that we might');
    await press('q');
    await waitFor(() => expect(cards().length).toBe(before + 1));
    expect(called(backend, 'addHighlight')[0]?.[0]).toMatchObject({ tags: ['Mara Oduya'] });
    expect(screen.getByTestId('tag').textContent).toBe('Mara Oduya');
  });

  it('says what to do where the key has nothing to act on', async () => {
    await reading();
    await press('q');
    expect(await screen.findByText(/Choose a quotation/)).toBeTruthy();
  });

  it('gets another speaker and kind, and back again', async () => {
    const backend = await reading();
    await fireEvent.click(within(await choose('lost winter')).getByTestId('quotation-correct'));
    await fireEvent.input(screen.getByTestId('quotation-speaker'), { target: { value: ' Jonas Feld ' } });
    await fireEvent.change(screen.getByTestId('quotation-kind'), { target: { value: 'direct' } });
    await fireEvent.submit(screen.getByTestId('quotation-editor'));
    await waitFor(() => expect(item('lost winter').dataset.speaker).toBe('Jonas Feld'));
    expect(item('lost winter').textContent).toContain('corrected by you');
    expect(called(backend, 'correctQuotation')[0]?.[0]).toMatchObject({
      verdict: { verdict: 'quotation', kind: 'direct', speaker: 'Jonas Feld' },
    });
    await fireEvent.click(within(item('lost winter')).getByTestId('quotation-restore'));
    await waitFor(() => expect(item('lost winter').dataset.speaker).toBeUndefined());
  });

  it('is taken off the list, and put back', async () => {
    await reading();
    const before = screen.getAllByTestId('quotation').length;
    await fireEvent.click(within(await choose('lost winter')).getByTestId('quotation-correct'));
    await fireEvent.click(screen.getByTestId('quotation-reject'));
    await waitFor(() => expect(screen.getAllByTestId('quotation').length).toBe(before - 1));
    await fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(screen.getAllByTestId('quotation').length).toBe(before));
  });

  it('is made of selected words, in place of those they lie over', async () => {
    await reading();
    const words = 'There is no plan here, only hope with a budget,” said Piet Larsen, who voted against';
    await select(words);
    await fireEvent.click(await screen.findByTestId('menu-quotation'));
    await waitFor(() => expect(item(words).dataset.speaker).toBe('Piet Larsen'));
    expect(screen.getByTestId('quotation-editor')).toBeTruthy();
    await fireEvent.keyDown(screen.getByTestId('quotation-speaker'), { key: 'Escape' });
    await waitFor(() => expect(screen.queryByTestId('quotation-editor')).toBeNull());
  });

  it('stays as it was where the library cannot keep the correction', async () => {
    const backend = await reading();
    backend.failNext('correctQuotation', 'the disk is full');
    await fireEvent.click(within(await choose('lost winter')).getByTestId('quotation-correct'));
    await fireEvent.submit(screen.getByTestId('quotation-editor'));
    expect(await screen.findByText(/disk is full/)).toBeTruthy();
    expect(screen.getByTestId('quotation-editor')).toBeTruthy();
  });

  it('is highlighted once, however often the key is pressed, and an older highlight gets the tag', async () => {
    const backend = await reading();
    const before = cards().length;
    await choose('no plan here');
    await press('q');
    await waitFor(() => expect(called(backend, 'changeHighlight').length).toBe(1));
    await press('q');
    expect(cards().length).toBe(before);
    expect(called(backend, 'addHighlight').length).toBe(0);
    expect(screen.getAllByTestId('tag').map((tag) => tag.textContent)).toEqual(['Piet Larsen']);
  });

  it('keeps what is being typed when another correction is taken back', async () => {
    await reading();
    await fireEvent.click(within(await choose('lost winter')).getByTestId('quotation-correct'));
    await fireEvent.click(screen.getByTestId('quotation-reject'));
    const undo = await screen.findByRole('button', { name: 'Undo' });
    await fireEvent.click(within(await choose('no plan here')).getByTestId('quotation-correct'));
    await fireEvent.input(screen.getByTestId('quotation-speaker'), { target: { value: 'P. Larsen' } });
    await fireEvent.click(undo);
    await waitFor(() => expect(item('lost winter')).toBeTruthy());
    expect((screen.getByTestId('quotation-speaker') as HTMLInputElement).value).toBe('P. Larsen');
  });
});
