const steps: { what: string; result: string; seconds: number }[] = [];
const started = performance.now();

export function title(text: string): void {
  console.log(`\n━━ ${text} ${'━'.repeat(Math.max(3, 90 - text.length))}`);
}

/** Runs one step and keeps its time; what it resolves to is said in the last table. */
export async function timed(what: string, run: () => Promise<string>): Promise<string> {
  const at = performance.now();
  const result = await run();
  steps.push({ what, result, seconds: (performance.now() - at) / 1000 });
  return result;
}

/** What happened, a line for each step. */
export function summary(): void {
  title(`What happened, in ${((performance.now() - started) / 1000).toFixed(0)} s`);
  const width = Math.max(...steps.map(({ what }) => what.length));
  for (const { what, result, seconds } of steps) {
    const cut = result.length > 100 ? `${result.slice(0, 99)}…` : result;
    console.log(`  ${what.padEnd(width)}  ${seconds.toFixed(1).padStart(5)} s  ${cut}`);
  }
}
