import { spawn } from 'node:child_process';
import { gitEnvironment } from './run-git.ts';

export interface BackendRequest {
  readonly gitDir: string;
  /** What follows the repository: `/info/refs`, `/git-upload-pack`. */
  readonly path: string;
  readonly method: string;
  readonly query: string;
  readonly headers: Headers;
  readonly body: Buffer;
  readonly user: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Runs `git http-backend`, git's own CGI program, for one request. */
export async function runBackend(request: BackendRequest): Promise<Response> {
  const header = (name: string): string => request.headers.get(name) ?? '';
  const env = {
    ...gitEnvironment,
    ...request.env,
    GIT_PROJECT_ROOT: request.gitDir,
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: request.path,
    REQUEST_METHOD: request.method,
    QUERY_STRING: request.query,
    CONTENT_TYPE: header('content-type'),
    CONTENT_LENGTH: String(request.body.length),
    HTTP_CONTENT_ENCODING: header('content-encoding'),
    GIT_PROTOCOL: header('git-protocol'),
    REMOTE_USER: request.user,
    REMOTE_ADDR: '127.0.0.1',
  };
  const child = spawn('git', ['http-backend'], { env, stdio: ['pipe', 'pipe', 'ignore'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stdin.on('error', () => undefined); // it may answer before it has read all
  child.stdin.end(request.body);
  await new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => resolve());
  });
  return cgiResponse(Buffer.concat(chunks));
}

function cgiResponse(output: Buffer): Response {
  const end = output.indexOf('\r\n\r\n');
  if (end < 0) return new Response('git http-backend gave no answer', { status: 500 });
  const headers = new Headers();
  let status = 200;
  for (const line of output.subarray(0, end).toString('latin1').split('\r\n')) {
    const [name = '', value = ''] = line.split(/:\s*(.*)/s);
    if (name.toLowerCase() === 'status') status = Number.parseInt(value, 10);
    else headers.set(name, value);
  }
  return new Response(Buffer.from(output.subarray(end + 4)), { status, headers });
}
