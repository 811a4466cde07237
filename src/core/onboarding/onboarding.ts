import { code, escapeMarkdown } from '../report/escape.ts';
import { newFileLink } from './new-file-link.ts';
import { projectFile } from './project-file.ts';
import { forDefaultBranch } from './workflow-file.ts';

/** GitHub refuses bodies above 65,536 characters; bytes are the stricter count. */
const bodyLimit = 60_000;

export interface OnboardingInput {
  readonly repository: { readonly owner: string; readonly name: string };
  readonly defaultBranch: string;
  /** The workflows that aval needs, as `aval init` writes them. */
  readonly workflows: readonly TextFile[];
  /** The App: its slug goes into aval.yaml, its number into the command that writes the rulesets. */
  readonly app?: { readonly slug: string; readonly id: number };
  /** Where people read GitHub. */
  readonly server?: string;
}

export interface TextFile {
  readonly path: string;
  readonly text: string;
}

export interface Onboarding {
  readonly files: readonly TextFile[];
  readonly title: string;
  readonly body: string;
}

/**
 * The pull request for a repository without aval.yaml. It holds definitions only: workflow files need a permission that the App does not
 * have, so that it can never run code of its own making; a person adds them, from links.
 */
export function onboarding(input: OnboardingInput): Onboarding {
  const files = [{ path: 'aval.yaml', text: projectFile(input.repository.name, input.app?.slug) }];
  const whole = body(input, true);
  return {
    files,
    title: 'Start with aval',
    body: Buffer.byteLength(whole) <= bodyLimit ? whole : body(input, false),
  };
}

function body(input: OnboardingInput, withTexts: boolean): string {
  const { owner, name } = input.repository;
  const branch = code(input.defaultBranch);
  const steps = [
    ...(input.workflows.length > 0
      ? [`Add the workflows to ${branch}; ${why}\n${workflowList(input, withTexts)}`]
      : []),
    `Let the check bind: an administrator runs ${tick(`aval init --github --app ${input.app?.slug ?? '<slug>'} --app-id ${input.app?.id ?? '<number>'}`)} in a clone and imports ${tick('.github/rulesets/*.json')} under *Settings → Rules → Rulesets*. Until then everything here is advice.`,
    `Describe a first model. ${tick('aval init ../examples')} makes two to copy from.`,
    `See that nothing is missing: ${tick('aval doctor')}.`,
  ];
  return `aval keeps the machine-learning models of ${escapeMarkdown(`${owner}/${name}`)} in git: a pull request proposes a version and is compared with the one in production, metrics and bias with their uncertainty. A merge publishes it, a revert takes it back.

**This adds** one file, ${tick('aval.yaml')}: the environments, in the order of promotion, and the rules that every model shares. No model changes, nothing is trained.

**Next**, once this is merged

${steps.map((step, index) => `${index + 1}. ${step}`).join('\n')}
`;
}

const why = 'aval may not write them itself, so that it can never run code of its own making:';

function workflowList({ repository, defaultBranch, workflows, server }: OnboardingInput, withTexts: boolean): string {
  const page = `${server ?? 'https://github.com'}/${encodeURIComponent(repository.owner)}/${encodeURIComponent(repository.name)}`;
  return workflows
    .map(({ path, text: template }) => {
      const text = forDefaultBranch(template, defaultBranch);
      const link = newFileLink({ page, branch: defaultBranch, path, text });
      if (link !== undefined) return `   - ${link}`;
      const plain = `   - Add ${code(path)}, as ${tick('aval init --github')} writes it`;
      return withTexts ? `${plain}:\n\n${indented(folded(path, text), 5)}\n` : plain;
    })
    .join('\n');
}

function folded(path: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `<details><summary>${escapeMarkdown(path)}</summary>\n\n${fence}yaml\n${text.trimEnd()}\n${fence}\n\n</details>`;
}

const indented = (text: string, by: number): string => text.replace(/^(?=.)/gm, ' '.repeat(by));

/** Code of ours. */
const tick = (text: string): string => `\`${text}\``;
