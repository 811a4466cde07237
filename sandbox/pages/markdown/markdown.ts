import { html, raw } from 'hono/html';
import { rehypeGithubAlerts } from 'rehype-github-alerts';
import rehypeRaw from 'rehype-raw';
import rehypeSanitize from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import { remark } from 'remark';
import remarkBreaks from 'remark-breaks';
import remarkGfm from 'remark-gfm';
import remarkGithub from 'remark-github';
import remarkRehype from 'remark-rehype';
import type { Markup } from '../page.ts';
import { alertTitles } from './alert-titles.ts';
import { commitsIn } from './commits-in.ts';
import type { Place } from './place.ts';
import { references } from './references.ts';
import { relink } from './relink.ts';

/** Markdown in GitHub's dialect, as markup that GitHub's allow list has passed. */
export async function markdown(text: string | null, place: Place): Promise<Markup> {
  const { gitDir, fullName } = place.repository;
  const commits = await commitsIn(gitDir, text ?? '');
  const buildUrl = references(place, commits);
  const processor = remark()
    .use(remarkGfm)
    .use(remarkGithub, { repository: fullName, mentionStrong: false, buildUrl })
    .use(place.file === undefined ? [remarkBreaks] : [])
    .use(remarkRehype, { allowDangerousHtml: true, clobberPrefix: '' })
    .use(rehypeRaw)
    .use(rehypeSanitize)
    // what follows adds only what sanitising would have passed, and icons
    .use(relink(place))
    .use(alertTitles)
    .use(rehypeGithubAlerts, {})
    .use(rehypeStringify);
  return html`<div class="markdown-body">${raw(String(processor.processSync(text ?? '')))}</div>`;
}
