import { readFileSync } from 'node:fs';
import { doJob } from './do-job.ts';
import { jobSchema } from './job.ts';

// Started by run-job.ts, with an environment of PATH and TMPDIR and one argument: the job.
process.exitCode = await doJob(jobSchema.parse(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'))));
