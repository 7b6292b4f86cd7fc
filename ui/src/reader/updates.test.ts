// Tests updates.ts: notes in the order of their times, and the page's dates where they disagree.

import { expect, it } from 'vitest';
import type { Article, PageDate, UpdateNote } from '../ipc/bindings';
import { BRIDGE } from '../ipc/fake-articles';
import { timelineOf, updateLines } from './updates';

const bridge = BRIDGE[1] as Article;
const [first] = bridge.update_notes as [UpdateNote];

function note(body: string, value: string | null): UpdateNote {
  if (value === null) return { ...first, body, timestamp: null };
  return { ...first, body, timestamp: { written: body, value, precision: 'minute', zone_basis: 'explicit', inferred: [] } };
}

function dates(...stated: [PageDate['role'], string, PageDate['source']?][]): PageDate[] {
  return stated.map(([role, value, source = 'meta']) => ({ role, value, source, confidence: 0.9 }));
}

it('puts the earliest note first and those without a time last', () => {
  const notes = [
    note('undated', null),
    note('in Berlin', '2026-03-10T09:00:00+01:00'),
    note('the day', '2026-03-10'),
    note('in New York', '2026-03-10T03:30:00-04:00'),
    note('undated too', null),
  ];
  expect(updateLines(notes).map(({ words }) => words)).toEqual(['the day', 'in New York', 'in Berlin', 'undated', 'undated too']);
});

it('tells how a time was written and understood, and where the note stands', () => {
  const [line] = updateLines(bridge.update_notes);
  expect(line).toMatchObject({ name: 'Update', span: first.span });
  expect(line?.evidence).toBe(
    'Written “Tuesday, 6:40 p.m. AST”; time zone as written; day: the first Tuesday after the article was published; ' +
      'year: the year the article was published',
  );
  const metadata = { ...first, placement: 'metadata', span: { start: 0, end: 0 }, timestamp: null } as const;
  expect(updateLines([metadata])[0]).toMatchObject({ span: null, when: null, evidence: '' });
});

it('shows dates that disagree, each with all who state it, and which is shown', () => {
  const facts = {
    ...bridge,
    date_published: '2026-03-10T06:15:00-04:00',
    date_modified: null,
    dates: dates(
      ['published', '2026-03-10T06:15:00-04:00', 'json_ld'],
      ['published', '2026-03-10T06:15:00-04:00', 'time'],
      ['published', '2026-03-07', 'visible'],
      ['event', '1948-01-01', 'visible'],
    ),
  };
  expect(timelineOf(facts).map(({ value, sources, isChosen }) => ({ value, sources, isChosen }))).toEqual([
    { value: '2026-03-07', sources: ['visible text'], isChosen: false },
    { value: '2026-03-10T06:15:00-04:00', sources: ['JSON-LD', 'time element'], isChosen: true },
  ]);
});

it('is silent where the dates can be one, and where later updates follow', () => {
  const facts = { ...bridge, date_published: '2026-03-10T06:15:00-04:00' };
  const agreeing = dates(
    ['published', '2026-03-10T06:15:23-04:00'],
    ['published', '2026-03-10T10:15:00Z'],
    ['published', '2026-03-10'],
    ['published', '2026-03-10T06:15:00'],
    ['modified', '2026-03-10T08:00:00-04:00'],
    ['updated', '2026-03-10T09:00:00-04:00'],
    ['updated', '2026-03-11'],
  );
  expect(timelineOf({ ...facts, dates: agreeing })).toEqual([]);
});

it('is told of two times of one day, in whatever order', () => {
  const facts = { ...bridge, date_published: '2026-03-10' };
  const odd = dates(['published', '2026-03-10'], ['published', '2026-03-10T06:00:00Z'], ['published', '2026-03-10T18:00:00Z']);
  for (const stated of [odd, [...odd].reverse()]) expect(timelineOf({ ...facts, dates: stated }).length).toBe(3);
});

it('takes a change before the publication for a disagreement', () => {
  const facts = { ...bridge, date_published: '2026-03-10T06:15:00-04:00' };
  const odd = dates(['published', '2026-03-10T06:15:00-04:00'], ['modified', '2026-03-08']);
  expect(timelineOf({ ...facts, dates: odd }).map(({ role }) => role)).toEqual(['Modified', 'Published']);
});
