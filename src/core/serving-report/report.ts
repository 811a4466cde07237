import * as z from 'zod';
import { digest, name, version } from '../definitions/schema/values.ts';

export const reportFormat = 'aval/serving-report/v1';
/** Greatest report, in bytes. */
export const mostReportBytes = 2 ** 20;
/** Longest text of a fault. */
export const mostFaultCharacters = 500;

/** `owner/name`, by GitHub's rules: it becomes a part of addresses and of folders. */
export const repositoryFullName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}\/(?!\.{1,2}$)[\w.-]{1,100}$/, 'a repository: owner/name');

const servedModel = z.strictObject({
  model: name,
  version: version.describe('That the environment must run.'),
  digest: digest.describe('Of its package.'),
  running: digest.nullable().describe('Package that answers; null: none does.'),
  fault: z.string().max(mostFaultCharacters).optional().describe('Why what must run does not.'),
});

/** What a server tells the App: how each model of its environment stands, by one commit. */
export const servingReportSchema = z
  .strictObject({
    format: z.literal(reportFormat),
    repository: repositoryFullName,
    environment: name,
    server: z
      .string()
      .regex(/^[\w-]{8,64}$/)
      .describe('Tells this process from others; new with each start.'),
    time: z.iso
      .datetime({ precision: 3, error: 'a time in UTC with milliseconds, like "2026-05-27T08:30:00.000Z"' })
      .describe(
        'When it was sent, by the clock of the server. Each report of a process has a later time than the one before.',
      ),
    interval: z
      .int()
      .min(1)
      .max(3600)
      .describe('Seconds between reports that say nothing new: whoever is silent for much longer is gone.'),
    commit: z
      .string()
      .regex(/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/)
      .describe('Of the branch that it follows.'),
    models: z.array(servedModel).max(1000).describe('None: this server serves nothing, or ends.'),
  })
  .meta({ title: 'Serving report', description: 'What a server tells the App of one environment.' });

export type ServingReport = z.output<typeof servingReportSchema>;
export type ServedModel = z.output<typeof servedModel>;
