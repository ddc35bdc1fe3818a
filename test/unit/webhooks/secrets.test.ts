import { describe, expect, it } from 'vitest';
import { OwnSecrets } from '../../../src/core/webhooks/secrets.ts';
import { AppError } from '../../../src/shared/errors.ts';
import { memorySecrets } from '../../fakes/memory-secrets.ts';
import { Crash, first, good, memoryValues, newProfile } from './support.ts';

const minute = 60_000;
const steps = ['rotation.noted', 'rotation.old-kept', 'rotation.new-kept', 'rotation.sent', 'rotation.done'];

/** Field Nation: signs with the secret it was last given. */
function fieldNation() {
  const state = { signsWith: first, refuses: false, losesAnswer: false };
  return {
    state,
    send: async (secret: string) => {
      if (state.refuses) throw new AppError({ code: 'fieldnation.refused', kind: 'permanent', message: 'No.' });
      state.signsWith = secret;
      if (state.losesAnswer) throw new AppError({ code: 'fieldnation.timeout', kind: 'transient', message: 'Late.' });
    },
  };
}

describe('The secrets of the listener', () => {
  it('are made once, and are the same at the next start', async () => {
    const options = { keychain: memorySecrets(), store: memoryValues(), clock: newProfile().clock };
    const one = await OwnSecrets.open(options);
    expect(one.pathToken).toMatch(/^[0-9a-f]{32}$/);
    expect(one.webhookSecret).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    const two = await OwnSecrets.open(options);
    expect([two.pathToken, good(two)]).toEqual([one.pathToken, [one.webhookSecret]]);
  });

  it('are read again after somebody changed the keychain', async () => {
    const profile = newProfile();
    const secrets = await profile.open();
    await profile.keychain.set('intake.pathToken', 'beef');
    await secrets.reload();
    expect(secrets.pathToken).toBe('beef');
  });

  it('are read again after a rotation under way, never with the secret of before it', async () => {
    const profile = newProfile();
    const secrets = await profile.open();
    const read = profile.keychain.get.bind(profile.keychain);
    let answer: () => void = () => {};
    const slow = new Promise<void>((resolve) => (answer = resolve));
    // A keychain that looks at once and answers late.
    profile.keychain.get = async (name) => {
      const value = await read(name);
      if (name === 'fieldnation.webhookSecret') await slow;
      return value;
    };
    const vendor = fieldNation();
    const rotating = secrets.inTurn(() => secrets.rotate(vendor.send));
    const reloading = secrets.reload();
    await rotating;
    answer();
    await reloading;
    expect(secrets.webhookSecret).toBe(vendor.state.signsWith);
    expect(good(secrets)).toEqual([vendor.state.signsWith, first]);
  });
});

describe('A rotation', () => {
  it('is done in an order in which both secrets count before Field Nation hears of the new one', async () => {
    const profile = newProfile();
    const secrets = await profile.open();
    const seen: (readonly string[])[] = [];
    await secrets.rotate(async (secret) => {
      seen.push(good(secrets), good(await profile.open()), [secret, first]);
    });
    const [inMemory, afterRestart, expected] = seen;
    expect(inMemory).toEqual(expected);
    expect(afterRestart).toEqual(expected);
    expect(profile.steps).toEqual(steps);
  });

  it('keeps the old secret for 30 minutes after Field Nation took the new one, then forgets it', async () => {
    const profile = newProfile();
    const secrets = await profile.open();
    await secrets.rotate(async () => {});
    expect(secrets.previousUntil).toBe(profile.clock.now() + 30 * minute);
    await profile.clock.advance(30 * minute - 1);
    expect(good(secrets)).toEqual([secrets.webhookSecret, first]);
    await profile.clock.advance(1);
    expect(good(secrets)).toEqual([secrets.webhookSecret]);
    expect(await profile.keychain.get('fieldnation.previousWebhookSecret')).toBeNull();
  });

  it('counts the 30 minutes over a restart, and forgets the old secret then too', async () => {
    const profile = newProfile();
    await (await profile.open()).rotate(async () => {});
    await profile.clock.advance(10 * minute);
    const again = await profile.open();
    expect(good(again)).toHaveLength(2);
    await profile.clock.advance(20 * minute);
    expect(good(again)).toHaveLength(1);
    const later = newProfile();
    await (await later.open()).rotate(async () => {});
    later.clock.after(3_600_000, () => {});
    await later.clock.advance(3_600_000);
    expect(good(await later.open())).toHaveLength(1);
    expect(await later.keychain.get('fieldnation.previousWebhookSecret')).toBeNull();
  });

  it.each([
    ['refuses it', 'refuses'],
    ['takes it and its answer is lost', 'losesAnswer'],
  ] as const)('leaves both good for as long as it takes when Field Nation %s', async (_how, what) => {
    const profile = newProfile();
    const secrets = await profile.open();
    const { state, send } = fieldNation();
    state[what] = true;
    await expect(secrets.rotate(send)).rejects.toThrow(AppError);
    await profile.clock.advance(24 * 60 * minute);
    expect(secrets.isRotating).toBe(true);
    expect(secrets.previousUntil).toBeNull();
    expect(good(secrets)).toContain(state.signsWith);
    expect(good(await profile.open())).toContain(state.signsWith);
  });

  it('that Field Nation was not seen to take sends the same secret again: a third would push one out that may be in use', async () => {
    const profile = newProfile();
    const secrets = await profile.open();
    const { state, send } = fieldNation();
    state.losesAnswer = true;
    await expect(secrets.rotate(send)).rejects.toThrow('Late');
    const sent = state.signsWith;
    state.losesAnswer = false;
    await secrets.rotate(send);
    expect(state.signsWith).toBe(sent);
    expect(good(secrets)).toEqual([sent, first]);
    expect(secrets.previousUntil).toBe(profile.clock.now() + 30 * minute);
  });

  it('is finished by whoever sends the present secret next', async () => {
    const profile = newProfile();
    const secrets = await profile.open();
    const { state, send } = fieldNation();
    state.refuses = true;
    await expect(secrets.rotate(send)).rejects.toThrow('No.');
    await secrets.taken('another one');
    expect(secrets.isRotating).toBe(true);
    await secrets.taken(secrets.webhookSecret);
    expect(secrets.isRotating).toBe(false);
    await profile.clock.advance(30 * minute);
    expect(good(secrets)).toEqual([secrets.webhookSecret]);
  });

  it('stops before Field Nation hears of it when the keychain does not take the new secret', async () => {
    const profile = newProfile();
    const { keychain } = profile;
    const locked = {
      ...keychain,
      set: async (name: Parameters<typeof keychain.set>[0], value: string) => {
        if (name === 'fieldnation.webhookSecret') throw new Error('locked');
        await keychain.set(name, value);
      },
    };
    const secrets = await OwnSecrets.open({ keychain: locked, store: profile.store, clock: profile.clock });
    const { state, send } = fieldNation();
    await expect(secrets.rotate(send)).rejects.toThrow('locked');
    expect(state.signsWith).toBe(first);
    expect(good(secrets)).toEqual([first]);
    expect(good(await profile.open())).toEqual([first]);
  });

  it('with a store that knows nothing of it counts as not finished', async () => {
    const profile = newProfile();
    const secrets = await profile.open();
    await secrets.rotate(async () => {});
    const { keychain, clock } = profile;
    const elsewhere = await OwnSecrets.open({ keychain, store: memoryValues(), clock });
    await clock.advance(24 * 60 * minute);
    expect(good(elsewhere)).toEqual([secrets.webhookSecret, first]);
  });
});

describe('A process that ends in a rotation', () => {
  it.each(steps)('at %s takes what Field Nation signs afterwards, with the old secret or the new', async (step) => {
    const profile = newProfile();
    const { state, send } = fieldNation();
    const dying = await profile.open();
    profile.crashAt = step;
    await expect(dying.rotate(send)).rejects.toThrow(Crash);
    profile.crashAt = null;

    const next = await profile.open();
    // Repetitions of what was signed before, and whatever Field Nation signs now.
    expect(good(next)).toContain(first);
    expect(good(next)).toContain(state.signsWith);

    // The registration of the next start sends the present secret.
    await send(next.webhookSecret);
    await next.taken(next.webhookSecret);
    expect(good(next)).toContain(first);
    await profile.clock.advance(30 * minute);
    expect(good(next)).toEqual([state.signsWith]);
    expect(good(await profile.open())).toEqual([state.signsWith]);
    expect(await profile.keychain.get('fieldnation.previousWebhookSecret')).toBeNull();
  });

  it.each(steps)('at %s can rotate again', async (step) => {
    const profile = newProfile();
    const { state, send } = fieldNation();
    const dying = await profile.open();
    profile.crashAt = step;
    await expect(dying.rotate(send)).rejects.toThrow(Crash);
    profile.crashAt = null;
    const next = await profile.open();
    await profile.clock.advance(31 * minute);
    await next.rotate(send);
    expect(good(next)).toContain(state.signsWith);
    await profile.clock.advance(30 * minute);
    expect(good(next)).toEqual([state.signsWith]);
    expect(state.signsWith).not.toBe(first);
  });
});

describe('Changes of our webhook', () => {
  it('go one after another, also after one that failed', async () => {
    const secrets = await newProfile().open();
    const order: string[] = [];
    const slow = secrets.inTurn(async () => {
      await Promise.resolve();
      order.push('first');
      throw new Error('no');
    });
    const next = secrets.inTurn(async () => {
      order.push('second');
      return 2;
    });
    await expect(slow).rejects.toThrow('no');
    expect(await next).toBe(2);
    expect(order).toEqual(['first', 'second']);
  });
});
