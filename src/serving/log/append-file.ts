import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from '../../engines/durable-file.ts';

/** Port: a file of this machine, as far as the log writes one. */
export interface AppendFile {
  /** All of the bytes, at this position. */
  write(bytes: Uint8Array, position: number): Promise<void>;
  /** Ends when what was written is on the disk. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

export type OpenAppendFile = (path: string) => Promise<AppendFile>;

/** Makes a new file. */
export const openAppendFile: OpenAppendFile = async (path) => {
  const file = await open(path, 'wx', 0o600);
  await syncFolder(dirname(path)).catch(async (error: unknown) => {
    await file.close();
    throw error;
  });
  return {
    write: async (bytes, position) => {
      let done = 0;
      while (done < bytes.length) {
        done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
      }
    },
    sync: () => file.datasync(),
    close: () => file.close(),
  };
};
