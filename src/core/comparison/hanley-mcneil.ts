/** Standard error of an AUC from its value and the sizes of the classes alone. Hanley and McNeil (1982). */
export function hanleyMcneilError(auc: number, positives: number, negatives: number): number {
  const ofPositives = (positives - 1) * (auc / (2 - auc) - auc ** 2);
  const ofNegatives = (negatives - 1) * ((2 * auc ** 2) / (1 + auc) - auc ** 2);
  return Math.sqrt((auc * (1 - auc) + ofPositives + ofNegatives) / (positives * negatives));
}
