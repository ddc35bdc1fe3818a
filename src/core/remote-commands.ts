import type { Engine } from './engine-port.ts';
import type { Remotes } from './remotes.ts';
import type { SyncContext } from './sync/context.ts';

export interface RemoteCommandsOptions {
  readonly context: SyncContext;
  readonly remotes: Remotes;
  /** A side's clients were made anew from what the keychain holds now. */
  readonly onSignedIn: () => Promise<void>;
}

type RemoteCommands = Pick<Engine, 'credentialsChanged' | 'probe' | 'boards' | 'statuses' | 'typesOfWork'>;

/** What setup asks of both systems themselves: whether they let us in, and what there is to choose from. */
export function remoteCommands({ context, remotes, onSignedIn }: RemoteCommandsOptions): RemoteCommands {
  return {
    async credentialsChanged(remote) {
      await remotes.build(context.config());
      remotes.lane(remote)?.resume();
      await onSignedIn();
    },
    probe: (remote, onSteps) => remotes.probe(remote, onSteps),
    boards: () => remotes.psa().boards(),
    statuses: (boardId) => remotes.psa().statuses(boardId),
    typesOfWork: () => remotes.fieldNation().typesOfWork(),
  };
}
