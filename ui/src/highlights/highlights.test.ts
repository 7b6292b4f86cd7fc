// Tests the page of all highlights: found, opened, changed several at a time, deleted and brought back.

import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { called, on, press, start } from '../app/steps';
import type { FakeBackend, FakeOptions } from '../ipc/fake';
import { PAGE, startOf } from './listing.svelte';

async function open(options: FakeOptions = {}, prepare?: (backend: FakeBackend) => Promise<void>): Promise<FakeBackend> {
  const backend = start(options);
  await on('library');
  await prepare?.(backend);
  await fireEvent.click(screen.getByTestId('all-highlights'));
  await on('highlights');
  await screen.findAllByTestId('highlight-row');
  return backend;
}

const rows = () => screen.queryAllByTestId('highlight-row');
const boxes = () => screen.getAllByTestId<HTMLInputElement>('choose');
const total = () => screen.getByTestId('total').textContent?.trim();

async function undo(): Promise<void> {
  await fireEvent.click(await screen.findByTestId('message-act'));
}

describe('the list', () => {
  it('shows what the reader wants to know of each', async () => {
    await open();
    expect(total()).toBe('4 highlights');
    expect(rows()[0]?.textContent).toContain('There is no plan here');
    for (const words of ['Ask Larsen', 'Piet Larsen', 'Harbour council', 'The Tidewater Ledger', 'March']) {
      expect(rows()[0]?.textContent).toContain(words);
    }
    expect(rows().at(-1)?.textContent).toContain('Reworded');
    await press('Escape');
    await on('library');
    await press('g');
    await on('highlights');
  });

  it('is narrowed down by every filter, and says where nothing fits', async () => {
    const backend = await open();
    await fireEvent.click(screen.getByRole('button', { name: 'Figure (red), 1' }));
    await waitFor(() => expect(rows().length).toBe(1));
    expect(total()).toBe('1 highlight found');
    await fireEvent.change(screen.getByTestId('filter-speaker'), { target: { value: 'Piet Larsen' } });
    await waitFor(() => expect(rows().length).toBe(0));
    await fireEvent.click(screen.getByTestId('empty-clear'));
    await waitFor(() => expect(rows().length).toBe(4));
    await fireEvent.change(screen.getByTestId('filter-status'), { target: { value: 'open' } });
    await waitFor(() => expect(rows().map((row) => row.dataset.status)).toEqual(['reworded']));
    await fireEvent.change(screen.getByTestId('filter-until'), { target: { value: '2026-03-10' } });
    await waitFor(() => expect(rows().length).toBe(0));
    const filter = called(backend, 'listHighlights').at(-1)?.[0];
    expect(filter).toMatchObject({ status: 'open', until: new Date(2026, 2, 11).toISOString(), since: null, limit: PAGE });
    await fireEvent.click(screen.getByTestId('filter-clear'));
    await waitFor(() => expect(rows().length).toBe(4));
  });

  it('is searched as words are typed, once they rest', async () => {
    const backend = await open();
    const before = called(backend, 'listHighlights').length;
    for (const value of ['p', 'pl', 'plate']) await fireEvent.input(screen.getByTestId('filter-words'), { target: { value } });
    await waitFor(() => expect(rows().length).toBe(1));
    expect(called(backend, 'listHighlights').length).toBe(before + 1);
  });

  it('leads to the passage, and is as it was on the way back', async () => {
    await open();
    await fireEvent.click(screen.getByRole('button', { name: 'Check (green), 1' }));
    await waitFor(() => expect(rows().length).toBe(1));
    const id = rows()[0]?.dataset.highlight;
    await fireEvent.click(screen.getByTestId('open-passage'));
    await on('reader');
    await waitFor(() => expect(document.querySelector<HTMLElement>('.card.active')?.dataset.highlight).toBe(id));
    expect(screen.getByTestId('back').textContent?.trim()).toBe('Highlights');
    await press('Escape');
    await press('Escape');
    await on('highlights');
    expect(rows().map((row) => row.dataset.highlight)).toEqual([id]);
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('open-passage')));
  });

  it('loads in pages', async () => {
    const backend = await open({}, async (fake) => {
      const { revision } = await fake.readEntry(3, null);
      for (let i = 0; i < PAGE + 46; i++) {
        await fake.addHighlight({ entry: 3, revision: revision.id, span: { start: i, end: i + 3 }, colour: 'blue', note: '', tags: [] });
      }
    });
    expect(rows().length).toBe(PAGE);
    expect(total()).toBe('250 highlights');
    await fireEvent.click(screen.getByTestId('more'));
    await waitFor(() => expect(rows().length).toBe(250));
    expect(called(backend, 'listHighlights').at(-1)?.[0]).toMatchObject({ offset: PAGE, limit: PAGE });
    expect(screen.queryByTestId('more')).toBeNull();
  });

  it('that is empty says what to do', async () => {
    const backend = start();
    await on('library');
    const { highlights } = await backend.readEntry(3, null);
    await backend.deleteHighlights(highlights.map(({ id }) => id));
    await press('g');
    const page = await on('highlights');
    await waitFor(() => expect(page.textContent).toContain('select words and choose a colour'));
    expect(screen.queryByTestId('filters')).toBeNull();
  });
});

describe('several', () => {
  it('are chosen by range, recoloured as one act and undone by the message', async () => {
    const backend = await open();
    await fireEvent.click(boxes()[0] as HTMLElement);
    await fireEvent.click(boxes()[2] as HTMLElement, { shiftKey: true });
    const bar = within(await screen.findByTestId('chosen-bar'));
    expect(bar.getByRole('status').textContent).toBe('3 chosen');
    const before = rows().map((row) => row.dataset.colour);
    await fireEvent.click(bar.getByRole('button', { name: 'Question (purple)' }));
    await waitFor(() => expect(rows().map((row) => row.dataset.colour)).toEqual(['purple', 'purple', 'purple', 'red']));
    expect(screen.queryByTestId('chosen-bar')).toBeNull();
    expect(called(backend, 'changeHighlights').length).toBe(1);
    expect(screen.getByTestId('message').textContent).toContain('3 highlights are now “Question”.');
    await undo();
    await waitFor(() => expect(rows().map((row) => row.dataset.colour)).toEqual(before));
  });

  it('are chosen by keyboard alone', async () => {
    await open();
    await press('j');
    await press('x');
    await press('j');
    await press('j');
    await press('X', { shiftKey: true });
    expect((await screen.findByTestId('chosen-bar')).textContent).toContain('3 chosen');
    await press('x');
    expect(screen.getByTestId('chosen-bar').textContent).toContain('2 chosen');
    await press('Escape');
    expect(screen.queryByTestId('chosen-bar')).toBeNull();
    await press('/');
    expect(document.activeElement).toBe(screen.getByTestId('filter-words'));
  });

  it('are given a tag beside those they have', async () => {
    const backend = await open({}, async (fake) => {
      const { highlights } = await fake.readEntry(3, null);
      await fake.changeHighlight(highlights[0]?.id ?? 0, { colour: null, note: null, tags: ['old'] });
    });
    await fireEvent.click(boxes()[0] as HTMLElement);
    await fireEvent.click(screen.getByTestId('choose-all'));
    await waitFor(() => expect(screen.getByTestId('chosen-bar').textContent).toContain('4 chosen'));
    await fireEvent.input(screen.getByTestId('bulk-tag'), { target: { value: ' bridge ' } });
    await fireEvent.click(screen.getByTestId('bulk-add-tag'));
    await waitFor(() => expect([...document.querySelectorAll('.tag')].map((tag) => tag.textContent)).toEqual(['bridge', 'bridge', 'bridge', 'old', 'bridge']));
    expect(called(backend, 'changeHighlights').length).toBe(1);
  });

  it('are deleted, and the message does not undo something else', async () => {
    const backend = await open();
    await fireEvent.click(boxes()[0] as HTMLElement);
    await fireEvent.click(boxes()[1] as HTMLElement);
    boxes()[1]?.focus();
    await press('Delete');
    await waitFor(() => expect(rows().length).toBe(2));
    const left = Number(rows()[0]?.dataset.highlight);
    await backend.changeHighlight(left, { colour: 'orange', note: null, tags: null });
    await undo();
    await waitFor(() => expect(screen.getByTestId('message').textContent).toContain('Something else was done since'));
    expect(called(backend, 'undo')).toEqual([]);
    await press('z', { ctrlKey: true });
    await press('z', { ctrlKey: true });
    await waitFor(() => expect(rows().length).toBe(4));
  });

  it('stay chosen and as they were where the act fails', async () => {
    const backend = await open();
    await fireEvent.click(boxes()[0] as HTMLElement);
    backend.failNext('deleteHighlights', 'the disk is full');
    await fireEvent.click(screen.getByTestId('bulk-delete'));
    expect((await screen.findByRole('alert')).textContent).toContain('the disk is full');
    expect(rows().length).toBe(4);
    expect(screen.getByTestId('chosen-bar').textContent).toContain('1 chosen');
  });
});

it('shows the bin of the library, from which a highlight comes back', async () => {
  await open();
  await fireEvent.click(boxes()[0] as HTMLElement);
  await press('Delete');
  await waitFor(() => expect(rows().length).toBe(3));
  await fireEvent.click(screen.getByTestId('bin-toggle'));
  const deleted = await screen.findByTestId('deleted');
  for (const words of ['There is no plan here', 'Ask Larsen', 'Harbour council', 'Deleted']) expect(deleted.textContent).toContain(words);
  await fireEvent.click(screen.getByTestId('restore'));
  await waitFor(() => expect(screen.queryByTestId('deleted')).toBeNull());
  await press('Escape');
  await waitFor(() => expect(rows().length).toBe(4));
});

it('takes days as local ones, and nothing for a day that is none', () => {
  expect(startOf('2026-03-11', 0)).toBe(new Date(2026, 2, 11).toISOString());
  expect(startOf('2026-03-31', 1)).toBe(new Date(2026, 3, 1).toISOString());
  expect(startOf('', 0)).toBeNull();
});

describe('annotations from elsewhere', () => {
  it('come in and tell what became of each', async () => {
    const backend = await open();
    await fireEvent.click(screen.getByTestId('import'));
    const report = await screen.findByTestId('import-report');
    for (const words of ['3 highlights came in', '1 were in the library', 'words that are gone', '2 waiting for 1 article', 'No. 5: the note is longer']) {
      expect(report.textContent).toContain(words);
    }
    await fireEvent.click(screen.getByTestId('fetch-waiting'));
    await waitFor(() => expect(called(backend, 'openAddress')[0]?.[0]).toBe('https://tidewater.example/news/lost'));
  });

  it('come in when their file is dropped anywhere, and are no article', async () => {
    const backend = start();
    await on('library');
    backend.drop([{ offer: 7, name: 'Highlights.CSV' }]);
    await on('highlights');
    expect(await screen.findByTestId('import-report')).toBeTruthy();
    expect(called(backend, 'importAnnotations')).toEqual([[7]]);
    expect(called(backend, 'openOffered')).toEqual([]);
    await fireEvent.click(screen.getByTestId('import-close'));
    expect(screen.queryByTestId('import-report')).toBeNull();
  });

  it('go out, all of them or those of an article', async () => {
    const backend = await open();
    await fireEvent.change(screen.getByTestId('export'), { target: { value: 'web_annotation' } });
    expect(await screen.findByText('4 annotations exported.')).toBeTruthy();
    await fireEvent.click(within(rows()[0] as HTMLElement).getAllByRole('button')[0] as HTMLElement);
    await on('reader');
    await fireEvent.change(screen.getByTestId('export'), { target: { value: 'markdown' } });
    await waitFor(() => expect(called(backend, 'exportAnnotations').length).toBe(2));
    expect(called(backend, 'exportAnnotations').map(([entries]) => (entries as number[]).length)).toEqual([0, 1]);
  });
});
