import { AvalError } from '../../core/errors.ts';
import { fairnessOf, profileOf } from '../../core/fairness/of-evaluation.ts';
import { hasControl, type Profile, profiles } from '../../core/fairness/profiles/profile.ts';
import { type CommandResult, type Invocation, type Run, textOption } from '../command.ts';
import { evaluateAsked, nothingToJudge } from '../evaluated.ts';
import { fairnessText } from '../fairness-text.ts';
import { profileText } from '../profile-text.ts';
import type { Paint } from '../terminal/paint.ts';

/** `aval fairness [models...]`: what each model does to the declared groups on the dev rows, by our numbers or another tool's. Judges nothing. */
export const run: Run = async (invocation, context) => {
  const profile = profileOption(invocation);
  const within = withinOption(invocation, profile);
  const { models } = await evaluateAsked(invocation, context);
  const found: FoundModel[] = [];
  for (const { evidence, scoreOnDev } of models) {
    const evaluation = await scoreOnDev();
    const { model, rows } = evidence;
    const alpha = evaluation.project.statistics.alpha;
    found.push(
      profile === undefined
        ? of(model, rows.evaluated, fairnessOf(evaluation), (groups, paint) => fairnessText(groups, alpha, paint))
        : of(model, rows.evaluated, profileOf(evaluation, profile, within), profileText),
    );
  }
  return {
    outcome: 'ok',
    data: { profile: profile ?? 'aval', models: found.map(({ text: _, ...data }) => data) },
    text: (paint) => (found.length === 0 ? nothingToJudge : found.map(({ text }) => text(paint)).join('\n\n')),
  };
};

interface FoundModel {
  readonly model: string;
  readonly rows: number;
  readonly groups: readonly unknown[];
  readonly text: CommandResult['text'];
}

function of<G>(
  model: string,
  rows: number,
  groups: readonly G[],
  text: (groups: readonly G[], paint: Paint) => string,
): FoundModel {
  const title = (paint: Paint) => `${paint('bold', model)}  ${rows} dev rows`;
  const said = (paint: Paint) => (groups.length === 0 ? nothingDeclared : text(groups, paint));
  return { model, rows, groups, text: (paint) => `${title(paint)}\n${said(paint)}` };
}

const nothingDeclared = '  No groups are declared: see evaluate.groups of gates.yaml.';

function profileOption(invocation: Invocation): Profile | undefined {
  const asked = textOption(invocation, 'profile') ?? 'aval';
  const profile = profiles.find((name) => name === asked);
  if (profile !== undefined || asked === 'aval') return profile;
  throw new AvalError('usage', {
    rule: 'cli.profile',
    message: `--profile: there is no profile "${asked}"`,
    hint: `Expected aval, ${profiles.join(', ')}.`,
  });
}

function withinOption(invocation: Invocation, profile: Profile | undefined): string | undefined {
  const within = textOption(invocation, 'within');
  if (within === undefined || (profile !== undefined && hasControl(profile))) return within;
  throw new AvalError('usage', {
    rule: 'cli.within',
    message: `--within: ${profile ?? 'aval fairness'} has no control features`,
    hint: 'Add --profile fairlearn, or write a rule with contrast and within: each part then has an interval of its own.',
  });
}
