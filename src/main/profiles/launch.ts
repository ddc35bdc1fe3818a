/** What is known of this process, to start another one like it. */
export interface OwnProcess {
  readonly execPath: string;
  /** Command line of this process, its first part the program. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder of the app where it is started from one (development); null when it is packed into the program. */
  readonly appPath: string | null;
  /** As given on the command line; null = the usual place. */
  readonly dataDir: string | null;
}

export interface Launch {
  readonly program: string;
  readonly args: readonly string[];
}

/** Switches of Chromium that this computer needs to show a window at all; whoever starts one profile with them needs them for the next. */
const needed = new Set(['no-sandbox', 'disable-gpu', 'disable-dev-shm-usage', 'ozone-platform', 'ozone-platform-hint']);

/** The command that opens a profile in a process of its own. Arguments stay a list: no shell reads them. */
export function profileLaunch({ execPath, argv, env, appPath, dataDir }: OwnProcess, profile: string): Launch {
  const image = env.APPIMAGE;
  const switches = argv.slice(1).filter((argument) => {
    const name = /^--([a-z-]+)(=|$)/.exec(argument)?.[1];
    return name !== undefined && needed.has(name);
  });
  return {
    // An AppImage runs from a mount that goes with the process that made it.
    program: image !== undefined && image !== '' ? image : execPath,
    args: [
      ...switches,
      ...(appPath === null ? [] : [appPath]),
      '--profile',
      profile,
      ...(dataDir === null ? [] : ['--data-dir', dataDir]),
    ],
  };
}
