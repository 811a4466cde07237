interface Step {
  readonly what: string;
  readonly result: string;
  readonly seconds: number;
}

const tracks: Track[] = [];
const started = performance.now();
const width = 12;

/** One of the things that go on at the same time. Each of its lines begins with its name, because others write between them. */
export class Track {
  readonly steps: Step[] = [];
  readonly name: string;

  constructor(name = '') {
    this.name = name;
    tracks.push(this);
  }

  title(text: string): void {
    const whole = this.name === '' ? text : `${this.name}: ${text}`;
    console.log(`\n━━ ${whole} ${'━'.repeat(Math.max(3, 90 - whole.length))}`);
  }

  /** Prints a line, and where to look at it; gives the line. */
  say(text: string, address = ''): string {
    const margin = this.name === '' ? '  ' : `  ${this.name.padEnd(width)}  `;
    const under = address === '' ? '' : `\n${' '.repeat(margin.length + 2)}${address}`;
    console.log(`${margin}${text}${under}`);
    return text;
  }

  /** Runs one step and keeps its time; what it resolves to is said in the last table. */
  async timed(what: string, run: () => Promise<string>): Promise<string> {
    const at = performance.now();
    const result = await run();
    this.steps.push({ what, result, seconds: (performance.now() - at) / 1000 });
    return result;
  }
}

/** What happened, a line for each step, track by track. */
export function summary(): void {
  const told = tracks.filter(({ steps }) => steps.length > 0);
  const all = told.flatMap(({ steps }) => steps);
  const what = Math.max(...all.map((step) => step.what.length));
  const heading = `What happened, in ${((performance.now() - started) / 1000).toFixed(0)} s`;
  console.log(`\n━━ ${heading} ${'━'.repeat(Math.max(3, 90 - heading.length))}`);
  for (const { name, steps } of told) {
    if (name !== '') console.log(`  ${name}`);
    for (const step of steps) {
      const cut = step.result.length > 110 ? `${step.result.slice(0, 109)}…` : step.result;
      console.log(`  ${step.what.padEnd(what)}  ${step.seconds.toFixed(1).padStart(5)} s  ${cut}`);
    }
  }
}
