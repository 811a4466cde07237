import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { refsChanged } from '../changes/refs-changed.ts';
import { decide } from '../changes/rules.ts';
import { mayChangeWorkflows } from '../changes/workflow-files.ts';
import type { Faults } from '../faults/faults.ts';
import { refusal } from '../faults/refusal.ts';
import { type BackendRequest, runBackend } from '../git/http-backend.ts';
import { pushCommands } from '../git/push-commands.ts';
import { listRefs, refChanges } from '../git/refs.ts';
import type { Hub } from '../hub.ts';
import { ApiError } from '../rest/api-error.ts';
import { demand, read, write } from '../rest/in-repository.ts';
import { mayRead } from '../state/access.ts';
import type { Actor } from '../state/actor.ts';
import { userOf } from '../state/actor.ts';
import type { Repository } from '../state/repository.ts';
import { authenticate } from './authenticate.ts';

const address = /^\/([^/]+)\/([^/]+?)(?:\.git)?(\/info\/refs|\/git-upload-pack|\/git-receive-pack)$/;

/** Clone, fetch and push over HTTP. */
export class GitServer {
  readonly #hub: Hub;
  readonly #faults: Faults;

  constructor(hub: Hub, faults: Faults) {
    this.#hub = hub;
    this.#faults = faults;
  }

  /** Undefined when the address is none of git's. */
  async handle(request: Request): Promise<Response | undefined> {
    const url = new URL(request.url);
    const found = address.exec(decodeURI(url.pathname));
    if (found === null) return undefined;
    const pushes = url.searchParams.get('service') === 'git-receive-pack' || found[3] === '/git-receive-pack';
    try {
      const actor = authenticate(this.#hub.world, request.headers.get('authorization'));
      const repository = this.#open(`${found[1]}/${found[2]}`, pushes, actor);
      const body = Buffer.from(await request.arrayBuffer());
      const { headers, method } = request;
      const user = userOf(actor)?.login ?? '';
      const { gitDir } = repository;
      const asked = { gitDir, path: found[3] ?? '', method, query: url.search.slice(1), headers, body, user, env: {} };
      return await this.#run(repository, asked, pushes, actor);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const challenge: Record<string, string> =
        error.status === 401 ? { 'www-authenticate': 'Basic realm="GitHub"' } : {};
      return new Response(`${error.message}\n`, { status: error.status, headers: challenge });
    }
  }

  #open(name: string, pushes: boolean, actor: Actor): Repository {
    const repository = this.#hub.world.repository(name);
    const hidden = repository === undefined || !mayRead(actor, repository);
    if (hidden && actor.kind === 'anonymous') throw new ApiError(401, 'Authentication required');
    if (hidden) throw new ApiError(404, 'Repository not found.');
    demand(actor, repository, pushes ? write('contents') : read('contents'));
    return repository;
  }

  async #run(repository: Repository, asked: BackendRequest, pushes: boolean, actor: Actor): Promise<Response> {
    if (asked.path === '/info/refs') return runBackend(asked);
    const fault = this.#faults.take(pushes ? 'git/push' : 'git/fetch');
    if (fault?.kind === 'refuse' || fault?.kind === 'secondaryLimit')
      return new Response('', { status: refusal(fault).status });
    if (!pushes) return runBackend(asked);
    const response = await repository.inTurn(() => this.#push(repository, asked, actor));
    if (fault?.kind === 'held') await fault.until();
    return fault?.kind === 'applied' ? new Response('', { status: fault.status }) : response;
  }

  async #push(repository: Repository, asked: BackendRequest, actor: Actor): Promise<Response> {
    const zipped = asked.headers.get('content-encoding') === 'gzip';
    const commands = pushCommands(zipped ? gunzipSync(asked.body) : asked.body);
    const folder = await mkdtemp(join(this.#hub.folder, 'push-'));
    try {
      const lines = commands.map(({ ref, before, after }) => {
        const decision = decide(repository, ref, before, after, actor);
        return `${ref} ${decision.kind}${decision.kind === 'deny' ? ` ${decision.reason}` : ''}\n`;
      });
      const decisions = join(folder, 'decisions');
      await writeFile(decisions, lines.join(''));
      const limits: Record<string, string> = mayChangeWorkflows(actor) ? {} : { SANDBOX_NO_WORKFLOWS: '1' };
      const before = await listRefs(repository.gitDir);
      const response = await runBackend({ ...asked, env: { SANDBOX_DECISIONS: decisions, ...limits } });
      const changes = refChanges(before, await listRefs(repository.gitDir));
      if (changes.length > 0) await refsChanged(this.#hub, repository, changes, actor);
      return response;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}
