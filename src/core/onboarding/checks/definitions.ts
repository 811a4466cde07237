import type { Fault } from '../../errors.ts';
import { faultLine } from '../../report/fault.ts';
import { type Finding, missing, ok } from '../finding.ts';
import type { Observed } from '../observed.ts';

/** The default branch's definitions load, and aval.yaml names the App. */
export function checkDefinitions({ definitions: loaded, repository, app }: Observed): Finding[] {
  if (loaded === undefined)
    return [
      missing('definitions', `${repository.defaultBranch} has no commit`, 'Push one: aval init makes the files.'),
    ];
  const { definitions, faults } = loaded;
  const first = faults[0];
  if (definitions === undefined || first !== undefined) return [missing('definitions', ...faulty(faults))];
  const { models, sources } = definitions;
  const sound = ok('definitions', `${counted(models.size, 'model')}, ${counted(sources.size, 'source')}`);
  if (app !== undefined) return [sound];
  return [
    sound,
    missing(
      'App',
      'aval.yaml names no App',
      'aval init --github --app <slug> --app-id <number>, then merge what it writes.',
    ),
  ];
}

function faulty(faults: readonly Fault[]): [says: string, todo: string] {
  const [first] = faults;
  const said = first === undefined ? 'the definitions do not load' : faultLine(first);
  const more = faults.length > 1 ? `, and ${counted(faults.length - 1, 'more fault')}` : '';
  return [`${said}${more}`, first?.hint ?? 'aval validate'];
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
