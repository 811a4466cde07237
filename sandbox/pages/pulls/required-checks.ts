import { rulesOn } from '../../changes/rules.ts';
import { numberOf, objectsOf, textOf } from '../../json.ts';
import type { Pull } from '../../state/issue.ts';
import type { Repository } from '../../state/repository.ts';

export interface RequiredCheck {
  readonly name: string;
  /** Only this App's check counts. */
  readonly appId: number | undefined;
}

/** The checks that rules of the base branch want, for whoever may not pass the rules by. */
export const requiredChecks = (repository: Repository, pull: Pull): RequiredCheck[] =>
  rulesOn(repository, `refs/heads/${pull.base.ref}`, { kind: 'anonymous' }, 'pull_request')
    .filter((rule) => rule.type === 'required_status_checks')
    .flatMap((rule) => objectsOf(rule.parameters['required_status_checks']))
    .map((check) => ({ name: textOf(check['context']) ?? '', appId: numberOf(check['integration_id']) }));
