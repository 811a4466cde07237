import * as z from 'zod';
import { share } from './values.ts';

/** With so many uses the level of each in mode `full` is alpha/65,536: beyond it no interval is worth its name. */
const longestFull = 16;

/** How a holdout's budget is spent, and what its answers tell; docs/guide/holdout.md says which is for whom. */
const holdout = z
  .strictObject({
    mode: z
      .enum(['spending', 'none', 'hybrid', 'full', 'ladder'])
      .default('spending')
      .describe('How alpha is spent over the uses, and what an answer tells.'),
    step: z
      .number()
      .positive()
      .optional()
      .describe('ladder: least improvement that is told in numbers; absent: its standard error.'),
    schedule: z
      .enum(['basel', 'harmonic', 'pocock', 'obrienFleming'])
      .optional()
      .describe('spending, ladder: which uses get most of alpha; absent: `basel`, the first ones.'),
  })
  .check((context) => {
    const { mode, step, schedule } = context.value;
    const say = (path: 'step' | 'schedule', input: unknown, which: string) =>
      context.issues.push({ code: 'custom', input, path: [path], message: `only ${which} a ${path}, not "${mode}"` });
    if (step !== undefined && step > 0 && mode !== 'ladder') say('step', step, 'mode "ladder" has'); // one fault for one place
    if (schedule !== undefined && mode !== 'spending' && mode !== 'ladder')
      say('schedule', schedule, 'modes "spending" and "ladder" have');
  });

/** aval.yaml, `statistics`. */
export const statistics = z
  .strictObject({
    alpha: share.default(0.05).describe('Error rate of each one-sided bound.'),
    minimumGroup: z.int().min(2).default(30).describe('Groups with fewer rows are insufficient data.'),
    holdoutBudget: z.int().min(1).max(10_000).default(32).describe('Evaluations that one holdout may answer.'),
    newRows: z
      .number()
      .min(0.2)
      .max(1)
      .default(0.5)
      .describe('Least share of rows that no earlier use knew, for a holdout to begin a budget of its own.'),
    holdout: holdout.prefault({}),
    resamples: z.int().min(2000).max(100_000).default(2000),
  })
  .check((context) => {
    const { holdout, holdoutBudget } = context.value;
    if (holdout.mode !== 'full' || holdoutBudget <= longestFull) return;
    context.issues.push({
      code: 'custom',
      input: holdoutBudget,
      path: ['holdoutBudget'],
      message: `mode "full" splits alpha over 2^holdoutBudget histories: at most ${longestFull}`,
    });
  });

export type Statistics = z.output<typeof statistics>;
