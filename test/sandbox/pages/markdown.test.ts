import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { markdown } from '../../../sandbox/pages/markdown/markdown.ts';
import { makeWorld, type TestWorld } from '../world.ts';

describe('Markdown', () => {
  let world: TestWorld;
  let sha: string;
  beforeAll(async () => {
    world = await makeWorld();
    const octokit = world.as(world.writer);
    await octokit.rest.issues.create({ ...world.where, title: 'one' });
    sha = (await octokit.rest.git.getRef({ ...world.where, ref: 'heads/main' })).data.object.sha;
  });
  afterAll(() => world.end());
  const render = async (text: string, file?: { ref: string; path: string }): Promise<string> => {
    const { repository, sandbox } = world;
    const html = String(
      await markdown(text, { hub: sandbox.hub, repository, ...(file === undefined ? {} : { file }) }),
    );
    return html.replace(/^<div class="markdown-body">(.*)<\/div>$/s, '$1');
  };

  it.each([
    ['tables', '|a|b|\n|:-|-:|\n|1|2|', '<td align="right">2</td>'],
    ['task lists', '- [x] done', '<input type="checkbox" checked disabled> done'],
    ['strikethrough', '~~old~~', '<del>old</del>'],
    [
      'autolinks',
      'see https://example.com/a.',
      '<a href="https://example.com/a" rel="nofollow">https://example.com/a</a>.',
    ],
    ['line breaks of comments', 'one\ntwo', '<p>one<br>\ntwo</p>'],
    [
      'folded parts',
      '<details open><summary>more</summary>\n\n**bold**\n\n</details>',
      '<summary>more</summary>\n<p><strong>bold</strong></p>',
    ],
    ['fenced code', '```yaml\na: <b>\n```', '<code class="language-yaml">a: &#x3C;b>\n</code>'],
    ['mermaid, as code', '```mermaid\ngraph TD\n```', '<code class="language-mermaid">graph TD\n</code>'],
    [
      'alerts',
      '> [!NOTE]\n> Look\n> here',
      /class="markdown-alert markdown-alert-note".*<\/svg>Note<\/p><p>\s*Look<br>\s*here<\/p>/s,
    ],
    ['alerts with paragraphs', '> [!CAUTION]\n>\n> **Stop**', /markdown-alert-caution.*<strong>Stop<\/strong>/s],
    [
      'footnotes',
      'a[^1]\n\n[^1]: why',
      /href="#user-content-fn-1" id="user-content-fnref-1".*<li id="user-content-fn-1">/s,
    ],
    [
      'links to headings',
      '<a name="top"></a>[up](#top)',
      '<a name="user-content-top"></a><a href="#user-content-top">up</a>',
    ],
    ['what GitHub allows of HTML', '<kbd>x</kbd> <sub>y</sub>', '<kbd>x</kbd> <sub>y</sub>'],
  ])('has %s', async (_, text, expected) => {
    expect(await render(text)).toEqual(
      typeof expected === 'string' ? expect.stringContaining(expected) : expect.stringMatching(expected),
    );
  });

  it.each([
    ['comments', 'a<!-- marker -->b', 'ab'],
    ['scripts', 'a<script>alert(1)</script>b', 'ab'],
    ['handlers', '<b onclick="alert(1)">x</b>', '<b>x</b>'],
    ['styles', '<b style="position:fixed">x</b><style>*{display:none}</style>', '<b>x</b>*{display:none}'],
    ['javascript: links', '[x](javascript:alert(1)) <a href=" JaVaScRiPt:alert(1)">y</a>', '<a>x</a> <a>y</a>'],
    ['data: links', '[x](data:text/html,y)', '<a>x</a>'],
    ['frames and forms', '<iframe src="x"></iframe><form action="x"><button>y</button></form>', 'y'],
    ['unclosed parts', '</div></main><svg onload=alert(1)>', ''],
  ])('hides %s', async (_, text, expected) => {
    expect((await render(text)).replace(/^<p>(.*)<\/p>$/s, '$1')).toBe(expected);
  });

  it('makes pictures from elsewhere links', async () => {
    const text =
      '![chart](https://example.com/a.png) <picture><source srcset="https://example.com/b.png"><img src="https://example.com/c.png"></picture>';
    const html = await render(text);
    expect(html).toContain('<a href="https://example.com/a.png" rel="nofollow">chart</a>');
    expect(html).not.toMatch(/<img|srcset/);
  });

  it('links who and what exists, and nothing else', async () => {
    const html = await render(
      `@rita @nobody #1 #9 olivia/credit#1 ${sha.slice(0, 8)} 12345678 \`@rita #1\` a@rita.example`,
    );
    expect(html).toContain('<a href="/rita">@rita</a> @nobody <a href="/olivia/credit/issues/1">#1</a> #9');
    expect(html).toContain(
      `<a href="/olivia/credit/commit/${sha.slice(0, 8)}"><code>${sha.slice(0, 7)}</code></a> 12345678`,
    );
    expect(html).toContain('<code>@rita #1</code>');
    expect(html.match(/href="\/rita"/g)).toHaveLength(1);
  });

  it('of a file resolves relative links from its folder, and keeps its line ends', async () => {
    const file = { ref: 'main', path: 'docs/guide.md' };
    expect(await render('[a](b.md#c)\n![d](../e f.png) [g](/olivia)', file)).toBe(
      '<p><a href="/olivia/credit/blob/main/docs/b.md#c">a</a>\n![d](../e f.png) <a href="/olivia">g</a></p>',
    );
    expect(await render('![d](../e%20f.png)', file)).toBe(
      '<p><img src="/olivia/credit/raw/main/e%20f.png" alt="d"></p>',
    );
  });
});
