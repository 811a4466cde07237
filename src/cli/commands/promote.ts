import { parseVersionRequest } from '../../core/registry/find-release.ts';
import { judgeOnVault } from '../../engines/workspace/judge-on-vault.ts';
import { type Promoted, promote, type Withheld } from '../../engines/workspace/promote.ts';
import { type CommandContext, type Invocation, type Run, textOption } from '../command.ts';
import { deployedText } from '../deployed-text.ts';
import { agreedUse, overall } from '../evaluated.ts';
import { openSession, type Session } from '../session.ts';
import type { Paint } from '../terminal/paint.ts';

/** `aval promote <model>[@version] [--vault]`: writes the environment's file; committing and merging it is the promotion. */
export const run: Run = async (invocation, context) => {
  const [model = ''] = invocation.arguments;
  const session = await openSession(invocation, context);
  const judge = invocation.options['vault'] === true ? vaultOf(session, invocation, context) : undefined;
  const promoted = await promote(session.workspace, parseVersionRequest(model), textOption(invocation, 'to'), judge);
  const { kind, judgement, ...told } = promoted;
  return {
    outcome: judgement === undefined ? 'ok' : overall([judgement]),
    data: { model: parseVersionRequest(model).model, ...told, ...(judgement && { vault: judgement.verdict }) },
    text: (paint) => (promoted.kind === 'promoted' ? promotedText(promoted, paint) : withheldText(promoted, paint)),
  };
};

function vaultOf({ workspace, frames }: Session, invocation: Invocation, context: CommandContext) {
  const { progress, signal, note } = context;
  const confirm = agreedUse(invocation, context);
  const settings = { frames, progress, signal, confirm, log: (line: string) => note(`  ${line}`) };
  return (release: Parameters<typeof judgeOnVault>[1]) => judgeOnVault(workspace, release, settings);
}

function promotedText(promoted: Promoted, paint: Paint): string {
  const { environment, unmet, changed, judgement } = promoted;
  const vault = judgement === undefined ? [] : [`  the vault: ${judgement.verdict.sentence}`];
  const more =
    changed && unmet.length > 0
      ? [`  ${environment} asks for more, which its pull request must show: ${unmet.join('; ')}`]
      : [];
  return [deployedText(promoted, paint), ...vault, ...more].join('\n');
}

function withheldText({ environment, version, judgement }: Withheld, paint: Paint): string {
  const what = `${paint('bold', environment)}  ${judgement.verdict.title} ${version}`;
  return `${paint('red', '✗')} ${what}  not promoted: nothing was written\n  the vault: ${judgement.verdict.sentence}`;
}
