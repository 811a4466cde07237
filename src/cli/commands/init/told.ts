import { relative } from 'node:path';
import type { Paint } from '../../terminal/paint.ts';

export interface Made {
  /** Where the person stands, and where the files went. */
  readonly folder: string;
  readonly target: string;
  readonly files: readonly string[];
  readonly kept: readonly string[];
  readonly created: boolean;
  readonly scope: 'everything' | 'bare' | 'github';
  /** Whether aval.yaml names the App now, and whether rulesets were written. */
  readonly appNamed: boolean;
  readonly rulesets: boolean;
}

/** What a person reads after `aval init`: what is there now, and what to do next. */
export function initText(made: Made, paint: Paint): string {
  const { folder, target, files, kept, created } = made;
  const place = relative(folder, target) || '.';
  return [
    `${paint('green', '✓')} ${files.length} files in ${place}${created ? ', a new git repository' : ''}`,
    ...(kept.length > 0
      ? [
          `  your own ${kept.join(', ')} ${kept.length === 1 ? 'stays' : 'stay'} as ${kept.length === 1 ? 'it is' : 'they are'}`,
        ]
      : []),
    '',
    'Next:',
    ...(target === folder ? [] : [`  cd ${quoted(place)}`]),
    ...next[made.scope],
    '',
    ...onGitHub(made),
  ].join('\n');
}

const next: Readonly<Record<Made['scope'], readonly string[]>> = {
  everything: ['  git add -A && git commit -m "Start with aval"', '  aval train', '  aval publish'],
  bare: ['  git add -A && git commit -m "Start with aval"', '  aval validate'],
  github: ['  git add .github aval.yaml && git commit -m "Let aval work on GitHub"'],
};

function onGitHub({ appNamed, rulesets }: Made): string[] {
  if (!rulesets)
    return [
      'On GitHub the gate binds by rulesets that name your App: aval init --github --app <slug> --app-id <number>',
    ];
  return [
    'On GitHub, once pushed:',
    '  import each of .github/rulesets/*.json: Settings → Rules → Rulesets → New ruleset → Import a ruleset',
    ...(!appNamed ? ['  name the App in aval.yaml: aval init --github --app <slug>'] : []),
    '  aval doctor',
  ];
}

/** For a shell: in quotes where it needs them. */
const quoted = (path: string): string => (/^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);
