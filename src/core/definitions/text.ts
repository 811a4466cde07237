import type { Fault } from '../errors.ts';
import { locationOf } from './location.ts';

/** Greatest size of a definition file, in bytes. */
export const maximumBytes = 1 << 20;
/** Greatest length of one line: longer ones can't be reviewed, and every fault repeats its line. */
const maximumLine = 20_000;

/** UTF-8 text of a definition file, without a byte order mark, or the one reason why it is none. */
export function readText(file: string, bytes: Uint8Array): { text: string } | { fault: Fault } {
  if (bytes.length > maximumBytes) {
    const message = `the file has ${bytes.length} bytes; a definition has at most ${maximumBytes}`;
    const hint = 'Data belong in a file of their own, named by a source.';
    return { fault: { rule: 'file.size', message, hint, location: locationOf(file, '', 0, 0) } };
  }
  // The lossy decoder never throws; a replacement character that the file does not hold itself gives the bad byte away.
  const text = new TextDecoder('utf-8').decode(bytes);
  const fault = encodingFault(file, text, bytes) ?? characterFault(file, text) ?? lineFault(file, text);
  return fault ? { fault } : { text };
}

function encodingFault(file: string, text: string, bytes: Uint8Array): Fault | undefined {
  if (!text.includes('\uFFFD')) return undefined;
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let offset = mark;
  let from = 0;
  for (let i = text.indexOf('\uFFFD'); i !== -1; i = text.indexOf('\uFFFD', i + 1)) {
    offset += Buffer.byteLength(text.slice(from, i));
    if (bytes[offset] !== 0xef || bytes[offset + 1] !== 0xbf || bytes[offset + 2] !== 0xbd) {
      const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
      return {
        rule: 'file.encoding',
        message: wide ? 'the file is UTF-16, not UTF-8' : `byte ${offset + 1} of the file is not UTF-8`,
        hint: 'Save the file as UTF-8.',
        location: locationOf(file, text, i, i + 1),
      };
    }
    offset += 3;
    from = i + 1;
  }
  return undefined;
}

// C0 controls but tab and line ends, C1 controls, a lone carriage return, and the marks that reorder what a reviewer reads.
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the purpose
const hidden = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]|\r(?!\n)/;

function characterFault(file: string, text: string): Fault | undefined {
  const index = text.search(hidden);
  if (index === -1) return undefined;
  const code = (text.codePointAt(index) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return {
    rule: 'file.characters',
    message: `the invisible character U+${code}`,
    hint: 'Remove it: what a reviewer reads must be what aval reads.',
    location: locationOf(file, text, index, index + 1),
  };
}

function lineFault(file: string, text: string): Fault | undefined {
  if (text.length <= maximumLine) return undefined;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    if (end - start > maximumLine) {
      const location = { ...locationOf(file, text, start, start + 1), excerpt: text.slice(start, start + 200) };
      const message = `a line of ${end - start} characters; at most ${maximumLine} can be read`;
      return { rule: 'file.line', message, hint: 'Break it into lines.', location };
    }
    start = end + 1;
  }
  return undefined;
}
