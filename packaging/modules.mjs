/*
 * The packages that stay outside the bundle because a part of them is native or loaded late, and the files of them that the app needs. What is not
 * named here is not shipped: no sources, tests, type declarations or binaries of other platforms. That nothing is missing is proven by packing: a
 * bundle that asks for another package is refused, and the packed app is driven.
 */

/**
 * @typedef {object} Target
 * @property {NodeJS.Platform} platform
 * @property {string} arch e.g. `x64`
 *
 * @typedef {object} ShippedModule
 * @property {string} name folder below node_modules
 * @property {readonly RegExp[]} files inside it, with forward slashes; package.json and licence texts always come along
 * @property {boolean} [optional] may be missing: the app says what does not work without it
 */

/** What ngrok calls its binary for a platform. */
function ngrokTag({ platform, arch }) {
  if (platform === 'win32') return `win32-${arch}-msvc`;
  return platform === 'linux' ? `linux-${arch}-gnu` : `${platform}-${arch}`;
}

/**
 * @param {Target} target
 * @returns {readonly ShippedModule[]}
 */
export function shippedModules(target) {
  const { platform, arch } = target;
  const tag = `${platform}-${arch}`;
  const nativeJsonnet = [
    {
      name: '@hanazuki/node-jsonnet',
      files: [
        /^lib\/[^/]+$/,
        /^build\/Release\/[^/]+\.node$/,
        /^build\/third_party\/jsonnet\/libjsonnet\.(so\.0|0\.dylib)$/,
        /^third_party\/[^/]+\/LICENSE$/,
      ],
      optional: true,
    },
    { name: 'bindings', files: [/^bindings\.js$/] },
    { name: 'file-uri-to-path', files: [/^index\.js$/] },
  ];
  return [
    {
      name: 'better-sqlite3',
      files: [
        /^lib\/(binding|database|index|sqlite-error|util)\.js$/,
        /^lib\/methods\/[^/]+\.js$/,
        exactly(`prebuilds/${tag}.node`),
      ],
    },
    { name: 'keytar', files: [/^lib\/[^/]+\.js$/, exactly(`prebuilds/${tag}/keytar.node`)] },
    { name: '@ngrok/ngrok', files: [/^index\.js$/] },
    { name: `@ngrok/ngrok-${ngrokTag(target)}`, files: [/^[^/]+\.node$/], optional: true },
    { name: 'ssh2', files: [/^lib\/.+\.js$/] },
    { name: 'asn1', files: [/^lib\/.+\.js$/] },
    { name: 'safer-buffer', files: [/^safer\.js$/] },
    { name: 'bcrypt-pbkdf', files: [/^index\.js$/] },
    { name: 'tweetnacl', files: [/^nacl-fast\.js$/] },
    { name: '@rbicker/jsonnet', files: [/^lib\/libjsonnet\.js$/] },
    // It loads on no Windows.
    ...(platform === 'win32' ? [] : nativeJsonnet),
  ];
}

/** @param {string} file */
function exactly(file) {
  return new RegExp(`^${file.replaceAll('.', '\\.')}$`);
}

/** What the fallback runtime brings with it: another better-sqlite3, built for that runtime, and how it finds its binary. */
export const fallbackModules = [
  { name: 'better-sqlite3', files: [/^lib\/.+\.js$/, /^build\/Release\/better_sqlite3\.node$/] },
  { name: 'bindings', files: [/^bindings\.js$/] },
  { name: 'file-uri-to-path', files: [/^index\.js$/] },
];
