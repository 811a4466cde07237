import type * as z from 'zod';
import type { Kind, ValueOf } from './document.ts';
import { featureViewSchema } from './schema/feature-view.ts';
import { deploymentSchema, gatesSchema } from './schema/gates.ts';
import { modelSchema } from './schema/model.ts';
import { projectSchema } from './schema/project.ts';
import { entitySchema, sourceLockSchema, sourceSchema } from './schema/source.ts';

/** The one schema of each kind: loader, JSON Schemas and reference page come from here. */
export const schemas: { readonly [K in Kind]: z.ZodType<ValueOf[K]> } = {
  Project: projectSchema,
  Entity: entitySchema,
  Source: sourceSchema,
  SourceLock: sourceLockSchema,
  FeatureView: featureViewSchema,
  Model: modelSchema,
  Gates: gatesSchema,
  Deployment: deploymentSchema,
};

export const kinds = Object.keys(schemas) as readonly Kind[]; // the object's type has exactly these keys

export function isKind(text: unknown): text is Kind {
  return typeof text === 'string' && Object.hasOwn(schemas, text);
}
