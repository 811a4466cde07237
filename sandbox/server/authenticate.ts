import { verify } from 'node:crypto';
import { isJson, numberOf } from '../json.ts';
import { ApiError } from '../rest/api-error.ts';
import type { Actor } from '../state/actor.ts';
import type { World } from '../state/world.ts';

/** Who the `Authorization` header speaks for. Throws 401 for credentials that stand for nobody. */
export function authenticate(world: World, header: string | null): Actor {
  if (header === null) return { kind: 'anonymous' };
  const [scheme = '', value = ''] = header.trim().split(/\s+/, 2);
  const token = scheme.toLowerCase() === 'basic' ? passwordOf(value) : value;
  const actor = token.startsWith('eyJ') ? appOf(world, token) : world.actorFor(token);
  if (actor === undefined) throw new ApiError(401, 'Bad credentials');
  return actor;
}

/** git sends the token as the password, some send it as the user. */
function passwordOf(basic: string): string {
  const [user = '', password = ''] = Buffer.from(basic, 'base64').toString('utf8').split(/:(.*)/s);
  return password === '' || password === 'x-oauth-basic' ? user : password;
}

/** An App proves itself by a JWT that its private key signed (RS256), valid for at most ten minutes. */
function appOf(world: World, jwt: string): Actor {
  const [head = '', body = '', signature = ''] = jwt.split('.');
  const claims = parse(body);
  const issuer = String(claims['iss'] ?? '');
  const app = [...world.apps.values()].find((one) => String(one.id) === issuer);
  const key = app?.publicKey;
  const known = app !== undefined && key !== undefined && parse(head)['alg'] === 'RS256';
  if (!known || !verify('sha256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url')))
    throw new ApiError(401, 'A JSON web token could not be decoded');
  const now = world.clock.now().getTime() / 1000;
  const expires = numberOf(claims['exp']) ?? 0;
  if (expires <= now || (numberOf(claims['iat']) ?? 0) > now + 60)
    throw new ApiError(
      401,
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    );
  if (expires > now + 660) throw new ApiError(401, "'Expiration time' claim ('exp') is too far in the future");
  return { kind: 'app', app };
}

function parse(part: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return isJson(value) ? value : {};
  } catch {
    return {};
  }
}
