// Tests marking.svelte.ts and drafts.ts on the fake backend: nothing the reader wrote is lost.

import { describe, expect, it, vi } from 'vitest';
import { Messages } from '../app/messages.svelte';
import { fakeBackend, type FakeBackend } from '../ipc/fake';
import { find } from '../ipc/fake-articles';
import type { Span } from '../ipc/bindings';
import { draftsOf } from './drafts';
import { Marking, type Shared } from './marking.svelte';

/** What markings share, with the one on screen to be set. */
function share() {
  let shown: Marking | null = null;
  const shared: Shared = { onScreen: () => shown, saving: Promise.resolve(), told: null };
  return { shared, show: (marking: Marking | null) => (shown = marking) };
}

/** Opens an article and puts it on the screen. */
async function open(backend: FakeBackend = fakeBackend(), { shared, show } = share(), version?: number) {
  const entries = await backend.listEntries();
  const entry = entries[0]?.id ?? 0;
  let reading = await backend.readEntry(entry, null);
  if (version) reading = await backend.readEntry(entry, reading.revisions[version - 1]?.id ?? null);
  const messages = new Messages();
  const marking = new Marking(backend, messages, draftsOf('/library'), shared, reading);
  show(marking);
  const words = (text: string): Span => find(reading.article.text, text) as Span;
  return { backend, messages, marking, words, reading };
}

/** Waits for what an act of a message does by itself. */
async function until(isTrue: () => boolean): Promise<void> {
  await vi.waitFor(() => {
    if (!isTrue()) throw new Error('not yet');
  });
}

function calls(backend: FakeBackend, method: string): unknown[][] {
  return backend.calls.filter(([name]) => name === method).map(([, ...args]) => args);
}

describe('highlights', () => {
  it('are in text order, those without a place first', async () => {
    const { backend, reading } = await open(fakeBackend(), share(), 1);
    const span = find(reading.article.text, 'whether a second boat could be had') as Span;
    await backend.addHighlight({ entry: reading.entry.id, revision: reading.revision.id, span, colour: 'red', note: '', tags: [] });
    const { marking } = await open(backend);
    expect(marking.highlights.map(({ anchor }) => anchor.status)).toEqual(['orphan', 'reworded', 'exact', 'exact', 'exact']);
    const starts = marking.highlights.slice(1).map(({ anchor }) => (anchor.status === 'orphan' ? -1 : anchor.span.start));
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
  });

  it('are made in the revision at hand, and are then the one at hand', async () => {
    const { backend, marking, words, reading } = await open();
    const span = words('Mara Oduya');
    const made = await marking.add(span, 'purple');
    expect(calls(backend, 'addHighlight')).toEqual([
      [{ entry: reading.entry.id, revision: reading.revision.id, span, colour: 'purple', note: '', tags: [] }],
    ]);
    expect(marking.active).toBe(made?.id);
    expect(marking.find(made?.id ?? null)?.target.quote.exact).toBe('Mara Oduya');
    await marking.add(words('Piet Larsen'));
    expect(marking.highlights.at(-1)?.colour).toBe('purple');
  });

  it('are made once where the key is pressed twice, in the colour pressed last', async () => {
    const { backend, marking, words } = await open(fakeBackend({ stageMs: 1 }));
    const span = words('Mara Oduya');
    const [first, second] = await Promise.all([marking.add(span, 'blue'), marking.add(span, 'red')]);
    expect(calls(backend, 'addHighlight').length).toBe(1);
    expect(second?.id).toBe(first?.id);
    expect(marking.find(first?.id ?? null)?.colour).toBe('red');
  });

  it('that overlap are all found, the shortest first', async () => {
    const { marking, words } = await open();
    const at = marking.at(words('the small ferry'));
    expect(at.map(({ colour }) => colour)).toEqual(['yellow', 'green']);
  });

  it('that cannot be made leave a message and everything else', async () => {
    const { backend, marking, messages, words } = await open();
    backend.failNext('addHighlight', 'the library is busy', ['try again']);
    expect(await marking.add(words('Mara Oduya'))).toBeNull();
    expect(messages.list.map(({ text, kind }) => [kind, text])).toEqual([['error', 'the library is busy']]);
    expect(marking.highlights.length).toBe(4);
  });

  it('are recoloured, and the colour is kept for the next', async () => {
    const { backend, marking } = await open();
    const id = marking.highlights[1]?.id ?? 0;
    await marking.recolour(id, 'orange');
    await marking.recolour(id, 'orange');
    expect(calls(backend, 'changeHighlight')).toEqual([[id, { colour: 'orange', note: null, tags: null }]]);
    expect(marking.find(id)?.colour).toBe('orange');
    expect(marking.find(id)?.anchor.status).toBe('exact');
    expect(marking.colour).toBe('orange');
  });

  it('are deleted and brought back at their place', async () => {
    const { marking, messages } = await open();
    const before = marking.highlights.map(({ id }) => id);
    const id = before[2] ?? 0;
    marking.active = id;
    await marking.delete(id);
    expect(marking.highlights.length).toBe(3);
    expect(marking.active).toBeNull();
    expect(messages.list[0]).toMatchObject({ text: 'Highlight deleted.', act: { label: 'Undo' } });
    await marking.undo();
    expect(marking.highlights.map((one) => one.id)).toEqual(before);
    expect(marking.active).toBe(id);
    expect(messages.list.length).toBe(1);
    expect(messages.list[0]?.text).toMatch(/^Undone: highlight deleted — “the small ferry/);
    messages.list[0]?.act?.run();
    await until(() => marking.highlights.length === 3);
  });

  it('are brought back in another version, at their place there', async () => {
    const screen = share();
    const first = await open(fakeBackend(), screen);
    const id = first.marking.highlights[0]?.id ?? 0;
    expect(first.marking.find(id)?.anchor.status).toBe('reworded');
    await first.marking.delete(id);
    const old = await open(first.backend, screen, 1);
    await old.marking.undo();
    expect(old.marking.find(id)?.anchor.status).toBe('exact');
    expect(old.marking.active).toBe(id);

    // The notice's Undo belongs to the version it was deleted in, which is no longer on the screen.
    await old.marking.delete(id);
    const again = await open(first.backend, screen);
    old.messages.list.at(-1)?.act?.run();
    await until(() => again.marking.find(id) !== undefined);
    expect(again.marking.find(id)?.anchor.status).toBe('reworded');
    expect(old.marking.find(id)).toBeUndefined();
  });

  it('are not brought back by the key in another article, nor shown there', async () => {
    const screen = share();
    const { backend, marking, messages } = await open(fakeBackend(), screen);
    const id = marking.highlights[1]?.id ?? 0;
    await marking.delete(id);
    const entries = await backend.listEntries();
    const elsewhere = await backend.readEntry(entries[1]?.id ?? 0, null);
    const other = new Marking(backend, new Messages(), draftsOf('/library'), screen.shared, elsewhere);
    screen.show(other);
    await other.undo();
    const entry = marking.reading.entry.id;
    const kept = async () => (await backend.readAnnotations(entry, marking.reading.revision.id)).highlights.map((one) => one.id);
    expect(await kept()).not.toContain(id);
    messages.list[0]?.act?.run();
    await until(() => calls(backend, 'undo').length === 2);
    expect(await kept()).toContain(id);
    expect(other.find(id)).toBeUndefined();
  });

  it('come back by the notice also when something else was done since, which stays', async () => {
    const { marking, messages, words } = await open();
    const id = marking.highlights[1]?.id ?? 0;
    await marking.delete(id);
    const notice = messages.list[0];
    const made = await marking.add(words('Mara Oduya'), 'green');
    notice?.act?.run();
    await until(() => marking.find(id) !== undefined);
    expect(marking.find(made?.id ?? 0)?.colour).toBe('green');
    await marking.undo();
    expect(marking.find(id)).toBeUndefined();
  });

  it('stay where deleting fails', async () => {
    const { backend, marking } = await open();
    backend.failNext('deleteHighlight', 'the library is busy');
    await marking.delete(marking.highlights[0]?.id ?? 0);
    expect(marking.highlights.length).toBe(4);
  });
});

describe('undo and redo', () => {
  it('go through every kind of act, also those of an earlier session', async () => {
    const { backend, marking, words } = await open();
    const id = (await marking.add(words('Mara Oduya'), 'purple'))?.id ?? 0;
    await marking.recolour(id, 'red');
    await marking.saveNote(id, 'Who is she?');
    await marking.retag(id, ['people', 'port']);
    await marking.retag(id, ['people', 'port']);
    await marking.resize(id, words('Mara'));
    const later = await open(backend);
    const states = [];
    for (let i = 0; i < 5; i += 1) {
      await later.marking.undo();
      const one = later.marking.find(id);
      states.push(one && [one.target.quote.exact, one.tags.join(), one.note, one.colour].join(' | '));
    }
    expect(states).toEqual([
      'Mara Oduya | people,port | Who is she? | red',
      'Mara Oduya |  | Who is she? | red',
      'Mara Oduya |  |  | red',
      'Mara Oduya |  |  | purple',
      undefined,
    ]);
    for (let i = 0; i < 5; i += 1) await later.marking.redo();
    expect(later.marking.find(id)).toMatchObject({ tags: ['people', 'port'], note: 'Who is she?', colour: 'red' });
    expect(later.marking.find(id)?.target.quote.exact).toBe('Mara');
  });

  it('say when there is nothing, or when something else was done since', async () => {
    const { marking, messages, words } = await open();
    await marking.redo();
    expect(messages.list.at(-1)?.text).toBe('There is nothing to redo.');
    await marking.add(words('Mara Oduya'));
    await marking.undo();
    const redo = messages.list.at(-1)?.act;
    expect(redo?.label).toBe('Redo');
    await marking.add(words('Mara'));
    redo?.run();
    await until(() => messages.list.at(-1)?.text === 'Something else was done since.');
    expect(marking.highlights.filter((one) => one.target.quote.exact.startsWith('Mara')).length).toBe(1);
  });

  it('wait for a note on its way to the library', async () => {
    const { marking } = await open(fakeBackend({ stageMs: 1 }));
    const id = marking.highlights[1]?.id ?? 0;
    const before = marking.find(id)?.note;
    void marking.saveNote(id, 'On its way');
    await marking.undo();
    expect(marking.find(id)?.note).toBe(before);
  });

  it('change nothing where the library fails', async () => {
    const { backend, marking, messages } = await open();
    const before = marking.highlights;
    backend.failNext('undo', 'the disk is full');
    await marking.undo();
    expect(marking.highlights).toBe(before);
    expect(messages.list.at(-1)?.text).toBe('the disk is full');
  });
});

describe('notes', () => {
  it('are saved once, without white space around them', async () => {
    const { backend, marking } = await open();
    const id = marking.highlights[1]?.id ?? 0;
    marking.keepDraft(id, 'Ask. ');
    expect(await marking.saveNote(id, 'Ask. ')).toBe(true);
    expect(await marking.saveNote(id, 'Ask.')).toBe(true);
    expect(calls(backend, 'changeHighlight')).toEqual([[id, { colour: null, note: 'Ask.', tags: null }]]);
    expect(marking.noteOf(id)).toBe('Ask.');
  });

  it('are saved in the order in which they were written', async () => {
    const { backend, marking } = await open();
    const id = marking.highlights[1]?.id ?? 0;
    // The first takes longest, so that a later one could overtake it.
    const change = backend.changeHighlight;
    const waits = [30, 10, 0];
    backend.changeHighlight = async (...given) => {
      await new Promise((resolve) => setTimeout(resolve, waits.shift()));
      return change(...given);
    };
    void marking.saveNote(id, 'a');
    void marking.saveNote(id, 'ab');
    await marking.saveNote(id, 'abc');
    expect(calls(backend, 'changeHighlight').map(([, change]) => (change as { note: string }).note)).toEqual(['a', 'ab', 'abc']);
    expect(marking.find(id)?.note).toBe('abc');
  });

  it('that could not be saved are kept, told of, and found again', async () => {
    const { backend, marking, messages } = await open();
    const id = marking.highlights[1]?.id ?? 0;
    backend.failNext('changeHighlight', 'the disk is full');
    marking.keepDraft(id, 'Precious words');
    expect(await marking.saveNote(id, 'Precious words')).toBe(false);
    expect(messages.list[0]?.text).toBe('the disk is full');
    expect(marking.unsaved).toEqual([id]);

    const later = await open(backend);
    expect(later.marking.unsaved).toEqual([id]);
    expect(later.marking.noteOf(id)).toBe('Precious words');
    await later.marking.saveNote(id, later.marking.noteOf(id));
    expect(later.marking.unsaved).toEqual([]);
    expect((await open(backend)).marking.find(id)?.note).toBe('Precious words');
  });

  it('do not lose what was typed while they were being saved', async () => {
    const { marking } = await open(fakeBackend({ stageMs: 1 }));
    const id = marking.highlights[1]?.id ?? 0;
    marking.keepDraft(id, 'First');
    const saving = marking.saveNote(id, 'First');
    marking.keepDraft(id, 'First and more');
    await saving;
    expect(marking.noteOf(id)).toBe('First and more');
    expect(marking.unsaved).toEqual([id]);
    await marking.saveNote(id, 'First and more');
    expect(marking.unsaved).toEqual([]);
  });

  it('still being saved reach the version that is opened meanwhile', async () => {
    const screen = share();
    const { backend, marking } = await open(fakeBackend({ stageMs: 1 }), screen);
    const id = marking.highlights[1]?.id ?? 0;
    const change = backend.changeHighlight;
    let go = () => {};
    backend.changeHighlight = async (...given) => {
      await new Promise<void>((resolve) => (go = resolve));
      return change(...given);
    };
    marking.keepDraft(id, 'Newer');
    const saving = marking.saveNote(id, 'Newer');
    const later = await open(backend, screen, 1);
    expect(later.marking.find(id)?.note).toBe('');
    expect(later.marking.unsaved).toEqual([id]);
    backend.changeHighlight = change;
    // Emptied again while the words are on their way: the emptied note is the last word.
    const anchor = later.marking.find(id)?.anchor;
    const emptied = later.marking.saveNote(id, '');
    go();
    await saving;
    expect(later.marking.find(id)).toMatchObject({ note: 'Newer', anchor });
    expect(later.marking.unsaved).toEqual([]);
    await emptied;
    expect(later.marking.find(id)?.note).toBe('');
    expect((await open(backend)).marking.find(id)?.note).toBe('');
  });
});

it('keeps the drafts of two libraries apart', () => {
  draftsOf('/a').keep(1, 'for a');
  expect(draftsOf('/b').get(1)).toBeNull();
  expect(draftsOf('/a').get(1)).toBe('for a');
  draftsOf('/a').forget(1);
  expect(draftsOf('/a').get(1)).toBeNull();
});
