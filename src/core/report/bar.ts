const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
const width = 10;

/** A bar of block characters: `share` of ten full blocks, to an eighth. Below 0 and what is not a number show nothing. */
export function bar(share: number): string {
  const steps = Math.round(Math.min(1, Math.max(0, Number.isFinite(share) ? share : 0)) * width * eighths.length);
  return '█'.repeat(Math.floor(steps / eighths.length)) + (eighths[steps % eighths.length] ?? '');
}
