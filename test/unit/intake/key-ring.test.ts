import { describe, expect, it } from 'vitest';
import { KeyRing } from '../../../src/core/intake/key-ring.ts';
import { AppError } from '../../../src/shared/errors.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

const noSuchKey = new AppError({ code: 'connectwise.not-found', kind: 'permanent', message: 'There is none.' });
const offline = new AppError({ code: 'http.offline', kind: 'offline', message: 'Offline.' });

function rig(answer: (id: string) => string | AppError) {
  const clock = new VirtualClock();
  const asked: string[] = [];
  const keys = new KeyRing({
    clock,
    keyId: (keyUrl) => {
      if (keyUrl.startsWith('evil')) throw new Error('elsewhere');
      return keyUrl.replace(/\?.*/, '');
    },
  });
  const psa = {
    async signingKey(keyUrl: string) {
      asked.push(keyUrl);
      const given = answer(keyUrl);
      if (given instanceof AppError) throw given;
      return given;
    },
  };
  return { clock, asked, keys, get: (url: string, refresh = false) => keys.get(psa, url, undefined, { refresh }) };
}

describe('the keys of callbacks', () => {
  it('are asked for once per id, however often and under however many addresses they are named', async () => {
    const { asked, keys, get } = rig(() => 'k');
    expect(keys.known('a')).toEqual({ kind: 'unknown' });
    expect(await Promise.all([get('a'), get('a?x=1'), get('a?x=2')])).toEqual(['k', 'k', 'k']);
    expect(await get('a?x=3')).toBe('k');
    expect(asked).toHaveLength(1);
    expect(keys.known('a?x=4')).toEqual({ kind: 'key', key: 'k', fresh: true });
    expect(keys.size).toBe(1);
  });

  it('are asked for again when one does not fit, but not twice within a minute', async () => {
    let key = 'one';
    const { clock, asked, keys, get } = rig(() => key);
    await get('a');
    key = 'two';
    expect(await get('a', true)).toBe('one');
    await clock.advance(60_000);
    expect(keys.known('a')).toEqual({ kind: 'key', key: 'one', fresh: false });
    expect(await get('a', true)).toBe('two');
    expect(asked).toHaveLength(2);
  });

  it('that do not exist are not asked about again for ten minutes', async () => {
    const { clock, asked, keys, get } = rig(() => noSuchKey);
    await expect(get('a')).rejects.toBe(noSuchKey);
    await expect(get('a')).rejects.toBe(noSuchKey);
    expect(keys.known('a')).toEqual({ kind: 'refused' });
    expect(asked).toHaveLength(1);
    await clock.advance(600_000);
    expect(keys.known('a')).toEqual({ kind: 'unknown' });
    await expect(get('a')).rejects.toBe(noSuchKey);
    expect(asked).toHaveLength(2);
  });

  it('are asked for again after ConnectWise could not be reached', async () => {
    let answer: string | AppError = offline;
    const { asked, keys, get } = rig(() => answer);
    await expect(get('a')).rejects.toBe(offline);
    expect(keys.known('a')).toEqual({ kind: 'unknown' });
    answer = 'k';
    expect(await get('a')).toBe('k');
    expect(asked).toHaveLength(2);
  });

  it('cannot be used to flood ConnectWise or the memory', async () => {
    const { clock, asked, keys, get } = rig(() => noSuchKey);
    const codes: string[] = [];
    for (let n = 0; n < 500; n += 1)
      codes.push((await get(`id-${n}`).catch((error: AppError) => error)) instanceof AppError ? 'x' : '');
    expect(asked).toHaveLength(10);
    await expect(get('another')).rejects.toMatchObject({ code: 'intake.key-fetches', kind: 'transient' });
    for (let n = 0; n < 400; n += 1) {
      await clock.advance(5_000);
      await get(`later-${n}`).catch(() => {});
    }
    expect(asked).toHaveLength(410);
    expect(keys.size).toBe(200);
  });

  it('that are known are asked for again while made-up ones have to wait', async () => {
    const { clock, asked, get } = rig((id) => (id === 'true' ? 'k' : noSuchKey));
    await get('true');
    await clock.advance(60_000);
    for (let n = 0; n < 50; n += 1) await get(`id-${n}`).catch(() => {});
    expect(asked).toHaveLength(11);
    expect(await get('true', true)).toBe('k');
    expect(asked).toHaveLength(12);
  });

  it('are never asked for elsewhere', async () => {
    const { asked, keys, get } = rig(() => 'k');
    expect(keys.known('evil')).toEqual({ kind: 'elsewhere' });
    await expect(get('evil')).rejects.toThrow('elsewhere');
    expect(asked).toEqual([]);
  });
});
