import { suggestion } from '../../core/definitions/nearest.ts';
import { AvalError } from '../../core/errors.ts';
import type { RegistryState } from '../../core/registry/state.ts';
import { formatVersion } from '../../core/registry/versions.ts';
import { registryOf } from '../../engines/workspace/champion.ts';
import { openWorkspace, type Workspace } from '../../engines/workspace/workspace.ts';
import type { CommandResult, Run } from '../command.ts';
import { columns } from '../terminal/paint.ts';
import { modelCard, sourceCard, viewCard } from './show/cards.ts';

/** `aval show [name]`: every model with what runs where, or what one model, view or source is. */
export const run: Run = async (invocation, context) => {
  const [name] = invocation.arguments;
  const workspace = await openWorkspace(context.folder);
  const registry = await registryOf(workspace, workspace.head);
  return name === undefined ? overview(workspace, registry) : one(workspace, registry, name);
};

function overview({ head }: Workspace, registry: RegistryState): CommandResult {
  const environments = head.definitions.project.environments.map(({ name }) => name);
  const models = [...head.definitions.models.keys()].sort().map((model) => {
    const state = registry.models.get(model);
    const newest = state?.versions[0]?.version;
    return {
      model,
      newest: newest === undefined ? null : formatVersion(newest),
      running: Object.fromEntries(
        environments.map((name) => [name, state?.live.get(name)?.deployment.version ?? null]),
      ),
    };
  });
  const warnings = registry.warnings.map(({ message }) => message);
  return {
    outcome: 'ok',
    data: { models, warnings },
    text: (paint) => {
      const head = ['model', 'newest', ...environments];
      const rows = models.map(({ model, newest, running }) => [
        model,
        newest ?? '–',
        ...environments.map((name) => running[name] ?? '–'),
      ]);
      return [columns([head, ...rows]), ...warnings.map((warning) => `${paint('yellow', '!')} ${warning}`)].join('\n');
    },
  };
}

function one({ head }: Workspace, registry: RegistryState, name: string): CommandResult {
  const { models, gates, views, sources } = head.definitions;
  const [model, rules, view, source] = [models.get(name), gates.get(name), views.get(name), sources.get(name)];
  const cards = [
    ...(model && rules ? [modelCard(model, rules, registry.models.get(name))] : []),
    ...(view ? [viewCard(view)] : []),
    ...(source ? [sourceCard(source, head.definitions.locks.get(name))] : []),
  ];
  if (cards.length > 0) {
    return {
      outcome: 'ok',
      data: { found: cards.map(({ kind, value }) => ({ kind, ...value })) },
      text: (paint) => cards.map((card) => card.text(paint)).join('\n\n'),
    };
  }
  const known = [...models.keys(), ...views.keys(), ...sources.keys()];
  const message = `there is no model, view or source "${name}"`;
  throw new AvalError('usage', { rule: 'cli.name', message, hint: suggestion(name, known, 'Defined') });
}
