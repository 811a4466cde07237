import type { Gates } from '../definitions/schema/gates.ts';
import type { Project } from '../definitions/schema/project.ts';
import { canonicalJson, type Digest } from '../digest.ts';
import { AvalError } from '../errors.ts';
import { type ModelFrame, type Part, parts } from '../features/frame.ts';
import type { Evidence } from '../gate/evidence.ts';
import type { ResolvedModel } from '../plan/resolved-model.ts';
import type { Manifest, Package } from '../registry/package.ts';
import type { Engine } from '../training/engine.ts';
import { evaluate, type ScoredModel } from './evaluate.ts';
import { roundForHoldout } from './round-for-holdout.ts';
import { scorePackage } from './score-package.ts';

/** A trained model with the definitions that its features come from. */
export interface ModelToCompare {
  readonly resolved: ResolvedModel;
  readonly package: Package;
  readonly version?: string;
}

export interface Comparison {
  /** Policy of the base branch. */
  readonly gates: Gates;
  readonly project: Project;
  readonly challenger: ModelToCompare;
  /** What production runs; absent for a first version. */
  readonly champion?: ModelToCompare;
  readonly tier: 'dev' | 'holdout';
  readonly level: Evidence['level'];
  readonly holdout: Evidence['holdout'];
  /** One-sided level of each bound. */
  readonly alpha: number;
  readonly seed: number;
  readonly ledger?: Evidence['ledger'];
}

/** Ports: frames by the rules of the gates that come with the model, and engines that load packages. */
export interface ComparisonPorts {
  readFrame(resolved: ResolvedModel): Promise<ModelFrame>;
  openEngine(resolved: ResolvedModel): Promise<Engine>;
}

/**
 * Scores challenger and champion on the same rows: those that the challenger's change pins, set aside by the rules of base.
 * Each model's features come from its own definitions. On the holdout tier the numbers are rounded before they are returned.
 */
export async function compareModels(comparison: Comparison, ports: ComparisonPorts): Promise<Evidence> {
  const { gates, challenger, champion } = comparison;
  const { frame, rows } = await rowsToEvaluate(gates, challenger.resolved, comparison.tier, ports);
  const devRows = gates.evaluate.threshold === 'costOptimal' ? rowsOf(frame, 'dev') : undefined;
  const scored = async (model: ModelToCompare, own: ModelFrame): Promise<ScoredModel> => {
    const engine = await ports.openEngine(model.resolved);
    const trainedOn = await trainedRows(model, comparison, frame, rows, ports);
    return {
      package: model.package.digest,
      definition: model.package.manifest.definition as Digest, // the manifest's schema has checked its form
      ...(model.version !== undefined && { version: model.version }),
      scores: await scorePackage(model.package, own.frame, rows, engine),
      ...(devRows && { devScores: await scorePackage(model.package, own.frame, devRows, engine) }),
      ...(trainedOn && { trainedOn }),
    };
  };
  const { champion: _, ...settings } = comparison;
  const evidence = evaluate({
    ...settings,
    challenger: await scored(challenger, frame),
    ...(champion && {
      champion: await scored(
        champion,
        sameRows(frame, await ports.readFrame(underRulesOf(gates, champion.resolved, challenger.resolved))),
      ),
    }),
    frame,
    rows,
    ...(devRows && { devRows }),
  });
  return comparison.tier === 'holdout' ? roundForHoldout(evidence, gates) : evidence;
}

/** The rows of a tier under the rules of these gates: what the ledger's account is about, and what is scored. */
export async function rowsToEvaluate(
  gates: Gates,
  challenger: ResolvedModel,
  tier: 'dev' | 'holdout',
  ports: Pick<ComparisonPorts, 'readFrame'>,
): Promise<{ frame: ModelFrame; rows: Uint32Array }> {
  const frame = await ports.readFrame(underRulesOf(gates, challenger, challenger));
  return { frame, rows: rowsOf(frame, tier) };
}

/** A model's own features, on the rows that the challenger pins, with label, spine and parts by these gates. */
function underRulesOf(gates: Gates, model: ResolvedModel, challenger: ResolvedModel): ResolvedModel {
  if (model === challenger) return { ...model, gates };
  return {
    ...model,
    gates,
    sources: new Map([...model.sources, ...challenger.sources]),
    pins: new Map([...model.pins, ...challenger.pins]),
  };
}

function rowsOf(frame: ModelFrame, part: Part): Uint32Array {
  const wanted = parts.indexOf(part);
  const rows: number[] = [];
  frame.part.forEach((value, row) => {
    if (value === wanted) rows.push(row);
  });
  return Uint32Array.from(rows);
}

/** 1 where the model learned from a row of the tier; undefined where it was split by these very rules, so that it can't have. */
async function trainedRows(
  model: ModelToCompare,
  { gates, challenger }: Comparison,
  frame: ModelFrame,
  rows: Uint32Array,
  ports: ComparisonPorts,
): Promise<Uint8Array | undefined> {
  const { split } = model.package.manifest;
  const until = challenger.resolved.pins.get(gates.data.spine)?.until;
  if (splitText(split) === splitText({ ...gates.data, ...(until !== undefined && { until }) })) return undefined;
  const own = await ports.readFrame(bySplitOf(split, model.resolved, challenger.resolved, gates));
  const train = parts.indexOf('train');
  const learned = new Set(own.keys.filter((_, row) => own.part[row] === train));
  return Uint8Array.from(rows, (row) => (learned.has(frame.keys[row] ?? '') ? 1 : 0));
}

/** Rules that place rows alike have the same text; `until` moves rows only where a window is measured from it. */
function splitText({
  spine,
  seed,
  dev,
  holdout,
  until,
}: Pick<Manifest['split'], 'spine' | 'seed' | 'dev' | 'holdout' | 'until'>): string {
  const windowed = [dev, holdout].some((rule) => typeof rule === 'object' && rule !== null && 'last' in rule);
  return canonicalJson({ spine, seed, dev, holdout, ...(windowed && until !== undefined && { until }) });
}

/** The challenger's rows, placed by the split that a package was trained with. */
function bySplitOf(
  split: Manifest['split'],
  model: ResolvedModel,
  challenger: ResolvedModel,
  gates: Gates,
): ResolvedModel {
  const pin = challenger.pins.get(split.spine) ?? model.pins.get(split.spine);
  if (pin === undefined) {
    throw new AvalError('evidence', {
      rule: 'compare.spine',
      message: `${model.model.name} was trained on "${split.spine}", which is not read any more`,
      hint: 'A new spine needs a new model.',
    });
  }
  const { until: _, ...bytes } = pin;
  const placed = underRulesOf({ ...gates, data: { ...gates.data, ...(split as Gates['data']) } }, model, challenger); // the manifest's schema copies gates.data
  return {
    ...placed,
    pins: new Map([
      ...placed.pins,
      [split.spine, { ...bytes, ...(split.until !== undefined && { until: split.until }) }],
    ]),
  };
}

function sameRows(challenger: ModelFrame, champion: ModelFrame): ModelFrame {
  if (
    challenger.keys.length === champion.keys.length &&
    challenger.keys.every((key, row) => key === champion.keys[row])
  )
    return champion;
  throw new AvalError('invariant', {
    rule: 'compare.rows',
    message: 'challenger and champion were read on different rows',
  });
}
