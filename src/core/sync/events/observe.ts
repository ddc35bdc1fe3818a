import type { WorkOrderEventName } from '../../../shared/domain/work-order-events.ts';
import type { Json, JsonObject } from '../../../shared/json.ts';
import { entries, idOf, nameOf, numberOf, textOf, timeOf } from '../../fieldnation/collections.ts';
import { asObject } from '../../fieldnation/fields.ts';
import { moment, type Watched, watchedValues } from './observe-values.ts';
import { isOwnUpload } from './prints.ts';

/* What the record of a work order shows about events (the OpenAPI file's WorkOrderResponseDto). What is missing counts as empty. */

/** Something that happened at one time and stays in the record: a visit, an upload, a finished task. */
export interface Occurred {
  readonly event: WorkOrderEventName;
  /** Natural key within the event; becomes the occurrence. */
  readonly key: string;
  /** ms UTC; null when the record does not say. */
  readonly at: number | null;
  /** After "Work order N". */
  readonly words: string;
  readonly params: Readonly<Record<string, Json>>;
  /** Made by this program: known, never told. */
  readonly own?: boolean;
}

export interface Observation {
  readonly occurred: readonly Occurred[];
  readonly watched: readonly Watched[];
  /** How many messages and routes the record counts; null when it does not say. */
  readonly messages: number | null;
  readonly routes: number | null;
  /** States it shows now that come and go. */
  readonly states: ReadonlySet<WorkOrderEventName>;
}

export function observe(document: JsonObject): Observation {
  const routed = routes(document);
  return {
    occurred: [...visits(document), ...tasks(document), ...uploads(document), ...expenses(document), ...routed],
    watched: watchedValues(document),
    messages: countOf(asObject(asObject(document.messages)?.metadata)?.total),
    routes: routed.length > 0 ? null : countOf(asObject(asObject(document.routes)?.sum)?.all),
    states: states(document),
  };
}

function countOf(value: Json | undefined): number | null {
  const count = numberOf(value);
  return count !== null && Number.isInteger(count) && count >= 0 ? count : null;
}

function visits(document: JsonObject): Occurred[] {
  return entries(document.time_logs).flatMap((log): Occurred[] => {
    const id = idOf(log.id);
    if (id === null) return [];
    const into = asObject(log.in)?.created;
    const out = asObject(log.out)?.created;
    const inAt = timeOf(into);
    const outAt = timeOf(out);
    const params = { visit: id, inAt, outAt, hours: numberOf(log.hours) };
    const came: Occurred = {
      event: 'FN_WO_PROVIDER_CHECKED_IN',
      key: `time-log:${id}`,
      at: inAt,
      words: `: the provider checked in${moment(into)}`,
      params,
    };
    if (outAt === null) return [came];
    const hours = numberOf(log.hours);
    const worked = hours === null || hours === 0 ? '' : ` after ${hours} h`;
    return [
      came,
      {
        ...came,
        event: 'FN_WO_PROVIDER_CHECKED_OUT',
        at: outAt,
        words: `: the provider checked out${moment(out)}${worked}`,
      },
    ];
  });
}

function tasks(document: JsonObject): Occurred[] {
  return entries(document.tasks).flatMap((task): Occurred[] => {
    const id = idOf(task.id);
    const at = timeOf(task.completed);
    if (id === null || at === null) return [];
    const label = textOf(task.label) || textOf(task.description) || textOf(asObject(task.type)?.name);
    const by = nameOf(asObject(asObject(task.completed)?.by));
    return [
      {
        event: 'FN_WO_TASK_COMPLETED',
        key: `task:${id}:${at}`,
        at,
        words: `: task ${label === '' ? id : `"${label}"`} was completed${by === '' ? '' : ` by ${by}`}`,
        params: { task: id, label, by },
      },
    ];
  });
}

function uploads(document: JsonObject): Occurred[] {
  return entries(document.attachments).flatMap((folder) =>
    entries(folder.results).flatMap((upload): Occurred[] => {
      const id = textOf(upload.upload_unique_id) || textOf(upload.id);
      if (id === '') return [];
      const name = textOf(asObject(upload.file)?.name) || 'a file';
      const author = nameOf(asObject(upload.author));
      return [
        {
          event: 'FN_WO_ATTACHMENT_ADDED',
          key: `upload:${id}`,
          at: timeOf(upload.created),
          words: `has a new file: ${name}${author === '' ? '' : ` from ${author}`}`,
          params: { upload: id, name, folder: textOf(folder.name), author },
          own: isOwnUpload(textOf(upload.notes)),
        },
      ];
    }),
  );
}

function expenses(document: JsonObject): Occurred[] {
  return entries(asObject(document.pay)?.expenses).flatMap((expense): Occurred[] => {
    const id = idOf(expense.id);
    if (id === null) return [];
    const description = textOf(expense.description) || textOf(asObject(expense.category)?.name);
    const amount = numberOf(expense.amount);
    return [
      {
        event: 'FN_WO_EXPENSE_ADDED',
        key: `expense:${id}`,
        at: timeOf(expense.added),
        words: `has a new expense${description === '' ? '' : `: ${description}`}${amount === null ? '' : ` (${amount.toFixed(2)})`}`,
        params: { expense: id, description, amount },
      },
    ];
  });
}

/** The entries of `routes.results` are not described; whatever names a provider in them is taken. */
function routes(document: JsonObject): Occurred[] {
  const holder = asObject(document.routes);
  const listed = Array.isArray(holder?.results) ? (holder.results as readonly Json[]) : [];
  return listed.flatMap((entry): Occurred[] => {
    const route = asObject(entry);
    const user = asObject(route?.user);
    const key = route === null ? textOf(entry) : textOf(route.id) || textOf(user?.id);
    if (key === '') return [];
    const name = nameOf(user);
    return [
      {
        event: 'FN_WO_ROUTED',
        key: `route:${key}`,
        at: timeOf(route?.created),
        words: `was routed to ${name === '' ? 'a provider' : name}`,
        params: { route: key, provider: name },
      },
    ];
  });
}

const statusNames: Readonly<Record<string, WorkOrderEventName>> = {
  draft: 'FN_WO_DRAFT',
  deleted: 'FN_WO_DELETED',
  postponed: 'FN_WO_POSTPONED',
};
const statusCodes: Readonly<Record<string, WorkOrderEventName>> = {
  on_my_way: 'FN_WO_ON_MY_WAY',
  delayed: 'FN_WO_DELAYED',
  at_risk: 'FN_WO_AT_RISK',
};

/** The vocabulary of `code` and `sub_status` is not listed anywhere, and `display` may hold either form (reference/fieldnation.md 2). */
function states(document: JsonObject): Set<WorkOrderEventName> {
  const status = asObject(document.status);
  const found = new Set<WorkOrderEventName>();
  const key = (value: Json | undefined): string =>
    textOf(value)
      .toLowerCase()
      .replace(/[^a-z]+/g, '_');
  const name = key(status?.name);
  const named = Object.hasOwn(statusNames, name) ? statusNames[name] : undefined;
  if (named !== undefined) found.add(named);
  for (const word of [
    key(status?.code),
    key(status?.sub_status),
    key(textOf(status?.display).split(':').at(-1)?.trim()),
  ]) {
    const event = Object.hasOwn(statusCodes, word) ? statusCodes[word] : undefined;
    if (event !== undefined) found.add(event);
  }
  if (status?.confirmed === true) found.add('FN_WO_CONFIRMED');
  return found;
}
