import { describe, expect, it } from 'vitest';
import { JobLog } from '../../../sandbox/runner/job/log.ts';
import { parseCommand } from '../../../sandbox/runner/step/command.ts';
import { parseValues } from '../../../sandbox/runner/step/command-files.ts';
import { CommandHandler } from '../../../sandbox/runner/step/command-handler.ts';

describe('workflow commands', () => {
  it.each([
    [
      '::error file=a.ts,line=3::bad%0Aworse',
      { name: 'error', properties: { file: 'a.ts', line: '3' }, message: 'bad\nworse' },
    ],
    ['::notice title=a%2Cb%3Ac::100%25', { name: 'notice', properties: { title: 'a,b:c' }, message: '100%' }],
    ['::group::Build', { name: 'group', properties: {}, message: 'Build' }],
    ['plain ::error::text', undefined],
  ])('%s', (line, command) => expect(parseCommand(line)).toEqual(command));

  it('make annotations and are not printed as they are', () => {
    const log = new JobLog();
    const handler = new CommandHandler(log);
    for (const line of ['::warning file=a.yaml,line=2,endLine=4,col=1::careful', '::debug::hidden', 'text'])
      handler.line(line);
    expect(log.annotations).toEqual([
      { level: 'warning', message: 'careful', file: 'a.yaml', line: 2, endLine: 4, column: 1 },
    ]);
    expect(log.text).toBe('##[warning]careful\ntext\n');
  });

  it('mask a value from then on, in notes and summaries as well', () => {
    const log = new JobLog();
    const handler = new CommandHandler(log);
    for (const line of [
      '::add-mask::hunter2',
      'it is hunter2',
      '::error::hunter2',
      Buffer.from('hunter2').toString('base64'),
    ]) {
      handler.line(line);
    }
    log.summarize('hunter2!');
    expect(log.text).toBe('::add-mask::***\nit is ***\n##[error]***\n***\n');
    expect(log.summary).toBe('***!');
  });

  it('can be stopped', () => {
    const log = new JobLog();
    const handler = new CommandHandler(log);
    for (const line of ['::stop-commands::token', '::error::text', '::token::', '::error::note']) handler.line(line);
    expect(log.annotations.map((note) => note.message)).toEqual(['note']);
  });
});

describe('files of values', () => {
  it('hold lines and blocks', () => {
    expect(parseValues('a=1\nb<<X\n1\n\n2=3\nX\nc=<<\n', 'F')).toEqual({ a: '1', b: '1\n\n2=3', c: '<<' });
  });

  it.each(['a<<X\n1', 'a<<\n1\n', 'no sign'])('are refused when malformed: %j', (text) => {
    expect(() => parseValues(text, 'F')).toThrow(/^F: Invalid/);
  });
});
