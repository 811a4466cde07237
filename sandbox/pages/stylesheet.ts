import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** The one stylesheet: GitHub's own look for rendered Markdown, then ours for the rest and for forms. */
export async function stylesheet(): Promise<Response> {
  const files = [
    require.resolve('github-markdown-css'),
    new URL('style.css', import.meta.url),
    new URL('forms/forms.css', import.meta.url),
  ];
  const parts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  return new Response(parts.join('\n'), { headers: { 'content-type': 'text/css; charset=utf-8' } });
}
