// Asks the local ledger for uses as one of several processes, all at once: reserves, closes, and prints the use of each.
import { statistics } from '../../src/core/definitions/schema/statistics.ts';
import { digestOf } from '../../src/core/digest.ts';
import { LocalLedger } from '../../src/engines/workspace/local-ledger.ts';

const [folder = '', name = '', count = '0'] = process.argv.slice(2);
const ledger = new LocalLedger(folder);
const policy = statistics.parse({ holdoutBudget: 1000 });
async function spend(k: number): Promise<void> {
  const request = {
    model: 'm',
    package: digestOf(`${name} ${k}`),
    definition: digestOf(`definition ${name} ${k}`),
    account: digestOf('rows'),
    question: digestOf('question'),
  };
  const use = await ledger.reserve(request, policy, async () => undefined);
  if (use.kind !== 'reserved') throw new Error(use.kind);
  await ledger.close(use.entry, digestOf(`evidence ${name} ${k}`));
  console.log(use.entry.use);
}

await Promise.all(Array.from({ length: Number(count) }, (_, k) => spend(k)));
