import { expect, test } from 'vitest';
import { digestOf } from '../../../src/core/digest.ts';
import type { ResolvedModel } from '../../../src/core/plan/resolved-model.ts';
import { buildPackage } from '../../../src/core/registry/package-build.ts';
import { requireOfDefinition } from '../../../src/core/registry/package-of-definition.ts';
import { sampleContents, samplePackage } from './sample-package.ts';

const { resolved } = sampleContents();
const { gates } = resolved;

test('a package is of the definition that it was made of', () => {
  expect(() => requireOfDefinition(samplePackage(), resolved)).not.toThrow();
});

test.each<[string, Partial<ResolvedModel>]>([
  ['model', { model: { ...resolved.model, name: 'churn' } }],
  ['definition', { digest: digestOf('other') }],
  ['engine', { engine: { name: 'command', revision: 1 } }],
  ['task', { gates: { ...gates, problem: { ...gates.problem, task: 'regression' } as typeof gates.problem } }],
  [
    'classes',
    { gates: { ...gates, problem: { ...gates.problem, label: { column: 'x:y', classes: ['a', 'b', 'c'] } } } },
  ],
  ['sources', { pins: new Map([['applications', { digest: 'git:9', until: '2026-05-01T00:00:00Z' }]]) }],
  // By these it is told which rows a model may have seen: whoever made it could leave out the hard ones.
  ['split', { gates: { ...gates, data: { ...gates.data, seed: 8 } } }],
])('one that says another %s is not', (field, other) => {
  expect(() => requireOfDefinition(samplePackage(), { ...resolved, ...other })).toThrow(
    `is not of this definition of ${other.model?.name ?? 'credit-risk'}: another ${field}`,
  );
});

test('one with the same classes in another order is not, nor one that names classes where there are none', () => {
  const label = { column: 'applications:class', classes: ['Good', 'Bad', 'Ugly'] };
  const several = {
    ...resolved,
    gates: { ...gates, problem: { ...gates.problem, task: 'multiclass' as const, label } },
  };
  const item = buildPackage({ ...sampleContents(), resolved: several });
  expect(item.manifest.classes).toEqual(label.classes);
  expect(() => requireOfDefinition(item, several)).not.toThrow();
  const turned = { ...item, manifest: { ...item.manifest, classes: ['Bad', 'Good', 'Ugly'] } };
  expect(() => requireOfDefinition(turned, several)).toThrow('another classes');
  const more = { ...samplePackage(), manifest: { ...samplePackage().manifest, classes: ['a', 'b', 'c'] } };
  expect(() => requireOfDefinition(more, resolved)).toThrow('another classes');
});
