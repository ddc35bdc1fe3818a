import type { ChannelOutput } from '../../../../src/shared/ipc/contract.ts';

type Steps = ChannelOutput<'setup:test'>;

const passed = (id: string, message: string, durationMs: number): Steps[number] => ({
  id,
  state: 'ok',
  message,
  durationMs,
  error: null,
});

export function probeSteps(remote: 'connectwise' | 'fieldnation'): Steps {
  if (remote === 'fieldnation') {
    return [
      passed('reach', 'Reached 127.0.0.1:4102', 12),
      passed('sign-in', 'Signed in as api.user', 94),
      passed('read', 'Can read work orders', 120),
      passed('webhooks', 'Can manage webhooks', 61),
    ];
  }
  return [
    passed('instance', 'Found your instance: v2025_1, cloud', 41),
    passed('sign-in', 'Signed in as svc-fieldnation', 88),
    passed('tickets', 'Can read service tickets', 76),
    passed('boards', 'Can read 2 service boards', 70),
    {
      id: 'documents',
      state: 'warning',
      message: 'Cannot add documents: Companies > Manage Attachments needs Add = All',
      durationMs: 66,
      error: {
        code: 'connectwise.forbidden',
        kind: 'permanent',
        message: 'Cannot add documents: Companies > Manage Attachments needs Add = All',
        context: { status: 403, module: 'Companies', permission: 'Manage Attachments' },
      },
    },
  ];
}
