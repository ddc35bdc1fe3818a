import { create } from 'zustand';
import type { Activity, ActivityFilter } from '../../shared/domain/activity.ts';
import { type Answer, ask, onPush } from '../bridge.ts';
import type { AppErrorInfo } from '../errors.ts';
import { addNewer, addOlder, emptyWindow, type LogWindow, newestId, reachesKnown, release } from './log-window.ts';

const pageSize = 200;
/** How many pages are read to close a gap before the log starts over from its newest rows. */
const gapPages = 5;

interface LogState {
  readonly filter: ActivityFilter;
  readonly log: LogWindow;
  readonly following: boolean;
  readonly loaded: boolean;
  readonly loadingOlder: boolean;
  readonly error: AppErrorInfo | null;
}

/** The live log of the Events page: pages through `log:page`, follows the `log` push. */
export const useLog = create<LogState>()(() => ({
  filter: {},
  log: emptyWindow,
  following: true,
  loaded: false,
  loadingOlder: false,
  error: null,
}));

let question = 0;
let reading = false;
let missed = false;

function page(filter: ActivityFilter, before: number | null): Promise<Answer<Activity[]>> {
  return ask('log:page', { filter, before, limit: pageSize });
}

/** Shows the newest rows that fit a filter. Answers to an earlier filter are dropped. */
export async function showLog(filter: ActivityFilter): Promise<void> {
  question += 1;
  const mine = question;
  useLog.setState({ filter, following: true });
  const answer = await page(filter, null);
  if (mine !== question) return;
  if (!answer.ok) {
    useLog.setState({ error: answer.error, loaded: true });
    return;
  }
  const rows = answer.value;
  useLog.setState({
    log: { rows, pending: [], hasOlder: rows.length === pageSize },
    loaded: true,
    error: null,
  });
}

export async function loadOlder(): Promise<void> {
  const { log, filter, loadingOlder } = useLog.getState();
  const oldest = log.rows.at(-1);
  if (loadingOlder || !log.hasOlder || oldest === undefined) return;
  const mine = question;
  useLog.setState({ loadingOlder: true });
  const answer = await page(filter, oldest.id);
  if (mine !== question || !answer.ok) {
    useLog.setState({ loadingOlder: false });
    return;
  }
  useLog.setState((state) => ({ log: addOlder(state.log, answer.value, pageSize), loadingOlder: false }));
}

/** Reads down from the newest row until it meets what is known; a gap too wide starts the list over. */
async function readNewer(): Promise<void> {
  const mine = question;
  const { filter, log } = useLog.getState();
  const known = newestId(log);
  const found: Activity[] = [];
  let before: number | null = null;
  for (let round = 0; round < gapPages; round += 1) {
    const answer: Answer<Activity[]> = await page(filter, before);
    if (mine !== question || !answer.ok) return;
    found.push(...answer.value);
    if (reachesKnown(answer.value, known, pageSize)) {
      useLog.setState((state) => ({ log: addNewer(state.log, found, state.following) }));
      return;
    }
    before = found.at(-1)?.id ?? null;
  }
  await showLog(filter);
}

async function onNewer(): Promise<void> {
  if (!useLog.getState().loaded) return;
  if (reading) {
    missed = true;
    return;
  }
  reading = true;
  do {
    missed = false;
    await readNewer();
  } while (missed);
  reading = false;
}

/** Called when the reader reaches the top of the list or leaves it. */
export function setFollowing(following: boolean): void {
  const state = useLog.getState();
  if (state.following === following) return;
  useLog.setState({ following, log: following ? release(state.log) : state.log });
}

/** Keeps the log up to date while the Events page is open; returns how to stop. */
export function followLog(): () => void {
  return onPush('log', () => void onNewer());
}
