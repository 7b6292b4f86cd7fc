// Tests sources.ts: every fact with its source, and what else the page says.

import { expect, it } from 'vitest';
import type { Article } from '../ipc/bindings';
import { BRIDGE, LIBRARY_AT_NIGHT } from '../ipc/fake-articles';
import { writeDay } from './moments';
import { hasSources, rowsOf } from './sources';

const bridge = BRIDGE[1] as Article;

it('tells who states the value shown and what others say', () => {
  const rows = rowsOf(bridge, bridge);
  const row = (name: string) => rows.find((one) => one.name === name);
  expect(row('Headline')).toMatchObject({
    sources: ['visible text'],
    others: [{ value: 'Swing bridge shut until September', source: 'Open Graph' }],
  });
  expect(row('Authors')).toMatchObject({ value: 'Ines Carrow, Teodor Walsh', sources: ['JSON-LD', 'visible text'] });
  expect(row('Published')?.sources).toEqual(['JSON-LD']);
  expect(row('Published')?.others).toEqual([{ value: writeDay('2026-03-09'), source: 'visible text' }]);
  expect(row('Modified')).toMatchObject({ sources: [], others: [] });
  expect(row('Tags')).toBeUndefined();
});

it('takes a date that is less exact, or in another zone, for the same', () => {
  const date = (value: string, source: 'time' | 'meta') => ({ value, role: 'published', source, confidence: 0.9 }) as const;
  const dates = [date('2026-03-10', 'time'), date('2026-03-10T10:15:00+00:00', 'meta'), date('2026-03-10T10:16:00+00:00', 'meta')];
  const published = rowsOf(bridge, { ...bridge, dates }).find(({ name }) => name === 'Published');
  expect(published?.sources).toEqual(['time element', 'meta element']);
  expect(published?.others.length).toBe(1);
});

it('shows a value that no one chose, and says yes and no', () => {
  const finding = { field: 'section', value: 'Local', source: 'meta', is_chosen: false } as const;
  const rows = rowsOf({ ...bridge, section: null, is_accessible_for_free: false }, { ...bridge, findings: [finding] });
  expect(rows.find(({ name }) => name === 'Section')).toEqual({ name: 'Section', isAddress: false, value: '', sources: [], others: [{ value: 'Local', source: 'meta element' }] });
  expect(rows.find(({ name }) => name === 'Free to read')?.value).toBe('No');
});

it('knows whether the sources were recorded', () => {
  expect(hasSources(bridge)).toBe(true);
  expect(hasSources(LIBRARY_AT_NIGHT)).toBe(false);
});
