import { closest } from 'fastest-levenshtein';
import { AvalError } from '../../errors.ts';

/** Milliseconds to add to UTC milliseconds to get what a clock in the zone shows. NaN for NaN. */
type Offset = (utc: number) => number;

/** The one change of offset inside a day, or none (`change` is Infinity). */
interface Day {
  readonly change: number;
  readonly before: number;
  readonly after: number;
}

const dayLength = 86_400_000;
const zones = new Map<string, Offset>();

/**
 * Offsets of an IANA zone, by the zone rules of the runtime. Two requests of `Intl` per distinct day: no zone ever changed twice in one day.
 * Throws `config` for a zone that doesn't exist.
 */
export function zoneOffset(zone: string): Offset {
  const known = zones.get(zone);
  if (known) return known;
  const ask = askIntl(zone);
  const days = new Map<number, Day>();
  const offset: Offset = (utc) => {
    if (Number.isNaN(utc)) return Number.NaN;
    const number = Math.floor(utc / dayLength);
    let day = days.get(number);
    if (!day) {
      day = readDay(ask, number * dayLength);
      days.set(number, day);
    }
    return utc < day.change ? day.before : day.after;
  };
  zones.set(zone, offset);
  return offset;
}

function readDay(ask: Offset, start: number): Day {
  const before = ask(start);
  const after = ask(start + dayLength);
  if (before === after) return { change: Infinity, before, after };
  let low = start;
  let high = start + dayLength;
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000;
    if (ask(middle) === before) low = middle;
    else high = middle;
  }
  return { change: high, before, after };
}

function askIntl(zone: string): Offset {
  const format = clockOf(zone);
  return (utc) => {
    const shown = format.format(utc).match(/\d+/g) ?? [];
    const [month = 0, date = 0, year = 0, hour = 0, minute = 0, second = 0] = shown.map(Number);
    return Date.UTC(year, month - 1, date, hour, minute, second) - Math.floor(utc / 1000) * 1000;
  };
}

function clockOf(zone: string): Intl.DateTimeFormat {
  const numeric = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
  try {
    return new Intl.DateTimeFormat('en-US', { ...numeric, second: 'numeric', hourCycle: 'h23', timeZone: zone });
  } catch (cause) {
    const fault = {
      rule: 'prepare.zone',
      message: `prepare: "${zone}" is not a time zone`,
      hint: `Did you mean "${closest(zone, Intl.supportedValuesOf('timeZone'))}"?`,
    };
    throw new AvalError('config', fault, { cause });
  }
}
