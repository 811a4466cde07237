import { checkLedger } from '../../../core/onboarding/checks/ledger.ts';
import { inspectLocalLedger } from '../../../engines/workspace/inspect-ledger.ts';
import { openWorkspace } from '../../../engines/workspace/workspace.ts';
import type { CommandContext, Run } from '../../command.ts';
import { doctorText } from './told.ts';

/** The holdout ledger of this machine, by the statistics of aval.yaml here. */
export async function localLedger({ folder }: CommandContext): ReturnType<Run> {
  const { repository, cacheFolder, work, head } = await openWorkspace(folder);
  const ledger = await inspectLocalLedger(cacheFolder, work, Date.now());
  const findings = checkLedger('this machine', ledger, head.definitions.project.statistics);
  return {
    outcome: findings.some(({ state }) => state === 'missing') ? 'fail' : 'ok',
    data: { repository: repository.root, findings },
    text: (paint) => doctorText('the holdout ledger of this machine', findings, paint),
  };
}
