import { StringDecoder } from 'node:string_decoder';

const longestLine = 2000;
/** Terminal escape sequences, then whatever else is not printable: controls, and marks that change the direction of text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with a control character.
const escapes = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[ -~])/g;
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Cuts a program's output into lines that are safe to show: at most 2,000 characters, no control characters. Memory is
 * bounded however long a line is. `\r` ends a line too, so that progress bars show.
 */
export class LogLines {
  readonly #decoder = new StringDecoder('utf8');
  readonly #onLine: (line: string) => void;
  #rest = '';
  #cut = false;

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  push(chunk: Buffer): void {
    const pieces = this.#decoder.write(chunk).split(/[\r\n]/);
    pieces.forEach((piece, at) => {
      this.#cut ||= this.#rest.length + piece.length > longestLine;
      this.#rest = (this.#rest + piece).slice(0, longestLine);
      if (at < pieces.length - 1) this.#flush();
    });
  }

  /** The last line need not end in a line break. */
  end(): void {
    this.push(Buffer.from(this.#decoder.end()));
    this.#flush();
  }

  #flush(): void {
    const line = this.#rest.replace(escapes, '').replaceAll('\t', '  ').replace(unprintable, '').trimEnd();
    if (line !== '') this.#onLine(this.#cut ? `${line}…` : line);
    this.#rest = '';
    this.#cut = false;
  }
}
