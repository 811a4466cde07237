import { gatesSchema } from '../../../src/core/definitions/schema/gates.ts';
import { modelSchema } from '../../../src/core/definitions/schema/model.ts';
import { digestOf } from '../../../src/core/digest.ts';
import { fitPreparation } from '../../../src/core/features/preparation/fit-preparation.ts';
import { profileFrame } from '../../../src/core/monitoring/profile/profile-frame.ts';
import type { ResolvedModel } from '../../../src/core/plan/resolved-model.ts';
import type { Package } from '../../../src/core/registry/package.ts';
import { buildPackage, type PackageContents } from '../../../src/core/registry/package-build.ts';
import { packageSignature } from '../../../src/core/registry/package-signature.ts';
import { spineSource } from '../../fixtures/spine-source.ts';

const model = modelSchema.parse({
  apiVersion: 'aval/v1',
  kind: 'Model',
  name: 'credit-risk',
  features: ['applicant:amount', 'applicant:purpose'],
  train: { engine: 'gbdt' },
});
const gates = gatesSchema.parse({
  apiVersion: 'aval/v1',
  kind: 'Gates',
  model: 'credit-risk',
  problem: {
    question: 'Will it be repaid?',
    decision: 'Lend or not.',
    task: 'binary',
    label: { column: 'applications:class', positive: 'Bad' },
  },
  data: { spine: 'applications' },
  evaluate: { metrics: ['roc_auc'] },
  gates: [{ metric: 'roc_auc', rule: 'superior', why: 'It must be better.' }],
});

/** A small but whole package; another `definition` is another definition digest, other `modelFiles` are other bits. */
export function samplePackage(
  definition = 'definition',
  modelFiles: PackageContents['modelFiles'] = sampleFiles,
): Package {
  return buildPackage(sampleContents(definition, modelFiles));
}

const sampleFiles = new Map([['trees.json', new TextEncoder().encode('{"trees":[]}')]]);

export function sampleContents(
  definition = 'definition',
  modelFiles: PackageContents['modelFiles'] = sampleFiles,
): PackageContents {
  const frame = {
    rows: 3,
    columns: new Map([
      ['applicant:amount', { type: 'number', values: Float64Array.of(100, 250, Number.NaN) }],
      ['applicant:purpose', { type: 'category', levels: ['car', 'tv'], codes: Int32Array.of(0, 1, 0) }],
    ] as const),
  };
  const preparation = fitPreparation([], frame);
  const resolved: ResolvedModel = {
    model,
    gates,
    views: new Map(),
    entities: new Map(),
    sources: new Map([['applications', spineSource('applications')]]),
    pins: new Map([['applications', { digest: 'git:1234', until: '2026-05-01T00:00:00Z' }]]),
    engine: { name: 'gbdt', revision: 1 },
    code: new Map(),
    digest: digestOf(definition),
  };
  const signature = packageSignature(preparation, 'binary');
  return { resolved, modelFiles, preparation, profile: profileFrame(frame, 0), signature, rows: 3 };
}
