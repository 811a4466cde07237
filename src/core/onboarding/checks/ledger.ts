import type { Statistics } from '../../definitions/schema/statistics.ts';
import { contradictions } from '../../ledger/evidence-of-use.ts';
import { faultsOf, type InspectedUse, sumsAboveAlpha } from '../../ledger/inspect.ts';
import { type Finding, missing, ok, warning } from '../finding.ts';

/** A ledger, as far as it could be read. */
export type InspectedLedger =
  /** The branch was never made: nothing was asked of the holdout. */
  | { readonly kind: 'none' }
  /** The chain does not hold, or an entry is none. */
  | { readonly kind: 'broken'; readonly why: string }
  | { readonly kind: 'hidden'; readonly why: string }
  | {
      readonly kind: 'read';
      readonly uses: readonly InspectedUse[];
      /** How many days ago a use was reserved, by its entry; absent where that is not known. */
      readonly daysOpen: ReadonlyMap<number, number>;
      /** Evidence that is there, byte for byte, by its digest; undefined where it may be dropped, and was. */
      readonly evidence: ReadonlyMap<string, Uint8Array | undefined>;
    };

/** A trusted run takes minutes, a person's some more; after this nobody is at it any more. */
const longestOpenDays = 1;

/** Whether a ledger of the holdout is whole: chain, uses, levels, sketches, evidence, and nothing open for long. `where`: "aval-ledger", "this machine". */
export function checkLedger(where: string, ledger: InspectedLedger, statistics: Statistics): Finding[] {
  const check = 'holdout ledger';
  switch (ledger.kind) {
    case 'none':
      return [ok(check, `${where}: nothing was asked of the holdout yet`)];
    case 'hidden':
      return [
        warning(check, `${where} can't be seen: ${ledger.why}`, 'Ask with a token that may read the repository.'),
      ];
    case 'broken':
      return [
        missing(
          check,
          `${where} is broken: ${ledger.why}`,
          'Restore it from a copy; nothing is evaluated on the holdout until then.',
        ),
      ];
    case 'read':
      return [
        ...wholeness(check, where, ledger),
        ...overspent(check, where, ledger, statistics),
        ...openFor(check, where, ledger),
        ...unsketched(where, ledger),
      ];
  }
}

type ReadLedger = Extract<InspectedLedger, { kind: 'read' }>;

function wholeness(check: string, where: string, { uses, evidence }: ReadLedger): Finding[] {
  const faults = [
    ...faultsOf(uses),
    ...uses.flatMap((use) => evidenceFaults(use, evidence)),
    ...orphans(uses, evidence),
  ];
  const todo = 'Find out who wrote it: aval never does. What those uses decided can be read from their evidence.';
  if (faults.length > 0) return faults.map((fault) => missing(check, `${where}: ${fault}`, todo));
  const open = uses.filter(({ state }) => state === 'open').length;
  const evaluated = uses.filter(({ state }) => state === 'evaluated').length;
  return [
    ok(
      check,
      `${where}: whole; ${uses.length} ${uses.length === 1 ? 'use' : 'uses'}, ${evaluated} answered, ${open} open`,
    ),
  ];
}

/** The ledger can't tell a policy that was made stricter since from a hand that wrote more than there was to spend: the history of aval.yaml can. */
function overspent(check: string, where: string, { uses }: ReadLedger, statistics: Statistics): Finding[] {
  const todo =
    'Nothing to do where alpha was lowered since, or newRows raised: git log -p -- aval.yaml tells. If neither was, find out who wrote it: aval never does.';
  return sumsAboveAlpha(uses, statistics).map((says) => warning(check, `${where}: ${says}`, todo));
}

function evidenceFaults(use: InspectedUse, found: ReadLedger['evidence']): string[] {
  if (use.evidence === undefined) return [];
  const [of, bytes] = [`the evidence of entry ${use.index}`, found.get(use.evidence)];
  if (!found.has(use.evidence)) return [`${of} is gone, or has other bytes than its digest says`];
  const otherwise = bytes === undefined ? [] : contradictions(bytes, use);
  return otherwise.length === 0 ? [] : [`${of} says otherwise of its ${otherwise.join(', ')}`];
}

/** Evidence is written with the entry that names it: where there is none, entries were taken away. */
function orphans(uses: readonly InspectedUse[], found: ReadLedger['evidence']): string[] {
  const named = new Set(uses.map(({ evidence }) => evidence));
  const others = [...found.keys()].filter((digest) => !named.has(digest));
  return others.map((digest) => `no entry names the evidence ${digest.slice(0, 19)}…`);
}

function openFor(check: string, where: string, { uses, daysOpen }: ReadLedger): Finding[] {
  return uses.flatMap(({ index, model, state }) => {
    const days = daysOpen.get(index) ?? 0;
    if (state !== 'open' || days < longestOpenDays) return [];
    const says = `${where}: entry ${index}, ${model}, has been open for ${Math.floor(days)} days`;
    return [
      warning(check, says, 'Ask again: the same question goes on with the same use. Until then it counts as spent.'),
    ];
  });
}

/** Accounts whose rows can't be compared with later ones. */
function unsketched(where: string, { uses }: ReadLedger): Finding[] {
  const spent = uses.flatMap((use) => (use.spent === undefined ? [] : [use.spent]));
  const sketched = new Set(spent.filter(({ sketch }) => sketch !== undefined).map(({ account }) => account));
  const bare = new Set(spent.map(({ account }) => account).filter((account) => !sketched.has(account)));
  if (bare.size === 0) return [];
  return [
    warning(
      'new rows',
      `${where}: ${bare.size} of ${bare.size + sketched.size} holdouts have no sketch, so no later rows can be told from theirs`,
      'Give the trusted workflow a ledger-key (AVAL_LEDGER_KEY); budgets begin anew only where rows were seen to be new.',
    ),
  ];
}
