import type { Hub } from '../../hub.ts';
import type { Repository } from '../../state/repository.ts';

/** Where a text stands: what its references and relative links mean. */
export interface Place {
  readonly hub: Hub;
  readonly repository: Repository;
  /** The file that it is; undefined for comments, whose line breaks count. */
  readonly file?: { readonly ref: string; readonly path: string };
}
