/** A feature, or features and groups that share their credit first among one another. */
export type Hierarchy = number | readonly Hierarchy[];

/**
 * Owen values (Owen 1977; shap's PartitionExplainer, there for two parts of a node): the parts of a node come in any order, each of them whole, so that
 * features of a group share among themselves what the group adds. `value` is that of a coalition, asked once for each.
 */
export function owenValues(
  hierarchy: Hierarchy,
  features: number,
  value: (members: Uint8Array) => number,
): Float64Array {
  const shares = new Float64Array(features);
  const visit = (node: Hierarchy, context: Uint8Array, weight: number): void => {
    if (typeof node === 'number') {
      const joined = context.slice();
      joined[node] = 1;
      (shares[node] as number) += weight * (value(joined) - value(context));
      return;
    }
    for (const [i, part] of node.entries()) {
      const others = node.filter((_, k) => k !== i);
      for (const { chosen, weight: own } of weightedSubsets(others)) {
        const around = context.slice();
        for (const other of chosen) for (const feature of leavesOf(other)) around[feature] = 1;
        visit(part, around, weight * own);
      }
    }
  };
  visit(hierarchy, new Uint8Array(features), 1);
  return shares;
}

/** Every subset of the others, with the share of orders in which exactly these come before. */
function* weightedSubsets(
  others: readonly Hierarchy[],
): Generator<{ readonly chosen: readonly Hierarchy[]; readonly weight: number }> {
  for (let subset = 0; subset < 2 ** others.length; subset++) {
    const chosen = others.filter((_, k) => (subset >>> k) & 1);
    let weight = 1 / (others.length + 1);
    for (let k = 1; k <= chosen.length; k++) weight *= k / (others.length - chosen.length + k);
    yield { chosen, weight };
  }
}

function leavesOf(node: Hierarchy): readonly number[] {
  return typeof node === 'number' ? [node] : node.flatMap(leavesOf);
}
