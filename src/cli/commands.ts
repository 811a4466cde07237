import type { CommandSpec } from './command.ts';
import { operatingCommands } from './operating-commands.ts';

const base = ['--base <ref>', 'compare with this commit or branch (default: the main branch)'] as const;
const holdout = ['--holdout', 'use the holdout: asks first, and spends one of its uses'] as const;
const yes = ['--yes', 'answer yes to what would be asked'] as const;
const report = [
  '--report <file>',
  'write an HTML page with plots, too: of the dev rows, light and dark, nothing fetched',
] as const;
const models = ['[models...]', 'models by name (default: those that changed)'] as const;

const deployedKeys: CommandSpec['json'] = [
  ['model', 'its name'],
  ['environment', 'its name'],
  ['version', 'what it must run now'],
  ['digest', 'of the package'],
  ['path', 'the file written'],
  ['before', 'what it ran, if anything'],
  ['changed', 'whether anything was written'],
];

/** Every command; its code is loaded when it runs, so that `aval --help` stays quick. */
export const commands: readonly CommandSpec[] = [
  {
    name: 'init',
    summary: 'make a model repository from the template',
    arguments: [['[folder]', 'where (default: here)']],
    options: [
      ['--bare', 'settings only, without the example models'],
      [
        '--github',
        'only what GitHub needs, for a model repository that is there: workflows, rulesets, `app:` in aval.yaml',
      ],
      ['--app <slug>', 'the GitHub App that comments, gates and publishes: its name is written into aval.yaml'],
      ['--app-id <number>', "that App's number: writes `.github/rulesets/*.json`, which an administrator imports"],
    ],
    example: 'aval init my-models',
    json: [
      ['folder', 'absolute path'],
      ['files', 'paths written or there already'],
      ['kept', "files of your own that stay in place of the template's"],
      ['repository', '`created` or `kept`'],
    ],
    load: () => import('./commands/init.ts'),
  },
  {
    name: 'doctor',
    summary: 'say what a repository on GitHub lacks of what aval needs there; exit code 0 only when nothing is missing',
    options: [
      ['--repository <owner/name>', 'the repository (default: where origin points; GITHUB_API_URL for another GitHub)'],
      ['--local', 'look at the holdout ledger of this machine instead'],
    ],
    example: 'GITHUB_TOKEN=$(gh auth token) aval doctor',
    json: [
      ['repository', 'owner/name; with --local its folder'],
      ['branch', 'its default branch, which was looked at; not with --local'],
      ['findings', 'for each: `check`, `state` (ok, warning, missing), `says`, and where it is not ok `todo`'],
    ],
    load: () => import('./commands/doctor.ts'),
  },
  {
    name: 'validate',
    summary: 'check every definition',
    example: 'aval validate',
    json: [
      ['models', 'how many'],
      ['views', 'how many'],
      ['sources', 'how many'],
      ['entities', 'how many'],
      ['deployments', 'how many'],
    ],
    load: () => import('./commands/validate.ts'),
  },
  {
    name: 'data',
    summary: 'check sources against their definitions, update their locks, or show what data hold before modelling',
    arguments: [
      ['<action>', 'check, update or profile'],
      ['[names...]', 'sources by name (default: all); profile: models, too'],
    ],
    example: 'aval data check applications',
    json: [
      [
        'sources',
        'for each: `source`, `checks` (check, column, success, unexpected, share, examples, message, vacuous), and after update `lock` (written, kept, free, refused), `rows`, `until`',
      ],
      [
        'profiles',
        'after profile, for each: `kind` (source, model), `name`, `setAside` rows, and `profile`: `rows`, `columns` (name, holds, unseen), `pairs` (numbers, categories, leftOut), and of a model `label` (name, holds, relations)',
      ],
    ],
    load: () => import('./commands/data.ts'),
  },
  {
    name: 'plan',
    summary: 'say which models a change trains again, and why; reads no data',
    options: [base],
    example: 'aval plan --base main',
    json: [
      ['base', 'what it was compared with, or null'],
      [
        'models',
        'for each: `model`, `action` (train, keep, remove, invalid), `because`, and where they apply `digest`, `version`, `reasons`, `faults`',
      ],
    ],
    load: () => import('./commands/plan.ts'),
  },
  {
    name: 'train',
    summary: 'train models and keep their packages for comparing',
    arguments: [models],
    options: [base],
    example: 'aval train credit-risk',
    json: [
      [
        'models',
        'for each: `model`, `package` and `definition` digests, `from` (trained, cached, published), `rows` learned from, `bytes`',
      ],
    ],
    load: () => import('./commands/train.ts'),
  },
  {
    name: 'evaluate',
    summary: 'evaluate models on the dev rows, beside the version in production',
    arguments: [models],
    options: [
      base,
      holdout,
      yes,
      report,
      ['--importance', 'measure what the model leans on, too: permutation importance of each feature, on the dev rows'],
      ['--latency', 'time both models on this machine, too: single rows and batches of 10,000, up to 40 s'],
    ],
    example: 'aval evaluate credit-risk',
    json: [
      ['models', 'for each: `trained` (trained, cached, published) and `evidence`, as in docs/reference/formats.md'],
      ['report', 'with `--report`: the file written'],
    ],
    load: () => import('./commands/evaluate.ts'),
  },
  {
    name: 'fairness',
    summary:
      'show what models do to the declared groups on the dev rows, by our numbers or exactly those of another tool',
    arguments: [models],
    options: [
      base,
      ['--profile <name>', 'aval, fairlearn, aequitas or aif360 (default: aval)'],
      ['--within <group>', 'of fairlearn: a declared group as control feature'],
    ],
    example: 'aval fairness credit-risk --profile fairlearn',
    json: [
      ['profile', 'whose numbers these are'],
      [
        'models',
        'for each: `model`, `rows`, and `groups`: of aval `group`, `reference`, `sizes`, `numbers` by metric (`parts` with `estimate`, `contrast`, `p`; `disparity`), `indices`, `backgroundAuc`; of another tool `group`, `reference`, `numbers` under its own names',
      ],
    ],
    load: () => import('./commands/fairness.ts'),
  },
  {
    name: 'compare',
    summary: 'print the comparison that the pull request will show',
    arguments: [models],
    options: [base, holdout, yes, report],
    example: 'aval compare credit-risk',
    json: [
      ['verdict', 'the worst of all models: ok, fail, inconclusive, waiting'],
      ['markdown', 'the comment'],
      ['report', 'with `--report`: the file written'],
    ],
    load: () => import('./commands/compare.ts'),
  },
  {
    name: 'gate',
    summary: 'say promote, don’t, or not enough rows; exit code 0 only for promote',
    arguments: [models],
    options: [base, holdout, yes],
    example: 'aval gate credit-risk',
    json: [['models', 'for each: `model`, `tier`, `level`, and `verdict`, a tree of rules']],
    load: () => import('./commands/gate.ts'),
  },
  {
    name: 'holdout',
    summary:
      'say what this machine and the App spent of holdouts and vaults, and how many rows one needs; spends nothing',
    options: [
      ['--condition <text>', 'how many rows decide this as often as the budget allows: "n - o > 0.02 +/- 0.01"'],
      ['--disagreement <share>', 'of one clause on n - o: the two models differ on this share of rows at most'],
    ],
    example: 'aval holdout --condition "n - o > 0.02 +/- 0.01" --disagreement 0.1',
    json: [
      ['mode', 'of aval.yaml, statistics.holdout'],
      ['budget', 'uses of one holdout'],
      ['alpha', 'that they share'],
      ['schedule', 'by which alpha is spent, where the mode leaves a choice'],
      ['levels', 'one-sided, of the first uses'],
      ['last', 'the same of the last one'],
      ['used', 'for each: `model`, `tier`, `account`, `used`, `budget`, `spent`'],
      [
        'app',
        'where aval-ledger was fetched: `holdouts` (`model`, `account`, `used`, `spent`), and `vaults`, each question (`entry`, `model`, `version`, `package`, `pull`, `outcome`, `reason`)',
      ],
      ['rows', 'with --condition, by adaptivity: `none`, `hybrid`, `full`'],
    ],
    load: () => import('./commands/holdout.ts'),
  },
  {
    name: 'explain',
    summary: 'say what a model leans on, over the dev rows and for single rows (SHAP), and how its answers move',
    arguments: [['<model>', 'the model, or a release of it: `credit-risk@v1.2.0`']],
    options: [
      base,
      [
        '--key <keys>',
        'explain the dev rows with these row keys (default: the lowest, the middle and the highest answer)',
      ],
      ['--rows <file>', 'explain rows of a JSON file: a list of objects with a value for each feature'],
      [
        '--method <name>',
        'tree, treePath, linear, linearCorrelated, exact, kernel, permutation, views, integratedGradients or lime (default: what the engine allows best)',
      ],
      ['--interactions', 'say of each explained row which pairs of features act together'],
      [
        '--evaluations <number>',
        'how many coalitions of a row kernel and permutation ask of the model, or how many samples lime draws (default: 5000)',
      ],
      [
        '--background <number>',
        'training rows that stand in for absent features (default: 1000, or 100 where the model is asked with each of them)',
      ],
      ['--report <file>', 'write an HTML page, too: it holds the values of the explained rows'],
    ],
    example: 'aval explain credit-risk --key 17,42',
    json: [
      ['model', 'its name'],
      ['version', 'where a release was asked for'],
      ['package', 'digest of what was explained'],
      [
        'explanation',
        '`provenance` (`method`, `scale`, `evaluations`, `seed`, `background`, `tolerance`), `rows`, `sizes` (mean size of attributions by feature, with interval and share), `importance`, `dependence` (mean answer by value, for each class), `explained` (`key`, `answer`, `base`, `contributions`; with --interactions `interactions`: `players` and a symmetric `matrix`, half of a pair in each place; lime: `fidelity`, and `slope` of each contribution; integratedGradients: `gap`), `fidelity` (lime), `largestGap` (integratedGradients), `classes`, `alpha`',
      ],
      ['report', 'with `--report`: the file written'],
    ],
    load: () => import('./commands/explain.ts'),
  },
  {
    name: 'explain-verdict',
    summary: 'say what each rule saw, what would change the result, and what another policy would say',
    arguments: [['<model>', 'the model']],
    options: [
      base,
      holdout,
      yes,
      ['--policy <file>', 'a gates.yaml: what would it say?'],
      ['--alpha <number>', 'another error rate of each bound: what would it say?'],
      ['--condition <text>', 'of ease.ml/ci, like "n - o > 0.02 +/- 0.01": what would it say of the dev rows?'],
    ],
    example: 'aval explain-verdict credit-risk --alpha 0.1',
    json: [
      ['model', 'its name'],
      ['tier', 'dev or holdout'],
      ['rows', 'evaluated'],
      ['alpha', 'one-sided level of each bound'],
      ['verdict', 'a tree of rules'],
      [
        'changes',
        'for each rule that did not pass: `title`, and ways in which it would have: `moreRows`, `moreThan` or `lessThan` (`atLeast` or `atMost` where that very number passes, too), `limit` of the policy',
      ],
      [
        'opinions',
        'on dev rows: `quantity`, `secondTests` (`test`, `p`), and for shares `guaranteed`, an interval that holds whatever the distribution',
      ],
      [
        'claims',
        'for each metric over all rows: `p` that it did not move, and `adjusted` for having looked at all (Holm)',
      ],
      ['whatIf', 'with `--policy` or `--alpha`: the same under that'],
      [
        'condition',
        'with `--condition`: its `clauses` (`estimate` and `verdict`, true, false or unknown; or why it is `undefined`), `rows` that were looked at, `rowsNeeded` by adaptivity',
      ],
    ],
    load: () => import('./commands/explain-verdict.ts'),
  },
  {
    name: 'power',
    summary: 'say how many rows a comparison needs before it can tell; reads nothing',
    options: [
      ['--margin <numbers>', 'what may be lost, in units of the metric (default: 0.005,0.01,0.02)'],
      ['--disagreement <numbers>', 'shares of rows that one model alone gets right (default: 0.02,0.05,0.1)'],
      ['--deviation <numbers>', 'for means instead of shares: standard deviation of the difference per row'],
      ['--auc <number>', 'for ROC AUC instead of shares: that of both models'],
      ['--positive <number>', 'with --auc: share of the rows that is positive (default: 0.5)'],
      [
        '--correlation <number>',
        'with --auc: of the two estimates, higher where both models rank alike (default: 0.5)',
      ],
      ['--rows <numbers>', 'how wide an interval of a share these give, instead of how many rows it takes'],
      ['--share <number>', 'with --rows: of this share by itself, too'],
      ['--alpha <number>', 'error rate of a one-sided bound (default: 0.05)'],
      ['--power <number>', 'chance that the rows decide (default: 0.8)'],
    ],
    example: 'aval power --margin 0.01 --disagreement 0.05',
    json: [
      ['alpha', 'one-sided'],
      ['power', 'as asked'],
      [
        'rows',
        'for each: `margin`, `disagreement`, `deviation` or `auc` with `positive` and `correlation`, `rows`, and for shares and means `toSeeIt`, the rows at which a change of that size is seen; with `--rows` half the width of intervals, for each of these',
      ],
    ],
    load: () => import('./commands/power.ts'),
  },
  {
    name: 'publish',
    summary: 'release what the gate passed: package to the folder store, annotated tag on this commit',
    arguments: [models],
    options: [holdout, yes],
    example: 'aval publish credit-risk',
    json: [
      [
        'models',
        'for each: `model`, `kind` (released, reverted, kept, refused), and where they apply `version`, `size`, `sentence`, `package`, `reverts`, `verdict`',
      ],
    ],
    load: () => import('./commands/publish.ts'),
  },
  {
    name: 'promote',
    summary: 'set the version that an environment must run',
    arguments: [['<model>', 'the model, or model@v1.2.0 (default: its latest version)']],
    options: [
      ['--to <environment>', 'the environment (default: the first that does not run it)'],
      ['--vault', 'to the last environment: only if the vault, which judges once, says pass'],
      yes,
    ],
    example: 'aval promote credit-risk --to staging',
    json: [
      ...deployedKeys,
      ['unmet', 'what the environment asks for beyond, as sentences'],
      [
        'vault',
        'with --vault: its verdict, of which nothing but the outcome leaves; unless it is pass, nothing was written',
      ],
    ],
    load: () => import('./commands/promote.ts'),
  },
  {
    name: 'rollback',
    summary: 'set an environment back to what it ran before',
    arguments: [['<model>', 'the model']],
    options: [['--in <environment>', 'the environment (default: the last one)']],
    example: 'aval rollback credit-risk --in production',
    json: deployedKeys,
    load: () => import('./commands/rollback.ts'),
  },
  {
    name: 'show',
    summary: 'show models and what runs where, or one model, view or source',
    arguments: [['[name]', 'a model, view or source']],
    example: 'aval show applicant',
    json: [
      ['models', 'without a name, for each: `model`, `newest` version or null, `running` by environment'],
      ['warnings', 'tags and deployments that do not fit together'],
      ['found', 'with a name: `kind` and the `definition` with its defaults'],
    ],
    load: () => import('./commands/show.ts'),
  },
  {
    name: 'history',
    summary: 'list the versions of a model and where each ran, newest first',
    arguments: [['<model>', 'the model']],
    example: 'aval history credit-risk',
    json: [
      ['model', 'its name'],
      [
        'versions',
        'newest first: `version`, `commit`, `tagger`, `time`, `subject`, digests, `reverts`, `ran` (environment, since, until, author, commit), and `vaults`, what the App asked of a vault about it (entry, version, outcome, reason, pull)',
      ],
    ],
    load: () => import('./commands/history.ts'),
  },
  {
    name: 'verify',
    summary: 'check a version offline: tag, package, evidence',
    arguments: [['<version>', 'model@v1.2.0, or model for its latest version']],
    example: 'aval verify credit-risk@v1.0.0',
    json: [
      ['model', 'its name'],
      ['version', 'without "v"'],
      ['commit', 'that the tag stands for'],
      ['checks', 'for each: `check` (package, definition, evidence, verdict), `ok`, `says`'],
    ],
    load: () => import('./commands/verify.ts'),
  },
  ...operatingCommands,
];
