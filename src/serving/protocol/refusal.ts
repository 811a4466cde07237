/** Why a request is not answered: an HTTP status, and what is wrong, fault by fault. */
export class Refusal extends Error {
  readonly status: 400 | 404 | 405 | 408 | 413 | 415 | 422 | 503;

  constructor(status: Refusal['status'], faults: string | readonly string[]) {
    const all = typeof faults === 'string' ? [faults] : faults;
    super(shown(all));
    this.name = 'Refusal';
    this.status = status;
  }
}

const mostShown = 8;

function shown(faults: readonly string[]): string {
  const more = faults.length - mostShown;
  return [...faults.slice(0, mostShown), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}
