import * as z from 'zod';
import type { Kind } from '../../src/core/definitions/document.ts';
import { schemas } from '../../src/core/definitions/schemas.ts';

/** The JSON Schema of what people write in a definition of this kind; editors complete and check with it. */
export function jsonSchemaOf(kind: Kind): string {
  // The rules of a gate may stand in many places; every other schema is short enough to be read in one piece.
  const reused = kind === 'Gates' || kind === 'Project' ? 'ref' : 'inline';
  const schema = z.toJSONSchema(schemas[kind], { io: 'input', target: 'draft-7', reused });
  return `${JSON.stringify(schema, null, 2)}\n`;
}
