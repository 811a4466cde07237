import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { Session } from './sessions.ts';

/** A host's cookies are the same for all of its ports, so two sandboxes need two names. */
const nameAt = (web: string): string => `user_session_${new URL(web).port}`;

export const sessionId = (context: Context, web: string): string | undefined => getCookie(context, nameAt(web));

/** Not `Secure`: the sandbox speaks http, on loopback only. */
export const giveCookie = (context: Context, web: string, { id }: Session): void =>
  setCookie(context, nameAt(web), id, { httpOnly: true, sameSite: 'Strict', path: '/' });
