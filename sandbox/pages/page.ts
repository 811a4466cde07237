import type { HtmlEscapedString } from 'hono/utils/html';
import type { Hub } from '../hub.ts';
import type { Repository } from '../state/repository.ts';
import type { Visitor } from './session/visitor.ts';

/** Markup in which everything is escaped that should be. */
export type Markup = HtmlEscapedString;
/** Ready now or soon. */
export type Html = Markup | Promise<Markup>;

export interface PagesEnv {
  Variables: { visitor: Visitor };
}

/** A form of this page that was not done. */
export interface Problem {
  readonly message: string;
  /** What it held, so that nothing has to be written again. */
  readonly fields: URLSearchParams;
}

/** One request for a page of a repository. */
export interface PageCall {
  readonly hub: Hub;
  readonly repository: Repository;
  readonly visitor: Visitor;
  /** A part of the path, decoded; empty when there is none. */
  readonly param: (name: string) => string;
  readonly query: URLSearchParams;
  readonly problem?: Problem;
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
