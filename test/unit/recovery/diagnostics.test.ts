import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { secretForms } from '../../../src/core/monitor/secret-forms.ts';
import { makeFiles } from '../../../src/core/recovery/diagnostics/bundle.ts';
import { createMasker } from '../../../src/core/recovery/diagnostics/mask.ts';
import { Bundle } from '../../../src/main/diagnostics/bundle.ts';
import { logTail } from '../../../src/main/diagnostics/log-tail.ts';
import { secretNames } from '../../../src/shared/config.ts';

const t0 = Date.UTC(2026, 10, 22, 8);
const mask = (text: string, options: Partial<Parameters<typeof createMasker>[0]> = {}): string =>
  createMasker({ secrets: [], ...options }).text(text).text;

/** What a keychain may hold: any characters, from a short password to a private key. */
const aSecret = fc
  .string({ unit: 'binary-ascii', minLength: 8, maxLength: 60 })
  .map((text) => text.replace(/[^\x20-\x7e]/g, 'x'))
  .filter((text) => text.trim() === text && new Set(text).size > 4);

/** The ways a secret gets into what is shown, each with itself around it. */
const disguises: readonly ((secret: string) => unknown)[] = [
  (secret) => secret,
  (secret) => `https://api.example.com/x?key=${encodeURIComponent(secret)}&page=1`,
  (secret) => ({ headers: [`Authorization: Basic ${Buffer.from(`company+public:${secret}`).toString('base64')}`] }),
  (secret) => ({ note: Buffer.from(`a:${secret}:b`).toString('base64') }),
  (secret) => ({ deep: { body: JSON.stringify({ inner: JSON.stringify({ value: secret }) }) } }),
  (secret) => ({ error: { message: `The server answered: wrong password ${secret}` } }),
  (secret) => [[{ list: [`before ${secret} after`] }]],
];

describe('the diagnostics bundle', () => {
  it('never holds a secret, however it was written', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(aSecret, { minLength: secretNames.length, maxLength: secretNames.length }),
        async (secrets) => {
          const steps = disguises.map((disguise, n) => ({
            name: `file-${n}.json`,
            about: '',
            read: () => ({
              planted: secrets.map(disguise),
              text: secrets.map((one) => String(disguise(one))).join('\n'),
            }),
          }));
          const files = await makeFiles(steps, createMasker({ secrets }));
          for (const { text } of files) {
            const found = [text, text.replaceAll('\\\\', '\\'), unescaped(text)];
            for (const secret of secrets) for (const one of found) expect(one.includes(secret)).toBe(false);
            // Base64 is read back where it still can be.
            for (const [word] of text.matchAll(/[A-Za-z0-9+/]{12,}={0,2}/g))
              for (const secret of secrets)
                expect(Buffer.from(word, 'base64').toString('utf8').includes(secret)).toBe(false);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('saves exactly the bytes it showed, without what was left out, whatever happens in between', async () => {
    let run = 0;
    const steps = ['one.txt', 'two.json'].map((name) => ({ name, about: '', read: () => `run ${++run} äöü\n` }));
    const bundle = new Bundle();
    const shown = bundle.show(await makeFiles(steps, createMasker({ secrets: [] })));
    await makeFiles(steps, createMasker({ secrets: [] }));
    const saved = unzipSync(bundle.zip(['two.json'], t0));
    expect(Object.keys(saved)).toEqual(['one.txt']);
    const [first] = shown;
    expect(Buffer.from(saved['one.txt'] ?? []).equals(Buffer.from(first?.text ?? '', 'utf8'))).toBe(true);
    expect(saved['one.txt']?.length).toBe(first?.bytes);
  });

  it('shows the beginning of a very long file and saves all of it', async () => {
    const long = 'line of the log\n'.repeat(40_000);
    const bundle = new Bundle();
    const [shown] = bundle.show(
      await makeFiles([{ name: 'log.txt', about: '', read: () => long }], createMasker({ secrets: [] })),
    );
    expect(shown).toMatchObject({ cut: true, bytes: long.length });
    expect(shown?.text.length).toBeLessThan(long.length);
    expect(Buffer.from(unzipSync(bundle.zip([], t0))['log.txt'] ?? []).toString()).toBe(long);
  });

  it('says in the file what could not be read, and goes on with the others', async () => {
    const files = await makeFiles(
      [
        { name: 'a.json', about: '', read: () => Promise.reject(new Error('disk')) },
        { name: 'b.json', about: '', read: () => ({ fine: true }) },
      ],
      createMasker({ secrets: [] }),
    );
    expect(files[0]?.text).toContain('This could not be read');
    expect(files[1]?.text).toContain('"fine": true');
  });

  it('has nothing to save when nothing was shown, or everything is left out', () => {
    expect(() => new Bundle().zip([], t0)).toThrow(/nothing to save/);
  });
});

describe('what is masked', () => {
  it.each([
    ['mail to jane.doe+x@customer.co.uk today', 'mail to [e-mail] today'],
    ['call +1 (555) 123-4567 or 555-123-4567', 'call [phone] or [phone]'],
    ['13.0.0.4-node.1.example and 13.0.113.9-electron', '[address]-node.1.example and [address]-electron'],
    ['10.0.0.4-node.3 and 192.168.0.9-electron.0', '[address]-node.3 and [address]-electron.0'],
    [
      '13.0.0.4-electron.0.1, 13.0.0.4-electron.0-b, 13.0.245.16',
      '[address]-electron.0.1, [address]-electron.0-b, [address]',
    ],
    ['from 192.168.4.17 and fe80:0:0:0:1:2:3:4', 'from [address] and [address]'],
    ['GET https://cw.customer.com/v4_6/apis failed', 'GET https://[host]/v4_6/apis failed'],
    ['proxy.customer.local refused', '[host] refused'],
    ['/home/jdoe/.config and C:\\Users\\jdoe\\x', '/home/[user]/.config and C:\\Users\\[user]\\x'],
    [`token ${'a1B2'.repeat(12)} used`, 'token [token] used'],
  ])('%s', (text, wanted) => {
    expect(mask(text)).toBe(wanted);
  });

  it('is nothing that helps: vendors, codes, times, numbers, versions, versions of formats', () => {
    for (const text of [
      'https://api-na.myconnectwise.net/v4_6_release and https://api.fieldnation.com/api/rest/v2',
      'store.corrupt, store.io, connectwise.rate-limited at 2026-11-22T08:00:00.000Z',
      'ticket 1042 work order 18520426, 12:34:56, version 45.1.0, 127.0.0.1:4102',
      '{"v8": "13.0.245.16-electron.0", "node": "20.18.3"} and 13.6.233.10-node.28, Chrome 130.0.6723.191',
      'engine.ts:214:7 better-sqlite3 13.2.0 dispatch-bridge.db',
    ])
      expect(mask(text)).toBe(text);
  });

  it('counts what it replaced, and leaves out customers, the user and the computer wherever they stand', () => {
    const masker = createMasker({
      secrets: ['hunter2-hunter2'],
      customers: ['Printer "3" broken', 'Acme'],
      user: 'jdoe',
      computer: 'DESK-7',
    });
    expect(masker.text('jdoe on DESK-7: Printer "3" broken at Acme, hunter2-hunter2; Acmeology').text).toBe(
      '[name] on [name]: [customer] at [customer], [redacted]; Acmeology',
    );
    const { text, count } = masker.json({ summary: 'Printer "3" broken', password: 'x', other: 'hunter2-hunter2' });
    expect(JSON.parse(text)).toEqual({ summary: '[customer]', password: '[redacted]', other: '[redacted]' });
    expect(count).toBe(3);
  });

  it('ignores secrets too short to be one', () => {
    expect(secretForms(['ab', ''])).toEqual([]);
  });
});

describe('the end of the developers’ log', () => {
  it('begins with a whole line of the newest file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'logs-'));
    try {
      expect(await logTail(folder)).toBe('');
      writeFileSync(join(folder, 'app.log'), 'first line\nsecond line\nthird line\n');
      expect(await logTail(folder, 15)).toBe('third line\n');
      expect(await logTail(folder)).toBe('first line\nsecond line\nthird line\n');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

function unescaped(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text)).replaceAll('\\"', '"');
  } catch {
    return text;
  }
}
