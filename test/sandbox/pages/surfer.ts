import type { Sandbox } from '../../../sandbox/sandbox.ts';

export interface Seen {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Where it leads. */
  readonly location: string | null;
}

interface Sending {
  /** What a browser says in `Origin`; null says nothing. */
  readonly origin?: string | null;
  readonly token?: string;
}

/** A browser over HTTP: it keeps a cookie, and sends the forms that pages have with all that they hold. */
export class Surfer {
  readonly #url: string;
  cookie = '';

  constructor({ url }: Pick<Sandbox, 'url'>) {
    this.#url = url;
  }

  async open(path: string): Promise<Seen> {
    const headers = { accept: 'text/html', cookie: this.cookie };
    return this.#seen(await fetch(`${this.#url}${path}`, { headers, redirect: 'manual' }));
  }

  /** Sends the form of a page that goes to `action`, its hidden fields included. */
  async submit(
    page: string,
    action: string,
    fields: Record<string, string> = {},
    sending: Sending = {},
  ): Promise<Seen> {
    const { text } = await this.open(page);
    const forms = [...text.matchAll(/<form method="post" action="([^"]*)">(.*?)<\/form>/gs)];
    const form = forms.find((one) => one[1] === action);
    if (form === undefined) throw new Error(`${page} has no form for ${action}, but ${forms.map((one) => one[1])}`);
    const hidden = [...(form[2] ?? '').matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)];
    return this.post(action, { ...Object.fromEntries(hidden.map((one) => [one[1], one[2]])), ...fields }, sending);
  }

  /** The token that this visitor's forms carry. */
  async token(): Promise<string> {
    return /name="authenticity_token" value="([^"]*)"/.exec((await this.open('/login')).text)?.[1] ?? '';
  }

  /** Sends fields that no page need have. */
  async post(path: string, fields: Record<string, string>, { origin = this.#url, token }: Sending = {}): Promise<Seen> {
    const body = new URLSearchParams(token === undefined ? fields : { ...fields, authenticity_token: token });
    const headers = { accept: 'text/html', cookie: this.cookie, ...(origin === null ? {} : { origin }) };
    return this.#seen(await fetch(`${this.#url}${path}`, { method: 'POST', headers, body, redirect: 'manual' }));
  }

  async #seen(response: Response): Promise<Seen> {
    const given = response.headers.get('set-cookie');
    if (given !== null) this.cookie = given.split(';')[0] ?? '';
    const { status, headers } = response;
    return { status, headers, text: await response.text(), location: headers.get('location') };
  }
}

/** A browser whose person has logged in by the page. */
export async function logIn(world: { sandbox: Sandbox }, login: string): Promise<Surfer> {
  const surfer = new Surfer(world.sandbox);
  const { status } = await surfer.submit('/login', '/session', { login });
  if (status !== 303) throw new Error(`${login} can't log in: ${status}`);
  return surfer;
}
