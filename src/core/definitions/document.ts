import type { Location } from '../errors.ts';
import type { FeatureView } from './schema/feature-view.ts';
import type { Deployment, Gates } from './schema/gates.ts';
import type { Model } from './schema/model.ts';
import type { Project } from './schema/project.ts';
import type { Entity, Source, SourceLock } from './schema/source.ts';

/** What each kind of document holds once its schema accepted it. */
export interface ValueOf {
  Project: Project;
  Entity: Entity;
  Source: Source;
  SourceLock: SourceLock;
  FeatureView: FeatureView;
  Model: Model;
  Gates: Gates;
  Deployment: Deployment;
}
export type Kind = keyof ValueOf;

/** Keys and indices from the document's root to one value: `['train', 'parameters', 'trees']`. */
export type Pointer = readonly (string | number)[];

/** Finds a value (or its key) in the file. A pointer to something that is not written gives the nearest part that is. */
export type Locate = (pointer: Pointer, at?: 'key' | 'value') => Location;

/** One document of a kind, valid by its schema. */
export interface DocumentOf<K extends Kind> {
  readonly kind: K;
  readonly value: ValueOf[K];
  readonly path: string;
  readonly locate: Locate;
}
export type Document = { [K in Kind]: DocumentOf<K> }[Kind];
