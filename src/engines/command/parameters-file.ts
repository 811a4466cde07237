import * as z from 'zod';
import { canonicalJson } from '../../core/digest.ts';
import { AvalError } from '../../core/errors.ts';

const schema = z.record(z.string(), z.json());

/** parameters.json as it is kept: what the program wrote, as canonical JSON. Throws `config` for what is no JSON object. */
export function parametersFile(bytes: Uint8Array): Uint8Array {
  return new TextEncoder().encode(canonicalJson(parse(bytes)));
}

function parse(bytes: Uint8Array): z.output<typeof schema> {
  try {
    return schema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch (cause) {
    throw new AvalError(
      'config',
      {
        rule: 'command.parameters',
        message: 'the training program wrote a parameters.json that is no JSON object',
        hint: 'NaN and Infinity are not JSON; leave the file out when there is nothing to say.',
      },
      { cause },
    );
  }
}
