import { html } from 'hono/html';
import { readBlob } from '../../git/objects.ts';
import { pathToFile } from '../addresses.ts';
import { markdown } from '../markdown/markdown.ts';
import type { Markup, PageCall, Shown } from '../page.ts';
import { empty } from '../parts/empty.ts';
import { size } from '../parts/size.ts';
import { type AtRef, atRef } from './at-ref.ts';
import { crumbs } from './crumbs.ts';
import { extensionOf, imageTypes } from './raw.ts';

const longest = 10_000;

/** A file at a branch, a tag or a commit: Markdown rendered (`?plain=1` shows its source), pictures as such, other text with numbers. */
export async function blobPage(call: PageCall): Promise<Shown> {
  const { repository } = call;
  const at = await atRef(repository, call.param('address'));
  if (at?.entry?.type !== 'blob') return undefined;
  const bytes = await readBlob(repository.gitDir, at.entry.sha);
  const raw = pathToFile(repository, 'raw', at.ref, at.path);
  const body = html`${crumbs(repository, at)}
<section class="box"><h2>${size(bytes.length)} <a href="${raw}">Raw</a></h2>${await content(call, at, bytes, raw)}</section>`;
  return { title: `${at.path} at ${at.ref}`, tab: 'code', body };
}

async function content({ hub, repository, query }: PageCall, at: AtRef, bytes: Buffer, raw: string): Promise<Markup> {
  if (imageTypes[extensionOf(at.path)] !== undefined) return html`<div class="content"><img src="${raw}" alt=""></div>`;
  if (bytes.includes(0)) return empty('A binary file.');
  const text = bytes.toString('utf8');
  if (/^(md|markdown)$/.test(extensionOf(at.path)) && query.get('plain') !== '1')
    return html`<div class="content">${await markdown(text, { hub, repository, file: at })}</div>`;
  const lines = text.replace(/\n$/, '').split('\n');
  const rows = lines.slice(0, longest).map((line, index) => {
    const number = index + 1;
    return html`<tr id="L${number}"><td class="number">${number}</td><td class="code">${line}</td></tr>`;
  });
  const rest = lines.length > longest ? empty(`${lines.length - longest} more lines are not shown.`) : '';
  return html`<table class="lines">${rows}</table>${rest}`;
}
