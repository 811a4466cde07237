import type { GatePreset, GateRule } from '../../definitions/schema/gate-rules.ts';
import type { Gates } from '../../definitions/schema/gates.ts';
import { mlflowThresholds } from './mlflow-thresholds.ts';
import { modelRisk } from './model-risk.ts';
import { nycBiasAudit } from './nyc-ll144.ts';

/** The rules that a preset stands for, all of which must hold. What each is taken from is in docs/guide/gates.md. */
export function expandPreset(preset: GatePreset, gates: Gates): readonly GateRule[] {
  switch (preset.preset) {
    case 'nyc-ll144':
      return nycBiasAudit(preset);
    case 'model-risk':
      return modelRisk(preset, gates);
    case 'mlflow-thresholds':
      return mlflowThresholds(preset);
  }
}
