import { markdownTable } from 'markdown-table';
import * as z from 'zod';
import type { Kind } from '../../src/core/definitions/document.ts';
import { pathOf } from '../../src/core/definitions/place.ts';
import { kinds, schemas } from '../../src/core/definitions/schemas.ts';
import { keyRows } from './key-rows.ts';

/** The reference page: one table of keys for each kind. */
export function definitionsPage(): string {
  const parts = kinds.map(section);
  return `# Definitions

Every key of every kind. Generated from the schemas by \`node scripts/generate.ts\`; a test compares.

Each document starts with \`apiVersion: aval/v1\` and \`kind\`. A key without a default is required unless it is marked
optional. \`[]\` is each item of a list, \`<name>\` each key of a map. Unknown keys are errors.

${parts.join('\n')}`;
}

function section(kind: Kind): string {
  const schema = schemas[kind];
  const description = z.globalRegistry.get(schema)?.description ?? '';
  const rows = keyRows(schema).map(({ key, only, type, fallback, meaning }) => [
    `\`${key}\`${only ? ` (${only.join(', ')})` : ''}`,
    type,
    fallback,
    meaning,
  ]);
  const table = markdownTable(
    [['key', 'type', 'default', 'meaning'], ...rows].map((row) => row.map(escaped)),
    {
      alignDelimiters: false,
      padding: true,
    },
  );
  return `## ${kind}\n\n\`${pathOf(kind, `<name>`, '<environment>')}\` · ${description}\n\n${table}\n`;
}

function escaped(cell: string): string {
  return cell.replaceAll('|', '\\|');
}
