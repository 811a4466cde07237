import type { IncomingMessage } from 'node:http';
import { mostReportBytes } from '../src/core/serving-report/report.ts';
import { reportPath } from '../src/core/serving-report/signature.ts';
import { type Engine, type EngineOptions, startEngine } from './engine.ts';
import type { Identity } from './github/identity.ts';
import { createLog, type Logger } from './log.ts';
import { bodyBudget } from './server/read-body.ts';
import { type Answer, receive } from './server/receive.ts';
import { listen, type Patience, type ServerParts, webhookPath } from './server/server.ts';
import { receiveReport } from './serving/receive-report.ts';
import type { AppSettings } from './settings.ts';

export interface StartOptions extends Omit<EngineOptions, 'log'> {
  /** Where the lines of the log go; standard output if it isn't said. */
  readonly write?: (line: string) => void;
  readonly patience?: Patience;
}

export interface RunningApp {
  readonly address: { readonly host: string; readonly port: number };
  readonly identity: Identity;
  /** Resolves when nothing is queued and nothing runs. */
  idle(): Promise<void>;
  /**
   * Answers 503 from now on, lets running reconciliations end for so many milliseconds (default: 20 s), aborts the rest, closes. What was
   * queued needs no keeping: the sweep at the next start finds it.
   */
  stop(grace?: number): Promise<void>;
}

const defaultPatience: Patience = { headers: 10_000, request: 30_000 };

/** Starts the App: engine and server. Throws `usage` for a key that GitHub does not know, `platform` when GitHub cannot be reached. */
export async function startApp({ write, patience = defaultPatience, ...options }: StartOptions): Promise<RunningApp> {
  const { settings } = options;
  const log = createLog(settings, write ?? ((line) => process.stdout.write(line)));
  const engine = await startEngine({ ...options, log });
  const { metrics, identity } = engine;
  const { host, port } = settings;
  const listening = listen({ host, port, patience, metrics, log, posts: postsOf(engine, settings, log) });
  const server = await listening.catch(async (error: unknown) => {
    await engine.stop(0);
    throw error;
  });
  log.info({ event: 'listening', ...server.address, app: identity.slug, github: settings.github.web });
  const stop = async (grace?: number): Promise<void> => {
    server.drain();
    log.info({ event: 'stopping' });
    await engine.stop(grace);
    await server.close();
    log.info({ event: 'stopped' });
  };
  return { address: server.address, identity, idle: () => engine.idle(), stop };
}

/** What is taken from outside: deliveries of GitHub, and reports of servers where there is a secret to know them by. */
function postsOf(
  { metrics, intake, reportIntake }: Engine,
  { secrets, servingSecrets }: AppSettings,
  log: Logger,
): ServerParts['posts'] {
  const deliveries = bodyBudget();
  const refused = (why: string): void => {
    metrics.delivered('other', 'refused');
    log.warn({ event: 'delivery refused', why });
  };
  const posts: [string, (request: IncomingMessage) => Promise<Answer>][] = [
    [webhookPath, (request) => receive(request, { secrets, budget: deliveries, intake, refused })],
  ];
  if (servingSecrets.length === 0) return new Map(posts);
  const reports = bodyBudget(mostReportBytes, 8 * mostReportBytes);
  const reportRefused = (why: string): void => {
    metrics.reported('refused');
    log.warn({ event: 'report refused', why });
  };
  const parts = {
    secrets: servingSecrets,
    budget: reports,
    intake: reportIntake,
    now: Date.now,
    refused: reportRefused,
  };
  return new Map([...posts, [reportPath, (request) => receiveReport(request, parts)]]);
}
