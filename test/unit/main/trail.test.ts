import { describe, expect, it } from 'vitest';
import { notedSecrets } from '../../../src/main/trail/noted-secrets.ts';
import { preferenceNotes } from '../../../src/main/trail/preference-notes.ts';
import { secretNames } from '../../../src/shared/config.ts';
import { preferencesSchema } from '../../../src/shared/ipc/contract.ts';
import { memorySecrets } from '../../fakes/memory-secrets.ts';

describe('secrets in the trail', () => {
  it('are set, changed and forgotten, and never a value', async () => {
    const lines: object[] = [];
    const secrets = notedSecrets(memorySecrets(), async (line) => void lines.push(line));
    for (const name of secretNames) {
      await secrets.set(name, `planted-${name}-1`);
      await secrets.set(name, `planted-${name}-1`);
      await secrets.set(name, `planted-${name}-22`);
      await secrets.clear(name);
      await secrets.clear(name);
    }
    expect(lines).toHaveLength(secretNames.length * 3);
    expect(lines.slice(0, 3)).toEqual([
      { area: 'connection', what: 'ConnectWise private key', before: '', after: 'set' },
      { area: 'connection', what: 'ConnectWise private key', before: 'set', after: 'changed' },
      { area: 'connection', what: 'ConnectWise private key', before: 'set', after: 'forgotten' },
    ]);
    expect(JSON.stringify(lines)).not.toContain('planted');
  });
});

describe('preferences in the trail', () => {
  it('are those that change what the app does, not how the window looks', () => {
    const before = preferencesSchema.parse({});
    const after = { ...before, theme: 'dark', density: 'compact', language: 'de', autostart: true } as const;
    expect(preferenceNotes(before, after)).toEqual([
      { area: 'app', what: 'Language', before: 'system', after: 'de' },
      { area: 'app', what: 'Start with the computer', before: 'off', after: 'on' },
    ]);
  });
});
