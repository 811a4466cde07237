import type { DriftTogether } from '../../definitions/schema/drift-together.ts';
import type { Compared, Decided } from './compared.ts';
import { fitComponents, meanError, partErrors, reconstructionErrors, spreadOf, usualErrors } from './reconstruction.ts';
import { encodeRows, type RowEncoding } from './row-encoding.ts';
import type { RowSource } from './row-source.ts';
import type { WatchedReference } from './watched-reference.ts';

/** Without windows the reference is cut into so many parts, in its order. */
const parts = 10;

type Reconstruction = Extract<DriftTogether, { method: 'pca_reconstruction' }>;

/**
 * How far the error of a window is from what is usual: from the mean error of the reference's windows, or of ten parts of it. It must pass 3 standard
 * deviations of theirs (NannyML), or the declared threshold. There is no p.
 */
export function reconstructionJudge(
  { components: wanted, rows: most, threshold: declared }: Reconstruction,
  encoding: RowEncoding,
  { whole, windows }: WatchedReference,
): (current: RowSource) => Decided {
  const reference = encodeRows(encoding, whole.draw(most));
  const fitted = fitComponents(reference, wanted);
  const errorsOf = (source: RowSource): Float64Array =>
    reconstructionErrors(fitted, encodeRows(encoding, source.draw(most)));
  const own = reconstructionErrors(fitted, reference);
  const usual =
    windows.length > 0
      ? Float64Array.from(windows, (window) => spreadOf(errorsOf(window.own)).mean)
      : partErrors(own, Math.ceil(own.length / parts));
  const { mean: centre } = spreadOf(usual);
  const { low, high } = usualErrors(usual);
  const threshold = declared ?? high - centre;
  const explained = fitted.explained.reduce((sum, share) => sum + share, 0);
  return (source) => {
    const now = errorsOf(source);
    const { mean: error } = spreadOf(now);
    const compared: Compared =
      fitted.vectors.length < reference.width
        ? {
            effect: Math.abs(error - centre),
            about: {
              method: 'pca_reconstruction',
              error,
              samplingError: meanError(now),
              trainingError: spreadOf(own).mean,
              usual: { low, high },
              components: fitted.vectors.length,
              explained: Math.min(1, explained),
            },
          }
        : { undefined: 'as many components as there are numbers leave nothing out' };
    const alarm = 'effect' in compared && compared.effect > threshold;
    return { compared, threshold, alarm, rows: { reference: reference.count, current: now.length } };
  };
}
