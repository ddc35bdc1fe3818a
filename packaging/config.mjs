import { join } from 'node:path';
import { licenceList } from '../scripts/lib/packing/licence-texts.mjs';
import { appId } from '../src/main/app-id.ts';

/*
 * The packer's configuration. What belongs to whoever releases comes from the environment (docs/releasing.md): where updates lie, who maintains the
 * Debian package, and the signing identities, which electron-builder reads itself.
 */

/**
 * @typedef {object} PackInput
 * @property {string} root the project's folder
 * @property {string} appFolder what goes into the app (scripts/lib/packing/app-folder.mjs)
 * @property {string} output folder for the result
 * @property {string} electronDist folder of the runtime
 * @property {string} electronVersion
 * @property {NodeJS.ProcessEnv} env
 */

/** Where the installed app looks for updates: an address of one's own, the repository that builds, or nowhere. @param {NodeJS.ProcessEnv} env */
export function publishFrom(env) {
  const address = env.UPDATE_FEED_URL?.trim() ?? '';
  if (address !== '') {
    if (!URL.canParse(address) || new URL(address).protocol !== 'https:')
      throw new Error('UPDATE_FEED_URL is not an https address.');
    return [{ provider: 'generic', url: address }];
  }
  const [owner, repo] = env.GITHUB_REPOSITORY?.split('/') ?? [];
  return owner && repo ? [{ provider: 'github', owner, repo, releaseType: 'draft' }] : null;
}

/** Debian wants a name and an address to write to, and a home page; there is none to make up. @param {NodeJS.ProcessEnv} env */
export function maintainerFrom(env) {
  const name = env.PACKAGE_MAINTAINER?.trim() ?? '';
  const homepage =
    env.PACKAGE_HOMEPAGE?.trim() || (env.GITHUB_REPOSITORY && `https://github.com/${env.GITHUB_REPOSITORY}`);
  return /^.+ <[^<>\s]+@[^<>\s]+>$/.test(name) && homepage ? { name, homepage } : null;
}

/**
 * False where nothing can sign: a build machine without a certificate. The hardened runtime loads only libraries of the app's own signer, so an unsigned
 * app with it would not load its native modules. Elsewhere the person's keychain may hold the certificate.
 * @param {NodeJS.ProcessEnv} env
 */
function maybeSigned(env) {
  return env.CI === undefined || env.CSC_LINK !== undefined || env.CSC_NAME !== undefined;
}

/**
 * @param {PackInput} input
 * @returns {import('electron-builder').Configuration}
 */
export function packConfig({ root, appFolder, output, electronDist, electronVersion, env }) {
  const maintainer = maintainerFrom(env);
  return {
    appId,
    productName: 'Dispatch Bridge',
    artifactName: '${name}-${version}-${os}-${arch}.${ext}',
    directories: { app: appFolder, output, buildResources: join(root, 'packaging') },
    files: ['package.json', 'out/**', 'resources/**', { from: 'modules', to: 'node_modules', filter: ['**/*'] }],
    extraResources: [
      { from: join(appFolder, 'out', licenceList), to: licenceList },
      // The app of macOS is all that is copied there; elsewhere these lie beside the executable by themselves.
      ...(process.platform === 'darwin'
        ? ['LICENSE', 'LICENSES.chromium.html'].map((name) => ({ from: join(electronDist, name), to: name }))
        : []),
    ],
    // Otherwise a package with one native file would lie outside the archive as a whole.
    asar: { smartUnpack: false },
    // What the operating system loads as a file. Everything else stays in the archive, which on Windows and macOS is checked against its hash.
    asarUnpack: ['**/*.{node,dylib}', '**/*.so.*'],
    electronDist,
    electronVersion,
    electronLanguages: ['en-US', 'de'],
    // Nothing is installed or compiled, and no packages are looked for: those that are needed are in the folder, with the files that are needed.
    beforeBuild: async () => false,
    publish: publishFrom(env),
    // With it an unsigned release is an error, not a surprise at the users'.
    forceCodeSigning: env.REQUIRE_SIGNING === '1',

    win: { target: ['nsis'], icon: join(root, 'resources', 'icons', 'icon.ico') },
    nsis: {
      oneClick: true,
      perMachine: false,
      createDesktopShortcut: false,
      createStartMenuShortcut: true,
      shortcutName: 'Dispatch Bridge',
      // Profiles, with links and settings, belong to the person.
      deleteAppDataOnUninstall: false,
    },

    mac: {
      // zip is what an update is made of; people get the dmg.
      target: ['dmg', 'zip'],
      category: 'public.app-category.business',
      icon: join(root, 'resources', 'icons', 'icon.png'),
      hardenedRuntime: maybeSigned(env),
      gatekeeperAssess: false,
      entitlements: join(root, 'packaging', 'entitlements.mac.plist'),
      entitlementsInherit: join(root, 'packaging', 'entitlements.mac.plist'),
    },

    // The older runtime of AppImage asks for a library (FUSE 2) that current distributions no longer bring.
    toolsets: { appimage: '1.0.3' },
    linux: {
      target: ['AppImage', ...(maintainer === null ? [] : ['deb'])],
      executableName: 'dispatch-bridge',
      syncDesktopName: true,
      icon: join(root, 'resources', 'icons'),
      category: 'Office',
      synopsis: 'Keeps ConnectWise tickets and Field Nation work orders in step',
      desktop: { entry: { Keywords: 'ConnectWise;Field Nation;Ticket;Work order;' } },
      ...(maintainer === null ? {} : { maintainer: maintainer.name }),
    },
    deb: {
      // What Electron loads, and the library of the Secret Service, where credentials are kept.
      depends: [
        'libgtk-3-0 | libgtk-3-0t64',
        'libnotify4',
        'libnss3',
        'libxss1',
        'libxtst6',
        'xdg-utils',
        'libatspi2.0-0 | libatspi2.0-0t64',
        'libuuid1',
        'libsecret-1-0',
      ],
      recommends: ['libayatana-appindicator3-1', 'gnome-keyring | kwalletmanager | keepassxc'],
    },
    ...(maintainer === null ? {} : { extraMetadata: { homepage: maintainer.homepage } }),
  };
}
