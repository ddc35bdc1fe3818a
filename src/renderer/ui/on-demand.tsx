import { type ComponentType, useEffect, useState } from 'react';
import { type AppErrorInfo, appErrorInfoFrom } from '../errors.ts';
import { FailedPage } from './page-state.tsx';

export interface OnDemand<P extends object> {
  (props: P): React.ReactNode;
  /** Fetches the part before it is needed; calling it again does nothing. Never rejects. */
  fetch(): Promise<void>;
}

/**
 * A part of the window that is fetched when it is first shown, so that the first paint does not wait for code of pages nobody has
 * opened. Not `React.lazy`: Suspense holds content back for 300 ms once its fallback was on screen.
 */
export function onDemand<P extends object>(load: () => Promise<ComponentType<P>>): OnDemand<P> {
  let part: ComponentType<P> | null = null;
  let failed: AppErrorInfo | null = null;
  let fetching: Promise<void> | null = null;
  const fetch = (): Promise<void> => {
    fetching ??= load().then(
      (loaded) => {
        part = loaded;
      },
      (thrown: unknown) => {
        failed = appErrorInfoFrom(thrown);
      },
    );
    return fetching;
  };

  function Part(props: P) {
    const [, setSettled] = useState(part !== null);
    useEffect(() => {
      if (part === null) void fetch().then(() => setSettled(true));
    }, []);
    if (failed !== null) return <FailedPage error={failed} onAgain={() => window.location.reload()} />;
    if (part === null) return null;
    const Loaded = part;
    return <Loaded {...props} />;
  }
  return Object.assign(Part, { fetch });
}
