import { describe, expect, it } from 'vitest';
import { addressNow } from '../../../../src/renderer/features/callbacks/wizard/use-address.ts';
import type { EngineStatus } from '../../../../src/shared/domain/status.ts';

const intake: EngineStatus['intake'] = {
  state: 'listening',
  mode: 'loopback',
  port: 41_234,
  message: '',
  needs: null,
  lastDeliveryAt: null,
  refused: 0,
  tunnel: { kind: 'none', state: 'off', url: null },
};

describe('the address a callback would get', () => {
  it('is known from the status, also while what is registered cannot be read', () => {
    expect(addressNow(intake)).toBe('http://127.0.0.1:41234');
    const tunnel = { kind: 'ssh', state: 'up', url: 'https://bridge.example.com' } as const;
    expect(addressNow({ ...intake, mode: 'public', tunnel })).toBe('https://bridge.example.com');
  });

  it('is not there while nothing can reach the workstation', () => {
    expect(addressNow({ ...intake, port: null })).toBeNull();
    expect(addressNow({ ...intake, mode: 'none' })).toBeNull();
    const tunnel = { kind: 'ssh', state: 'down', url: null } as const;
    expect(addressNow({ ...intake, mode: 'public', tunnel })).toBeNull();
  });
});
