import type { Resample } from '../comparison/resample-job.ts';
import type { Gates } from '../definitions/schema/gates.ts';
import type { Project } from '../definitions/schema/project.ts';
import type { Source } from '../definitions/schema/source.ts';
import { canonicalJson, type Digest } from '../digest.ts';
import { AvalError } from '../errors.ts';
import { type ModelFrame, parts } from '../features/frame.ts';
import { personalFeatures } from '../features/personal-features.ts';
import { rowKeyColumn, withRowsOf } from '../features/spine.ts';
import type { Evidence } from '../gate/evidence.ts';
import type { ResolvedModel } from '../plan/resolved-model.ts';
import { present } from '../present.ts';
import type { Manifest, Package } from '../registry/package.ts';
import type { Engine } from '../training/engine.ts';
import { evaluate } from './evaluate.ts';
import type { Evaluation, ScoredModel } from './evaluation.ts';
import type { Stopwatch } from './operational/stopwatch.ts';
import { type AlsoMeasure, packageMeasures, rowsOf } from './package-measures.ts';
import { scorePackage } from './score-package.ts';
import { whatLeaves } from './what-leaves.ts';

/** A trained model with the definitions that its features come from. */
export interface ModelToCompare {
  readonly resolved: ResolvedModel;
  readonly package: Package;
  readonly version?: string;
}

export interface Comparison {
  /** Policy of the base branch. */
  readonly gates: Gates;
  /** The spine as base declares it: row key, time and zone come from there. Absent: base has none, the challenger's own is used. */
  readonly spine?: Source;
  readonly project: Project;
  readonly challenger: ModelToCompare;
  /** What production runs; absent for a first version. */
  readonly champion?: ModelToCompare;
  /** The best version that ran in production, where it is another than the champion and a rule asks for it. */
  readonly anchor?: ModelToCompare;
  readonly tier: Evidence['tier'];
  readonly level: Evidence['level'];
  readonly holdout: Evidence['holdout'];
  /** One-sided level of each bound. */
  readonly alpha: number;
  readonly seed: number;
  readonly ledger?: Evidence['ledger'];
  /** What a person asks for beside what rules do. */
  readonly also?: AlsoMeasure;
}

/** Ports: frames by the rules of the gates that come with the model, engines that load packages, and the time it takes. */
export interface ComparisonPorts {
  readFrame(resolved: ResolvedModel): Promise<ModelFrame>;
  openEngine(resolved: ResolvedModel): Promise<Engine>;
  readonly stopwatch: Stopwatch;
  /** Where resampling is done; absent: on this thread. */
  readonly resample?: Resample;
}

/** Challenger and champion on the same rows, compared. Of holdout and vault only what may leave them is returned. */
export async function compareModels(comparison: Comparison, ports: ComparisonPorts): Promise<Evidence> {
  const evidence = evaluate(await scoreModels(comparison, ports));
  const onDev = (model: 'challenger' | 'champion') => scoreOnDev(comparison, model, ports);
  const frameOf = ({ resolved }: ModelToCompare) => ports.readFrame(underRulesOf(comparison, resolved));
  const beside = await packageMeasures(comparison, ports, { onDev, frameOf });
  return whatLeaves({ ...evidence, ...beside }, comparison.gates, comparison.project);
}

/** One model alone on the dev rows that the challenger's change pins; the champion then stands in the challenger's place, with its own features. */
export async function scoreOnDev(
  { champion, anchor: _, ...alone }: Comparison,
  which: 'challenger' | 'champion',
  ports: ComparisonPorts,
): Promise<Evaluation> {
  if (which === 'challenger') return scoreModels({ ...alone, tier: 'dev' }, ports);
  const both = await scoreModels({ ...alone, ...(champion && { champion }), tier: 'dev' }, ports);
  const { champion: scored, ...evaluation } = both;
  if (champion === undefined || scored === undefined) throw new RangeError('there is a champion where it is asked for');
  const own = await ports.readFrame(underRulesOf(alone, champion.resolved));
  return { ...evaluation, challenger: scored, frame: sameRows(evaluation.frame, own) };
}

/**
 * Scores challenger and champion on the same rows: those that the challenger's change pins, set aside by the rules of base.
 * Each model's features come from its own definitions.
 */
export async function scoreModels(comparison: Comparison, ports: ComparisonPorts): Promise<Evaluation> {
  const { gates, challenger, champion, anchor } = comparison;
  const { frame, rows } = await rowsToEvaluate(comparison, ports);
  const devRows = typeof gates.evaluate.threshold !== 'number' ? rowsOf(frame, 'dev') : undefined;
  const scored = async (model: ModelToCompare, own: ModelFrame): Promise<ScoredModel> => {
    const engine = await ports.openEngine(model.resolved);
    const trainedOn = await trainedRows(model, comparison, frame, rows, ports);
    const { digest, manifest } = model.package;
    return present({
      package: digest,
      definition: manifest.definition as Digest, // the manifest's schema has checked its form
      version: model.version,
      classes: manifest.classes,
      bytes: manifest.files.reduce((sum, { size }) => sum + size, 0),
      scores: await scorePackage(model.package, own.frame, rows, engine),
      devScores: devRows && (await scorePackage(model.package, own.frame, devRows, engine)),
      trainedOn,
    });
  };
  const scoredBeside = async (model: ModelToCompare): Promise<ScoredModel> => {
    const own = await ports.readFrame(underRulesOf(comparison, model.resolved));
    return scored(model, sameRows(frame, own));
  };
  const { champion: _, anchor: __, ...settings } = comparison;
  return {
    ...settings,
    challenger: await scored(challenger, frame),
    ...(champion && { champion: await scoredBeside(champion) }),
    ...(anchor && { anchor: await scoredBeside(anchor) }),
    frame,
    rows,
    personal: personalFeatures(challenger.resolved),
    ...present({ devRows, resample: ports.resample }),
  };
}

/** The rows of a tier under the rules of these gates: what the ledger's account is about, and what is scored. */
export async function rowsToEvaluate(
  comparison: RowRules,
  ports: Pick<ComparisonPorts, 'readFrame'>,
): Promise<{ frame: ModelFrame; rows: Uint32Array }> {
  const frame = await ports.readFrame(underRulesOf(comparison, comparison.challenger.resolved));
  return { frame, rows: rowsOf(frame, comparison.tier) };
}

type RowRules = Pick<Comparison, 'gates' | 'spine' | 'challenger' | 'tier'>;

/** A model's own features, on the rows that the challenger pins, with label, spine, row key and parts as base says. */
function underRulesOf({ gates, spine, challenger }: RowRules, model: ResolvedModel): ResolvedModel {
  const sources = new Map([...model.sources, ...challenger.resolved.sources]);
  const own = sources.get(gates.data.spine);
  if (own !== undefined && spine !== undefined) sources.set(own.name, withRowsOf(own, spine));
  return { ...model, gates, sources, pins: new Map([...model.pins, ...challenger.resolved.pins]) };
}

/** 1 where the model learned from a row of the tier; undefined where it was split by these very rules, so that it can't have. */
async function trainedRows(
  model: ModelToCompare,
  comparison: Comparison,
  frame: ModelFrame,
  rows: Uint32Array,
  ports: ComparisonPorts,
): Promise<Uint8Array | undefined> {
  const { gates, challenger } = comparison;
  const { split } = model.package.manifest;
  const own = underRulesOf(comparison, challenger.resolved);
  const spine = own.sources.get(gates.data.spine);
  const key = spine && rowKeyColumn(spine);
  const until = own.pins.get(gates.data.spine)?.until;
  const now = { ...gates.data, key, ...(until !== undefined && { until }) };
  if (splitText(split) === splitText(now)) return undefined;
  if (split.spine !== gates.data.spine || split.key !== key) throw otherRows(model.resolved.model.name, split);
  const placed = await ports.readFrame(bySplitOf(split, underRulesOf(comparison, model.resolved)));
  const train = parts.indexOf('train');
  const learned = new Set(placed.keys.filter((_, row) => placed.part[row] === train));
  return Uint8Array.from(rows, (row) => (learned.has(frame.keys[row] ?? '') ? 1 : 0));
}

type SplitRules = Omit<Manifest['split'], 'key'> & { readonly key: string | undefined };

/** Rules that place rows alike have the same text; `until` moves rows only where a window is measured from it. */
function splitText({ spine, key, seed, dev, holdout, vault, until }: SplitRules): string {
  const rules = [dev, holdout, vault ?? null];
  const windowed = rules.some((rule) => typeof rule === 'object' && rule !== null && 'last' in rule);
  return canonicalJson({ spine, key, seed, rules, ...(windowed && until !== undefined && { until }) });
}

/** These rows, placed by the split that a package was trained with. */
function bySplitOf(split: Manifest['split'], model: ResolvedModel): ResolvedModel {
  const { seed, dev, holdout, vault, until } = split;
  const { vault: _vault, ...others } = model.gates.data;
  const rules = { seed, dev, holdout, ...(vault !== undefined && { vault }) };
  const data = { ...others, ...(rules as Pick<Gates['data'], 'seed' | 'dev' | 'holdout' | 'vault'>) }; // the manifest copies gates.data
  const { until: _, ...bytes } = model.pins.get(split.spine) ?? { digest: '' };
  const pin = { ...bytes, ...(until !== undefined && { until }) };
  return { ...model, gates: { ...model.gates, data }, pins: new Map([...model.pins, [split.spine, pin]]) };
}

/** Rows of another spine, or under other names, can't be told from those that a model learned from. */
function otherRows(model: string, split: Manifest['split']): AvalError {
  return new AvalError('evidence', {
    rule: 'compare.rowKey',
    message: `${model} was trained on rows of ${split.spine} by ${split.key}, so it can't be told which of these rows it has seen`,
    hint: 'Keep the spine and its unique column, or give the model a new name.',
  });
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
