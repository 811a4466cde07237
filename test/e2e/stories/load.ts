export interface Load {
  readonly answered: number;
  /** What was answered other than a prediction. */
  readonly failures: readonly string[];
  /** Versions that answered, in the order of their first answer. */
  readonly versions: readonly string[];
  stop(): Promise<void>;
}

/** So many clients, each with one request after the other. */
export function load(clients: number, ask: () => Promise<string>): Load {
  const [failures, versions] = [[] as string[], new Set<string>()];
  let [answered, going] = [0, true];
  const client = async (): Promise<void> => {
    while (going) {
      try {
        versions.add(await ask());
        answered += 1;
      } catch (error) {
        failures.push(String(error));
      }
    }
  };
  const all = Promise.all(Array.from({ length: clients }, client));
  return {
    get answered() {
      return answered;
    },
    failures,
    get versions() {
      return [...versions];
    },
    async stop() {
      going = false;
      await all;
    },
  };
}
