import { type HtmlNode, visit } from './hypertext.ts';

/** Puts `[!NOTE]` before a mere line end again, where comments have made a `<br>` of it: so `rehype-github-alerts` wants it. */
export const alertTitles = () => (tree: HtmlNode) =>
  visit(tree, (node) => {
    const [title, next] = node.tagName === 'p' ? (node.children ?? []) : [];
    if (next?.tagName === 'br' && /^\[!\w+\]\s*$/.test(title?.value ?? '')) node.children?.splice(1, 1);
  });
