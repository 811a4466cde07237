import { basename } from 'node:path';
import type { LogEvent } from './log-event.ts';
import type { Rotation } from './rotation.ts';
import { deadSessions } from './session-folder.ts';

/** Rotates what processes that died left in a folder, until all is done or the log closes. */
export async function recover(
  local: string,
  rotation: Rotation,
  tell: (event: LogEvent) => void,
  closing: AbortSignal,
): Promise<void> {
  try {
    for await (const session of deadSessions(local)) {
      for (const file of await session.files()) {
        if (closing.aborted) break;
        const converted = await rotation.rotate(file);
        if (converted === undefined) continue;
        const { heading, rows, unread } = converted;
        tell({ kind: 'recovered', model: heading?.model ?? basename(file), rows, unread });
      }
      await session.release();
    }
  } catch (error) {
    tell({ kind: 'failed', doing: 'recover', reason: error instanceof Error ? error.message : String(error) });
  }
}
