import type { Manifest } from '../../core/registry/package.ts';
import type { JoinableView } from './joinable-view.ts';

type Inputs = readonly Manifest['signature']['inputs'][number][];
export type Names = Pick<ReadonlySet<string>, 'has'>;

/** What a request must give, once it is known which views it leaves to be joined. */
export interface Expected {
  /** Inputs to be read: those of the model that are not joined, and keys beside them. */
  readonly fields: Inputs;
  readonly joined: readonly JoinableView[];
  /** Keys beside the model's inputs that may be given, though nothing is joined by them. */
  readonly unused: Names;
  readonly faults: readonly string[];
}

const none: ReadonlySet<string> = new Set();

/** Of each view a request gives all features or none: with some of them, it isn't known what is meant. */
export function expectedOf(inputs: Inputs, given: Names, views: readonly JoinableView[]): Expected {
  if (views.length === 0) return { fields: inputs, joined: views, unused: none, faults: [] };
  const left = new Set(views.flatMap((view) => view.inputs.filter((name) => !given.has(name))));
  const joined = views.filter((view) => view.inputs.every((name) => left.has(name)));
  const fields = inputs.filter(({ name }) => !left.has(name));
  const known = new Set(inputs.map(({ name }) => name));
  for (const key of joined.flatMap((view) => view.keys)) {
    if (!known.has(key.name)) fields.push(key);
    known.add(key.name);
  }
  const unused = new Set(views.flatMap(({ keys }) => keys.map(({ name }) => name)).filter((name) => !known.has(name)));
  return { fields, joined, unused, faults: [...partial(left, views), ...unsaid(left, joined)] };
}

function* partial(left: Names, views: readonly JoinableView[]): Generator<string> {
  for (const { view, inputs } of views) {
    const absent = inputs.filter((name) => left.has(name));
    const there = inputs.filter((name) => !left.has(name));
    if (there.length > 0 && absent.length > 0)
      yield `of ${view} ${quoted(there)} is given and ${quoted(absent)} is not: give all of its features, or none to have them joined`;
  }
}

/** A key or a time that is itself left to be joined must be said. */
function* unsaid(left: Names, joined: readonly JoinableView[]): Generator<string> {
  for (const { view, keys, time } of joined) {
    for (const name of new Set([...keys.map((key) => key.name), ...(time === undefined ? [] : [time])]))
      if (left.has(name)) yield `the input "${name}" is not there: ${view} is joined by it`;
  }
}

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');
