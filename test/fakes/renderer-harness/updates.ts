import type { UpdateState } from '../../../src/shared/domain/updates.ts';
import type { DispatchBridgeApi } from '../../../src/shared/ipc/contract.ts';

type Channels = Extract<keyof DispatchBridgeApi, `updates:${string}`> | 'app:licences' | 'app:open-folder' | 'app:quit';

const hour = 3_600_000;
const notes = `Pauses survive a restart.

- A tunnel that was cut comes back within seconds after the computer wakes up.
- The log finds work orders by their title as well.
- Fixed: a note that was edited twice within a minute was sent once.
- Fixed: statuses with an ampersand in their name stopped the status map from being saved.

Field Nation shows its new status "Waiting on parts" from 1 December on. Map it before then under Mapping, Status maps.`;
const rule = '-'.repeat(100);
const mit = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.`;
const licences = [
  'Dispatch Bridge is made with the works of others listed here, under these licences.',
  ...[
    '@mantine/core 9.7.3',
    'better-sqlite3 13.2.0',
    'dayjs 1.11.23',
    'react 19.3.1',
    'undici 7.30.2',
    'zod 4.6.7',
  ].map((name) => `${name}\nMIT\n\n${mit}`),
].join(`\n${rule}\n`);

/** About and updates of the made-up day: `update-ready`, `update-found`, `update-failed`, `update-off`, otherwise nothing newer. */
export function updateBridge(scenario: string, changed: () => void): Pick<DispatchBridgeApi, Channels> {
  const now = Date.now();
  const base: UpdateState = {
    state: 'none',
    current: '0.1.0',
    version: null,
    releasedAt: null,
    notes: '',
    progress: null,
    checkedAt: now - 2 * hour,
    skipped: false,
    why: '',
  };
  const newer = { version: '0.2.0', releasedAt: now - 30 * hour, notes };
  const starts: Readonly<Record<string, UpdateState>> = {
    'update-found': { ...base, ...newer, state: 'available' },
    'update-ready': { ...base, ...newer, state: 'ready' },
    'update-failed': {
      ...base,
      ...newer,
      state: 'failed',
      why: 'The download does not match its checksum and was thrown away. Download it again; if that fails too, install the version by hand.',
    },
    'update-off': {
      ...base,
      state: 'off',
      checkedAt: null,
      why: 'This copy was installed as a package. Install the newer package the way this one was installed.',
    },
  };
  let state = starts[scenario] ?? base;
  const become = (next: Partial<UpdateState>): UpdateState => {
    state = { ...state, ...next };
    changed();
    return state;
  };
  const advance = (progress: number): void => {
    if (progress >= 1) {
      become({ state: 'ready', progress: null });
      return;
    }
    become({ progress });
    setTimeout(() => advance(progress + 0.07), 150);
  };
  return {
    'app:licences': async () => licences,
    'app:open-folder': async () => {},
    'app:quit': async () => {},
    'updates:state': async () => state,
    'updates:check': async () => become(scenario === 'day' ? { ...newer, state: 'available', checkedAt: now } : {}),
    'updates:download': async () => {
      advance(0.07);
      return become({ state: 'downloading' });
    },
    'updates:install': () => new Promise(() => {}),
    'updates:skip': async ({ skip }) => become({ skipped: skip }),
  };
}
