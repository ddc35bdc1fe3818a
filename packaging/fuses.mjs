import { FuseState, FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses';

/*
 * Fuses are switches inside Electron's executable, which its signature covers. They take away what other programs of the same user could do with a
 * signed, trusted app: run their own code in it, and so read what the keychain gives it.
 */

/**
 * How each fuse of a shipped app stands.
 * @param {NodeJS.Platform} platform
 */
export function wantedFuses(platform) {
  return {
    // ELECTRON_RUN_AS_NODE would make the app an interpreter of any script, under the app's name. Child processes are utility processes, which do without.
    RunAsNode: false,
    // Cookies on disk are encrypted with a key from the keychain.
    EnableCookieEncryption: true,
    // NODE_OPTIONS and NODE_EXTRA_CA_CERTS would load code or trust strangers' certificates.
    EnableNodeOptionsEnvironmentVariable: false,
    // --inspect would hand the main process to any debugger.
    EnableNodeCliInspectArguments: false,
    // The archive is compared with a hash inside the executable. Linux has no place for the hash.
    EnableEmbeddedAsarIntegrityValidation: platform === 'darwin' || platform === 'win32',
    // A folder `app` beside the archive would be loaded before it.
    OnlyLoadAppFromAsar: true,
    // There is no snapshot of our own for the browser process.
    LoadBrowserProcessSpecificV8Snapshot: false,
    // Pages come from app://; file:// pages get nothing special.
    GrantFileProtocolExtraPrivileges: false,
    // Bounds checks of WebAssembly by traps, as Electron ships it: a matter of speed, not of trust.
    WasmTrapHandlers: true,
  };
}

/**
 * The fuses of an executable (or macOS app) by name: true, false, or null where this Electron does not know the fuse.
 * @param {string} executable
 * @returns {Promise<Record<string, boolean | null>>}
 */
export async function readFuses(executable) {
  const { version: _version, ...wire } = await getCurrentFuseWire(executable);
  const state = { [FuseState.ENABLE]: true, [FuseState.DISABLE]: false };
  const known = Object.entries(FuseV1Options).filter(([, index]) => typeof index === 'number');
  const names = new Map(known.map(([name, index]) => [String(index), name]));
  return {
    ...Object.fromEntries(known.map(([name]) => [name, null])),
    ...Object.fromEntries(
      Object.entries(wire).map(([index, value]) => [names.get(index) ?? `Fuse ${index}`, state[value] ?? null]),
    ),
  };
}

/**
 * The fuses that do not stand as wanted, as sentences; empty when all do. A fuse this Electron does not know counts only when `complete`.
 * @param {string} executable
 * @param {Record<string, boolean>} wanted
 * @param {{ complete: boolean }} options
 */
export async function wrongFuses(executable, wanted, { complete }) {
  const found = await readFuses(executable);
  const strangers = Object.keys(found).filter((name) => !(name in wanted));
  const wrong = Object.entries(wanted)
    .filter(([name, value]) => found[name] !== value && (complete || (found[name] ?? null) !== null))
    .map(([name, value]) => `${name} is ${word(found[name])} and should be ${word(value)}`);
  return [...wrong, ...strangers.map((name) => `${name} is new; packaging/fuses.mjs does not say how it should stand`)];
}

function word(state) {
  if (state === undefined || state === null) return 'missing';
  return state ? 'on' : 'off';
}

/**
 * Sets the fuses and reads them back. Throws when one does not stand as wanted afterwards.
 * @param {string} executable
 * @param {{ platform: NodeJS.Platform, complete: boolean }} options `complete`: every fuse must exist, as in the official Electron
 */
export async function setFuses(executable, { platform, complete }) {
  const wanted = wantedFuses(platform);
  const known = await readFuses(executable);
  const settable = Object.entries(wanted).filter(([name]) => (known[name] ?? null) !== null);
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // The signature the downloaded Electron has on Apple silicon no longer fits; without one the app does not start there.
    resetAdHocDarwinSignature: platform === 'darwin',
    ...Object.fromEntries(settable.map(([name, value]) => [FuseV1Options[name], value])),
  });
  const wrong = await wrongFuses(executable, wanted, { complete });
  if (wrong.length > 0) throw new Error(`The fuses of ${executable} are not as they should be: ${wrong.join('; ')}.`);
}
