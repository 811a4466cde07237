import { Frames } from '../engines/workspace/frames.ts';
import { openWorkspace, type Workspace } from '../engines/workspace/workspace.ts';
import { type CommandContext, type Invocation, textOption } from './command.ts';

export interface Session {
  readonly workspace: Workspace;
  readonly frames: Frames;
}

/** What commands that train or evaluate begin with. */
export async function openSession(invocation: Invocation, context: CommandContext): Promise<Session> {
  const workspace = await openWorkspace(context.folder, {
    base: textOption(invocation, 'base'),
    credentials: context.credentials(),
  });
  return { workspace, frames: new Frames(workspace, context.progress) };
}
