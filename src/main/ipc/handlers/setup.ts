import type { Engine } from '../../../core/engine-port.ts';
import type { ProbeStep } from '../../../core/probe.ts';
import { plainTrigger, secretNames } from '../../../shared/config.ts';
import type { Remote } from '../../../shared/domain/records.ts';
import { workOrderStatuses } from '../../../shared/domain/work-order-statuses.ts';
import type { SetupState } from '../../../shared/ipc/contract.ts';
import {
  connectSandbox,
  hasRealConnection,
  refuseSandboxBesideRealData,
  saveConnectWise,
  saveFieldNation,
} from '../../connections.ts';
import type { FeatureHandlers } from '../ipc-gate.ts';
import { effectiveKind, type Services } from './services.ts';

export function setupHandlers(
  services: Services,
): FeatureHandlers<
  | 'setup:state'
  | 'setup:use-sandbox'
  | 'setup:save-connectwise'
  | 'setup:save-fieldnation'
  | 'setup:test'
  | 'setup:boards'
  | 'setup:statuses'
  | 'setup:types-of-work'
  | 'setup:save-trigger'
  | 'setup:work-order-statuses'
  | 'setup:save-status-map'
  | 'setup:plan'
  | 'setup:start'
> {
  const { host, memory, sandbox, pushes, person } = services;

  async function state(): Promise<SetupState> {
    const engine = await host.engine();
    const secrets = await services.secrets;
    const present = await Promise.all(secretNames.map(async (name) => (await secrets.get(name)) !== null));
    return {
      config: engine.config(),
      secretsSet: secretNames.filter((_name, index) => present[index] === true),
      sandboxRunning: sandbox.running !== null,
      tested: memory.value.tested,
    };
  }

  /** A connection changed: its last test says nothing any more, and other pages show old values. */
  async function changed(remotes: readonly Remote[]): Promise<SetupState> {
    const untested = Object.fromEntries(remotes.map((remote) => [remote, false]));
    memory.change({ tested: { ...memory.value.tested, ...untested } });
    pushes.changed('setup');
    return state();
  }

  /** A real connection ends practising in this profile: the badge and what counts as loopback follow. */
  async function leaveSandboxIfReal(engine: Engine): Promise<void> {
    if (!memory.value.usesSandbox || !hasRealConnection(engine.config())) return;
    memory.change({ usesSandbox: false });
    await sandbox.stop();
    await host.reopen();
  }

  return {
    'setup:state': state,
    async 'setup:use-sandbox'() {
      refuseSandboxBesideRealData(services.profile.name, (await host.engine()).config());
      const info = await sandbox.start();
      const wasSandbox = effectiveKind(services) === 'sandbox';
      memory.change({ usesSandbox: true });
      // The engine learns only when it is made that callbacks may come straight from this machine.
      if (!wasSandbox) await host.reopen();
      await connectSandbox(await host.engine(), await services.secrets, info);
      return changed(['connectwise', 'fieldnation']);
    },
    async 'setup:save-connectwise'({ privateKey, clientId, ...connection }) {
      const engine = await host.engine();
      const values = {
        site: connection.site.trim(),
        company: connection.company.trim(),
        publicKey: connection.publicKey.trim(),
      };
      await saveConnectWise(engine, await services.secrets, values, {
        'connectwise.privateKey': privateKey,
        'connectwise.clientId': clientId,
      });
      await leaveSandboxIfReal(engine);
      return changed(['connectwise']);
    },
    async 'setup:save-fieldnation'({ clientSecret, password, ...connection }) {
      const engine = await host.engine();
      const values = { ...connection, clientId: connection.clientId.trim(), username: connection.username.trim() };
      await saveFieldNation(engine, await services.secrets, values, {
        'fieldnation.clientSecret': clientSecret,
        'fieldnation.password': password,
      });
      await leaveSandboxIfReal(engine);
      return changed(['fieldnation']);
    },
    async 'setup:test'({ remote }) {
      const engine = await host.engine();
      const steps = await engine.probe(remote, (sofar) => pushes.probe({ remote, steps: sofar.map(plainStep) }));
      const passed = steps.length > 0 && steps.every((step) => step.state !== 'failed');
      memory.change({ tested: { ...memory.value.tested, [remote]: passed } });
      pushes.changed('setup');
      return steps.map(plainStep);
    },
    async 'setup:boards'() {
      const boards = await (await host.engine()).boards();
      return boards.filter((board) => !board.inactive && !board.project).map(({ id, name }) => ({ id, name }));
    },
    async 'setup:statuses'({ boardId }) {
      const statuses = await (await host.engine()).statuses(boardId);
      return statuses.filter((status) => !status.inactive).map(({ id, name, closed }) => ({ id, name, closed }));
    },
    async 'setup:types-of-work'() {
      const types = await (await host.engine()).typesOfWork();
      return types.map(({ id, name }) => ({ id, name }));
    },
    async 'setup:save-trigger'({ publish, typeOfWork, pay, kind, conditions, customFieldConditions, ...place }) {
      await (await host.engine()).saveConfig((config) => ({
        ...config,
        trigger: {
          ...(config.trigger ?? plainTrigger),
          ...place,
          ...(kind === undefined ? {} : { kind }),
          ...(conditions === undefined ? {} : { conditions }),
          ...(customFieldConditions === undefined ? {} : { customFieldConditions }),
        },
        create: {
          publish,
          typeOfWork: typeOfWork === undefined ? config.create.typeOfWork : typeOfWork,
          pay: pay === undefined ? config.create.pay : pay,
        },
      }));
      return changed([]);
    },
    'setup:work-order-statuses': () => [...workOrderStatuses],
    async 'setup:save-status-map'(statusMap) {
      const engine = await host.engine();
      await engine.saveConfig((config) => ({ ...config, statusMap }));
      await engine.mappings.followSetup(person);
      pushes.changed('mapping');
      return changed([]);
    },
    async 'setup:plan'() {
      const rows = await (await host.engine()).plan();
      return [...rows];
    },
    async 'setup:start'({ ticketIds, takeOver }) {
      const engine = await host.engine();
      await engine.begin(ticketIds, { takeOver });
      pushes.changed('setup', 'links');
      return engine.status();
    },
  };
}

function plainStep(step: ProbeStep): ProbeStep {
  const { id, state, message, durationMs, error } = step;
  return { id, state, message, durationMs, error };
}
