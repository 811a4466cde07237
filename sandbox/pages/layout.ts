import { html, raw } from 'hono/html';
import type { Html } from './page.ts';
import { icon } from './parts/icon.ts';
import { accountMenu } from './session/menu.ts';
import type { Visitor } from './session/visitor.ts';

/** One document around what a page shows. It needs no script, and its policy allows none. */
export const layout = (title: string, body: Html, visitor: Visitor): Html => html`${raw('<!doctype html>')}
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/_pages/style.css">
</head>
<body>
<header class="top"><a href="/">${icon('repo')} Repositories</a><span class="muted">a GitHub in one process</span>
${accountMenu(visitor)}</header>
${body}
</body>
</html>
`;

/** A page that belongs to no repository. */
export const plain = (heading: string, body: Html, visitor: Visitor): Html =>
  layout(heading, html`<main><h1>${heading}</h1>${body}</main>`, visitor);
