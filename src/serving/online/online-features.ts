import { join as joinPath } from 'node:path';
import type { Source } from '../../core/definitions/schema/source.ts';
import type { OnlineRows } from '../../core/features/online/online-rows.ts';
import type { OnlineJoin, PlannedView } from '../../core/features/online/plan-joins.ts';
import type { ResolvedModel } from '../../core/plan/resolved-model.ts';
import type { Package, PackageSource } from '../../core/registry/package.ts';
import type { Repository } from '../../engines/git/repository.ts';
import type { CurrentFile } from '../../engines/online/current-file.ts';
import type { Desired, ReadDesired } from '../desired/desired.ts';
import { pause } from '../pause.ts';
import type { JoinableView } from '../protocol/joinable-view.ts';
import { joinedView, refusedView } from './join-view.ts';
import type { OnlineEvent } from './online-event.ts';
import { rowsDigest } from './rows-digest.ts';
import { plannedViews, trainedDefinitions } from './version-joins.ts';
import { ViewFeed } from './view-feed.ts';

export interface OnlineParts {
  readonly repository: Repository;
  /** What a source holds now, for who follows this commit; a file that has to be fetched goes to the folder. */
  readonly current: (source: Source, commit: string, folder: string) => Promise<CurrentFile>;
  readonly read: (join: OnlineJoin, file: string) => Promise<OnlineRows>;
  /** Of this process. */
  readonly folder: string;
  /** Milliseconds between looks at the sources. */
  readonly interval: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly told: (event: OnlineEvent) => void;
}

/** How the rows of a joined view stand. */
export interface OnlineStanding {
  readonly view: string;
  /** None where the view is refused. */
  readonly feed: ViewFeed | undefined;
  /** Keys that were asked for and had no row. */
  readonly unknownKeys: number;
}

interface JoinedVersion {
  readonly item: Package;
  readonly version: string;
  readonly trained: ResolvedModel | undefined;
  readonly views: readonly JoinableView[];
  readonly feeds: ReadonlyMap<string, ViewFeed>;
}

/** A version that is to answer waits this long for the first rows of its views, in milliseconds; then it answers what gives its features. */
const longestWait = 60_000;

/** Joins features by key for the versions that are loaded: by the definitions they were trained from, on the rows that the sources hold now. */
export class OnlineFeatures {
  readonly #parts: OnlineParts;
  readonly #versions = new Map<string, JoinedVersion>();
  /** By what they hold: versions that agree on a view share its rows. */
  readonly #feeds = new Map<string, ViewFeed>();
  readonly #unknown = new Map<string, number>();
  #commit = '';

  constructor(parts: OnlineParts) {
    this.#parts = parts;
  }

  /** What a version lets be left out, by its package digest. */
  viewsOf(digest: string): readonly JoinableView[] {
    return this.#versions.get(digest)?.views ?? [];
  }

  standingsOf(digest: string): readonly OnlineStanding[] {
    const { item, views = [], feeds } = this.#versions.get(digest) ?? {};
    return views.map(({ view }) => {
      const unknownKeys = this.#unknown.get(`${item?.manifest.model} ${view}`) ?? 0;
      return { view, feed: feeds?.get(view), unknownKeys };
    });
  }

  /** Reads what is desired, and has the rows of a version ready before it answers. */
  following(read: ReadDesired): ReadDesired {
    return async () => {
      const desired = await read();
      await this.#follow(desired.commit);
      return { ...desired, source: this.#preparing(desired) };
    };
  }

  /** Forgets all versions but these, and the rows that only others needed. */
  keep(digests: ReadonlySet<string>): void {
    for (const digest of this.#versions.keys()) if (!digests.has(digest)) this.#versions.delete(digest);
    const used = new Set([...this.#versions.values()].flatMap(({ feeds }) => [...feeds.values()]));
    for (const [key, feed] of this.#feeds) if (!used.has(feed)) this.#feeds.delete(key);
  }

  /** Looks at the sources again and again, until the signal. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await pause(this.#parts.interval * (0.8 + 0.4 * Math.random()), signal);
      for (const feed of [...this.#feeds.values()]) if (!signal.aborted) await feed.refresh(this.#commit);
    }
  }

  /** The branch may define views otherwise by now, and hold other rows. */
  async #follow(commit: string): Promise<void> {
    if (commit === this.#commit) return;
    for (const [digest, joined] of this.#versions) {
      const next = await this.#planned(joined.item, joined.version, joined.trained, commit);
      this.#tellRefusals(next, joined);
      this.#versions.set(digest, next);
    }
    this.#commit = commit;
    for (const feed of this.#feeds.values()) void feed.refresh(commit); // it never rejects
  }

  #preparing({ source, deployments, commit }: Desired): PackageSource {
    return {
      get: async (digest) => {
        const item = await source.get(digest);
        const version = deployments.find((one) => one.digest === digest)?.version;
        if (item !== undefined && version !== undefined) await this.#prepare(item, version, commit);
        return item;
      },
      find: (definition) => source.find(definition),
      attachment: (subject, fileName) => source.attachment(subject, fileName),
    };
  }

  async #prepare(item: Package, version: string, commit: string): Promise<void> {
    if (this.#versions.has(item.digest)) return;
    const trained = await trainedDefinitions(this.#parts.repository, item, commit);
    const joined = await this.#planned(item, version, trained, commit);
    this.#tellRefusals(joined, undefined);
    this.#versions.set(item.digest, joined);
    const unread = [...joined.feeds.values()].filter(({ view }) => view === undefined);
    if (unread.length === 0) return;
    const done = new AbortController();
    const reads = Promise.all(unread.map((feed) => feed.refresh(commit)));
    await Promise.race([reads, pause(longestWait, done.signal)]);
    done.abort();
  }

  async #planned(
    item: Package,
    version: string,
    trained: ResolvedModel | undefined,
    commit: string,
  ): Promise<JoinedVersion> {
    const planned = await plannedViews(this.#parts.repository, item, trained, commit);
    const feeds = new Map<string, ViewFeed>();
    const views = planned.map((one) => this.#joinable(one, item.manifest.model, feeds));
    return { item, version, trained, views, feeds };
  }

  #joinable(planned: PlannedView, model: string, feeds: Map<string, ViewFeed>): JoinableView {
    if (planned.kind === 'refused') return refusedView(planned.view, planned.features, planned.fault);
    const { join } = planned;
    const feed = this.#feedOf(join);
    feeds.set(join.view.name, feed);
    const counter = `${model} ${join.view.name}`;
    return joinedView(join, feed, this.#parts.now, (count) => {
      this.#unknown.set(counter, (this.#unknown.get(counter) ?? 0) + count);
    });
  }

  #feedOf(join: OnlineJoin): ViewFeed {
    const key = rowsDigest(join);
    const { current, read, folder, now, told } = this.#parts;
    const source = join.resolved.sources.get(join.view.source);
    if (source === undefined) throw new TypeError(`the view ${join.view.name} was planned without its source`);
    const own = joinPath(folder, key.replace(':', '-'));
    const feed =
      this.#feeds.get(key) ??
      new ViewFeed({ join, current: (commit) => current(source, commit, own), read, now, told });
    this.#feeds.set(key, feed);
    return feed;
  }

  #tellRefusals({ item, version, views, feeds }: JoinedVersion, before: JoinedVersion | undefined): void {
    const refused = views.filter(({ view }) => !feeds.has(view));
    for (const { view, fault = '' } of refused) {
      if (before?.views.some((one) => one.view === view && one.fault === fault)) continue;
      this.#parts.told({ kind: 'refused', model: item.manifest.model, version, view, fault });
    }
  }
}
