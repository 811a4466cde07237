import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { AvalError, type Fault } from '../src/core/errors.ts';

export interface AppSettings {
  readonly appId: number;
  /** PKCS #8, PEM. */
  readonly privateKey: string;
  /** What deliveries may be signed with: the secret, and while it is being changed the one before. */
  readonly secrets: readonly [string, ...string[]];
  /** What serving keys are made of, and while it is being changed the one before; none: no reports of servers are taken. */
  readonly servingSecrets: readonly string[];
  readonly host: string;
  readonly port: number;
  readonly github: { readonly web: string; readonly api: string };
  /** Where git mirrors lie; may be emptied at any time. */
  readonly dataFolder: string;
  readonly sweepMinutes: number;
  /** Whether to pause between writes, as github.com asks of everybody. */
  readonly throttle: boolean;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
}

export type Environment = Readonly<Record<string, string | undefined>>;

const shortestSecret = 32;

const said = (message: string) => ({ error: message });
const secret = z
  .string(said('is not set'))
  .refine((text) => text !== 'development', said('is the word "development", which everybody knows'))
  .refine((text) => Buffer.byteLength(text) >= shortestSecret, said(`is shorter than ${shortestSecret} bytes`));
/** Whole numbers, as text. */
const whole = (least: number, most: number) =>
  z
    .string(said('is not set'))
    .refine((text) => /^\d{1,15}$/.test(text) && Number(text) >= least && Number(text) <= most, {
      error: `is not a whole number from ${least} to ${most}`,
    })
    .transform(Number);

const schema = z.object({
  APP_ID: whole(1, Number.MAX_SAFE_INTEGER),
  WEBHOOK_SECRET: secret,
  WEBHOOK_SECRET_PREVIOUS: secret.optional(),
  SERVING_SECRET: secret.optional(),
  SERVING_SECRET_PREVIOUS: secret.optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: whole(0, 65_535).default(3000),
  GHE_HOST: z
    .string()
    .regex(/^[A-Za-z0-9.-]+(?::\d{1,5})?$/, said('is not a host name, with a port or without'))
    .optional(),
  GHE_PROTOCOL: z.enum(['https', 'http'], said('is neither https nor http')).default('https'),
  AVAL_DATA: z.string().default(() => join(tmpdir(), 'aval-app')),
  AVAL_SWEEP: whole(1, 1440).default(10),
  AVAL_THROTTLE: z.enum(['on', 'off'], said('is neither on nor off')).default('on'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], said('is no level of the log, such as info'))
    .default('info'),
});

const hints: Readonly<Record<string, string>> = {
  APP_ID: 'It stands on the settings page of the GitHub App.',
  WEBHOOK_SECRET: 'Make one with openssl rand -hex 32, and enter the same one on the settings page of the GitHub App.',
  SERVING_SECRET: 'Make one with openssl rand -hex 32; aval app --serving-key makes the keys of servers from it.',
  PRIVATE_KEY: 'Make one on the settings page of the GitHub App; PRIVATE_KEY_PATH may name the file instead.',
};

/**
 * The App's settings from an environment. Throws one `usage` error with a fault for each variable that is wrong; no fault repeats a
 * value, because it may be a secret. An empty variable counts as not set.
 */
export function readSettings(environment: Environment): AppSettings {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(given);
  const key = privateKeyOf(given);
  const faults = [
    ...(parsed.error?.issues ?? []).map(({ path, message }) => fault(String(path[0]), message)),
    ...(key.kind === 'fault' ? [fault(key.variable, key.message)] : []),
  ];
  if (!parsed.success || key.kind === 'fault') throw new AvalError('usage', faults);
  const { data } = parsed;
  return {
    appId: data.APP_ID,
    privateKey: key.pem,
    secrets: [
      data.WEBHOOK_SECRET,
      ...(data.WEBHOOK_SECRET_PREVIOUS === undefined ? [] : [data.WEBHOOK_SECRET_PREVIOUS]),
    ],
    servingSecrets: [data.SERVING_SECRET, data.SERVING_SECRET_PREVIOUS].flatMap((one) => one ?? []),
    host: data.HOST,
    port: data.PORT,
    github: addresses(data.GHE_HOST, data.GHE_PROTOCOL),
    dataFolder: data.AVAL_DATA,
    sweepMinutes: data.AVAL_SWEEP,
    throttle: data.AVAL_THROTTLE === 'on',
    logLevel: data.LOG_LEVEL,
  };
}

/** The secret that serving keys are made of. Throws `usage` where it is missing or too short; no fault repeats it. */
export function readServingSecret({ SERVING_SECRET: text }: Environment): string {
  const parsed = secret.safeParse(text === '' ? undefined : text);
  if (parsed.success) return parsed.data;
  throw new AvalError(
    'usage',
    parsed.error.issues.map(({ message }) => fault('SERVING_SECRET', message)),
  );
}

function fault(variable: string, message: string): Fault {
  const hint = hints[variable.replace(/_(?:PATH|PREVIOUS)$/, '')];
  return { rule: 'app.settings', message: `${variable} ${message}`, ...(hint !== undefined && { hint }) };
}

/** As Probot has them: `GHE_HOST` is a server of one's own, which keeps its API under a path. */
function addresses(host: string | undefined, protocol: string): AppSettings['github'] {
  if (host === undefined) return { web: 'https://github.com', api: 'https://api.github.com' };
  const web = `${protocol}://${host}`;
  return { web, api: `${web}/api/v3` };
}

type ReadKey =
  | { readonly kind: 'key'; readonly pem: string }
  | { readonly kind: 'fault'; readonly variable: string; readonly message: string };

function privateKeyOf({ PRIVATE_KEY: text, PRIVATE_KEY_PATH: path }: Environment): ReadKey {
  const variable = text === undefined && path !== undefined ? 'PRIVATE_KEY_PATH' : 'PRIVATE_KEY';
  const wrong = (message: string): ReadKey => ({ kind: 'fault', variable, message });
  if (text !== undefined && path !== undefined) return wrong('is set, and PRIVATE_KEY_PATH too: one must go');
  let found = text;
  if (path !== undefined) {
    try {
      found = readFileSync(path, 'utf8');
    } catch {
      return wrong('names a file that cannot be read');
    }
  }
  if (found === undefined) return wrong('is not set');
  try {
    const key = createPrivateKey(pemOf(found));
    if (key.asymmetricKeyType !== 'rsa') return wrong('is not an RSA key');
    return { kind: 'key', pem: key.export({ type: 'pkcs8', format: 'pem' }).toString() };
  } catch {
    // what Node says may repeat a part of it
    return wrong('is not a private key in PEM, as it is or in base64');
  }
}

/** As it is, on one line with `\n` written out, or in base64, as environments that hold no line breaks need it. */
function pemOf(text: string): string {
  const whole = text.trim().replaceAll('\\n', '\n');
  return whole.startsWith('-----BEGIN') ? whole : Buffer.from(whole, 'base64').toString('utf8');
}
