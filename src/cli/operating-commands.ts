import type { CommandSpec } from './command.ts';

const environmentOption = [
  '--environment <name>',
  'whose running version is looked at (default: the last one)',
] as const;

/** Commands about what runs: watching it, serving it, and the App. Part of the one list. */
export const operatingCommands: readonly CommandSpec[] = [
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
      [
        'together',
        'where all columns together alarmed: `method`, `alarms`, `newest` of them, `effects` over all windows',
      ],
      ['metric', 'that windows are asked about, where model.yaml says `retrain.when`'],
      [
        'losses',
        'for each metric that is known: `metric`, `by` (`labels`, or `estimates` while there are none), `loss` (positive is worse than at training)',
      ],
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
