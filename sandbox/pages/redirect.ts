/** What has another address. */
export const redirect = (location: string): Response => new Response(null, { status: 302, headers: { location } });
