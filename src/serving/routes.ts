import type { Frame } from '../core/features/frame.ts';
import { present } from '../core/present.ts';
import type { Fleet } from './fleet.ts';
import type { Predictor } from './predictor.ts';
import { type Answer, inferAnswer, modelMetadata } from './protocol/answers.ts';
import type { JoinableView } from './protocol/joinable-view.ts';
import { Refusal } from './protocol/refusal.ts';
import { requestFrame } from './protocol/request-frame.ts';
import { requestKeys } from './protocol/request-keys.ts';
import { parseInferRequest } from './protocol/tensor.ts';

/** What was asked and answered, for whoever keeps predictions. */
export interface Answered extends Answer {
  readonly id: string;
  /** One for each row. */
  readonly keys: readonly string[];
  readonly frame: Frame;
}

export type Predicted = (served: Predictor, answered: Answered) => void;

export interface RouteParts {
  readonly fleet: Fleet;
  readonly serverVersion: string;
  /** Whether git was looked at and every model that is wanted has a version that answers. */
  readonly ready: () => boolean;
  readonly newId: () => string;
  readonly predicted: Predicted;
  /** Views that requests may leave out, by the package digest of the version that is asked. */
  readonly viewsOf: (digest: string) => readonly JoinableView[];
}

export interface Asked {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly body: () => Promise<string>;
}

/** Undefined: nothing lies at this path. */
export type Reply = { readonly status: number; readonly json: unknown } | undefined;

const modelPath = /^\/v2\/models\/([^/]+)(?:\/versions\/([^/]+))?(?:\/(ready|infer))?$/;

/** The Open Inference Protocol v2. Throws `Refusal`. */
export async function answer({ method, path, body }: Asked, parts: RouteParts): Promise<Reply> {
  const found = modelPath.exec(path);
  if (found !== null) {
    const [, model = '', version, action] = found;
    if (action === 'infer') {
      allow(method, 'POST');
      return { status: 200, json: await infer(named(parts.fleet, model, version), await body(), parts) };
    }
    allow(method, 'GET');
    const predictor = named(parts.fleet, model, version);
    return { status: 200, json: action === 'ready' ? modelReady(predictor, parts) : metadata(predictor, parts) };
  }
  return serverAnswer(method, path, parts);
}

function serverAnswer(method: string, path: string, { fleet, serverVersion, ready }: RouteParts): Reply {
  switch (path) {
    case '/v2':
      allow(method, 'GET');
      return { status: 200, json: { name: 'aval', version: serverVersion, extensions: [] } };
    case '/v2/models':
      allow(method, 'GET');
      return { status: 200, json: { models: fleet.standings.map(({ model }) => model) } };
    case '/v2/health/live':
      allow(method, 'GET');
      return { status: 200, json: { live: true } };
    case '/v2/health/ready':
      allow(method, 'GET');
      return readiness(ready());
    default:
      return undefined;
  }
}

async function infer(predictor: Predictor, body: string, { newId, predicted, viewsOf }: RouteParts) {
  const request = parseInferRequest(body);
  const id = request.id ?? newId();
  const { tensors, keys } = requestKeys(request.inputs, id);
  const frame = requestFrame(predictor.signature.inputs, tensors, viewsOf(predictor.digest));
  const scores = await predictor.predict(frame);
  const answer = present({ scores, decided: predictor.decide?.(scores) });
  const answered = inferAnswer(predictor, id, answer, request.outputs);
  predicted(predictor, { id, keys, frame, ...answer });
  return answered;
}

function metadata(predictor: Predictor, { fleet, viewsOf }: RouteParts) {
  const { current, previous } = fleet.standing(predictor.model) ?? {};
  return modelMetadata(
    predictor,
    [current, previous].flatMap((one) => one?.version ?? []),
    viewsOf(predictor.digest),
  );
}

/** Ready as long as it scores; `faults` say which of its views can't be joined. */
function modelReady({ digest }: Predictor, { viewsOf }: RouteParts) {
  const faults = viewsOf(digest).flatMap(({ view, fault }) => (fault === undefined ? [] : [`${view}: ${fault}`]));
  return { ready: true, ...(faults.length > 0 && { parameters: { faults } }) };
}

function named(fleet: Fleet, model: string, version: string | undefined): Predictor {
  const [name, wanted] = [decode(model), version === undefined ? undefined : decode(version)];
  const found = fleet.predictor(name, wanted);
  if (found !== undefined) return found;
  const standing = fleet.standing(name);
  if (standing === undefined) throw new Refusal(404, `there is no model "${name}" here`);
  const loaded = [standing.current, standing.previous].flatMap((one) => one?.version ?? []);
  if (loaded.length > 0) throw new Refusal(404, `"${name}" runs in version ${loaded.join(' and ')}, not ${wanted}`);
  throw new Refusal(
    503,
    `"${name}" ${standing.wanted.version} is not loaded: ${standing.fault ?? 'it is being loaded'}`,
  );
}

const readiness = (ready: boolean): Reply => ({ status: ready ? 200 : 503, json: { ready } });

function allow(method: string, expected: 'GET' | 'POST'): void {
  if (method === expected || (expected === 'GET' && method === 'HEAD')) return;
  throw new Refusal(405, `${method} is not possible here, ${expected} is`);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
