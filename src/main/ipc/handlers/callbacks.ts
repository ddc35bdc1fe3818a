import { callbackOverview } from '../../../core/callbacks/overview.ts';
import { AppError } from '../../../shared/errors.ts';
import type { FeatureHandlers } from '../ipc-gate.ts';
import type { Services } from './services.ts';

/** Where the names of the records another one is picked within are found: levels that are for one such record. */
const listOf = {
  board: { type: 'Ticket', level: 'Board' },
  project: { type: 'Project', level: 'Project' },
  company: { type: 'Company', level: 'Company' },
} as const;

/** Callback entries at ConnectWise: what is registered, the wizard, and who makes the work orders of a board. */
export function callbackHandlers(
  services: Services,
): FeatureHandlers<
  | 'callbacks:list'
  | 'callbacks:objects'
  | 'callbacks:within'
  | 'callbacks:preview'
  | 'callbacks:register'
  | 'callbacks:edit'
  | 'callbacks:switch'
  | 'callbacks:adopt'
  | 'callbacks:remove'
  | 'callbacks:choose-creator'
> {
  const { host, pushes } = services;
  const callbacks = async () => (await host.engine()).callbacks;

  /** Every page that shows entries asks again. */
  function changed<T>(answer: T): T {
    pushes.changed('reach');
    return answer;
  }

  return {
    async 'callbacks:list'() {
      return callbackOverview(await host.engine());
    },
    async 'callbacks:objects'({ type, level, text, withinId }) {
      const query = { type, level, text, ...(withinId === undefined ? {} : { withinId }) };
      return [...(await (await callbacks()).objects(query))];
    },
    async 'callbacks:within'({ what, text }) {
      return [...(await (await callbacks()).objects({ ...listOf[what], text }))];
    },
    // The one answer with a secret in it: a person is about to send this very address.
    async 'callbacks:preview'(choice) {
      const { request, curl, warnings } = (await callbacks()).preview(choice);
      return { request, curl, warnings: [...warnings] };
    },
    async 'callbacks:register'(choice) {
      return changed(await (await callbacks()).register(choice));
    },
    async 'callbacks:edit'({ id, choice, told }) {
      return changed(await (await callbacks()).edit(id, choice, { told }));
    },
    async 'callbacks:switch'({ id, active, told }) {
      const commands = await callbacks();
      return changed(await (active ? commands.enable(id, { told }) : commands.pause(id, { told })));
    },
    async 'callbacks:adopt'({ id }) {
      return changed(await (await callbacks()).adopt(id));
    },
    async 'callbacks:remove'({ id, told }) {
      await (await callbacks()).remove(id, { told });
      changed(undefined);
    },
    async 'callbacks:choose-creator'({ createdBy }) {
      const engine = await host.engine();
      await engine.saveConfig((config) => {
        const boardId = config.trigger?.boardId;
        if (boardId === undefined) throw noBoard();
        const others = (config.intake.brokerBoards ?? []).filter((one) => one.boardId !== boardId);
        return { ...config, intake: { ...config.intake, brokerBoards: [...others, { boardId, createdBy }] } };
      });
      pushes.changed('setup', 'reach');
    },
  };
}

function noBoard(): AppError {
  return new AppError({
    code: 'callback.no-board',
    kind: 'permanent',
    message: 'No board is dispatched from this workstation yet. Choose one under Setup, Trigger first.',
    action: { do: 'open-setup', step: 'trigger' },
  });
}
