import { Probot } from 'probot';
import type { Logger } from '../log.ts';
import type { AppSettings } from '../settings.ts';
import { appOctokit, timedFetch } from './app-octokit.ts';

/** GitHub as the App. Nothing is asked yet; every option is given, so that Probot reads no environment. */
export function connect({ appId, privateKey, secrets, github, throttle }: AppSettings, log: Logger): Probot {
  return new Probot({
    appId,
    privateKey,
    secret: secrets[0],
    baseUrl: github.api,
    log,
    Octokit: appOctokit(throttle),
    request: { fetch: timedFetch },
  });
}
