import { describe, expect, it } from 'vitest';
import { noAddress, wayIn } from '../../../../src/renderer/features/reach/way-in.ts';
import { intakeTone } from '../../../../src/renderer/theme/tone.ts';
import { intakePlace, intakeWords } from '../../../../src/renderer/ui/frame/intake-words.ts';
import type { ChainLamp } from '../../../../src/shared/domain/reach.ts';
import type { EngineStatus } from '../../../../src/shared/domain/status.ts';

type Intake = EngineStatus['intake'];
type TunnelState = Intake['tunnel']['state'];

const polling: Intake = {
  state: 'off',
  mode: 'none',
  port: null,
  message: '',
  lastDeliveryAt: null,
  refused: 0,
  tunnel: { kind: 'none', state: 'off', url: null },
  needs: null,
};
const chain = (provenAt: number | null, lamp?: Pick<ChainLamp, 'link' | 'state' | 'at'>) => ({
  provenAt,
  lamps: lamp === undefined ? [] : [{ message: '', detail: '', durationMs: null, ...lamp }],
});
const sandbox: Intake = { ...polling, state: 'listening', mode: 'loopback', port: 4000 };
const through = (state: TunnelState, change: Partial<Intake> = {}): Intake => ({
  ...polling,
  state: 'listening',
  mode: 'public',
  port: 4000,
  tunnel: { kind: 'ngrok', state, url: state === 'up' ? 'https://a.ngrok.app' : null },
  ...change,
});

describe('how changes arrive, in one sentence', () => {
  it('names the delay when only polling finds them', () => {
    expect(wayIn(polling, 45, null)).toEqual({
      tone: 'waiting',
      sentence: 'Changes are found by polling, at most 45 s after they are made.',
    });
  });

  it('does not claim that they arrive before anything has come through', () => {
    expect(wayIn(through('up'), 60, null)).toMatchObject({
      tone: 'waiting',
      sentence: expect.stringContaining('nothing has come through yet'),
    });
    expect(wayIn(through('up'), 60, chain(1000))).toMatchObject({
      tone: 'ok',
      sentence: expect.stringContaining('ngrok'),
    });
    expect(wayIn(through('up', { lastDeliveryAt: 1000 }), 60, null).tone).toBe('ok');
  });

  it.each([
    [['callback'], /callback of the board is not on.* within 60 s/],
    [['webhook'], /webhook is not on.* within 60 s/],
    [['callback', 'webhook'], /neither the callback of the board nor the webhook is on/],
  ] as const)('does not claim that they arrive while what sends them is off: %j', (silent, words) => {
    const way = wayIn(through('up', { lastDeliveryAt: 1000, silent: [...silent] }), 60, chain(1000));
    expect(way.sentence).toMatch(words);
    expect(way.sentence).not.toContain('within seconds');
    expect(way.tone).toBe('waiting');
  });

  it('does not call a way in fine that broke in the last test, until something was delivered again', () => {
    const broken = chain(null, { link: 'tls', state: 'failed', at: 2000 });
    const before = through('up', { lastDeliveryAt: 1000 });
    expect(wayIn(before, 60, broken)).toMatchObject({ tone: 'attention', sentence: expect.stringContaining('TLS') });
    expect(wayIn(through('up', { lastDeliveryAt: 3000 }), 60, broken).tone).toBe('ok');
    expect(wayIn(before, 60, chain(null, { link: 'tls', state: 'warning', at: 2000 })).tone).toBe('ok');
  });

  it('says what happens meanwhile while the tunnel is not up', () => {
    for (const state of ['starting', 'down', 'failed', 'off'] as const)
      expect(wayIn(through(state), 60, null).sentence, state).toContain('60 s');
    expect(wayIn(through('failed'), 60, null).tone).toBe('attention');
    expect(wayIn(through('starting'), 60, null).tone).toBe('working');
  });

  it('calls a listener that did not start an error, whatever the tunnel says', () => {
    expect(wayIn(through('up', { state: 'failed' }), 60, chain(1000)).tone).toBe('error');
    expect(wayIn({ ...sandbox, state: 'failed' }, 60, null).tone).toBe('error');
  });

  it('knows that the sandbox needs no tunnel, and that a closed listener hears nothing', () => {
    expect(wayIn(sandbox, 60, null).tone).toBe('ok');
    expect(wayIn({ ...sandbox, state: 'off', port: null }, 60, null).tone).toBe('waiting');
  });
});

describe('the tunnel at the foot of the window', () => {
  it('says whether it is up, and how often is polled when it is not', () => {
    expect(intakeWords(through('up'), 60)).toBe('Tunnel up');
    expect(intakeWords(through('down'), 60)).toBe('Tunnel down, polling 60 s');
    expect(intakeWords(polling, 60)).toBe('Tunnel off (polling 60 s)');
    expect(intakeWords(sandbox, 60)).toBe('Callbacks on this machine');
    expect(intakeWords({ ...sandbox, state: 'failed' }, 30)).toBe('Listener failed, polling 30 s');
  });

  it('leads to the tunnel while that is what is wrong', () => {
    expect(intakePlace(through('down'))).toEqual({ page: 'callbacks', tab: 'tunnel' });
    expect(intakePlace(through('up'))).toEqual({ page: 'callbacks', tab: 'overview' });
    expect(intakePlace(through('down', { state: 'failed' }))).toEqual({ page: 'callbacks', tab: 'overview' });
    expect(intakePlace(polling)).toEqual({ page: 'callbacks', tab: 'overview' });
  });

  it('is amber when a person is needed, and not because nobody wants a tunnel', () => {
    expect(intakeTone(polling)).toBe('waiting');
    expect(intakeTone(sandbox)).toBe('ok');
    expect(intakeTone(through('up'))).toBe('ok');
    expect(intakeTone(through('up', { needs: 'Callback 7 is switched off.' }))).toBe('attention');
    expect(intakeTone(through('down'))).toBe('attention');
    expect(intakeTone({ ...sandbox, state: 'off' })).toBe('waiting');
  });
});

describe('a public address that is not there', () => {
  it('is not needed in the sandbox, and missing anywhere else', () => {
    expect(noAddress(sandbox)).toBe('Not needed: the sandbox runs on this computer');
    expect(noAddress(polling)).toBe('None now');
    expect(noAddress(through('starting'))).toBe('None now');
  });
});
