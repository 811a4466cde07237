import type { World } from '../state/world.ts';

/**
 * The API answers at the root as well, so an address may be either's. A browser asks for HTML and gets a page; a client that
 * asks for JSON gets the API; one that takes anything gets a page where there is a repository or a person of that name. What
 * is posted is for a page if it is a form: the API takes none.
 */
export function wantsPage(world: World, request: Request): boolean {
  if (request.method === 'POST') return request.headers.get('content-type')?.startsWith(formType) === true;
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  const accepted = request.headers.get('accept') ?? '*/*';
  if (accepted.includes('text/html')) return true;
  if (accepted.includes('json')) return false;
  const [first = '', second = ''] = new URL(request.url).pathname.split('/').slice(1);
  if (['', '_pages', 'avatars', 'login'].includes(first)) return true;
  const has = second === '' ? world.user(first) : world.repository(`${first}/${second}`);
  return has !== undefined;
}

const formType = 'application/x-www-form-urlencoded';
