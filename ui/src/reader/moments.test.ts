// Tests moments.ts: no zone is made up, and the source's own time is not lost.

import { expect, it } from 'vitest';
import { mayBeOne, orderOf, writeDay, writeMoment, writeTimestamp } from './moments';

it('writes an instant in the reader’s time and in the source’s', () => {
  const written = writeMoment('2021-01-09T21:40:00-05:00', 'Europe/Paris');
  expect(written.local).toMatch(/10.*2021.*3:40|January 10.*2021.*3:40/);
  expect(written.source).toContain('9');
  expect(written.source).toMatch(/(21:40|9:40)/);
  expect(written.source).toContain('(UTC−05:00)');
  expect(writeMoment('2021-01-09T21:40:00Z', 'UTC').source).toContain('(UTC)');
});

it('leaves a time without zone as it is', () => {
  const written = writeMoment('2021-01-09T21:40:00', 'Asia/Tokyo');
  expect(written.local).toMatch(/(21:40|9:40)/);
  expect(written.source).toContain('zone not stated');
});

it('never moves a day', () => {
  for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
    expect(writeMoment('2021-01-09', zone).local).toBe(writeDay('2021-01-09'));
  }
  expect(writeDay('2021-01-09')).toContain('January');
  expect(writeDay('2021-01-09T23:59:00-11:00')).toBe(writeDay('2021-01-09'));
});

it('reads the fractions of a second that the library writes', () => {
  expect(writeMoment('2026-03-10T20:05:00.123456789Z', 'UTC').local).toMatch(/(20:05|8:05)/);
});

it('shows what it cannot read', () => {
  expect(writeMoment('yesterday').local).toBe('yesterday');
  expect(writeMoment('2021-13-45T10:00:00Z').local).toBe('2021-13-45T10:00:00Z');
});

it.each([
  ['2026-03-10T06:15:00-04:00', '2026-03-10T10:15:59Z', true],
  ['2026-03-10T06:15:00-04:00', '2026-03-10T06:16:00-04:00', false],
  ['2026-03-10T06:15:00', '2026-03-10T10:15:00Z', true],
  ['2026-03-10T06:15:00', '2026-03-10T10:17:00Z', false],
  ['2026-03-10T23:30:00-05:00', '2026-03-10', true],
  ['2026-03-10T23:30:00-05:00', '2026-03-11', true],
  ['2026-03-10T23:30:00-05:00', '2026-03-09', false],
  ['2026-03-10', '2026-03-11', false],
  ['soon', 'soon', true],
  ['soon', '2026-03-11', false],
])('%s and %s may be one: %s', (one, other, may) => {
  expect(mayBeOne(one, other)).toBe(may);
  expect(mayBeOne(other, one)).toBe(may);
});

it('orders what it cannot read last', () => {
  expect(orderOf('2026-03-10')).toBeLessThan(orderOf('2026-03-10T00:01:00'));
  expect(orderOf('soon')).toBe(Infinity);
});

it('writes a month as a month', () => {
  const stamp = { written: 'in April 2024', value: '2024-04-01', precision: 'month', zone_basis: 'none', inferred: [] } as const;
  expect(writeTimestamp({ ...stamp, inferred: [] })).toEqual({ local: 'April 2024', source: 'April 2024', machine: '2024-04' });
  expect(writeTimestamp({ ...stamp, inferred: [], value: null })).toBeNull();
});
