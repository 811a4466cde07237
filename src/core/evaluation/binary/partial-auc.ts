import { degenerate } from '../metric-value.ts';
import { type Ranking, rankByScore } from '../ranking.ts';
import type { Counts, Statistic } from '../statistic.ts';

/**
 * Area under the ROC curve up to a false positive rate of `limit` in (0, 1], rescaled so that chance is ½ and perfection 1;
 * a point is interpolated at the limit. McClish (1989), as scikit-learn's `max_fpr`.
 */
export function partialAucStatistic(label: Float64Array, score: Float64Array, limit: number): Statistic {
  const ranking = rankByScore(score);
  const endsWith = endsOf(ranking, label);
  const rescale = (area: number) => (1 + (area - limit ** 2 / 2) / (limit - limit ** 2 / 2)) / 2;
  return {
    rows: label.length,
    counted: label.length,
    value(counts: Counts) {
      const ends = endsWith(counts);
      const { positives, negatives } = lastOf(ends);
      const pairs = positives * negatives;
      return pairs > 0 ? { value: rescale(areaUpTo(ends, limit * negatives) / pairs) } : degenerate('only one class');
    },
    leaveOneOut: () => leaveOneOut(ranking, label, limit).map(rescale),
  };
}

/** Positives and negatives down to the end of each score, from nothing on. */
interface Ends {
  readonly positives: Float64Array;
  readonly negatives: Float64Array;
}

/** Rows of one score, between those above it and those down to its end. */
interface Tie {
  readonly start: Classes;
  readonly end: Classes;
}

interface Classes {
  readonly positives: number;
  readonly negatives: number;
}

/** The ends with any counts; overwritten by the next call. */
function endsOf({ order, endsTie }: Ranking, label: Float64Array): (counts: Counts) => Ends {
  const isPositive = Uint8Array.from(order, (row) => (label[row] === 1 ? 1 : 0));
  const ties = endsTie.reduce((sum, ends) => sum + ends, 0);
  const found: Ends = { positives: new Float64Array(ties + 1), negatives: new Float64Array(ties + 1) };
  return (counts) => {
    let [positives, negatives, tie] = [0, 0, 0];
    for (let place = 0; place < order.length; place += 1) {
      const count = counts[order[place] ?? 0] ?? 0;
      if (isPositive[place] === 1) positives += count;
      else negatives += count;
      if (endsTie[place] === 0) continue;
      tie += 1;
      found.positives[tie] = positives;
      found.negatives[tie] = negatives;
    }
    return found;
  };
}

function lastOf({ positives, negatives }: Ends): Classes {
  return { positives: positives.at(-1) ?? 0, negatives: negatives.at(-1) ?? 0 };
}

function tiesOf(ends: Ends): readonly Tie[] {
  const at = (tie: number): Classes => ({ positives: ends.positives[tie] ?? 0, negatives: ends.negatives[tie] ?? 0 });
  return Array.from({ length: ends.positives.length - 1 }, (_, tie) => ({ start: at(tie), end: at(tie + 1) }));
}

/** Pairs in the right order, ties one half, of the positives with the first `limit` negatives. */
function areaUpTo({ positives, negatives }: Ends, limit: number): number {
  let area = 0;
  for (let tie = 1; tie < negatives.length; tie += 1) {
    const above = positives[tie - 1] ?? 0;
    const before = negatives[tie - 1] ?? 0;
    if (before >= limit) break;
    const end = negatives[tie] ?? 0;
    const taken = Math.min(end, limit) - before;
    area += taken * above + partOfTie(taken, end - before, (positives[tie] ?? 0) - above);
  }
  return area;
}

/** Pairs within a tie of which `taken` negatives are counted. */
function partOfTie(taken: number, negatives: number, positives: number): number {
  return negatives > 0 ? (taken * taken * positives) / (2 * negatives) : 0;
}

/** Area without each row in turn: a row changes its own tie, and a negative moves the limit. */
function leaveOneOut(ranking: Ranking, label: Float64Array, limit: number): Float64Array {
  const ends = endsOf(ranking, label)(new Uint32Array(label.length).fill(1));
  const [ties, all] = [tiesOf(ends), lastOf(ends)];
  const [ofAll, ofFewer] = [limit * all.negatives, limit * (all.negatives - 1)];
  const [area, kept, shifted] = [areaUpTo(ends, ofAll), areaUpTo(ends, ofFewer), areaUpTo(ends, ofFewer + 1)];
  const withoutPositive = ({ start, end }: Tie) => {
    const taken = Math.max(0, Math.min(end.negatives, ofAll) - start.negatives);
    const below = Math.max(0, ofAll - end.negatives);
    return (
      (area - below - partOfTie(taken, end.negatives - start.negatives, 1)) / ((all.positives - 1) * all.negatives)
    );
  };
  let areaAbove = 0;
  const withoutNegative = ({ start, end }: Tie) => {
    const [own, positives] = [end.negatives - start.negatives, end.positives - start.positives];
    const found = () => {
      if (start.negatives >= ofFewer) return kept;
      if (end.negatives - 1 <= ofFewer) return shifted - start.positives - positives / 2;
      const taken = ofFewer - start.negatives;
      return areaAbove + taken * start.positives + partOfTie(taken, own - 1, positives);
    };
    return found() / (all.positives * (all.negatives - 1));
  };
  const result = new Float64Array(label.length);
  let place = 0;
  for (const tie of ties) {
    const [fewerPositives, fewerNegatives] = [withoutPositive(tie), withoutNegative(tie)];
    const rows = tie.end.positives + tie.end.negatives;
    for (; place < rows; place += 1) {
      const row = ranking.order[place] ?? 0;
      result[row] = label[row] === 1 ? fewerPositives : fewerNegatives;
    }
    const own = tie.end.negatives - tie.start.negatives;
    areaAbove += own * tie.start.positives + partOfTie(own, own, tie.end.positives - tie.start.positives);
  }
  return result;
}
