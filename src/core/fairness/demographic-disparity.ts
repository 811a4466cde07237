/** Rows of one group, by what was decided. */
export interface GroupDecisions {
  readonly accepted: number;
  readonly rejected: number;
}

export interface DemographicDisparity {
  /** Share of all rejected that is in the group minus its share of all accepted: above 0, it is rejected more than accepted. */
  readonly byGroup: ReadonlyMap<string, number>;
  /** Mean over the groups, each as often as it has rows. */
  readonly mean: number;
}

/** Demographic disparity (Wachter et al. 2021). NaN throughout where nobody, or everybody, is accepted. */
export function demographicDisparity(groups: ReadonlyMap<string, GroupDecisions>): DemographicDisparity {
  const all = [...groups.values()];
  const accepted = all.reduce((sum, group) => sum + group.accepted, 0);
  const rejected = all.reduce((sum, group) => sum + group.rejected, 0);
  const of = (group: GroupDecisions) => group.rejected / rejected - group.accepted / accepted;
  const byGroup = new Map([...groups].map(([name, group]) => [name, of(group)] as const));
  const weighted = all.reduce((sum, group) => sum + (group.accepted + group.rejected) * of(group), 0);
  return { byGroup, mean: weighted / (accepted + rejected) };
}
