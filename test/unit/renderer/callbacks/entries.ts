import type { RegisteredCallback } from '../../../../src/shared/domain/callbacks.ts';

/** An entry of this workstation for the board Field Services, as far as a test does not say otherwise. */
export function entry(change: Partial<RegisteredCallback> = {}): RegisteredCallback {
  return {
    id: 41,
    description: 'Dispatch Bridge k3v9q2',
    shownUrl: 'https://bridge.example.com/callbacks/…?recordId=',
    host: 'bridge.example.com',
    type: 'Ticket',
    level: 'Board',
    objectId: 11,
    objectName: 'Field Services',
    active: true,
    updatedAt: 1_000_000,
    updatedBy: 'jharper',
    relation: 'ours',
    broker: null,
    flags: [],
    ...change,
  };
}

export function flag(
  name: RegisteredCallback['flags'][number]['flag'],
  doubles: number | null = null,
): RegisteredCallback['flags'][number] {
  return { flag: name, message: `It is ${name}.`, doubles };
}

export const brokerEntry = entry({
  id: 12,
  description: 'Field Nation dispatch',
  host: 'micro.fieldnation.com',
  level: 'Status',
  objectId: 502,
  objectName: 'Dispatch to Field Nation on Field Services',
  relation: 'broker',
  broker: 'production',
});
