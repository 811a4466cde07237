import { Html, html } from './html.ts';
import { style } from './style.ts';

/** A page that stands by itself: no script, nothing fetched, light and dark, down to a phone's width. */
export function htmlPage(title: string, body: Html | readonly Html[]): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${new Html(style)}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
  return page.text;
}
