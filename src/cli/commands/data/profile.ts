import type { Definitions } from '../../../core/definitions/definitions.ts';
import { suggestion } from '../../../core/definitions/nearest.ts';
import { AvalError } from '../../../core/errors.ts';
import { type ProfiledData, profiledModel, profiledSource } from '../../../engines/workspace/profile-data.ts';
import { openSources } from '../../../engines/workspace/source-data.ts';
import type { CommandContext, CommandResult, Invocation } from '../../command.ts';
import { dataProfileText } from '../../data-profile-text.ts';
import { openSession } from '../../session.ts';

/** `aval data profile [names...]`: what sources hold, and what models learn from; without names, every source. Judges nothing. */
export async function profile(
  names: readonly string[],
  invocation: Invocation,
  context: CommandContext,
): Promise<CommandResult> {
  const data = await openSources(context.folder, [], context.credentials());
  const { sources, models } = chosen(data.definitions, names);
  const profiles: ProfiledData[] = [];
  const steps = sources.length + models.length;
  for (const name of sources) {
    context.progress('profile', profiles.length, steps, name);
    for (const source of data.sources.filter((one) => one.name === name))
      profiles.push(await profiledSource(data, source));
  }
  if (models.length > 0) {
    const { workspace, frames } = await openSession(invocation, context);
    for (const name of models) profiles.push(await profiledModel(workspace, name, frames));
  }
  context.progress('profile', steps, steps);
  return {
    outcome: 'ok',
    data: { profiles },
    text: (paint) => profiles.map((one) => dataProfileText(one, paint)).join('\n\n'),
  };
}

/** A name that a source and a model share stands for both. */
function chosen({ sources, models, views }: Definitions, names: readonly string[]) {
  if (names.length === 0) return { sources: [...sources.keys()].sort(), models: [] };
  const known = [...sources.keys(), ...models.keys()];
  const unknown = [...new Set(names)].filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new AvalError(
      'usage',
      unknown.map((name) => {
        const view = views.get(name);
        if (view === undefined) {
          const message = `there is no source or model "${name}"`;
          return { rule: 'cli.source', message, hint: suggestion(name, known.sort(), 'Defined') };
        }
        const hint = `Profile a model that reads it, or its source: aval data profile ${view.source}`;
        return {
          rule: 'cli.source',
          message: `"${name}" is a view, and a view has no rows before a model asks for them`,
          hint,
        };
      }),
    );
  const wanted = new Set(names);
  return {
    sources: [...sources.keys()].filter((name) => wanted.has(name)).sort(),
    models: [...models.keys()].filter((name) => wanted.has(name)).sort(),
  };
}
