import type { CommandSpec } from './command.ts';

const base = ['--base <ref>', 'compare with this commit or branch (default: the main branch)'] as const;
const holdout = ['--holdout', 'use the holdout: asks first, and spends one of its uses'] as const;
const yes = ['--yes', 'answer yes to what would be asked'] as const;
const models = ['[models...]', 'models by name (default: those that changed)'] as const;
const environmentOption = [
  '--environment <name>',
  'whose running version is looked at (default: the last one)',
] as const;

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
    ],
    example: 'GITHUB_TOKEN=$(gh auth token) aval doctor',
    json: [
      ['repository', 'owner/name'],
      ['branch', 'its default branch, which was looked at'],
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
    summary: 'check sources against their definitions, or update their locks',
    arguments: [
      ['<action>', 'check or update'],
      ['[sources...]', 'sources by name (default: all)'],
    ],
    example: 'aval data check applications',
    json: [
      [
        'sources',
        'for each: `source`, `checks` (check, column, success, unexpected, share, examples, message), and after update `lock` (written, kept, free, refused), `rows`, `until`',
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
    options: [base, holdout, yes],
    example: 'aval evaluate credit-risk',
    json: [
      ['models', 'for each: `trained` (trained, cached, published) and `evidence`, as in docs/reference/formats.md'],
    ],
    load: () => import('./commands/evaluate.ts'),
  },
  {
    name: 'compare',
    summary: 'print the comparison that the pull request will show',
    arguments: [models],
    options: [base, holdout, yes],
    example: 'aval compare credit-risk',
    json: [
      ['verdict', 'the worst of all models: ok, fail, inconclusive, waiting'],
      ['markdown', 'the comment'],
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
    name: 'explain-verdict',
    summary: 'say what each rule saw, what would change the result, and what another policy would say',
    arguments: [['<model>', 'the model']],
    options: [
      base,
      holdout,
      yes,
      ['--policy <file>', 'a gates.yaml: what would it say?'],
      ['--alpha <number>', 'another error rate of each bound: what would it say?'],
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
        'for each rule that did not pass: `title`, and ways in which it would have: `moreRows`, `atLeast` or `atMost`, `limit` of the policy',
      ],
      ['whatIf', 'with `--policy` or `--alpha`: the same under that'],
    ],
    load: () => import('./commands/explain-verdict.ts'),
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
    options: [['--to <environment>', 'the environment (default: the first that does not run it)']],
    example: 'aval promote credit-risk --to staging',
    json: [...deployedKeys, ['unmet', 'what the environment asks for beyond, as sentences']],
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
        'newest first: `version`, `commit`, `tagger`, `time`, `subject`, digests, `reverts`, and `ran` (environment, since, until, author, commit)',
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
  {
    name: 'monitor',
    summary: 'hold logged predictions against what the running version was trained on, window by window',
    arguments: [['[models...]', 'models by name (default: all that run)']],
    options: [
      environmentOption,
      ['--until <time>', 'look at windows that are over by then (default: now)'],
      ['--predictions <place>', 'a folder or s3://bucket/prefix of predictions (default: as aval.yaml says)'],
      ['--output <folder>', 'where evidence is written (default: .aval/monitoring)'],
    ],
    example: 'aval monitor flight-delay --until 2001-07-08',
    json: [
      ['environment', 'its name'],
      [
        'models',
        'for each: `model`, and `because` where there is nothing to look at, else `version`, `package` digest and `windows` (`evidence` as in docs/reference/formats.md, `path`, `written`: new, kept, updated)',
      ],
    ],
    load: () => import('./commands/monitor.ts'),
  },
  {
    name: 'decide',
    summary: 'say whether the newest windows ask for a retraining, and why; reads what monitor wrote, and no data',
    arguments: [['<model>', 'the model']],
    options: [
      environmentOption,
      ['--evidence <folder>', 'where monitor wrote (default: .aval/monitoring)'],
      [
        '--snoozed <ends>',
        'ends of windows that were answered already, as their evidence writes them, comma-separated',
      ],
    ],
    example: 'aval decide flight-delay',
    json: [
      ['model', 'its name'],
      ['version', 'that runs'],
      ['decision', '`retrain`, `wait` or `steady`'],
      ['because', 'one sentence'],
      ['windows', 'that decided, oldest first: `from`, `until`'],
      ['moved', 'for each: column `name`, `statistic`, `alarms`, `newest` of them, `effects` over all windows'],
      ['losses', 'for each metric that has labels: `metric`, `loss` (positive is worse than at training)'],
    ],
    load: () => import('./commands/decide.ts'),
  },
  {
    name: 'serve',
    summary:
      'answer predictions over HTTP (Open Inference Protocol v2) by what git says an environment must run, until it is told to stop',
    arguments: [['<environment>', 'its name in aval.yaml']],
    options: [
      [
        '--repository <owner/name>',
        'follow this repository on GitHub, with GITHUB_TOKEN or GITHUB_TOKEN_FILE (default: the repository here, and its folder of packages)',
      ],
      ['--branch <name>', 'its branch (default: main)'],
      ['--host <address>', 'where to listen (default: 127.0.0.1)'],
      ['--port <number>', 'where to listen; 0 for any free port (default: 8080)'],
      ['--poll <duration>', 'how often to look at git (default: 10s)'],
      [
        '--refresh <duration>',
        'how often to look at the sources of views whose features are joined by key (default: 1m)',
      ],
      [
        '--online-history <duration>',
        'how long before now, or before its newest row, such a view is joined for (default: 1d)',
      ],
      [
        '--predictions <place>',
        'keep predictions in this folder or at s3://bucket/prefix (default: as aval.yaml says)',
      ],
      ['--report <url>', 'tell this App what runs, with the key in AVAL_SERVING_KEY; needs --repository'],
    ],
    example: 'aval serve production --port 8080',
    json: [['environment', 'its name, once it has ended']],
    load: () => import('./commands/serve.ts'),
  },
  {
    name: 'app',
    summary: 'run the GitHub App; its settings are environment variables, and what is missing is said at the start',
    options: [
      ['--manifest', 'print what GitHub registers the App from, and run nothing'],
      ['--url <url>', 'with --manifest: where GitHub reaches the App'],
      [
        '--serving-key <owner/name>',
        'print the key that servers of this repository report with, made of SERVING_SECRET, and run nothing',
      ],
    ],
    example: 'aval app --manifest --url https://aval.example.com',
    json: [
      ['manifest', 'with `--manifest`: what it prints'],
      ['servingKey', 'with `--serving-key`: what it prints'],
    ],
    load: () => import('./commands/app.ts'),
  },
];
