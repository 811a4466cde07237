import * as z from 'zod';
import type { InspectedUse } from './inspect.ts';

/** What evidence repeats of its entry; all else of it may be of another version of aval. */
const repeated = z.object({
  model: z.string(),
  tier: z.string(),
  account: z.string(),
  alpha: z.number(),
  challenger: z.object({ package: z.string() }),
  ledger: z.object({ entry: z.string() }),
});

/** What evidence says otherwise than the use that was closed with it, by the names of fields: whoever edits one must edit both. None: it fits. */
export function contradictions(bytes: Uint8Array, { digest, model, tier, spent }: InspectedUse): readonly string[] {
  const parsed = repeated.safeParse(jsonOf(bytes));
  if (!parsed.success) return ['form'];
  const { challenger, ledger, ...found } = parsed.data;
  const says = { ...found, package: challenger.package, entry: ledger.entry };
  const written = { model, tier, account: spent?.account, alpha: spent?.alpha, package: spent?.package, entry: digest };
  return (['model', 'tier', 'account', 'alpha', 'package', 'entry'] as const).filter(
    (field) => says[field] !== written[field],
  );
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined; // no JSON has no form
  }
}
