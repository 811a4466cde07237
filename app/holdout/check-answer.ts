import type { Digest } from '../../src/core/digest.ts';
import { digestOfJson } from '../../src/core/digest.ts';
import { AvalError } from '../../src/core/errors.ts';
import { questionDigest } from '../../src/core/gate/account-use.ts';
import type { Evidence } from '../../src/core/gate/evidence.ts';
import { isSealed } from '../../src/core/gate/seal.ts';
import { holdoutUses, type JudgingRows, knownAccounts, type SpendingPolicy } from '../../src/core/ledger/account.ts';
import type { AnswerFile } from '../../src/core/ledger/answer-file.ts';
import { countedAccounts } from '../../src/core/ledger/counted-accounts.ts';
import { type Answer, levelOf, namedPackage, type ReservedEntry, tierOf } from '../../src/core/ledger/entry.ts';
import { spendingOfUse } from '../../src/core/ledger/grant.ts';
import type { Ledger, Use } from '../../src/core/ledger/ledger.ts';

/**
 * Holds what a trusted run handed out against the entry that it answers: who, what, which rows, at which level. Pure. Throws `evidence` with the
 * first thing that does not fit: then nothing of it is believed.
 */
export function checkAnswer(file: AnswerFile, use: Use, ledger: Ledger, policy: SpendingPolicy, run: number): Answer {
  const { answer } = file;
  if (file.entry !== use.digest) throw mismatch('it answers another entry');
  if (answer.outcome === 'refused') {
    const { kind } = spendingOfUse(ledger, use, rowsOf(file, answer.account), policy);
    if (kind !== 'refused') throw mismatch('it refuses what there is: its account is not used up');
    return { outcome: 'refused', account: answer.account, reason: answer.reason };
  }
  const { evidence } = answer;
  const [expected] = differences(evidence, use, run);
  if (expected !== undefined) throw mismatch(expected);
  const rows = rowsOf(file, evidence.account);
  const spending = spendingOfUse(ledger, use, rows, policy);
  if (spending.kind === 'refused') throw mismatch(`it spends what is not there: ${spending.reason}`);
  if (evidence.ledger?.used !== spending.use) throw mismatch(`it is use ${spending.use}, not ${evidence.ledger?.used}`);
  if (evidence.alpha !== spending.alpha) throw mismatch(`it may spend ${spending.alpha}, not ${evidence.alpha}`);
  if (evidence.ledger.budget !== spending.budget)
    throw mismatch(`its budget is ${spending.budget}, not ${evidence.ledger.budget}`);
  if (isSpent(ledger, use, rows, spending.use, policy.newRows))
    throw mismatch(`use ${spending.use} of these rows was spent meanwhile, by an evaluation that nothing tied to them`);
  return {
    outcome: 'evaluated',
    account: evidence.account,
    package: evidence.challenger.package,
    evidence: digestOfJson(evidence),
    use: spending.use,
    alpha: spending.alpha,
    run,
    ...(rows.sketch && !isSketched(ledger, rows.account) && { sketch: rows.sketch }),
    ...(evidence.verdict && { passed: evidence.verdict === 'pass' }),
  };
}

function rowsOf({ sketch }: AnswerFile, account: string): JudgingRows {
  return { account, sketch };
}

function isSketched({ uses }: Ledger, account: string): boolean {
  return knownAccounts(uses).some((known) => known.account === account && known.sketch !== undefined);
}

/** Whether another use of the holdout that counts for these rows has this number: it was open when this one was reserved, and its rows turned out to be these. */
function isSpent(ledger: Ledger, { reserved }: Use, rows: JudgingRows, number: number, newRows: number): boolean {
  if (reserved.vault !== undefined) return false; // of a vault, what is open counts as spent
  const uses = holdoutUses(ledger);
  const { model, spine } = reserved;
  const accounts = countedAccounts({ ...rows, model, spine }, knownAccounts(uses), newRows);
  return uses.some(({ closed }) => {
    const known = closed?.answer;
    if (known?.outcome !== 'evaluated' || known.use !== number || !accounts.has(known.account)) return false;
    return known.account === rows.account || (closed?.index ?? 0) > reserved.index;
  });
}

function differences(evidence: Evidence, { reserved, digest }: Use, run: number): string[] {
  const question = questionDigest(
    evidence.champion?.package ?? null,
    evidence.policy as Digest, // its schema has checked its form
    evidence.anchor?.package,
  );
  const facts: readonly (readonly [boolean, string])[] = [
    [evidence.model === reserved.model, `it is about the model ${evidence.model}`],
    [evidence.tier === tierOf(reserved), `its rows are ${evidence.tier} rows`],
    [evidence.tier !== 'vault' || isSealed(evidence), 'it tells more of the vault than the verdict'],
    [evidence.level !== 'claimed', 'it is only claimed'],
    [evidence.level === levelOf(reserved), `it is ${evidence.level}, not ${levelOf(reserved)}`],
    [fitsNamed(evidence, reserved), 'it is about another package than was given'],
    [evidence.challenger.definition === reserved.definition, 'it is about another definition'],
    [question === reserved.question, 'it compares with another package, or under another policy'],
    [evidence.ledger?.entry === digest, 'it names another entry'],
    [evidence.run?.id === String(run), 'it names another run'],
  ];
  return facts.flatMap(([fits, otherwise]) => (fits ? [] : [otherwise]));
}

function fitsNamed({ challenger }: Evidence, reserved: ReservedEntry): boolean {
  const named = namedPackage(reserved);
  return named === undefined || challenger.package === named;
}

function mismatch(what: string): AvalError {
  return new AvalError('evidence', { rule: 'answer.mismatch', message: `the run's answer is refused: ${what}` });
}
