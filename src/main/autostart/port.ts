/** Starting with the computer, for the profile that is open. */
export interface Autostart {
  /** Whether it can be switched here; `why` says why not. */
  readonly availability: { readonly available: boolean; readonly why: string };
  /** What the operating system has now; false where it cannot be read. */
  enabled(): boolean;
  /** Throws AppError `autostart.*` when the system does not take it. */
  set(on: boolean): void;
  /** Brings an entry that is there up to date: the app was moved, or starts hidden from now on. */
  refresh(): void;
}

/** What starts this profile. */
export interface StartCommand {
  /** The program: an AppImage's own file, not the mount it runs from. */
  readonly program: string;
  /** Profile and data folder; `--hidden` where the window stays away. */
  readonly args: () => readonly string[];
}

/** The arguments an autostarted profile gets. `dataDir`: only where it is not the usual place. */
export function startArguments(of: {
  readonly profile: string;
  readonly dataDir: string | null;
  readonly hidden: boolean;
}): readonly string[] {
  return [
    ...(of.profile === 'production' ? [] : [`--profile=${of.profile}`]),
    ...(of.dataDir === null ? [] : [`--data-dir=${of.dataDir}`]),
    ...(of.hidden ? ['--hidden'] : []),
  ];
}

/** Where it cannot be switched: a developer's build, or a system without a place for it. */
export function noAutostart(why: string): Autostart {
  return {
    availability: { available: false, why },
    enabled: () => false,
    set() {},
    refresh() {},
  };
}
