import { readBlob } from '../../git/objects.ts';
import type { PageCall, Shown } from '../page.ts';
import { atRef } from './at-ref.ts';

/** By the file's extension. */
export const imageTypes: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  svg: 'image/svg+xml',
};

export const extensionOf = (path: string): string => /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';

/** A file's bytes. What is no picture is plain text, whatever it claims to be; a picture opened by itself may do nothing. */
export async function rawPage({ repository, param }: PageCall): Promise<Shown> {
  const at = await atRef(repository, param('address'));
  if (at?.entry?.type !== 'blob') return undefined;
  const bytes = await readBlob(repository.gitDir, at.entry.sha);
  const type = imageTypes[extensionOf(at.path)] ?? 'text/plain; charset=utf-8';
  return new Response(Buffer.from(bytes), {
    headers: {
      'content-type': type,
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    },
  });
}
