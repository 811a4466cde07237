/** A note at a file and line, as a workflow command gives it. */
export interface Annotation {
  readonly level: 'notice' | 'warning' | 'error';
  readonly message: string;
  readonly title?: string;
  readonly file?: string;
  readonly line?: number;
  readonly endLine?: number;
  readonly column?: number;
  readonly endColumn?: number;
}

/** What a job prints, with its secrets taken out, and the annotations and summaries that it leaves. */
export class JobLog {
  readonly annotations: Annotation[] = [];
  readonly #lines: string[] = [];
  readonly #masks = new Set<string>();
  #summary = '';

  /** From now on a value is shown as `***`: whole, line by line, and as base64. */
  mask(value: string): void {
    for (const part of [value, ...value.split(/\r?\n/)]) {
      if (part.trim() === '') continue;
      this.#masks.add(part);
      const encoded = Buffer.from(part).toString('base64');
      if (part.length >= 4) this.#masks.add(encoded);
    }
  }

  line(text: string): void {
    this.#lines.push(this.masked(text));
  }

  annotate(annotation: Annotation): void {
    const message = this.masked(annotation.message);
    this.annotations.push({ ...annotation, message });
    this.#lines.push(`##[${annotation.level}]${message}`);
  }

  error(message: string): void {
    this.annotate({ level: 'error', message });
  }

  warning(message: string): void {
    this.annotate({ level: 'warning', message });
  }

  summarize(markdown: string): void {
    this.#summary += this.masked(markdown);
  }

  get summary(): string {
    return this.#summary;
  }

  get text(): string {
    return this.#lines.map((line) => `${line}\n`).join('');
  }

  isSecret(text: string): boolean {
    return this.masked(text) !== text;
  }

  masked(text: string): string {
    let result = text;
    for (const mask of [...this.#masks].sort((a, b) => b.length - a.length)) result = result.replaceAll(mask, '***');
    return result;
  }
}
