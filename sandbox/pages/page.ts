import type { HtmlEscapedString } from 'hono/utils/html';
import type { Hub } from '../hub.ts';
import type { Repository } from '../state/repository.ts';

/** Markup in which everything is escaped that should be. */
export type Markup = HtmlEscapedString;
/** Ready now or soon. */
export type Html = Markup | Promise<Markup>;

/** One request for a page of a repository. */
export interface PageCall {
  readonly hub: Hub;
  readonly repository: Repository;
  /** A part of the path, decoded; empty when there is none. */
  readonly param: (name: string) => string;
  readonly query: URLSearchParams;
}

export interface Page {
  readonly title: string;
  /** The repository's tab that it stands under. */
  readonly tab?: Tab;
  readonly body: Html;
}

export type Tab = 'code' | 'issues' | 'pulls' | 'actions' | 'releases' | 'deployments';

/** Undefined: there is no such page. */
export type Shown = Page | Response | undefined;
export type PageHandler = (call: PageCall) => Shown | Promise<Shown>;
