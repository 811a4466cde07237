import { markdownTable } from 'markdown-table';
import type * as z from 'zod';
import { evidenceSchema } from '../../src/core/gate/evidence.ts';
import { ledgerEntrySchema } from '../../src/core/gate/ledger-entry.ts';
import { entrySchema } from '../../src/core/ledger/entry.ts';
import { monitoringEvidenceSchema } from '../../src/core/monitoring/monitoring-evidence.ts';
import { monitoringReportSchema } from '../../src/core/monitoring-report/report.ts';
import { manifestSchema } from '../../src/core/registry/package.ts';
import { servingReportSchema } from '../../src/core/serving-report/report.ts';
import { keyRows } from './key-rows.ts';

/** docs/reference/formats.md: what aval writes beside definitions, key by key. */
export function formatsPage(): string {
  return `# Formats

What aval writes, key by key. Generated from the schemas by \`node scripts/generate.ts\`; a test compares. All are strict:
unknown keys are refused, numbers are finite. \`[]\` is each item of a list, \`<name>\` each key of a map.

${section('Evidence', 'What an evaluation found: JSON, at most 1 MiB. An estimate is `{value, low, high, n, method}` or `{undefined: why, n}`, never a bare number.', evidenceSchema)}
${section('Monitoring evidence', 'What one window of predictions looks like beside what the package was trained on: canonical JSON, written by `aval monitor`.', monitoringEvidenceSchema)}
${section('Monitoring report', '`report.json` in the artifact `aval-monitoring` of a scheduled run: canonical JSON, at most 1 MiB. Each window is monitoring evidence, each lock a SourceLock.', monitoringReportSchema)}
${section('Serving report', 'What `aval serve --report` posts to the App, signed with the key of its repository: JSON, at most 1 MiB.', servingReportSchema)}
${section('Package manifest', '`manifest.json` of a package, in canonical form (RFC 8785); its sha256 is the package digest.', manifestSchema)}
${section('Entry of the holdout ledger', 'A file `entries/00000000.json` on the branch `aval-ledger`, in canonical form. Each names the digest of the one before it. The evidence that closed one lies beside it as `evidence/<sha256>.json`.', entrySchema)}
The run that answers an entry leaves \`answer.json\`: \`{"format": "aval/answer/v1", "entry": …, "answer": {"outcome": "evaluated", "evidence": …}}\`, or
\`{"outcome": "refused", "account": …, "reason": …}\` when the account is used up.

${section("Entry of one machine's ledger", 'A line of the ledger that `aval gate --holdout` keeps under `.aval/`, in canonical form.', ledgerEntrySchema)}`;
}

function section(title: string, meaning: string, schema: z.ZodType): string {
  const rows = keyRows(schema).map(({ key, only, type, fallback, meaning: says }) =>
    [`\`${key}\`${only ? ` (${only.join(', ')})` : ''}`, type, fallback, says].map((cell) =>
      cell.replaceAll('|', '\\|'),
    ),
  );
  const table = markdownTable([['key', 'type', 'default', 'meaning'], ...rows], { alignDelimiters: false });
  return `## ${title}\n\n${meaning}\n\n${table}\n`;
}
