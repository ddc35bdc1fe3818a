import { afterEach, describe, expect, it, vi } from 'vitest';
import { menuTemplate } from '../../../src/main/menu.ts';
import { Speech } from '../../../src/main/speech.ts';
import { stoppedStatus } from '../../../src/main/stopped-status.ts';
import { trayMenu } from '../../../src/main/tray/tray-menu.ts';
import { trayView } from '../../../src/main/tray/tray-view.ts';
import { type Preferences, preferencesSchema } from '../../../src/shared/ipc/contract.ts';
import { Emitter } from '../../../src/shared/lifecycle.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { en } from '../../../src/shared/strings/en.ts';
import type { LanguageChoice } from '../../../src/shared/strings/languages.ts';
import { speak, spokenLocale } from '../../../src/shared/strings/t.ts';

afterEach(() => speak(en, 'en-US'));

const actions = { syncNow: () => {}, go: () => {}, quit: () => {} };
const profile = { name: 'production', kind: 'production' } as const;
const menuWords = (): unknown[] => menuTemplate('linux', false, actions).map(({ label }) => label);

function setUp(language: LanguageChoice, system: readonly string[]) {
  const saved = new Emitter<Preferences>();
  let value = preferencesSchema.parse({ language });
  let redrawn = 0;
  const speech = new Speech({
    preferences: {
      get value() {
        return value;
      },
      onChange: (listener) => saved.on(listener),
    },
    systemLanguages: () => system,
    changed: () => {
      redrawn += 1;
    },
    logger: silentLogger,
  });
  const choose = (next: LanguageChoice): void => {
    value = { ...value, language: next };
    saved.emit(value);
  };
  return { speech, choose, redrawn: () => redrawn };
}

describe('what the app says outside its window', () => {
  it('is in the chosen language before it is drawn', async () => {
    await setUp('de', ['en-US']).speech.begin();
    expect(menuWords()).toEqual(['Datei', 'Bearbeiten', 'Ansicht', 'Gehe zu']);
    expect(spokenLocale()).toBe('de-DE');
  });

  it('follows the system until a language is chosen', async () => {
    const { speech, choose } = setUp('system', ['de-AT', 'en']);
    await speech.begin();
    expect([spokenLocale(), menuWords()[0]]).toEqual(['de-AT', 'Datei']);
    choose('en');
    await vi.waitFor(() => expect(menuWords()[0]).toBe('File'));
  });

  it('is drawn again when the language changes, and only then', async () => {
    const { speech, choose, redrawn } = setUp('en', ['en-US']);
    await speech.begin();
    choose('en');
    expect(redrawn()).toBe(0);
    choose('de');
    await vi.waitFor(() => expect(redrawn()).toBe(1));
    const labels = trayMenu(trayView(stoppedStatus(0, ''), profile, String), profile, []);
    expect(JSON.stringify(labels)).toContain('Dispatch Bridge öffnen');
  });

  it('ends in the language chosen last when two are chosen at once', async () => {
    const { speech, choose, redrawn } = setUp('en', ['en-US']);
    await speech.begin();
    choose('de');
    choose('en');
    await vi.waitFor(() => expect(redrawn()).toBe(1));
    expect(menuWords()[0]).toBe('File');
  });
});
