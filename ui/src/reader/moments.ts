// Writes points in time for people: as the source states them, and in the reader's own time.

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

/** Writes only the day of a moment, in the source's own time. */
export function writeDay(moment: string): string {
  const day = MOMENT.exec(moment)?.[1];
  return day ? date(`${day}T00:00Z`, { timeZone: 'UTC' }) : moment;
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
