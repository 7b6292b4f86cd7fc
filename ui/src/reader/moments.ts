// Writes points in time for people: as the source states them, and in the reader's own time.

import type { Timestamp } from '../ipc/bindings';

const LOCALE = typeof navigator !== 'undefined' && /^en\b/.test(navigator.language) ? navigator.language : 'en-GB';

const MOMENT = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/** A point in time as people read it. */
export interface Written {
  /** In the reader's own time where the zone is known, else as stated. */
  readonly local: string;
  /** As the source states it, with its zone or the word that it has none. */
  readonly source: string;
  /** For machines. */
  readonly machine: string;
}

/** Writes a day, a local time or an instant; `zone` is the reader's, by default the system's. */
export function writeMoment(moment: string, zone?: string): Written {
  const parts = MOMENT.exec(moment);
  const day = parts?.[1];
  if (!day) return { local: moment, source: moment, machine: moment };
  const [, , clock, offset] = parts;
  if (!clock) {
    const written = date(`${day}T00:00Z`, { timeZone: 'UTC' });
    return { local: written, source: written, machine: moment };
  }
  // What the source's clock showed, read off as if it were in UTC.
  const stated = withClock(`${day}T${clock}Z`, { timeZone: 'UTC' });
  if (!offset) return { local: stated, source: `${stated}, zone not stated`, machine: moment };
  return {
    local: withClock(moment, zone ? { timeZone: zone } : {}),
    source: `${stated} (${offset === 'Z' || offset === '+00:00' ? 'UTC' : `UTC${offset.replace('-', '−')}`})`,
    machine: moment,
  };
}

/** Writes a timestamp of the text, no more exactly than it is known; `null` where it was not understood. */
export function writeTimestamp({ value, precision }: Timestamp): Written | null {
  if (!value) return null;
  if (precision !== 'month') return writeMoment(value);
  const month = format(`${value.slice(0, 7)}-01T00:00Z`, { timeZone: 'UTC', month: 'long', year: 'numeric' });
  return { local: month, source: month, machine: value.slice(0, 7) };
}

/** Writes only the day of a moment, in the source's own time. */
export function writeDay(moment: string): string {
  const day = MOMENT.exec(moment)?.[1];
  return day ? date(`${day}T00:00Z`, { timeZone: 'UTC' }) : moment;
}

/** The farthest that clocks on earth are from UTC, in minutes. */
const FARTHEST_ZONE = 14 * 60;
const DAY = 24 * 60;

/** Returns a number that orders moments; a day counts from its start, a time without zone as if in UTC. */
export function orderOf(moment: string): number {
  const [, day, clock, offset] = MOMENT.exec(moment) ?? [];
  if (!day) return Infinity;
  return Date.parse(clock && offset ? moment : `${day}T${clock ?? '00:00'}Z`);
}

/** Tells whether two moments may be one, put more and less exactly: to the minute, with and without a zone, as a day. */
export function mayBeOne(one: string, other: string): boolean {
  const [, day, clock, offset] = MOMENT.exec(one) ?? [];
  const [, otherDay, otherClock, otherOffset] = MOMENT.exec(other) ?? [];
  if (!day || !otherDay) return one === other;
  const minutes = Math.abs(Math.floor(orderOf(one) / 60_000) - Math.floor(orderOf(other) / 60_000));
  if (clock && otherClock) {
    if (Boolean(offset) === Boolean(otherOffset)) return minutes === 0;
    // Without a zone it may be the same instant on the clock of any zone; those are whole quarters of an hour apart.
    return minutes <= FARTHEST_ZONE && minutes % 15 === 0;
  }
  if (!clock && !otherClock) return day === otherDay;
  const [whole, exact] = clock ? [otherDay, one] : [day, other];
  // The day may be that of the source's clock or of UTC.
  return exact.startsWith(whole) || Math.floor(orderOf(exact) / 60_000 / DAY) === Math.floor(orderOf(whole) / 60_000 / DAY);
}

function date(instant: string, options: Intl.DateTimeFormatOptions): string {
  return format(instant, { ...options, day: 'numeric', month: 'long', year: 'numeric' });
}

function withClock(instant: string, options: Intl.DateTimeFormatOptions): string {
  return format(instant, { ...options, day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' });
}

function format(instant: string, options: Intl.DateTimeFormatOptions): string {
  const value = new Date(instant);
  return Number.isNaN(value.getTime()) ? instant : new Intl.DateTimeFormat(LOCALE, options).format(value);
}
