import { canonicalJson } from '../digest.ts';
import { AvalError } from '../errors.ts';
import type { ResolvedModel } from '../plan/resolved-model.ts';
import type { Package } from './package.ts';
import { definedFacts } from './package-build.ts';

/**
 * Holds a package that someone else made against the definition that it is said to be of: model, definition digest, engine, sources and the rules
 * that set rows aside, by which it is told later which rows it may have seen. Throws `evidence` with what differs.
 */
export function requireOfDefinition({ manifest }: Package, resolved: ResolvedModel): void {
  const differs = Object.entries(definedFacts(resolved)).flatMap(([field, expected]) => {
    const found = manifest[field as keyof ReturnType<typeof definedFacts>]; // the keys of that very object
    // As members: what neither of them has is equal too.
    return canonicalJson({ found }) === canonicalJson({ found: expected }) ? [] : [field];
  });
  if (differs.length === 0) return;
  const message = `the package is not of this definition of ${resolved.model.name}: another ${differs.join(', ')}`;
  throw new AvalError('evidence', { rule: 'package.definition', message });
}
