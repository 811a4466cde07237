import type { Answer, Call } from './call.ts';

interface Page<Item> {
  readonly items: readonly Item[];
  readonly headers: Readonly<Record<string, string>>;
}

/** The part of a list that `page` and `per_page` ask for, with the `Link` header that leads on. */
function pageOf<Item>(call: Call, all: readonly Item[]): Page<Item> {
  const size = Math.min(Math.max(Number(call.query.get('per_page') ?? 30) || 30, 1), 100);
  const page = Math.max(Number(call.query.get('page') ?? 1) || 1, 1);
  const last = Math.max(Math.ceil(all.length / size), 1);
  const link = (number: number, rel: string): string => {
    const url = new URL(call.url);
    url.searchParams.set('page', String(number));
    return `<${url.href}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [link(page - 1, 'prev')] : []),
    ...(page < last ? [link(page + 1, 'next'), link(last, 'last')] : []),
    ...(page > 1 ? [link(1, 'first')] : []),
  ];
  const headers: Record<string, string> = links.length === 0 ? {} : { link: links.join(', ') };
  return { items: all.slice((page - 1) * size, page * size), headers };
}

export async function listed<Item>(call: Call, all: readonly Item[], json: (item: Item) => unknown): Promise<Answer> {
  const { items, headers } = pageOf(call, all);
  return { status: 200, body: await Promise.all(items.map(json)), headers };
}

/** A list inside an object: `{ total_count, <name>: [...] }`. */
export async function counted<Item>(
  call: Call,
  name: string,
  all: readonly Item[],
  json: (item: Item) => unknown,
): Promise<Answer> {
  const { items, headers } = pageOf(call, all);
  return { status: 200, body: { total_count: all.length, [name]: await Promise.all(items.map(json)) }, headers };
}
