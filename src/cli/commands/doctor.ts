import { diagnose } from '../../core/onboarding/diagnose.ts';
import { templateFiles } from '../../engines/template-files.ts';
import { doctorClient } from '../../github/doctor/client.ts';
import { observe } from '../../github/doctor/observe.ts';
import type { Run } from '../command.ts';
import { localLedger } from './doctor/local.ts';
import { questionOf } from './doctor/question.ts';
import { doctorText } from './doctor/told.ts';

/**
 * `aval doctor [--repository owner/name]`: what a repository on GitHub has of what aval needs there. `--local`: whether the holdout ledger of this
 * machine is whole; nobody is asked. Writes nothing.
 */
export const run: Run = async (invocation, context) => {
  if (invocation.options['local'] === true) return localLedger(context);
  const { name, apiUrl, token } = await questionOf(invocation, context, process.env);
  const observed = await observe(doctorClient(token, apiUrl), name);
  const workflows = (await templateFiles()).filter(({ path }) => path.startsWith('.github/workflows/'));
  const templates = new Map(workflows.map(({ path, bytes }) => [path, Buffer.from(bytes).toString('utf8')]));
  const findings = diagnose(observed, templates);
  const repository = `${name.owner}/${name.repo}`;
  const branch = observed.repository.defaultBranch;
  return {
    outcome: findings.some(({ state }) => state === 'missing') ? 'fail' : 'ok',
    data: { repository, branch, findings },
    text: (paint) => doctorText(`${repository}, branch ${branch}`, findings, paint),
  };
};
