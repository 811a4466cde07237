import type { VerdictNode } from './verdict.ts';

/** The verdict on a model whose evidence never came, is still under way, or waits for something that is named. Never green. */
export function waitingForEvidence(model: string, what = 'evidence'): VerdictNode {
  return { kind: 'all', title: model, outcome: 'waiting', sentence: `Waiting for ${what}.`, children: [] };
}
