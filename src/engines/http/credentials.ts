import { AvalError, type Fault } from '../../core/errors.ts';

/** What a host is told of who asks: `host` or `host:port` of an https:// address → value of the `Authorization` header. Never to be shown. */
export type Credentials = ReadonlyMap<string, string>;

export const noCredentials: Credentials = new Map();

/**
 * Reads lines `host: header value`, such as `data.example.org: Bearer abc`; blank lines and lines that begin with `#` are passed over. Throws
 * `usage` with the number of each line at fault. No fault repeats anything of a line: all of it may be a secret.
 */
export function parseCredentials(text: string): Credentials {
  const credentials = new Map<string, string>();
  const faults: Fault[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    const read = readLine(line.trim());
    if ('fault' in read) faults.push(faultOf(index + 1, read.fault));
    else if (credentials.has(read.host)) faults.push(faultOf(index + 1, 'its host has a line before it'));
    else credentials.set(read.host, read.value);
  }
  if (faults.length > 0) throw new AvalError('usage', faults);
  return credentials;
}

// What a header can hold: fetch would repeat another value in its error.
const form = /^(?<host>\S+?):[ \t]+(?<value>[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?)$/;

function readLine(line: string): { readonly host: string; readonly value: string } | { readonly fault: string } {
  const { host = '', value = '' } = form.exec(line)?.groups ?? {};
  if (host === '') return { fault: 'it is not a host, a colon, a space and the value of a header in plain ASCII' };
  const url = URL.parse(`https://${host}`);
  // Anything but a host would be lost in between, and the header sent to more than was meant.
  if (url === null || url.href !== `https://${url.host}/`) return { fault: 'what is before the colon is not a host' };
  return { host: url.host, value };
}

function faultOf(line: number, what: string): Fault {
  return {
    rule: 'credentials.form',
    message: `credentials, line ${line}: ${what}`,
    hint: 'A line is like this: data.example.org: Bearer abc. With a port: data.example.org:8443: Bearer abc',
  };
}
