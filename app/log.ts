import { type Logger, pino } from 'pino';
import type { AppSettings } from './settings.ts';

export type { Logger } from 'pino';

const masked = '[secret]';

/** Whatever the value: tokens of GitHub in both their forms, the App's JWTs, and keys with or without escaped line breaks. */
const shapes = [
  /\b(?:gh[a-z]_|github_pat_)[\w.-]{10,}/g,
  /\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----/g,
];

/**
 * JSON lines by `write`, one call a line. Every line is masked as a whole on its way out: fields could be forgotten, and an error of some
 * library may carry a token in its text.
 */
export function createLog(
  settings: Pick<AppSettings, 'logLevel' | 'secrets' | 'servingSecrets'>,
  write: (line: string) => void,
): Logger {
  const forms = [...settings.secrets, ...settings.servingSecrets].flatMap((secret) => [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64'),
  ]);
  const mask = (line: string): string =>
    shapes.reduce(
      (text, shape) => text.replace(shape, masked),
      forms.reduce((text, form) => text.replaceAll(form, masked), line),
    );
  return pino(
    { level: settings.logLevel, base: {}, timestamp: pino.stdTimeFunctions.isoTime },
    { write: (line: string) => write(mask(line)) },
  );
}
