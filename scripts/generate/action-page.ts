import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { markdownTable } from 'markdown-table';
import { parse } from 'yaml';
import * as z from 'zod';

const field = z.object({ description: z.string(), required: z.boolean().optional(), default: z.string().optional() });
const actionSchema = z.object({
  name: z.string(),
  description: z.string(),
  inputs: z.record(z.string(), field).default({}),
  outputs: z.record(z.string(), field).default({}),
});

const root = join(import.meta.dirname, '../..');
export const actionNames = ['plan', 'train', 'evaluate', 'report', 'preview', 'holdout', 'monitor'] as const;

/** README.md of an action, from its action.yml. */
export function actionPage(name: string): string {
  const action = actionSchema.parse(parse(readFileSync(join(root, `actions/${name}/action.yml`), 'utf8')));
  const inputs = Object.entries(action.inputs).map(([key, { description, required, default: fallback }]) => [
    `\`${key}\``,
    description,
    required ? 'required' : fallback === undefined ? '' : `\`${fallback}\``,
  ]);
  const outputs = Object.entries(action.outputs).map(([key, { description }]) => [`\`${key}\``, description]);
  return `# ${action.name}

${action.description} Generated from \`action.yml\` by \`npm run generate\`; a test compares.

${markdownTable([['input', '', 'default'], ...inputs], { alignDelimiters: false })}

${markdownTable([['output', ''], ...outputs], { alignDelimiters: false })}
`;
}
