import { selectModels } from '../../engines/workspace/select-models.ts';
import { packageOf, type Trained } from '../../engines/workspace/train.ts';
import type { Run } from '../command.ts';
import { openSession } from '../session.ts';
import { byteSize, type Paint, shortDigest } from '../terminal/paint.ts';

interface TrainedLine {
  readonly model: string;
  readonly package: string;
  readonly definition: string;
  readonly from: Trained['from'];
  readonly rows: number;
  readonly bytes: number;
}

/** `aval train [models...]`: packages for the definitions as they are now. What was trained before is not trained again. */
export const run: Run = async (invocation, context) => {
  const { workspace, frames } = await openSession(invocation, context);
  const lines: TrainedLine[] = [];
  for (const resolved of await selectModels(workspace, invocation.arguments)) {
    const { name } = resolved.model;
    context.note(name);
    const trained = await packageOf(workspace, resolved, frames, context.progress, context.signal, (line) =>
      context.note(`  ${line}`),
    );
    const { manifest, digest } = trained.package;
    const bytes = manifest.files.reduce((sum, file) => sum + file.size, 0);
    lines.push({
      model: name,
      package: digest,
      definition: resolved.digest,
      from: trained.from,
      rows: manifest.rows.train,
      bytes,
    });
  }
  return { outcome: 'ok', data: { models: lines }, text: (paint) => text(lines, paint) };
};

function text(lines: readonly TrainedLine[], paint: Paint): string {
  if (lines.length === 0)
    return `${paint('green', '✓')} nothing to train: no model is defined in a form that was not released`;
  return lines
    .map(
      (line) =>
        `${paint('green', '✓')} ${line.model}  ${shortDigest(line.package)}  ${byteSize(line.bytes)}  ${said[line.from]}`,
    )
    .join('\n');
}

const said: Record<Trained['from'], string> = {
  trained: 'trained',
  cached: 'trained before, nothing to do',
  published: 'published, nothing to do',
};
