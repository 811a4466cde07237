import { waitsForTrustedRun } from '../plan/environment-sources.ts';
import type { ModelPlan } from '../plan/plan.ts';
import { escapeMarkdown } from './escape.ts';
import { table } from './table.ts';

/** A plan as a table for the job's summary: each model that a change touches, what becomes of it, and why. Deterministic, escaped. */
export function planMarkdown(plans: readonly ModelPlan[]): string {
  const touched = plans.filter((plan) => !(plan.action === 'keep' && plan.because === 'untouched'));
  const untouched = plans.length - touched.length;
  const rest =
    untouched === 0
      ? []
      : [`${untouched} ${untouched === 1 ? 'model is' : 'models are'} untouched: nothing is trained for them.`];
  if (touched.length === 0) return `${['### No model is touched', ...rest].join('\n\n')}\n`;
  const rows = touched.map((plan) => [escapeMarkdown(plan.model), plan.action, reasons(plan).join('<br>')]);
  return `${['### Plan', table(['model', '', 'why'], ['l', 'l', 'l'], rows), ...rest].join('\n\n')}\n`;
}

function reasons(plan: ModelPlan): readonly string[] {
  switch (plan.action) {
    case 'remove':
      return ['no longer defined'];
    case 'invalid':
      return plan.faults.map((fault) => escapeMarkdown(fault.message));
    case 'keep':
      return [
        plan.because === 'released'
          ? `made of the same bytes as v${escapeMarkdown(plan.version)}`
          : 'nothing that changed counts',
      ];
    case 'train': {
      const awaited = waitsForTrustedRun(plan.resolved);
      return [...causes(plan), ...(awaited === undefined ? [] : [escapeMarkdown(`waits for ${awaited}`)])];
    }
  }
}

function causes({ because, reasons }: Extract<ModelPlan, { action: 'train' }>): readonly string[] {
  if (because !== 'changed') return [because === 'new' ? 'new' : 'could not be resolved before'];
  return reasons.flatMap(({ changes }) =>
    changes.map(({ file, line, text }) => escapeMarkdown(`${line === undefined ? file : `${file}:${line}`} ${text}`)),
  );
}
