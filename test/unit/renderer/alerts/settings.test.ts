import { describe, expect, it } from 'vitest';
import { sentenceParts } from '../../../../src/renderer/features/alerts/sentence.ts';
import { findHouseSettings } from '../../../../src/renderer/features/settings/find-settings.ts';
import { chatUrlFault, isHostName, isMailAddress, mayMailPlain } from '../../../../src/shared/alert-address.ts';
import { alertRules, alertsConfigSchema } from '../../../../src/shared/domain/alerts.ts';
import { en } from '../../../../src/shared/strings/en.ts';

describe('the sentence of a rule', () => {
  it('is words with its fields between them', () => {
    expect(sentenceParts('Tell me after {minutes} minutes, below {belowPercent} %.')).toEqual([
      { words: 'Tell me after ' },
      { field: 'minutes' },
      { words: ' minutes, below ' },
      { field: 'belowPercent' },
      { words: ' %.' },
    ]);
    expect(sentenceParts('{a}{b}')).toEqual([{ field: 'a' }, { field: 'b' }]);
  });

  it.each(alertRules)('of %s has a field for each of its thresholds', (rule) => {
    const { on: _on, ...thresholds } = alertsConfigSchema.parse({}).rules[rule];
    const fields = sentenceParts(en[`alerts.say.${rule}`]).flatMap((part) => ('field' in part ? [part.field] : []));
    expect(fields.toSorted()).toEqual(Object.keys(thresholds).toSorted());
  });
});

describe('the search over settings', () => {
  const found = (typed: string) => findHouseSettings(typed).map(({ section, title }) => `${section}: ${title}`);

  it('finds what can be set about alerts', () => {
    expect(found('tunnel down')).toEqual(['alerts: Tunnel']);
    expect(found('slack')).toContain('alerts: Teams or Slack');
    expect(found('smtp')).toEqual(['alerts: E-mail']);
    expect(found('quiet hours')).toContain('alerts: Quiet hours');
  });
});

describe('an address alerts are sent to', () => {
  it('of a chat is whole and encrypted, except on this computer', () => {
    for (const good of [
      'https://hooks.slack.com/services/a',
      ' https://x.example.com/y?sig=z ',
      'http://127.0.0.1:9/x',
      'http://localhost/x',
      'http://[::1]:8/x',
    ])
      expect(chatUrlFault(good), good).toBeNull();
    for (const plain of [
      'http://hooks.slack.com/x',
      'ftp://x/y',
      'http://127.0.0.1.example.com/x',
      'http://localhost.example.com/',
    ])
      expect(chatUrlFault(plain), plain).toBe('not-https');
    for (const none of ['', 'hooks.slack.com/x', 'https://', 'https://me:pw@x.example.com/', 'mailto:a@b'])
      expect(chatUrlFault(none), none).not.toBeNull();
  });

  it('of mail is one address, and a server is a name', () => {
    expect(['a@b.example', 'first.last+x@mail.example.com'].every(isMailAddress)).toBe(true);
    for (const wrong of ['a', 'a@', '@b', 'a b@c', 'a@b,c@d', 'A <a@b>', 'a@b\r\nBcc: c@d', `${'a'.repeat(200)}@b`])
      expect(isMailAddress(wrong), wrong).toBe(false);
    expect(['smtp.office365.com', 'mail', '192.0.2.7', '::1', '[::1]'].every(isHostName)).toBe(true);
    for (const wrong of ['', 'https://mail', 'mail:25', 'mail/x', 'a b', '-a', 'a..b'])
      expect(isHostName(wrong), wrong).toBe(false);
    expect([mayMailPlain('localhost'), mayMailPlain('127.0.0.1'), mayMailPlain('mail.example.com')]).toEqual([
      true,
      true,
      false,
    ]);
  });
});
