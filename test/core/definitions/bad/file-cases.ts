import type { BadCase } from './bad-case.ts';

const head = 'apiVersion: aval/v1\nkind: Source\nname: loans\n';
const file = 'sources/loans.yaml';
const deep = 50;

/** Files that are wrong before any schema: where they are, their bytes, their YAML. */
export const fileCases: readonly BadCase[] = [
  { rule: 'file.project', file: 'aval.yaml', becomes: undefined, shown: '(no such file)' },
  { rule: 'file.symlink', file, becomes: 'data/loans.csv', mode: '120000', shown: '(a symbolic link)' },
  { rule: 'file.size', file, becomes: `${head}#${'x'.repeat(1 << 20)}`, shown: '(more than 1 MiB)' },
  { rule: 'file.line', file, becomes: `${head}#${'x'.repeat(20_000)}\n`, shown: '(a line of 20,001 characters)' },
  { rule: 'file.encoding', file, becomes: new Uint8Array([...Buffer.from(head), 0xff]), shown: '(byte FF)' },
  { rule: 'file.encoding', file, becomes: Buffer.from(`\ufeff${head}`, 'utf16le'), shown: '(UTF-16)' },
  { rule: 'file.characters', file, replace: 'invented', becomes: 'in\u202evented', shown: 'origin: in(U+202E)vented' },
  {
    rule: 'file.characters',
    file,
    replace: 'invented',
    becomes: '"in\u0000vented"',
    shown: 'origin: "in(U+0000)vented"',
  },
  { rule: 'file.characters', file, replace: 'invented', becomes: 'in\rvented', shown: 'origin: in(lone CR)vented' },
  { rule: 'file.empty', file, becomes: '', shown: '(empty)' },
  { rule: 'file.empty', file, becomes: '# nothing yet\n' },
  { rule: 'file.documents', file, replace: 'uri: data', becomes: '---\nuri: data' },
  { rule: 'place.path', file: 'sources/other.yml', becomes: head },
  { rule: 'place.path', file: 'features/team/applicant.yaml', becomes: head },
  { rule: 'place.path', file: 'environments/credit.yaml', becomes: head },
  { rule: 'place.kind', file, replace: 'kind: Source', becomes: 'kind: Model' },
  { rule: 'place.name', file, replace: 'name: loans', becomes: 'name: lones' },
  { rule: 'place.name', file: 'models/credit/gates.yaml', replace: 'model: credit', becomes: 'model: delay' },
  { rule: 'yaml.tab', file, replace: '  age: {', becomes: '\tage: {', shown: '(tab)age: {type: int}' },
  { rule: 'yaml.indent', file, replace: '  age: {', becomes: ' age: {' },
  { rule: 'yaml.syntax', file, replace: '{type: float}', becomes: '{type: float' },
  { rule: 'yaml.syntax', file, replace: 'origin: invented', becomes: 'origin: "invented' },
  { rule: 'yaml.syntax', file, replace: 'origin: invented', becomes: 'origin: @invented' },
  { rule: 'yaml.syntax', file, replace: 'origin: invented', becomes: 'origin' },
  { rule: 'yaml.syntax', file, replace: 'origin: invented', becomes: 'origin: a: b' },
  { rule: 'yaml.directive', file, becomes: `%YAML 1.1\n---\n${head}` },
  { rule: 'yaml.tag', file, replace: 'name: loans', becomes: 'name: !!str loans' },
  { rule: 'yaml.tag', file, replace: 'name: loans', becomes: 'name: !env NAME' },
  { rule: 'yaml.key', file, replace: 'origin:', becomes: '[a, b]:' },
  { rule: 'yaml.key', file, replace: '  age:', becomes: '  __proto__:' },
  { rule: 'yaml.duplicateKey', file, replace: 'origin:', becomes: 'licence:' },
  { rule: 'yaml.duplicateKey', file, replace: '  age:', becomes: '  amount:' },
  { rule: 'yaml.number', file, replace: 'maximum: 120', becomes: 'maximum: 12345678901234567890' },
  { rule: 'yaml.alias', file, replace: 'name: loans', becomes: 'name: *loans' },
  { rule: 'yaml.alias', file, replace: 'columns:', becomes: 'columns: &all\n  all: *all' },
  {
    rule: 'yaml.aliases',
    file,
    becomes: Array.from(
      { length: 9 },
      (_, i) =>
        `a${i}: &a${i} [${Array(9)
          .fill(i ? `*a${i - 1}` : 'lol')
          .join(', ')}]`,
    ).join('\n'),
    shown: '(nine lists, each of nine times the one before)',
  },
  { rule: 'yaml.depth', file, becomes: `a: ${'['.repeat(deep)}${']'.repeat(deep)}`, shown: '(50 lists in each other)' },
  { rule: 'yaml.tokens', file, becomes: `a:\n${'- b\n'.repeat(70_000)}`, shown: '(70,000 items)' },
];
