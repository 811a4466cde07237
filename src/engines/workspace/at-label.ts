import type { Tree } from '../../core/definitions/definitions.ts';
import { parseFile } from '../../core/definitions/parse.ts';
import { pathOf } from '../../core/definitions/place.ts';
import { AvalError, type Fault, type Location } from '../../core/errors.ts';

/** Faults of labels that nothing can be learned from; the training part has them, and gates.yaml says what a label is. */
const aboutLabels = new Set(['training.classes', 'training.label']);

/** The same error, at the label's line of gates.yaml where it is about labels. Other errors as they are. */
export async function atLabel(error: unknown, model: string, tree: Tree): Promise<unknown> {
  if (!(error instanceof AvalError) || !error.faults.some(isAboutLabel)) return error;
  const location = await labelLocation(model, tree);
  if (location === undefined) return error;
  const faults = error.faults.map((fault) => (isAboutLabel(fault) ? { ...fault, location } : fault));
  return new AvalError(error.class, faults, { cause: error });
}

function isAboutLabel({ rule, location }: Fault): boolean {
  return aboutLabels.has(rule) && location === undefined;
}

/** Where the classes are listed, else which class is positive, else the column. */
async function labelLocation(model: string, tree: Tree): Promise<Location | undefined> {
  const path = pathOf('Gates', model);
  const bytes = (await tree.read([path])).get(path);
  const [document] = bytes === undefined ? [] : parseFile(path, bytes).documents;
  if (document?.kind !== 'Gates') return undefined;
  const { label } = document.value.problem;
  const key = (['classes', 'positive', 'above'] as const).find((name) => label[name] !== undefined) ?? 'column';
  return document.locate(['problem', 'label', key], 'key');
}
