/** As much of a tree of HTML as the steps after sanitising need. */
export interface HtmlNode {
  readonly type: string;
  tagName?: string;
  properties?: Record<string, unknown>;
  children?: HtmlNode[];
  value?: string;
}

/** Calls for the node and for all below it, parents first. */
export function visit(node: HtmlNode, see: (node: HtmlNode) => void): void {
  see(node);
  for (const child of node.children ?? []) visit(child, see);
}
