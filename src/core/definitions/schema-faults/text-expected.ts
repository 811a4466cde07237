import * as z from 'zod';
import type { Pointer } from '../document.ts';
import type { Context, Issue } from './context.ts';
import { expectedWords, joinOr } from './expected.ts';
import { objectsAt } from './schema-shape.ts';

/** What the text must be that is asked for there; undefined where what is written would do as text. */
export function textExpected(context: Context, written: string, pointer: Pointer): string | undefined {
  const key = String(pointer.at(-1));
  const fields = objectsAt(context.schema, pointer.slice(0, -1), context.value).flatMap(
    ({ _zod }) => _zod.def.shape[key] ?? [],
  );
  const complaints = fields.map((field) => z.safeParse(field, written).error?.issues[0]);
  if (complaints.length === 0 || complaints.includes(undefined)) return undefined;
  return joinOr(complaints.flatMap((issue) => (issue === undefined ? [] : formats(issue))));
}

/** What a schema says of the form of a text, also where text is one of several things that would do. */
function formats(issue: Issue): readonly string[] {
  if (issue.code === 'invalid_union') return issue.errors.flat().flatMap(formats);
  return issue.code === 'invalid_format' ? expectedWords(issue) : [];
}
