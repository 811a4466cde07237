import { coalitionsOf } from './coalitions.ts';
import { type Hierarchy, owenValues } from './owen.ts';
import { type Question, tooMany } from './question.ts';

const mostSteps = 2 ** 14;

/**
 * Owen values with feature views as groups: what a view's features know together is first given to the view, and then shared within it, so that features of
 * one view that say the same don't take from other views. Throws `usage` where that is too many coalitions.
 */
export function owenByViews(features: readonly string[]): Question {
  const hierarchy = byView(features);
  const steps = hierarchy.reduce<number>(
    (sum, part) =>
      sum + 2 ** (hierarchy.length - 1) * (typeof part === 'number' ? 1 : part.length * 2 ** (part.length - 1)),
    0,
  );
  if (steps > mostSteps) throw tooMany('views', features.length);
  const places = new Map<string, number>();
  const list: Uint8Array[] = [];
  owenValues(hierarchy, features.length, (members) => {
    const key = members.join('');
    if (!places.has(key)) places.set(key, list.push(members.slice()) - 1);
    return 0;
  });
  return {
    coalitions: coalitionsOf(list, features.length),
    shares: (answers) => ({
      shares: owenValues(
        hierarchy,
        features.length,
        (members) => answers[places.get(members.join('')) ?? -1] ?? Number.NaN,
      ),
    }),
  };
}

/** `view:feature`: features of one view are a group. */
function byView(features: readonly string[]): readonly Hierarchy[] {
  const views = new Map<string, number[]>();
  for (const [place, name] of features.entries()) {
    const view = name.split(':')[0] ?? '';
    views.set(view, [...(views.get(view) ?? []), place]);
  }
  return [...views.values()];
}
