import { readFileSync } from 'node:fs';
import { answerJob } from './answer-job.ts';
import { jobSchema } from './job.ts';

// Started by run-child.ts, with an environment of PATH and TMPDIR and one argument: the job.
process.exitCode = await answerJob(jobSchema.parse(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'))));
