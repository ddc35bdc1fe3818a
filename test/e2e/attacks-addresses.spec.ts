import { readFileSync } from 'node:fs';
import { asTask, expect, expectUnmoved, freshPage, logOf, type Outcome, test } from './support/attacks.ts';
import { ask } from './support/mapping.ts';

/* Addresses: what the app's own scheme serves, and what the browser is opened for. */
test.describe.configure({ mode: 'default' });

const base = 'app://dispatch-bridge';
const targets = ['package.json', 'main/index.js', 'etc/passwd'] as const;
const up = (step: string, times: number): string => step.repeat(times);

/** Ways of writing "outside". Addresses that Chromium folds before it asks are here too: what matters is what comes back. */
const steps = [
  '../',
  '..%2f',
  '..%2F',
  '%2e%2e/',
  '%2e%2e%2f',
  '%2E%2E%5C',
  '..\\',
  '..%5c',
  '....//',
  '..;/',
  './../',
  '..%252f',
  '%252e%252e%252f',
  '%25252e%25252e%25252f',
  '..%c0%af',
  '..%ef%bc%8f',
  '.%00./',
  '..%00/',
  '.%2e/',
  'assets/../../',
  'assets/..%2f..%2f',
  '\u2024\u2024/',
];
const written = [
  ...steps.flatMap((step) => targets.flatMap((target) => [2, 9].map((times) => `${base}/${up(step, times)}${target}`))),
  ...[
    '/etc/passwd',
    '//etc/passwd',
    '/%2fetc/passwd',
    '///etc/passwd',
    '/proc/self/environ',
    '/C:/Windows/win.ini',
    '/c%3a/Windows/win.ini',
    '/C|/Windows/win.ini',
    '/\\\\?\\C:\\x.json',
    '/file:///etc/passwd',
    '/index.html%00.json',
    '/index.html%00/../../../package.json',
    '/index.html/../../../package.json',
    '/index.html/%2e%2e/%2e%2e/package.json',
    '/index.html::$DATA',
    '/CON',
    '/~/x.json',
    '/.',
    '/..',
    '/assets/',
    '/assets',
    '/%',
    '/%zz',
    '/%e0%a4%a.js',
    '/.env',
    '/package.json',
    '/../main/index.js',
    '/index.js.map',
    '/assets/index.js.map',
  ].map((path) => base + path),
  ...[
    'app://dispatch-bridge.',
    'app://DISPATCH-BRIDGE:80',
    'app://dispatch-bridge:443',
    'app://user@dispatch-bridge',
    'app://user:pass@dispatch-bridge',
    'app://elsewhere',
    'app://localhost',
    'app://127.0.0.1',
    'app://dispatch-bridge.attacker.example',
    'app://dispatch-bridge%2fx',
    'app://',
  ].map((origin) => `${origin}/package.json`),
  ...[
    '?../../package.json',
    '?file=/etc/passwd',
    '#/../../package.json',
    '%3f/../../package.json',
    '%23/../../package.json',
    ';/../../package.json',
  ].map((tail) => `${base}/index.html${tail}`),
  `${base}/${'a/'.repeat(20_000)}x.js`,
  `${base}/${'../'.repeat(20_000)}etc/passwd`,
  `${base}/${'a'.repeat(1_000_000)}.js`,
];

interface Answer {
  readonly url: string;
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

test('no address of the app scheme gives a file that is not the renderer: neither by fetch nor as an image', async ({
  attacked,
}) => {
  const { page } = attacked;
  const mark = await freshPage(attacked);
  const probe = async (urls: readonly string[]) =>
    Promise.all(
      urls.map(async (url) => {
        const short = url.slice(0, 120);
        const image = new Promise<boolean>((resolve) => {
          const element = new Image();
          element.onload = () => resolve(true);
          element.onerror = () => resolve(false);
          element.src = url;
        });
        try {
          const answer = await fetch(url);
          return {
            url: short,
            status: answer.status,
            type: answer.headers.get('content-type') ?? '',
            text: (await answer.text()).slice(0, 4000),
            image: await image,
          };
        } catch (error) {
          return { url: short, status: 0, type: '', text: String(error), image: await image };
        }
      }),
    );
  const { gave } = (await page.evaluate(asTask(probe, written))) as Outcome;
  const answers = gave as readonly (Answer & { readonly image: boolean })[];
  expect(answers).toHaveLength(written.length);
  const manifest = (JSON.parse(readFileSync('package.json', 'utf8')) as { description: string }).description;
  for (const { url, status, type, text, image } of answers) {
    expect([0, 200, 400, 403, 404], url).toContain(status);
    if (status === 200)
      expect([type, text.slice(0, 15).toLowerCase()], url).toEqual(['text/html; charset=utf-8', '<!doctype html>']);
    else if (status !== 0) expect(text, url).toBe('');
    for (const secret of [manifest, 'root:', 'require(', 'contextBridge']) expect(text, url).not.toContain(secret);
    expect(image, url).toBe(false);
  }
  // The page itself, asked for in a roundabout way, and nothing else was given.
  expect(
    answers
      .filter(({ status }) => status === 200)
      .map(({ url }) => url)
      .sort(),
  ).toEqual(
    [
      `${base}/.`,
      `${base}/..`,
      `${base}/index.html#/../../package.json`,
      `${base}/index.html?../../package.json`,
      `${base}/index.html?file=/etc/passwd`,
    ].sort(),
  );
  for (const refused of [400, 404]) expect(answers.map(({ status }) => status)).toContain(refused);
  await expect.poll(() => logOf(attacked)).toContain('A page request was refused');

  const control = (await page.evaluate(asTask(probe, [`${base}/index.html`]))) as Outcome;
  expect(control.gave).toMatchObject([{ status: 200 }]);
  await expectUnmoved(attacked, mark);
});

test('the app scheme is read only: no method but GET and HEAD is answered', async ({ attacked }) => {
  const { page } = attacked;
  const tried = (await page.evaluate(
    asTask(
      (url) =>
        Promise.all(
          ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND', 'get', 'X'].map(async (method) => {
            try {
              const answer = await fetch(url, { method });
              return `${method} ${answer.status} ${(await answer.text()).length > 0}`;
            } catch {
              return `${method} refused`;
            }
          }),
        ),
      `${base}/index.html`,
    ),
  )) as Outcome;
  expect(tried.gave).toEqual([
    'GET 200 true',
    'HEAD 200 false',
    'POST 405 false',
    'PUT 405 false',
    'DELETE 405 false',
    'PATCH 405 false',
    'OPTIONS 405 false',
    'PROPFIND 405 false',
    'get 200 true',
    'X 405 false',
  ]);
});

test('an address opens in the browser only when it is one of ours', async ({ attacked }) => {
  const { electron, page, attacker } = attacked;
  await electron.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openExternal = async (url) => void opened.push(url);
  });
  const { config } = await ask(page, 'setup:state', undefined);
  const site = config.connectwise?.site ?? '';
  const hostile = [
    'javascript:alert(1)',
    'file:///etc/passwd',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'ms-msdt:/id',
    'smb://attacker.example/share',
    '\\\\attacker.example\\share',
    'mailto:a@b.example',
    `${attacker.origin}/opened`,
    'https://docs.connectwise.com.attacker.example/',
    'https://docs.connectwise.com@attacker.example/',
    'https://docs.connectwise.com:8443/',
    'http://docs.connectwise.com/',
    `${site}.attacker.example/`,
    `${site}@attacker.example/`,
    'https://docs.connectwise.com\\@attacker.example/'.replace('https:', 'file:'),
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    '',
  ];
  const ends = await page.evaluate((urls) => {
    const bridge = Reflect.get(globalThis, 'dispatchBridge') as Record<string, (input: unknown) => Promise<unknown>>;
    return Promise.all(
      urls.map((url) =>
        bridge['app:open-external']?.({ url }).then(
          () => 'opened',
          ({ code }: { code: string }) => code,
        ),
      ),
    );
  }, hostile);
  for (const [at, url] of hostile.entries()) expect(ends[at], url).toBe('app.link-refused');
  expect(await electron.evaluate(() => Reflect.get(globalThis, 'opened'))).toEqual([]);
  await ask(page, 'app:open-external', { url: 'https://docs.connectwise.com/a' });
  await ask(page, 'app:open-external', { url: `${site}/b` });
  expect(await electron.evaluate(() => Reflect.get(globalThis, 'opened'))).toEqual([
    'https://docs.connectwise.com/a',
    `${site}/b`,
  ]);
});
