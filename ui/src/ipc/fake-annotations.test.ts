// Tests the fake backend's annotations: it must act as the library does, or the page's tests mean nothing.

import { describe, expect, it } from 'vitest';
import type { HighlightFilter, Span } from './bindings';
import { fakeBackend } from './fake';
import { find } from './fake-articles';
import { wordEdits } from './fake-carrying';

const ALL: HighlightFilter = {
  words: '', colours: [], tag: null, speaker: null, site: null, status: null,
  entry: null, since: null, until: null, offset: 0, limit: 0,
};

/** The bridge article in both versions, and its first highlight, which the second version rewords. */
async function bridge() {
  const backend = fakeBackend();
  const now = await backend.readEntry(3, null);
  const [first, second] = now.revisions.map(({ id }) => id) as [string, string];
  const old = await backend.readEntry(3, first);
  const id = now.highlights[0]?.id ?? 0;
  return { backend, first, second, old, now, id };
}

it('tells what became of a passage word by word', () => {
  expect(wordEdits('cast in 1938 at the works', 'cast in 1948 at works')).toEqual([
    { kind: 'kept', text: 'cast in ' },
    { kind: 'removed', text: '1938 ' },
    { kind: 'inserted', text: '1948 ' },
    { kind: 'kept', text: 'at ' },
    { kind: 'removed', text: 'the ' },
    { kind: 'kept', text: 'works' },
  ]);
});

describe('a highlight of an older version', () => {
  it('is reworded, and exact once the new wording is accepted', async () => {
    const { backend, first, second, now, id } = await bridge();
    const [reworded] = now.highlights;
    expect(reworded?.anchor.status).toBe('reworded');
    expect(reworded?.rewording.filter(({ kind }) => kind !== 'kept').map(({ text }) => text.trim())).toEqual(['1938', '1948']);
    const span = reworded?.anchor.status === 'reworded' ? reworded.anchor.span : { start: 0, end: 0 };
    const attached = await backend.attachHighlight(id, second, span);
    expect(attached).toMatchObject({ anchor: { status: 'exact', span }, revision: second, origin: { revision: first } });
    expect(attached.target.quote.exact).toBe('cast in 1948 at the Norfield works');
    const back = (await backend.readAnnotations(3, first)).highlights.find((one) => one.id === id);
    expect(back?.anchor.status).toBe('exact');
    await backend.undo(3);
    expect((await backend.readAnnotations(3, second)).highlights[0]).toMatchObject({ anchor: { status: 'reworded' }, origin: null });
  });

  it('is settled in the version it was left in', async () => {
    const { backend, first, second, id } = await bridge();
    expect((await backend.settleHighlight(id, second, true)).is_settled).toBe(true);
    expect((await backend.listHighlights({ ...ALL, status: 'open' })).total).toBe(0);
    expect((await backend.readAnnotations(3, first)).highlights.find((one) => one.id === id)?.is_settled).toBe(false);
  });

  it('whose passage is gone is an orphan', async () => {
    const { backend, first, second, old } = await bridge();
    const span = find(old.article.text, 'whether a second boat could be had') as Span;
    const made = await backend.addHighlight({ entry: 3, revision: first, span, colour: 'red', note: '', tags: [] });
    expect((await backend.readAnnotations(3, second)).highlights[0]).toMatchObject({ id: made.id, anchor: { status: 'orphan' } });
  });
});

describe('acts', () => {
  it('are undone and done again, the last first', async () => {
    const { backend, id, second } = await bridge();
    expect(await backend.undo(3)).toBeNull();
    await backend.changeHighlights([id], { colour: 'blue', note: null, tags: null });
    await backend.setArticleNote(3, 'Ask the works.');
    expect((await backend.undo(null))?.kind).toBe('article_note');
    expect((await backend.undo(3))?.kind).toBe('recolour');
    const undone = await backend.readAnnotations(3, second);
    expect([undone.note, undone.undo, undone.redo?.kind, undone.highlights[0]?.colour]).toEqual([null, null, 'recolour', 'red']);
    await backend.redo(3);
    expect((await backend.redo(3))?.kind).toBe('article_note');
    expect((await backend.readAnnotations(3, second)).note?.words).toBe('Ask the works.');
    await backend.undo(3);
    await backend.deleteHighlight(id);
    expect(await backend.redo(3)).toBeNull();
  });

  it('on several are one', async () => {
    const { backend, now } = await bridge();
    const ids = now.highlights.map((one) => one.id);
    await backend.deleteHighlights(ids);
    expect((await backend.listBin(3)).length).toBe(4);
    expect((await backend.listEntries()).find(({ id }) => id === 3)?.highlights).toBe(0);
    expect((await backend.undo(null))?.highlights).toBe(4);
    expect(await backend.listBin(null)).toEqual([]);
    await expect(backend.deleteHighlights([ids[0] ?? 0, 9999])).rejects.toMatchObject({ code: 'not_found' });
    expect(await backend.listBin(null)).toEqual([]);
  });
});

it('lists what fits every part of a filter', async () => {
  const { backend, id } = await bridge();
  await backend.changeHighlight(id, { colour: null, note: null, tags: ['foundry'] });
  const ask = async (part: Partial<HighlightFilter>) => (await backend.listHighlights({ ...ALL, ...part })).highlights.map((one) => one.id);
  const all = await ask({});
  expect(all.length).toBe(4);
  expect(await ask({ tag: 'foundry' })).toEqual([id]);
  expect(await ask({ words: 'PLATE cast' })).toEqual([id]);
  expect((await ask({ colours: ['red', 'green'] })).length).toBe(2);
  expect((await ask({ speaker: 'Piet Larsen' })).length).toBe(1);
  expect(await ask({ site: 'Nobody' })).toEqual([]);
  expect(await ask({ offset: 1, limit: 2 })).toEqual(all.slice(1, 3));
});

it('names the colours, and forgets a name that is emptied', async () => {
  const { backend } = await bridge();
  expect((await backend.nameColour('red', ' Number '))[3]).toEqual({ colour: 'red', name: 'Number' });
  expect((await backend.nameColour('red', ''))[3]).toEqual({ colour: 'red', name: 'Figure' });
});
