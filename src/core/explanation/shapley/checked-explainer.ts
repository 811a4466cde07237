import { AvalError } from '../../errors.ts';
import type { Frame } from '../../features/frame.ts';
import { sigmoid } from '../../training/exponential.ts';
import { softmaxRows } from '../../training/softmax.ts';
import { sharesOfPlayers } from '../interactions/interactions.ts';
import { addsUp, exactTolerance, singlePrecisionTolerance, type Tolerance } from './additivity.ts';
import { type Attributions, sharesOf } from './attributions.ts';
import type { ExplainedModel, Explainer } from './explainer.ts';

/** What a method's sums may be off by: engines that compute in single precision give slightly other answers alone than among others. */
export function toleranceOf(engine: string): Tolerance {
  return engine === 'gbdt' || engine === 'linear' ? exactTolerance : singlePrecisionTolerance;
}

/** The same explainer, that throws `invariant` where base and shares don't add up to the package's own answer: that is a fault of ours. */
export function checkedExplainer(explainer: Explainer, { item, score }: ExplainedModel): Explainer {
  const tolerance = explainer.tolerance ?? toleranceOf(item.manifest.engine.name);
  const check = async (found: Attributions, frame: Frame, names: readonly string[]): Promise<void> => {
    const sums = answersOf(explainer, found);
    const answers = await score(inputsOf(explainer, frame));
    const wrong = sums.findIndex((sum, k) => !addsUp(sum, answers[k] ?? Number.NaN, tolerance));
    if (wrong === -1) return;
    const row = names[Math.floor(wrong / explainer.outputs)] ?? '';
    throw new AvalError('invariant', {
      rule: 'explain.additivity',
      message: `attributions of row ${row} add up to ${sums[wrong]}, and the model answers ${answers[wrong]}`,
      hint: `The method ${explainer.method} is at fault. Please report it with the package ${item.digest}.`,
    });
  };
  const { interactions } = explainer;
  return {
    ...explainer,
    async explain(frame, names) {
      const found = await explainer.explain(frame, names);
      await check(found, frame, names);
      return found;
    },
    ...(interactions && {
      async interactions(frame: Frame, names: readonly string[]) {
        const found = await interactions(frame, names);
        await check(sharesOfPlayers(found), frame, names);
        return found;
      },
    }),
  };
}

/** What the attributions say that the model answers: base plus shares, put on the scale of the answers. */
function answersOf({ base, scale }: Explainer, found: Attributions): Float64Array {
  const { rows, outputs } = found;
  const sums = new Float64Array(rows * outputs);
  for (let row = 0; row < rows; row++) {
    for (let output = 0; output < outputs; output++) {
      const sum = sharesOf(found, row, output).reduce((total, share) => total + share, base[output] ?? 0);
      sums[row * outputs + output] = scale === 'log odds' ? sigmoid(sum) : sum;
    }
  }
  if (scale === 'scores before softmax') softmaxRows(sums, outputs);
  return sums;
}

/** Only what the model reads. */
export function inputsOf({ features }: Pick<Explainer, 'features'>, { rows, columns }: Frame): Frame {
  return { rows, columns: new Map([...columns].filter(([name]) => features.includes(name))) };
}
