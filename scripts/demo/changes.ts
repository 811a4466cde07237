/** A change of credit-risk that the demo proposes on a branch of its own, in the order in which they spend the holdout. */
export interface DemoChange {
  readonly branch: string;
  readonly message: string;
  /** Features added to the four of the template. */
  readonly features: readonly string[];
  /** A rule that base's gates.yaml has beyond the template's. */
  readonly rule?: string;
}

const stricter = `  - metric: false_positive_rate
    contrast: age
    rule: gapNotWider
    worseIs: higher
    margin: 0.05
    why: Young people who would repay must not be declined more often than before.
`;

export const demoChanges: readonly DemoChange[] = [
  { branch: 'instalment-plans', message: 'Add other instalment plans', features: ['other_installment_plans'] },
  { branch: 'age', message: 'Add age', features: ['age'] },
  {
    branch: 'savings',
    message: 'Add savings and checking status',
    features: ['savings_account_bonds', 'checking_account_status'],
  },
  {
    branch: 'employment',
    message: 'Add employment, under a rule on false positives',
    features: ['employment_duration'],
    rule: stricter,
  },
];
