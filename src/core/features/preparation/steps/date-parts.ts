import * as z from 'zod';
import type { PreparationStep } from '../../../definitions/schema/model.ts';
import type { Column } from '../../frame.ts';
import { fittedName } from '../fitted-column.ts';
import { zoneOffset } from '../zone-offset.ts';
import { requireType, type StepOutput } from './step.ts';

type Declared = Extract<PreparationStep, { dateParts: unknown }>['dateParts'];

const datePart = z.enum(['year', 'month', 'day', 'weekday', 'hour', 'minute']);
type DatePart = z.output<typeof datePart>;

export const datePartsSchema = z.strictObject({
  column: fittedName,
  parts: z
    .array(datePart)
    .min(1)
    .refine((parts) => new Set(parts).size === parts.length, 'a part is listed twice'),
  zone: z.string().regex(/^[A-Za-z0-9_+/-]{1,64}$/, 'an IANA time zone'),
});
type Fitted = z.output<typeof datePartsSchema>;

/** Nothing to learn; an unknown zone is refused here. */
export function fitDateParts(name: string, column: Column, declared: Declared): Fitted {
  requireType(column, 'time', { step: 'dateParts', column: name, whileFitting: true });
  zoneOffset(declared.zone);
  return { column: name, parts: [...new Set(declared.parts)], zone: declared.zone };
}

/** Number columns `<column>.<part>` instead of the time, as a clock in the zone shows it. Month and weekday count from 1, Monday is 1. */
export function applyDateParts(fitted: Fitted, column: Column): StepOutput {
  const { values } = requireType(column, 'time', { step: 'dateParts', column: fitted.column, whileFitting: false });
  const offset = zoneOffset(fitted.zone);
  const local = values.map((micros) => {
    const milliseconds = Math.floor(micros / 1000);
    return milliseconds + offset(milliseconds);
  });
  return fitted.parts.map(
    (part) => [`${fitted.column}.${part}`, { type: 'number', values: local.map(read[part]) }] as const,
  );
}

const day = 86_400_000;
const within = (milliseconds: number, span: number) => ((milliseconds % span) + span) % span;

/** Local milliseconds → part. NaN stays NaN. */
const read: Record<DatePart, (local: number) => number> = {
  year: (local) => new Date(local).getUTCFullYear(),
  month: (local) => new Date(local).getUTCMonth() + 1,
  day: (local) => new Date(local).getUTCDate(),
  // 1970-01-01 was a Thursday.
  weekday: (local) => within(Math.floor(local / day) + 3, 7) + 1,
  hour: (local) => Math.floor(within(local, day) / 3_600_000),
  minute: (local) => Math.floor(within(local, 3_600_000) / 60_000),
};
