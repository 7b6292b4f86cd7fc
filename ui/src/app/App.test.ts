// Tests the whole page: opening, reading, highlighting, notes, and the window itself.

import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fakeBackend, type FakeBackend } from '../ipc/fake';
import App from './App.svelte';
import { called, cards, choose, on, press, reading, select, start, version } from './steps';

afterEach(() => {
  getSelection()?.removeAllRanges();
  delete document.documentElement.dataset.theme;
});

describe('the first screen', () => {
  it('of an empty library offers the sample and three ways to open', async () => {
    const backend = start({ library: 'empty' });
    const welcome = await on('welcome');
    expect(within(welcome).getByTestId('address')).toBeTruthy();
    expect(within(welcome).getByTestId('choose-file')).toBeTruthy();
    expect(welcome.textContent).toContain('drop');
    await fireEvent.click(within(welcome).getByTestId('sample'));
    await on('reader');
    expect(called(backend, 'addSample').length).toBe(1);
    expect(screen.getByRole('heading', { level: 1 }).textContent).toContain('Harbour council');
  });

  it('lists an article whose facts say the same twice, and errors whose hints do', async () => {
    const backend = fakeBackend();
    const list = backend.listEntries;
    backend.listEntries = async () => (await list()).map((entry) => ({ ...entry, publisher: 'English', language: 'en' }));
    render(App, { backend });
    await on('library');
    expect(screen.getAllByTestId('entry')[0]?.textContent?.match(/English/g)?.length).toBe(2);
    backend.failNext('readEntry', 'the library is busy', ['try again', 'try again']);
    await fireEvent.click(screen.getByRole('button', { name: /Harbour council/ }));
    expect((await screen.findByRole('alert')).querySelectorAll('li').length).toBe(2);
  });

  it('of a broken library says what is wrong and what to do', async () => {
    start({ library: 'broken' });
    const failure = await on('failure');
    const alert = within(failure).getByRole('alert');
    expect(alert.textContent).toContain('newer version');
    expect(alert.textContent).toContain('nothing was changed');
    expect(screen.queryByTestId('address')).toBeNull();
  });

  it('lists the library with what the reader wants to know', async () => {
    start();
    await on('library');
    const [first, second] = screen.getAllByTestId('entry');
    for (const fact of ['The Tidewater Ledger', 'English', '2 versions', '4 highlights', 'Unread']) {
      expect(first?.textContent).toContain(fact);
    }
    expect(second?.dataset.unread).toBe('false');
  });

  it.each([
    ['a file', { kind: 'offered', offered: { offer: 7, name: 'page.html' } }, 'openOffered'],
    ['an address', { kind: 'address', address: 'https://news.example/a' }, 'openAddress'],
  ] as const)('is the article where the program was started with %s', async (_, first, method) => {
    const backend = start({ first });
    await on('reader');
    expect(called(backend, method).length).toBe(1);
  });

  it('is an entry where the program was started with one, and the library where it could not be', async () => {
    start({ first: { kind: 'entry', entry: 3 } });
    await on('reader');
    document.body.replaceChildren();
    start({ first: { kind: 'problem', problem: { code: 'unreadable', message: "cannot read 'x': no such file", hints: [] } } });
    await on('library');
    expect(await screen.findByRole('alert')).toBeTruthy();
  });
});

describe('opening', () => {
  it('an address shows it, marks it read and empties the field', async () => {
    const backend = start();
    await on('library');
    const address = screen.getByTestId<HTMLInputElement>('address');
    await fireEvent.input(address, { target: { value: ' https://news.example/a ' } });
    await fireEvent.click(screen.getByTestId('open'));
    await on('reader');
    expect(called(backend, 'openAddress')[0]?.[0]).toBe('https://news.example/a');
    await waitFor(() => expect(called(backend, 'setStatus').at(-1)?.slice(1)).toEqual(['read', true]));
    await waitFor(() => expect(screen.getByTestId<HTMLInputElement>('address').value).toBe(''));
  });

  it('what fails says why and what to do, and keeps what was typed', async () => {
    start();
    await on('library');
    const address = screen.getByTestId<HTMLInputElement>('address');
    await fireEvent.input(address, { target: { value: 'https://nowhere.example/' } });
    await fireEvent.click(screen.getByTestId('open'));
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('the host does not answer');
    expect(alert.textContent).toContain('look at the address');
    expect(address.value).toBe('https://nowhere.example/');
    await on('library');
    await fireEvent.click(within(alert).getByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('what is already there says so', async () => {
    start();
    await on('library');
    await fireEvent.input(screen.getByTestId('address'), { target: { value: 'https://tidewater.example/news/swing-bridge-delay' } });
    await fireEvent.click(screen.getByTestId('open'));
    await on('reader');
    expect((await screen.findByTestId('message')).textContent).toContain('Already in your library');
  });

  it('what reads again as before says so, and is the newest', async () => {
    const backend = start();
    await on('library');
    const [first, second] = [await version(backend, 1), await version(backend, 2)];
    first.entry.revision = second.entry.revision = first.revision.id;
    backend.openAddress = async () => ({ reading: first, outcome: 'reverted' });
    backend.readEntry = async () => second;
    await fireEvent.input(screen.getByTestId('address'), { target: { value: 'https://tidewater.example/' } });
    await fireEvent.click(screen.getByTestId('open'));
    expect((await screen.findByTestId('message')).textContent).toContain('The article reads again as in version 1.');
    await on('reader');
    expect(screen.queryByTestId('older')).toBeNull();
    await choose(second);
    expect((await screen.findByTestId('older')).textContent).toContain('reads again as in version 1');
  });

  it('a paste anywhere but in a field passes text and HTML on', async () => {
    const backend = start();
    await on('library');
    const paste = (on: Element, data: Record<string, string>) => {
      const event = new Event('paste', { bubbles: true, cancelable: true });
      Object.assign(event, { clipboardData: { getData: (type: string) => data[type] ?? '' } });
      return fireEvent(on, event);
    };
    await paste(screen.getByTestId('address'), { 'text/plain': 'typed' });
    await paste(document.body, { 'text/plain': ' ' });
    expect(called(backend, 'openPaste')).toEqual([]);
    await paste(document.body, { 'text/plain': 'A headline', 'text/html': '<h1>A headline</h1>' });
    await on('reader');
    expect(called(backend, 'openPaste')[0]?.slice(0, 2)).toEqual(['A headline', '<h1>A headline</h1>']);
  });

  it('a dropped file reads it, several are listed', async () => {
    const backend = start({ library: 'empty' });
    await on('welcome');
    backend.drag('over');
    expect(await screen.findByTestId('drop-zone')).toBeTruthy();
    backend.drop([{ offer: 1, name: 'a.html' }, { offer: 2, name: 'b.html' }]);
    const library = await on('library');
    await waitFor(() => expect(within(library).getAllByTestId('entry').length).toBe(2));
    expect(screen.queryByTestId('drop-zone')).toBeNull();
    backend.drop([{ offer: 3, name: 'c.html' }]);
    await on('reader');
  });

  it('shows its stage after a while, and can be cancelled', async () => {
    const backend = start({ stageMs: 400 });
    await on('library');
    await fireEvent.input(screen.getByTestId('address'), { target: { value: 'https://news.example/a' } });
    await fireEvent.click(screen.getByTestId('open'));
    expect(screen.queryByTestId('progress')).toBeNull();
    const progress = await screen.findByTestId('progress');
    expect(progress.textContent).toContain('Fetching the page');
    await fireEvent.click(within(progress).getByTestId('cancel'));
    await waitFor(() => expect(screen.queryByTestId('progress')).toBeNull());
    expect(called(backend, 'cancelWork')).toEqual([called(backend, 'openAddress')[0]?.slice(1)]);
    expect((await screen.findByTestId('message')).textContent).toContain('Cancelled');
    expect(screen.queryByRole('alert')).toBeNull();
    await on('library');
  });

  it('does not snatch the screen from what the reader has turned to meanwhile', async () => {
    start({ stageMs: 60 });
    await on('library');
    await fireEvent.input(screen.getByTestId('address'), { target: { value: 'https://news.example/a' } });
    await fireEvent.click(screen.getByTestId('open'));
    await fireEvent.click(screen.getAllByRole('button', { name: /Harbour council/ })[0] as HTMLElement);
    await on('reader');
    const message = await screen.findByTestId('message');
    expect(screen.getByRole('heading', { level: 1 }).textContent).toContain('Harbour council');
    await fireEvent.click(within(message).getByRole('button', { name: 'Read' }));
    await waitFor(() => expect(screen.getByRole('heading', { level: 1 }).textContent).toContain('made up'));
  });
});

describe('reading', () => {
  it('shows what the page says of the article', async () => {
    await reading();
    const article = screen.getByRole('article');
    for (const words of ['The Tidewater Ledger', 'Ines Carrow, Teodor Walsh', 'Published', 'Modified', 'English', 'tidewater.example']) {
      expect(article.textContent).toContain(words);
    }
    expect(article.dataset.entry).toBe('3');
    expect(article.dataset.revision).toHaveLength(64);
    expect(document.querySelectorAll('h1').length).toBe(1);
    expect(document.querySelectorAll('main').length).toBe(1);
  });

  it('says where declared and detected language disagree, and what was odd', async () => {
    start();
    await on('library');
    await fireEvent.click(screen.getByRole('button', { name: /Saint-Aubert/ }));
    await on('reader');
    expect(screen.getByTestId('language').textContent).toBe('French (the page says English)');
    expect(screen.getByTestId('warning').textContent).toContain('iso-8859-1');
  });

  it('opens links outside, never here', async () => {
    const backend = await reading();
    await fireEvent.click(screen.getByRole('link', { name: 'third delay' }));
    await fireEvent.click(screen.getByTestId('canonical'));
    expect(called(backend, 'openLink').flat()).toEqual([
      'https://tidewater.example/news/bridge-timeline',
      'https://tidewater.example/news/swing-bridge-delay',
    ]);
  });

  it('shows another version, and highlights that read otherwise in it apart', async () => {
    await reading();
    const changed = cards()[0] as HTMLElement;
    expect(changed.dataset.status).toBe('reworded');
    expect(changed.textContent).toContain('cast in 1938');
    await fireEvent.click(within(changed).getByTestId('open-version'));
    await waitFor(() => expect(screen.getByTestId<HTMLSelectElement>('versions').selectedOptions[0]?.text).toMatch(/^1 of 2/));
    expect(cards().map((card) => card.dataset.status)).toEqual(['exact', 'exact', 'exact', 'exact']);
  });

  it('keeps showing which version it is where another one cannot be read', async () => {
    const backend = await reading();
    const old = await version(backend, 1);
    expect(screen.queryByTestId('older')).toBeNull();
    backend.failNext('readEntry', 'the library is busy');
    await choose(old);
    expect((await screen.findByRole('alert')).textContent).toContain('the library is busy');
    expect(screen.getByTestId<HTMLSelectElement>('versions').selectedOptions[0]?.text).toMatch(/^2 of 2/);
    await choose(old);
    expect((await screen.findByTestId('older')).textContent).toContain('1 later version');
  });

  it('lists updates with their time as understood and as written', async () => {
    await reading();
    const [update, correction] = screen.getAllByTestId('update-note');
    expect(update?.dataset.kind).toBe('update');
    expect(update?.textContent).toContain('Tuesday, 6:40 p.m. AST');
    expect(update?.querySelector('time')?.getAttribute('datetime')).toBe('2026-03-10T18:40:00-04:00');
    expect(update?.textContent).toContain('day: the first Tuesday after');
    expect(correction?.textContent).toContain('Correction');
  });

  it('lists speech by speaker, and what is not speech on demand', async () => {
    await reading();
    const panel = screen.getByTestId('side-panel');
    const names = [...panel.querySelectorAll('[data-testid=speaker]')].map((name) => name.textContent);
    expect(names).toEqual(['Mara Oduya2', 'No speaker named1', 'Jonas Feld2', 'Piet Larsen1']);
    expect(screen.getAllByTestId('quotation').length).toBe(6);
    expect(panel.textContent).toContain('not sure');
    await fireEvent.click(screen.getByTestId('all-quotations'));
    expect(screen.getAllByTestId('quotation').length).toBe(7);
  });

  it('goes back to the article it came from', async () => {
    await reading();
    await press('Escape');
    await on('library');
    await waitFor(() => expect(document.activeElement?.textContent).toContain('Harbour council'));
    expect(screen.getAllByTestId('entry')[0]?.dataset.unread).toBe('false');
  });

  it('stars by key and keeps it', async () => {
    const backend = await reading();
    await press('s');
    await waitFor(() => expect(called(backend, 'setStatus').at(-1)).toEqual([3, 'starred', true]));
    await waitFor(() => expect(screen.getByRole('button', { name: 'Starred' }).getAttribute('aria-pressed')).toBe('true'));
  });
});

describe('highlighting', () => {
  it('by mouse: selected words, a colour of the menu', async () => {
    const backend = await reading();
    await select('Mara Oduya');
    const menu = await screen.findByTestId('highlight-menu');
    await fireEvent.click(menu.querySelector('[data-colour=purple]') as HTMLElement);
    await waitFor(() => expect(cards().length).toBe(5));
    const [made] = called(backend, 'addHighlight').flat() as [{ span: { start: number; end: number }; colour: string }];
    const { text } = (await backend.readEntry(3, null)).article;
    expect([...text].slice(made.span.start, made.span.end).join('')).toBe('Mara Oduya');
    expect(made.colour).toBe('purple');
    expect(screen.queryByTestId('highlight-menu')).toBeNull();
    expect(getSelection()?.isCollapsed).toBe(true);
  });

  it('by the key h: selected words, and not twice', async () => {
    const backend = await reading();
    await select('fifty minutes');
    await press('h');
    await waitFor(() => expect(cards().length).toBe(5));
    await select('fifty minutes');
    await press('h');
    await press('3');
    await waitFor(() => expect(called(backend, 'changeHighlight').length).toBe(1));
    expect(called(backend, 'addHighlight').length).toBe(1);
  });

  it('by keyboard alone: a paragraph, a colour, a note, another colour, deleted, brought back', async () => {
    const backend = await reading();
    await press('h');
    expect((await screen.findByTestId('message')).textContent).toContain('Select some words');
    await press('j');
    await press('ArrowDown');
    expect(document.querySelector('.block.cursor')?.textContent).toContain('said Mara Oduya');
    await press('2');
    await waitFor(() => expect(cards().length).toBe(5));
    await press('n');
    const editor = await screen.findByTestId<HTMLTextAreaElement>('note-editor');
    expect(document.activeElement).toBe(editor);
    await fireEvent.input(editor, { target: { value: 'Ask her again.' } });
    await press('Enter', { ctrlKey: true });
    await waitFor(() => expect(screen.queryByTestId('note-editor')).toBeNull());
    const made = () => cards().find((card) => card.textContent?.includes('Ask her again.'));
    expect(made()?.dataset.colour).toBe('green');
    await press('5');
    await waitFor(() => expect(made()?.dataset.colour).toBe('purple'));
    await press('Delete');
    await waitFor(() => expect(made()).toBeUndefined());
    await press('z', { ctrlKey: true });
    await waitFor(() => expect(made()).toBeTruthy());
    expect(called(backend, 'undo').length).toBe(1);
  });

  it('offers each of those that overlap at a click', async () => {
    await reading();
    const block = [...document.querySelectorAll('.block')].find((one) => one.textContent?.includes('small ferry'));
    await fireEvent.click(block as Element, { button: 0, clientX: 0, clientY: 0 });
    const menu = await screen.findByTestId('highlight-menu');
    expect(menu.textContent).toContain('Highlight 1 of 2 here');
    const pressed = () => menu.querySelector('[aria-pressed=true]')?.getAttribute('data-colour');
    expect(pressed()).toBe('yellow');
    await fireEvent.click(within(menu).getByTestId('menu-other'));
    expect(pressed()).toBe('green');
  });

  it('steps back one thing at a time', async () => {
    await reading();
    await select('Mara Oduya');
    await screen.findByTestId('highlight-menu');
    await press('Escape');
    expect(screen.queryByTestId('highlight-menu')).toBeNull();
    await press('j');
    await press('h');
    await waitFor(() => expect(cards().length).toBe(5));
    await press('Escape');
    expect(document.querySelector('.card.active')).toBeNull();
    expect(document.querySelector('.block.cursor')).toBeTruthy();
    await press('Escape');
    expect(document.querySelector('.block.cursor')).toBeNull();
    await on('reader');
    await press('Escape');
    await on('library');
  });
});

describe('a note', () => {
  async function writing(words: string): Promise<FakeBackend> {
    const backend = await reading();
    const card = cards()[1] as HTMLElement;
    await fireEvent.click(within(card).getByTestId('add-note'));
    await fireEvent.input(await screen.findByTestId('note-editor'), { target: { value: words } });
    return backend;
  }

  it('is saved on leaving the field', async () => {
    const backend = await writing('On blur');
    vi.spyOn(document, 'hasFocus').mockReturnValue(true);
    await fireEvent.blur(screen.getByTestId('note-editor'));
    await waitFor(() => expect(screen.getByText('On blur')).toBeTruthy());
    expect(called(backend, 'changeHighlight').length).toBe(1);
  });

  it('is saved on leaving the article', async () => {
    const backend = await writing('On leaving');
    await fireEvent.click(screen.getByTestId('back'));
    await on('library');
    await waitFor(() => expect(called(backend, 'changeHighlight')[0]?.[1]).toEqual({ colour: null, note: 'On leaving', tags: null }));
  });

  it('keeps what is typed while it is being saved', async () => {
    const backend = await writing('Begun');
    const change = backend.changeHighlight;
    let go = () => {};
    backend.changeHighlight = async (...given) => {
      await new Promise<void>((resolve) => (go = resolve));
      return change(...given);
    };
    await press('Enter', { ctrlKey: true });
    await fireEvent.input(screen.getByTestId('note-editor'), { target: { value: 'Begun and ended' } });
    backend.changeHighlight = change;
    go();
    await waitFor(() => expect(called(backend, 'changeHighlight').length).toBe(1));
    await new Promise((resolve) => setTimeout(resolve));
    expect(screen.getByTestId<HTMLTextAreaElement>('note-editor').value).toBe('Begun and ended');
    await press('Escape');
    await waitFor(() => expect(screen.queryByTestId('note-editor')).toBeNull());
    expect(screen.getByText('Begun and ended')).toBeTruthy();
  });

  it('saved while another version is being read is there in it', async () => {
    const backend = await writing('Meanwhile');
    const old = await version(backend, 1);
    let go = () => {};
    backend.readEntry = () => new Promise((resolve) => (go = () => resolve(old)));
    await choose(old);
    await fireEvent.click(screen.getByTestId('save-note'));
    await waitFor(() => expect(screen.queryByTestId('note-editor')).toBeNull());
    go();
    await screen.findByTestId('older');
    expect(screen.getByText('Meanwhile')).toBeTruthy();
  });

  it('is not torn away by work that ends while it is being written', async () => {
    const backend = await writing('Still thinking');
    backend.drop([{ offer: 1, name: 'a.html' }]);
    const message = await screen.findByTestId('message');
    expect(message.textContent).toContain('Opened: A page');
    expect(screen.getByTestId<HTMLTextAreaElement>('note-editor').value).toBe('Still thinking');
    await fireEvent.click(within(message).getByRole('button', { name: 'Read' }));
    await waitFor(() => expect(screen.getByRole('heading', { level: 1 }).textContent).toContain('made up'));
    await waitFor(() => expect(called(backend, 'changeHighlight').length).toBe(1));
  });

  it('stays in the field where saving fails', async () => {
    const backend = await writing('Precious');
    backend.failNext('changeHighlight', 'the disk is full');
    await fireEvent.click(screen.getByTestId('save-note'));
    expect((await screen.findByRole('alert')).textContent).toContain('the disk is full');
    expect(screen.getByTestId<HTMLTextAreaElement>('note-editor').value).toBe('Precious');
    await fireEvent.click(screen.getByTestId('save-note'));
    await waitFor(() => expect(screen.queryByTestId('note-editor')).toBeNull());
    expect(screen.getByText('Precious')).toBeTruthy();
  });
});

describe('the window', () => {
  it('shows its keys and puts them away', async () => {
    start();
    await on('library');
    await press('?');
    const sheet = await screen.findByTestId('key-sheet');
    await waitFor(() => expect(within(sheet).getByRole('heading', { name: 'Keys' })).toBeTruthy());
    await fireEvent.click(within(sheet).getByRole('button', { name: 'Close' }));
    expect(screen.queryByRole('heading', { name: 'Keys' })).toBeNull();
  });

  it('keeps the theme', async () => {
    start();
    await on('library');
    await fireEvent.click(screen.getByTestId('theme'));
    await fireEvent.click(screen.getByTestId('theme'));
    expect(document.documentElement.dataset.theme).toBe('dark');
    expect(localStorage.getItem('palimpsest.theme')).toBe('dark');
    await fireEvent.click(screen.getByTestId('theme'));
    expect(document.documentElement.dataset.theme).toBeUndefined();
  });

  it('goes to the address field by key', async () => {
    await reading();
    await press('o');
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('address')));
    await press('Escape');
    await on('reader');
  });

  it('moves through the library by key', async () => {
    start();
    await on('library');
    await press('j');
    await press('j');
    expect(document.activeElement?.textContent).toContain('Saint-Aubert');
    await press('k');
    expect(document.activeElement?.textContent).toContain('Harbour');
  });
});
