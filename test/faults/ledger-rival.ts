// Asks the local ledger for uses as one of several processes: reserves, closes, and prints the use of each.
import { digestOf } from '../../src/core/digest.ts';
import { LocalLedger } from '../../src/engines/workspace/local-ledger.ts';

const [folder = '', name = '', count = '0'] = process.argv.slice(2);
const ledger = new LocalLedger(folder);
for (let k = 0; k < Number(count); k++) {
  const request = {
    model: 'm',
    package: digestOf(`${name} ${k}`),
    definition: digestOf(`definition ${name} ${k}`),
    account: digestOf('rows'),
    question: digestOf('question'),
  };
  const use = await ledger.reserve(request, { holdoutBudget: 1000, alpha: 0.05 }, async () => undefined);
  await ledger.close(use.entry, digestOf(`evidence ${name} ${k}`));
  console.log(use.entry.use);
}
