import {
  type AttackedApp,
  asTask,
  expect,
  expectUnmoved,
  freshPage,
  logOf,
  type Outcome,
  refusals,
  test,
  UnlockedWindow,
} from './support/attacks.ts';
import { departures, requests, type WayOut } from './support/attacks-ways-out.ts';

/* A hostile script runs in the page. It must get neither out of it nor anybody else in. */
test.describe.configure({ mode: 'default' });

/** Tries every way out of the app's page, and then the same ways where nothing is locked, which all have to succeed. */
async function tryWaysOut(attacked: AttackedApp, ways: readonly WayOut[], below: string): Promise<void> {
  const { attacker, page } = attacked;
  const mark = await freshPage(attacked);
  for (const { name, run } of ways) {
    await page.evaluate(asTask(run, `${attacker.origin}/${below}/${name}`));
    await expectUnmoved(attacked, mark, name);
  }

  const unlocked = await UnlockedWindow.open(attacked);
  for (const { name, run } of ways) {
    await unlocked.load(`${attacker.origin}/page`);
    await unlocked.begin(asTask(run, `${attacker.origin}/unlocked-${below}/${name}`));
    await attacker.sees(`unlocked-${below}`, name);
  }
  await unlocked.close();
  expect(attacker.seen(`unlocked-${below}`)).toEqual(ways.map(({ name }) => name).sort());
  expect(attacker.seen(below)).toEqual([]);
  await expectUnmoved(attacked, mark);
}

test('no way of leaving the page leads anywhere: it stays, and nobody outside is asked', async ({ attacked }) => {
  await tryWaysOut(attacked, departures, 'leave');
  await expect.poll(() => logOf(attacked)).toContain('A page tried to leave the app');
  const refused = await refusals(attacked);
  expect(refused.some((line) => line.startsWith('form-action'))).toBe(true);
  expect(refused.some((line) => line.startsWith('base-uri'))).toBe(true);
});

test('no element and no interface of the page can ask another server for anything', async ({ attacked }) => {
  await tryWaysOut(attacked, requests, 'ask');
  const directives = new Set((await refusals(attacked)).map((line) => line.split(' ')[0]));
  expect([...directives]).toEqual(
    expect.arrayContaining([
      'connect-src',
      'img-src',
      'script-src-elem',
      'style-src-elem',
      'font-src',
      'media-src',
      'worker-src',
      'frame-src',
      'object-src',
      'form-action',
    ]),
  );
});

test('no window opens beside the page, empty, filled afterwards, of a blob or of the app itself', async ({
  attacked,
}) => {
  const { page, attacker } = attacked;
  const openings = [
    '',
    'about:blank',
    'blob:',
    'data:text/html,<p>x',
    'javascript:1',
    'app://dispatch-bridge/index.html',
  ];
  const features = ['', 'popup', 'noopener', 'noreferrer', 'nodeIntegration=yes,contextIsolation=no'];
  const openAll = async ({ urls, kinds }: { urls: readonly string[]; kinds: readonly string[] }) => {
    const given: string[] = [];
    for (const url of urls)
      for (const kind of kinds) {
        const opened = window.open(
          url === 'blob:' ? URL.createObjectURL(new Blob(['<p>x'], { type: 'text/html' })) : url,
          '_blank',
          kind,
        );
        opened?.document.write('<script>opener.written = true</script>');
        opened?.close();
        given.push(opened === null ? 'nothing' : 'a window');
      }
    return { given, written: Reflect.get(globalThis, 'written') ?? false };
  };
  const mark = await freshPage(attacked);
  const { gave } = (await page.evaluate(asTask(openAll, { urls: openings, kinds: features }))) as Outcome;
  expect(gave).toEqual({
    given: Array.from({ length: openings.length * features.length }, () => 'nothing'),
    written: false,
  });
  await expectUnmoved(attacked, mark);
  await expect.poll(() => logOf(attacked)).toContain('A page tried to open a window');

  const unlocked = await UnlockedWindow.open(attacked);
  await unlocked.load(`${attacker.origin}/page`);
  const control = await unlocked.run(asTask(openAll, { urls: ['about:blank'], kinds: ['popup'] }));
  await unlocked.close();
  expect(control.gave).toEqual({ given: ['a window'], written: true });
});

test('files, data, scripts and other hosts of the app are no places to go to', async ({ attacked }) => {
  const { page } = attacked;
  const mark = await freshPage(attacked);
  const places = [
    'file:///etc/passwd',
    'file://localhost/etc/passwd',
    'data:text/html,<script>document.title="left"</script>',
    'javascript:globalThis.attackMark = "ran"',
    'javascript:"<p>replaced</p>"',
    'blob:app://dispatch-bridge/0d4c9bc5-3a5d-4b51-b1f1-0e2a1b5f3f10',
    'filesystem:app://dispatch-bridge/temporary/x',
    'app://elsewhere/index.html',
    'app://dispatch-bridge.attacker.example/index.html',
    'app:///index.html',
    'view-source:app://dispatch-bridge/index.html',
    'chrome://gpu/',
    'devtools://devtools/bundled/inspector.html',
    'mailto:a@b.example',
    'vscode://file/etc/passwd',
    'ftp://127.0.0.1/x',
  ];
  const ways: readonly ((to: string) => void)[] = [
    (to) => {
      location.href = to;
    },
    (to) => {
      const anchor = document.body.appendChild(document.createElement('a'));
      anchor.href = to;
      anchor.click();
      anchor.remove();
    },
  ];
  for (const place of places)
    for (const run of ways) {
      await page.evaluate(asTask(run, place)).catch(() => undefined);
      await expectUnmoved(attacked, mark, place);
    }
  const history = (await page.evaluate(
    asTask(() => {
      const tricks = ['https://attacker.example/', 'file:///etc/passwd', 'app://elsewhere/', 'data:text/html,x'];
      const ends = tricks.map((url) => {
        try {
          window.history.pushState({}, '', url);
          return 'done';
        } catch (error) {
          return (error as Error).name;
        }
      });
      for (const step of [-1, 1, -99, 99]) window.history.go(step);
      return ends;
    }, null),
  )) as Outcome;
  expect(history.gave).toEqual(Array.from({ length: 4 }, () => 'SecurityError'));
  await expectUnmoved(attacked, mark);
});

test('a link that is dropped on the window does not take it away', async ({ attacked }) => {
  const { attacker, electron, page } = attacked;
  const mark = await freshPage(attacked);
  await page.evaluate(() => {
    const dragged: string[] = [];
    Object.assign(globalThis, { dragged });
    document.addEventListener('dragover', ({ dataTransfer }) => dragged.push(...(dataTransfer?.types ?? [])), true);
  });
  for (let times = 0; times < 3; times += 1) {
    await electron.evaluate(async ({ BrowserWindow }, link) => {
      const tools = BrowserWindow.getAllWindows()[0]?.webContents.debugger;
      tools?.attach();
      const data = { items: [{ mimeType: 'text/uri-list', data: link }], dragOperationsMask: 1 };
      for (const type of ['dragEnter', 'dragOver', 'drop'])
        await tools?.sendCommand('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
      tools?.detach();
    }, `${attacker.origin}/drop/link`);
    await expectUnmoved(attacked, mark);
  }
  // The link was over the page each time.
  expect(await page.evaluate(() => Reflect.get(globalThis, 'dragged'))).toContain('text/uri-list');
  expect(attacker.seen('drop')).toEqual([]);
});

test('a download does not happen', async ({ attacked }) => {
  const { electron, page } = attacked;
  const mark = await freshPage(attacked);
  await electron.evaluate(({ session }) => {
    const states: string[] = [];
    Object.assign(globalThis, { downloads: states });
    session.defaultSession.on('will-download', (event) => states.push(event.defaultPrevented ? 'prevented' : 'begun'));
  });
  await page.evaluate(
    asTask(() => {
      const anchor = document.body.appendChild(document.createElement('a'));
      anchor.href = URL.createObjectURL(new Blob(['x'.repeat(1000)]));
      anchor.download = 'attack.exe';
      anchor.click();
    }, null),
  );
  await expect.poll(() => electron.evaluate(() => Reflect.get(globalThis, 'downloads'))).toEqual(['prevented']);
  await expectUnmoved(attacked, mark);
});

test('the page cannot call out by WebRTC either, which no content policy covers', async ({ attacked }) => {
  const { page, attacker } = attacked;
  await freshPage(attacked);
  const callOut = async ({ udp, tcp, ms }: { udp: number; tcp: number; ms: number }) => {
    const peer = new RTCPeerConnection({
      iceServers: [
        { urls: `stun:127.0.0.1:${udp}` },
        { urls: `turn:127.0.0.1:${udp}?transport=udp`, username: 'what', credential: 'leaves' },
        { urls: `turn:127.0.0.1:${tcp}?transport=tcp`, username: 'what', credential: 'leaves' },
      ],
    });
    const candidates: string[] = [];
    const gathered = new Promise((resolve) => {
      peer.onicecandidate = ({ candidate }) => {
        if (candidate === null) resolve(null);
        else candidates.push(candidate.candidate);
      };
      setTimeout(resolve, ms);
    });
    peer.createDataChannel('out');
    await peer.setLocalDescription(await peer.createOffer());
    await gathered;
    peer.close();
    return candidates;
  };
  const ports = { udp: attacker.udpPort, tcp: attacker.dialPort };
  await page.evaluate(asTask(callOut, { ...ports, ms: 1500 }));
  const reached = { packets: attacker.packets, dials: attacker.dials };

  const unlocked = await UnlockedWindow.open(attacked);
  await unlocked.load(`${attacker.origin}/page`);
  await unlocked.begin(asTask(callOut, { ...ports, ms: 20_000 }));
  await expect.poll(() => attacker.packets).toBeGreaterThan(reached.packets);
  await expect.poll(() => attacker.dials).toBeGreaterThan(reached.dials);
  await unlocked.close();
  expect(reached).toEqual({ packets: 0, dials: 0 });
});
