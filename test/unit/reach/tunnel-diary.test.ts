import { describe, expect, it } from 'vitest';
import { TunnelDiary } from '../../../src/core/reach/tunnel/tunnel-diary.ts';
import type { TunnelState } from '../../../src/core/tunnel/port.ts';
import { emptyConfig } from '../../../src/shared/config.ts';
import type { NewActivity } from '../../../src/shared/domain/activity.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

function diary() {
  const clock = new VirtualClock();
  const lines: NewActivity[] = [];
  const made = new TunnelDiary({
    clock,
    logger: silentLogger,
    config: () => emptyConfig,
    store: {
      async appendActivities(added) {
        lines.push(...added);
      },
    },
  });
  made.begin({ kind: 'ngrok', domain: '' });
  return { clock, made, said: () => lines.map(({ kind }) => kind), lines };
}

const down = (message: string): TunnelState => ({
  kind: 'down',
  error: { code: 'tunnel.some', kind: 'transient', message, context: {} },
  retryAt: null,
});
const starting: TunnelState = { kind: 'starting', step: 'x' };
const up: TunnelState = { kind: 'up', url: 'https://a.example', since: 0 };

describe('the log of a tunnel', () => {
  it('says nothing of a break that heals within ten seconds', async () => {
    const { made, clock, said } = diary();
    for (let count = 0; count < 3; count += 1) {
      made.saw(down('It broke.'), null);
      await clock.advance(5_000);
      made.saw(up, null);
      await clock.advance(20_000);
    }
    expect(said()).toEqual([]);
  });

  it('says of a longer one why it began, once, and that it is over', async () => {
    const { made, clock, said, lines } = diary();
    for (let count = 0; count < 4; count += 1) {
      made.saw(down('It broke.'), null);
      await clock.advance(4_000);
      made.saw(starting, null);
      made.saw(down('The server does not answer.'), null);
      await clock.advance(8_000);
    }
    made.saw(up, null);
    expect(said()).toEqual(['tunnel.down', 'tunnel.up']);
    expect(lines[0]?.message).toBe('The tunnel of ngrok: It broke. Changes are found by polling every 60 s meanwhile.');
    made.saw(down('It broke.'), null);
    await clock.advance(10_000);
    expect(said()).toHaveLength(3);
  });

  it('says at once what needs a person, and where it is reached now', () => {
    const { made, said, lines } = diary();
    const error = { code: 'tunnel.x', kind: 'auth', message: 'The token is refused.', context: {} } as const;
    made.saw({ kind: 'failed', error }, null);
    made.saw({ kind: 'failed', error }, null);
    made.saw(up, 'https://b.example');
    expect(said()).toEqual(['tunnel.failed', 'tunnel.address']);
    expect(lines[0]).toMatchObject({
      result: 'attention',
      error: { code: 'tunnel.x', action: { do: 'open-callbacks', tab: 'tunnel' } },
    });
    expect(lines[1]?.message).toContain('https://a.example (was https://b.example)');
  });
});
