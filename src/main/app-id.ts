/**
 * What operating systems know the installed app by: Windows groups its windows and notifications by it, macOS keeps its permissions under it. The same for
 * ever. The packer writes it into what it makes (`packaging/config.mjs`).
 */
export const appId = 'app.dispatchbridge.desktop';
