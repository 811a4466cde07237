const units = { kB: 2 ** 10, MB: 2 ** 20, GB: 2 ** 30 } as const;

/** Bytes of a size that a schema accepted: `900kB`, `512MB`, `4GB`, in powers of 1024, as memory is counted. */
export function memoryBytes(size: string): number {
  return Number.parseInt(size, 10) * units[size.slice(-2) as keyof typeof units]; // the schemas admit these units only
}
