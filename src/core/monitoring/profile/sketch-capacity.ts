const smallest = 8;
const shrink = 2 / 3;

/** Items that level `level` (0 is the lowest) holds when there are `height` levels: `size` at the top, two thirds of that below, and so on. */
export function levelCapacity(size: number, height: number, level: number): number {
  return Math.max(smallest, Math.ceil(size * shrink ** (height - 1 - level)));
}

/** Items that all levels hold together. */
export function totalCapacity(size: number, height: number): number {
  let total = 0;
  for (let level = 0; level < height; level += 1) total += levelCapacity(size, height, level);
  return total;
}
