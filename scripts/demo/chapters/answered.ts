import type { Track } from '../steps.ts';
import { ask, type Rows } from '../story/ask.ts';
import { until } from '../story/follow.ts';
import type { ServerProcess } from '../story/server-process.ts';

export interface Question {
  readonly track: Track;
  readonly model: string;
  /** One row. */
  readonly rows: Rows;
  /** What the probability is of. */
  readonly says: string;
}

/** Tells the server to look at git now, as a webhook of the repository would, and asks for a prediction until this version answers. */
export async function answered(server: ServerProcess, version: string, question: Question): Promise<void> {
  const { track, model, rows, says } = question;
  await track.timed(`a prediction over HTTP, by ${version}`, async () => {
    await fetch(`${server.address}/nudge`, { method: 'POST' });
    return until(`${model} ${version} answers`, async () => {
      const answer = await ask(server.address, model, rows);
      if (answer?.model_version !== version) return undefined;
      return track.say(`✓ ${model} ${version}: ${answer.outputs[0].data[0]?.toFixed(3)} ${says}`);
    });
  });
}
