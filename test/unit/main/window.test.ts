import { describe, expect, it } from 'vitest';
import { ReloadGuard } from '../../../src/main/window/reload-guard.ts';
import { backgrounds, windowOptions } from '../../../src/main/window/window-options.ts';
import { visibleBounds } from '../../../src/main/window/window-state.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

const look = { preload: '/p.cjs', bounds: null, dark: false, title: 'Dispatch Bridge', developer: false };
const laptop = { x: 0, y: 0, width: 1366, height: 728 };
const second = { x: 1366, y: -200, width: 2560, height: 1400 };

describe('the window', () => {
  it('isolates its page from Node and from the system', () => {
    expect(windowOptions(look).webPreferences).toMatchObject({
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      sandbox: true,
      webSecurity: true,
      webviewTag: false,
      allowRunningInsecureContent: false,
      devTools: false,
    });
  });

  it('opens at 1180 x 760, no smaller than 900 x 600, and unseen until it has painted', () => {
    expect(windowOptions(look)).toMatchObject({ width: 1180, height: 760, minWidth: 900, minHeight: 600, show: false });
  });

  it('has the background of its theme before the page is there', () => {
    expect(windowOptions(look).backgroundColor).toBe(backgrounds.light);
    expect(windowOptions({ ...look, dark: true }).backgroundColor).toBe(backgrounds.dark);
  });
});

describe('the remembered place', () => {
  it('is used while its title bar is on a screen', () => {
    const bounds = { x: 1500, y: -150, width: 1200, height: 800 };
    expect(visibleBounds(bounds, [laptop, second])).toEqual(bounds);
  });

  it.each([
    ['the screen is gone', { x: 1500, y: -150, width: 1200, height: 800 }],
    ['the title bar is above the screen', { x: 100, y: -60, width: 1000, height: 700 }],
    ['only a sliver is left at the side', { x: 1300, y: 10, width: 1000, height: 700 }],
    ['it is below the screen', { x: 100, y: 720, width: 1000, height: 700 }],
  ])('is forgotten when %s', (_why, bounds) => {
    expect(visibleBounds(bounds, [laptop])).toBeNull();
  });

  it('shrinks to a screen that became smaller, but not below the minimum', () => {
    expect(visibleBounds({ x: 0, y: 0, width: 3000, height: 2000 }, [laptop])).toMatchObject({
      width: 1366,
      height: 728,
    });
    expect(visibleBounds({ x: 0, y: 0, width: 300, height: 200 }, [laptop])).toMatchObject({ width: 900, height: 600 });
  });

  it('is unknown at the first start', () => {
    expect(visibleBounds(null, [laptop])).toBeNull();
  });
});

describe('a page that crashes', () => {
  it('is loaded again three times in five minutes, then a person decides', async () => {
    const clock = new VirtualClock();
    const guard = new ReloadGuard(clock);
    expect([guard.mayReload(), guard.mayReload(), guard.mayReload(), guard.mayReload()]).toEqual([
      true,
      true,
      true,
      false,
    ]);
    await clock.advance(5 * 60_000);
    expect(guard.mayReload()).toBe(true);
  });
});
