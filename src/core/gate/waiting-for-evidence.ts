import type { VerdictNode } from './verdict.ts';

/** The verdict on a model whose evidence never came, or is still under way. Never green. */
export function waitingForEvidence(model: string): VerdictNode {
  return { kind: 'all', title: model, outcome: 'waiting', sentence: `Waiting for evidence: ${model}.`, children: [] };
}
