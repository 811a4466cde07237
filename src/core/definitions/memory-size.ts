/** Bytes of a size that a schema accepted: `512MB`, `4GB`, in powers of 1024, as memory is counted. */
export function memoryBytes(size: string): number {
  return Number.parseInt(size, 10) * (size.endsWith('GB') ? 2 ** 30 : 2 ** 20);
}
