import { create } from 'zustand';
import type { Activity, ActivityFilter } from '../../shared/domain/activity.ts';
import { ask, onPush } from '../bridge.ts';
import type { AppErrorInfo } from '../errors.ts';
import { countOf, type LogCount, newer, older, pageSize } from './log-questions.ts';
import { addNewer, addOlder, emptyWindow, follow, type LogWindow, newestId } from './log-window.ts';

/** How many pages of new lines are put on top one by one before the log starts over from its newest page. */
const gapPages = 5;
/** New lines are counted up to this while the log is held. */
export const mostWaiting = 1000;

interface LogState {
  readonly filter: ActivityFilter;
  readonly log: LogWindow;
  /** Held by a person, wherever it is scrolled to. */
  readonly paused: boolean;
  /** The newest row is in sight. */
  readonly atTop: boolean;
  /** Lines that came while the log was held; they are not on show. */
  readonly waiting: number;
  readonly loaded: boolean;
  readonly loading: 'older' | 'newer' | null;
  readonly error: AppErrorInfo | null;
  /** Lines that fit the filter, and lines at all; null until counted. */
  readonly count: LogCount | null;
  readonly total: LogCount | null;
  /** Row to bring into sight, and a number that changes with every request. */
  readonly reveal: { readonly id: number; readonly n: number } | null;
  /** Changes when the newest row is to be brought into sight. */
  readonly topKey: number;
}

/** The live log of the Events page: pages through `log:page`, follows the `log` push. Its filter outlives the page. */
export const useLog = create<LogState>()(() => ({
  filter: {},
  log: emptyWindow,
  paused: false,
  atTop: true,
  waiting: 0,
  loaded: false,
  loading: null,
  error: null,
  count: null,
  total: null,
  reveal: null,
  topKey: 0,
}));

let question = 0;
let reading = false;
let missed = false;
/** Newest line that is on show or counted as waiting. */
let newestSeen = 0;

/** New lines go straight on show. */
export function isFollowing({ paused, atTop, log }: Pick<LogState, 'paused' | 'atTop' | 'log'>): boolean {
  return !paused && atTop && !log.hasNewer;
}

async function countLines(filter: ActivityFilter, mine: number): Promise<void> {
  const counted = await countOf(filter);
  if (mine === question) useLog.setState(counted);
}

/** Shows the newest rows that fit a filter. Answers to an earlier filter are dropped. */
export async function showLog(filter: ActivityFilter): Promise<void> {
  question += 1;
  const mine = question;
  const before = useLog.getState();
  const other = JSON.stringify(before.filter) !== JSON.stringify(filter);
  useLog.setState({ filter, atTop: true, loading: null, ...(other ? { count: null } : {}) });
  const answer = await older(filter, null);
  if (mine !== question) return;
  if (!answer.ok) {
    useLog.setState({ error: answer.error, loaded: true });
    return;
  }
  const rows = answer.value;
  newestSeen = rows[0]?.id ?? 0;
  useLog.setState((state) => ({
    log: { rows, start: 0, hasNewer: false, hasOlder: rows.length === pageSize },
    waiting: 0,
    loaded: true,
    error: null,
    reveal: null,
    topKey: state.topKey + 1,
  }));
  await countLines(filter, mine);
}

/** Back to the newest row. */
export function showNewest(): Promise<void> {
  return showLog(useLog.getState().filter);
}

/** The next page below what is held. */
export async function loadOlder(): Promise<void> {
  const { log, filter, loading } = useLog.getState();
  const oldest = log.rows.at(-1);
  if (loading !== null || !log.hasOlder || oldest === undefined) return;
  const mine = question;
  useLog.setState({ loading: 'older' });
  const answer = await older(filter, oldest.id);
  if (mine !== question) return;
  useLog.setState((state) => ({
    loading: null,
    ...(answer.ok ? { log: addOlder(state.log, answer.value, pageSize) } : {}),
  }));
}

/** The next page above what is held. */
export async function loadNewer(): Promise<void> {
  const { log, filter, loading } = useLog.getState();
  if (loading !== null || !log.hasNewer) return;
  const mine = question;
  useLog.setState({ loading: 'newer' });
  const answer = await newer(filter, newestId(log));
  if (mine !== question) return;
  if (!answer.ok) return useLog.setState({ loading: null });
  useLog.setState((state) => {
    const grown = addNewer(state.log, answer.value, pageSize);
    // A page that reaches the newest line holds those that were waiting, too.
    if (!grown.hasNewer) newestSeen = Math.max(newestSeen, newestId(grown));
    return { loading: null, log: grown, ...(grown.hasNewer ? {} : { waiting: 0 }) };
  });
}

/** Where a jump lands: the pages on both sides of a line, and how many lines are reckoned above. */
async function showAround(id: number, above: Promise<LogCount | null>): Promise<void> {
  question += 1;
  const mine = question;
  const { filter } = useLog.getState();
  useLog.setState({ loading: null });
  const [below, upper, reckoned] = await Promise.all([older(filter, id + 1), newer(filter, id, pageSize / 2), above]);
  if (mine !== question) return;
  if (!below.ok || !upper.ok) {
    useLog.setState({ error: below.ok ? (upper.ok ? null : upper.error) : below.error });
    return;
  }
  const rows = [...upper.value, ...below.value];
  const hasNewer = upper.value.length === pageSize / 2;
  const target = below.value[0] ?? upper.value.at(-1);
  useLog.setState((state) => ({
    log: {
      rows,
      start: hasNewer ? Math.max(0, (reckoned?.count ?? 0) - upper.value.length) : 0,
      hasNewer,
      hasOlder: below.value.length === pageSize,
    },
    atTop: false,
    loaded: true,
    reveal: target === undefined ? null : { id: target.id, n: (state.reveal?.n ?? 0) + 1 },
  }));
}

/** Goes to the newest line at or before a time; null when the log has none that old, otherwise the line that was found. */
export async function goToTime(at: number): Promise<Activity | null> {
  const { filter } = useLog.getState();
  const found = await ask('log:at', { at });
  if (!found.ok || found.value === null) return null;
  const above = ask('log:count', { filter: { ...filter, from: Math.max(at, filter.from ?? at) } });
  await showAround(
    found.value,
    above.then((answer) => (answer.ok ? answer.value : null)),
  );
  const { log, reveal } = useLog.getState();
  return log.rows.find((row) => row.id === reveal?.id) ?? null;
}

/** Shows one line among its neighbours, the filter taken off where it would hide it. */
export async function goToLine(line: Activity): Promise<void> {
  useLog.setState({ filter: {} });
  const above = ask('log:count', { filter: { from: line.at } });
  await showAround(
    line.id,
    above.then((answer) => (answer.ok ? answer.value : null)),
  );
  void countLines({}, question);
}

/** Goes to the oldest line that fits. */
export async function showOldest(): Promise<Activity | null> {
  question += 1;
  const mine = question;
  const { filter, count } = useLog.getState();
  const answer = await newer(filter, 0);
  if (mine !== question || !answer.ok) return null;
  const rows = answer.value;
  const last = rows.at(-1) ?? null;
  useLog.setState((state) => ({
    log: {
      rows,
      start: rows.length === pageSize ? Math.max(0, (count?.count ?? 0) - rows.length) : 0,
      hasNewer: rows.length === pageSize,
      hasOlder: false,
    },
    loading: null,
    atTop: false,
    reveal: last === null ? null : { id: last.id, n: (state.reveal?.n ?? 0) + 1 },
  }));
  return last;
}

function more(count: LogCount | null, n: number): LogCount | null {
  return count === null || count.capped ? count : { ...count, count: count.count + n };
}

/** Puts on top what came since, page by page; a gap too wide starts the list over. */
async function catchUp(mine: number): Promise<void> {
  for (let round = 0; round < gapPages; round += 1) {
    const { filter, log } = useLog.getState();
    const answer = await newer(filter, newestId(log));
    if (mine !== question || !answer.ok) return;
    useLog.setState((state) => ({
      log: follow(state.log, answer.value),
      waiting: 0,
      count: more(state.count, answer.value.length),
    }));
    newestSeen = newestId(useLog.getState().log);
    if (answer.value.length < pageSize) return;
  }
  await showNewest();
}

/** Counts what came since, without keeping it. */
async function countWaiting(mine: number): Promise<void> {
  while (useLog.getState().waiting < mostWaiting) {
    const answer = await newer(useLog.getState().filter, newestSeen);
    if (mine !== question || !answer.ok) return;
    const found = answer.value;
    newestSeen = found[0]?.id ?? newestSeen;
    if (found.length > 0) {
      useLog.setState((state) => ({
        waiting: Math.min(mostWaiting, state.waiting + found.length),
        count: more(state.count, found.length),
      }));
    }
    if (found.length < pageSize) return;
  }
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
    await (isFollowing(useLog.getState()) ? catchUp(question) : countWaiting(question));
  } while (missed);
  reading = false;
}

/** Called when the reader reaches the newest row or leaves it. At the top the log follows again. */
export function setAtTop(atTop: boolean): void {
  const state = useLog.getState();
  if (state.atTop === atTop) return;
  useLog.setState({ atTop });
  if (atTop && state.waiting > 0) void onNewer();
}

/** Holds the log as it is, or lets it follow again. */
export function setPaused(paused: boolean): void {
  useLog.setState({ paused });
  if (paused) return;
  const state = useLog.getState();
  if (isFollowing(state)) void onNewer();
  else void showNewest();
}

/** Keeps the log up to date while the Events page is open; returns how to stop. */
export function followLog(): () => void {
  return onPush('log', () => void onNewer());
}
