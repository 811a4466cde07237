import type { Repository } from '../state/repository.ts';

/** The addresses that answers name. */
export class Urls {
  readonly web: string;
  readonly api: string;

  constructor(web: string) {
    this.web = web;
    this.api = `${web}/api/v3`;
  }

  repo(repository: Repository): string {
    return `${this.api}/repos/${repository.fullName}`;
  }

  page(repository: Repository): string {
    return `${this.web}/${repository.fullName}`;
  }

  clone(repository: Repository): string {
    return `${this.page(repository)}.git`;
  }

  upload(repository: Repository): string {
    return `${this.web}/api/uploads/repos/${repository.fullName}`;
  }
}

export const nodeId = (kind: string, id: number | string): string => Buffer.from(`${kind}:${id}`).toString('base64');
