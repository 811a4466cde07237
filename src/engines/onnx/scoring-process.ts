import { type ChildProcess, fork } from 'node:child_process';
import { AvalError } from '../../core/errors.ts';
import type { ScoringReply, ScoringRequest } from './scoring-messages.ts';

/** What a scoring process may use. */
export interface ScoringLimits {
  /** Milliseconds for opening a model, and for each batch of rows. */
  readonly timeLimit: number;
  /** Bytes of WebAssembly memory: the model, its numbers and its intermediate results. */
  readonly memoryLimit: number;
  /** Milliseconds without a request after which the process ends; the next request starts another. */
  readonly idleLimit: number;
}

export const defaultScoringLimits: ScoringLimits = { timeLimit: 60_000, memoryLimit: 2 ** 31, idleLimit: 10_000 };

/**
 * A process that scores one model: no environment, no files to write, no further processes, bounded memory and time.
 * It keeps its parent alive only while a request is open. Requests are answered one by one, in order.
 */
export class ScoringProcess {
  readonly #model: Uint8Array;
  readonly #limits: ScoringLimits;
  #child: ChildProcess | undefined;
  #idle: NodeJS.Timeout | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(model: Uint8Array, limits: ScoringLimits) {
    this.#model = model;
    this.#limits = limits;
  }

  /** Starts the process unless it runs and sends one request. Throws `evidence` when the model fails or takes too much. */
  request(request: ScoringRequest): Promise<ScoringReply> {
    const reply = this.#last.then(() => this.#ask(request));
    this.#last = reply.catch(() => undefined); // the caller of that request has the error; the next one starts afresh
    return reply;
  }

  async #ask(request: ScoringRequest): Promise<ScoringReply> {
    clearTimeout(this.#idle);
    const running = this.#child?.connected ? this.#child : undefined;
    const child = running ?? this.#start();
    try {
      if (running === undefined) {
        const opened = await exchange(child, { kind: 'open', model: this.#model }, this.#limits);
        if (request.kind === 'open') return opened;
      }
      return await exchange(child, request, this.#limits);
    } catch (error) {
      child.kill('SIGKILL');
      this.#child = undefined;
      throw error;
    } finally {
      child.unref();
      child.channel?.unref();
      this.#idle = setTimeout(() => this.#stop(), this.#limits.idleLimit).unref();
    }
  }

  #start(): ChildProcess {
    const pages = Math.max(1, Math.floor(this.#limits.memoryLimit / 65_536));
    const entry = import.meta.url.endsWith('.ts') ? './onnx-worker.ts' : './onnx-worker.js';
    this.#child = fork(new URL(entry, import.meta.url), {
      env: {},
      execArgv: ['--permission', '--allow-fs-read=*', '--max-old-space-size=1024', `--wasm-max-mem-pages=${pages}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    return this.#child;
  }

  #stop(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }
}

/** Sends one message and waits for its reply, the end of the process or the time limit. */
function exchange(child: ChildProcess, request: ScoringRequest, limits: ScoringLimits): Promise<ScoringReply> {
  child.ref();
  child.channel?.ref();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => settle(() => reject(tooSlow(request, limits.timeLimit))), limits.timeLimit);
    const settle = (then: () => void) => {
      clearTimeout(timer);
      child.off('message', onMessage).off('exit', onExit).off('error', onExit);
      then();
    };
    const onMessage = (reply: ScoringReply) =>
      settle(() => (reply.kind === 'failed' ? reject(failed(request, reply.message)) : resolve(reply)));
    const onExit = (reason: unknown) => settle(() => reject(ended(request, reason)));
    child.on('message', onMessage).on('exit', onExit).on('error', onExit);
    child.send(request, (error) => error && onExit(error));
  });
}

const doing = (request: ScoringRequest) => (request.kind === 'open' ? 'opened' : 'run');

function tooSlow(request: ScoringRequest, limit: number): AvalError {
  return new AvalError('evidence', {
    rule: 'onnx.timeLimit',
    message: `the ONNX model could not be ${doing(request)} within ${limit / 1000} s`,
    hint: 'The limit holds for opening the model and for each batch of rows.',
  });
}

function failed(request: ScoringRequest, reason: string): AvalError {
  const memory = /bad_alloc|out of memory|memory access out of bounds/i.test(reason);
  return new AvalError('evidence', {
    rule: memory ? 'onnx.memoryLimit' : 'onnx.runtime',
    message: `the ONNX model could not be ${doing(request)}: ${memory ? 'it needs too much memory' : readable(reason)}`,
    hint: 'It is run by onnxruntime in WebAssembly; try it there.',
  });
}

function ended(request: ScoringRequest, reason: unknown): AvalError {
  return new AvalError(
    'evidence',
    {
      rule: 'onnx.ended',
      message: `the process that scores the ONNX model ended while it was ${doing(request)}`,
      hint: 'A model that makes its runtime crash is refused.',
    },
    reason instanceof Error ? { cause: reason } : {},
  );
}

/** The runtime's own words without its source paths and control characters, at most 300 characters. */
function readable(reason: string): string {
  const text = reason.slice(reason.indexOf('ERROR_MESSAGE: ') + 1).replace(/^RROR_MESSAGE: /, '');
  return text
    .replace(/^\/\S+:\d+ .*?\) (?=[A-Z])/, '')
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, 300);
}
