/** A page of this site that someone names to come back to; the front page for any other address. */
export function returnTo(asked: string | null, web: string): string {
  if (asked === null || !asked.startsWith('/') || !URL.canParse(asked, web)) return '/';
  const { origin, pathname, search } = new URL(asked, web);
  return origin === new URL(web).origin && !pathname.startsWith('//') ? `${pathname}${search}` : '/';
}

export const pathToLogin = (here: string): string => `/login?return_to=${encodeURIComponent(here)}`;
