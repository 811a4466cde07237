import { AvalError } from '../../../core/errors.ts';
import { parseSlug } from '../../../core/onboarding/app-line.ts';
import { rulesets, rulesetText } from '../../../core/onboarding/rulesets.ts';
import type { RepositoryFile } from '../../../engines/template-files.ts';
import { type Invocation, textOption } from '../../command.ts';

/** The App that a repository is made for, as far as it was given. */
export interface AppOptions {
  readonly slug: string | undefined;
  /** One file each; none without the App's number, which they name. */
  readonly rulesets: readonly RepositoryFile[];
}

export function appOptions(invocation: Invocation): AppOptions {
  const slug = textOption(invocation, 'app');
  const number = textOption(invocation, 'appId');
  return {
    slug: slug === undefined ? undefined : parseSlug(slug),
    rulesets:
      number === undefined
        ? []
        : rulesets({ appId: appNumber(number) }).map((wanted) => ({
            path: wanted.path,
            bytes: Buffer.from(rulesetText(wanted)),
          })),
  };
}

function appNumber(text: string): number {
  if (/^[1-9][0-9]{0,14}$/.test(text)) return Number(text);
  throw new AvalError('usage', {
    rule: 'init.appId',
    message: `"${text}" is not the number of a GitHub App`,
    hint: 'It is the App ID on its settings page: gh api apps/<slug> --jq .id',
  });
}
