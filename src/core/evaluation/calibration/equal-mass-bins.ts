import { type Ranking, rankByScore } from '../ranking.ts';
import type { Sample } from '../sample.ts';
import type { Counts } from '../statistic.ts';
import { tiedSumsWithout } from '../tied-sums.ts';
import type { Binned, Bins } from './bins.ts';

/**
 * Bins of equal numbers of rows by rising score: the first n mod `count` bins get one more (numpy's array_split); weights that don't add up to
 * a whole number are cut into equal parts. Rows of
 * equal score that a border parts are shared out evenly, or the order of rows would decide which labels go where; a
 * ranking in which every row ends a tie lets it decide.
 */
export function equalMassBins(
  sample: Sample,
  count: number,
  rising: Ranking = rankByScore(sample.score.map((s) => -s)),
): Binned {
  const { label, score } = sample;
  const sumsAt = sumsDownTo(rising, sample);
  const [scores, positives] = [tiedSumsWithout(rising, score), tiedSumsWithout(rising, label)];
  const one = bordersOf(label.length - 1, count);
  return {
    bins: (counts) => between(sumsAt(counts, bordersOf(totalOf(counts), count))),
    without: (row) => between({ rows: one, scores: one.map(scores(row).at), positives: one.map(positives(row).at) }),
  };
}

/** Rows down to the end of each bin. */
function bordersOf(total: number, count: number): Float64Array {
  const whole = Number.isInteger(total);
  const [size, larger] = whole ? [Math.floor(total / count), total % count] : [total / count, 0];
  return Float64Array.from({ length: count }, (_, bin) => (bin + 1) * size + Math.min(bin + 1, larger));
}

function totalOf(counts: Counts): number {
  let total = 0;
  for (let row = 0; row < counts.length; row += 1) total += counts[row] ?? 0;
  return total;
}

/** Sums of scores and labels down to each border, in one walk down the ranking: resampling spends its time here. */
function sumsDownTo({ order, endsTie }: Ranking, { label, score }: Sample) {
  const scoreAt = Float64Array.from(order, (row) => score[row] ?? 0);
  const labelAt = Float64Array.from(order, (row) => label[row] ?? 0);
  return (counts: Counts, rows: Float64Array): Bins => {
    const [scores, positives] = [new Float64Array(rows.length), new Float64Array(rows.length)];
    let [bin, border] = [0, rows[0] ?? 0];
    let [counted, ofScores, ofLabels] = [0, 0, 0];
    let [start, scoresBefore, labelsBefore] = [0, 0, 0];
    for (let place = 0; place < order.length; place += 1) {
      const times = counts[order[place] ?? 0] ?? 0;
      counted += times;
      ofScores += times * (scoreAt[place] ?? 0);
      ofLabels += times * (labelAt[place] ?? 0);
      if (endsTie[place] === 0) continue;
      while (border <= counted) {
        const share = counted > start ? (border - start) / (counted - start) : 1;
        scores[bin] = scoresBefore + share * (ofScores - scoresBefore);
        positives[bin] = labelsBefore + share * (ofLabels - labelsBefore);
        bin += 1;
        border = rows[bin] ?? Number.POSITIVE_INFINITY;
      }
      start = counted;
      scoresBefore = ofScores;
      labelsBefore = ofLabels;
    }
    scores.fill(ofScores, bin); // fractions may add up to less than their borders
    positives.fill(ofLabels, bin);
    return { rows, scores, positives };
  };
}

/** What lies between each border and the one before, of sums from the start: in place. */
function between(sums: Bins): Bins {
  const [rows, scores, positives] = [sums.rows.slice(), sums.scores, sums.positives];
  for (let bin = rows.length - 1; bin > 0; bin -= 1) {
    rows[bin] = (rows[bin] ?? 0) - (rows[bin - 1] ?? 0);
    scores[bin] = (scores[bin] ?? 0) - (scores[bin - 1] ?? 0);
    positives[bin] = (positives[bin] ?? 0) - (positives[bin - 1] ?? 0);
  }
  return { rows, scores, positives };
}
