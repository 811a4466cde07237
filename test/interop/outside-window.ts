import type { Page } from 'playwright-core';

/** Runs in the page, so it is text here: Node's types know no document. Whatever is folded is opened first. */
const script = `(() => {
  for (const one of document.querySelectorAll('details')) one.open = true;
  const scrolls = (element) =>
    element !== null &&
    element !== document.documentElement &&
    (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (text.data.trim() === '') continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const outside = [...range.getClientRects()].some((box) => box.left < -0.5 || box.right > innerWidth + 0.5);
    if (outside && !scrolls(text.parentElement)) found.push(text.data.trim().slice(0, 80));
  }
  if (document.documentElement.scrollWidth > innerWidth) found.push('the page scrolls sideways');
  return found;
})()`;

/** The texts that lie beside the window, where no container of their own scrolls to them. */
export async function outsideWindow(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(script);
}
