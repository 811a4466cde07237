import { type Ranking, rankByScore } from '../ranking.ts';
import type { Sample } from '../sample.ts';
import { type TiedSums, tiedSums, tiedSumsWithout } from '../tied-sums.ts';
import { type Binned, type Bins, emptyBins } from './bins.ts';

/**
 * Bins of equal numbers of rows by rising score: the first n mod `count` bins get one more (numpy's array_split); weights that don't add up to
 * a whole number are cut into equal parts. Rows of
 * equal score that a border parts are shared out evenly, or the order of rows would decide which labels go where; a
 * ranking in which every row ends a tie lets it decide.
 */
export function equalMassBins(
  { label, score }: Sample,
  count: number,
  rising: Ranking = rankByScore(score.map((s) => -s)),
): Binned {
  const [scores, positives] = [tiedSums(rising, score), tiedSums(rising, label)];
  const [scoresWithout, positivesWithout] = [tiedSumsWithout(rising, score), tiedSumsWithout(rising, label)];
  return {
    bins: (counts) => cut(scores(counts), positives(counts), count),
    without: (row) => cut(scoresWithout(row), positivesWithout(row), count),
  };
}

function cut(scores: TiedSums, positives: TiedSums, count: number): Bins {
  const found = emptyBins(count);
  const whole = Number.isInteger(scores.total);
  const [size, larger] = whole ? [Math.floor(scores.total / count), scores.total % count] : [scores.total / count, 0];
  let start = 0;
  for (let bin = 0; bin < count; bin += 1) {
    const end = start + size + (bin < larger ? 1 : 0);
    found.rows[bin] = end - start;
    found.scores[bin] = scores.at(end) - scores.at(start);
    found.positives[bin] = positives.at(end) - positives.at(start);
    start = end;
  }
  return found;
}
