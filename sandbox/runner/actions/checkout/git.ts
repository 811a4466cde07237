import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs git in a folder; `config` is for this call only and not seen in the process list of others' logs. */
export async function git(
  folder: string,
  args: readonly string[],
  config: Readonly<Record<string, string>> = {},
): Promise<string> {
  const entries = Object.entries(config);
  const env: NodeJS.ProcessEnv = { ...process.env, GIT_TERMINAL_PROMPT: '0', GIT_CONFIG_COUNT: String(entries.length) };
  for (const [index, [key, value]] of entries.entries()) {
    env[`GIT_CONFIG_KEY_${index}`] = key;
    env[`GIT_CONFIG_VALUE_${index}`] = value;
  }
  const { stdout } = await run('git', ['-C', folder, ...args], { env, maxBuffer: 64 * 1024 * 1024 });
  return stdout.trim();
}

/** The keys under which git sends the token: for the server's name, and for where the sandbox turns it to. */
export async function credentialKeys(folder: string, serverUrl: string): Promise<string[]> {
  const actual = await git(folder, ['ls-remote', '--get-url', 'origin']);
  const origins = [serverUrl, ...(/^https?:/.test(actual) ? [new URL(actual).origin] : [])];
  return [...new Set(origins)].map((origin) => `http.${origin}/.extraheader`);
}
