import { triggerWords } from '../../core/sync/trigger.ts';
import type { Config } from '../../shared/config.ts';
import type { PlanRow } from '../../shared/domain/views.ts';
import { type Asked, usage } from '../arguments.ts';
import { openProfileEngine } from '../compose.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Surroundings } from '../surroundings.ts';

type Order = Extract<Asked, { do: 'plan' }>;

/** The dry run, and with `--accept` the record that a person has seen it. Nothing is written to either side. */
export async function plan(asked: Order, around: Surroundings): Promise<ExitCode> {
  const { engine, close } = await openProfileEngine(asked, around);
  try {
    const before = engine.config().started;
    const rows = await engine.plan();
    // Also in JSON nothing is printed before the acceptance is recorded: a document says what happened.
    if (!asked.json) around.out(planText(asked.profile, engine.config(), rows));
    if (asked.accept) {
      checkTickets(asked.tickets, rows);
      // Accepting twice must not set tickets aside that have come in since: they are on their way.
      if (!before) await engine.begin(asked.tickets, { takeOver: false, later: true });
      else for (const ticket of asked.tickets) await engine.pairs.sendTicket(ticket);
    }
    const { started } = engine.config();
    if (asked.json) {
      const { trigger } = engine.config();
      around.out(`${JSON.stringify({ profile: asked.profile, trigger, accepted: started, rows }, null, 2)}\n`);
    } else {
      around.out(closingText(asked, { before, started }));
    }
    return 0;
  } finally {
    await close();
  }
}

/** Throws `cli.usage` for a ticket that would not become a work order, with the reason. */
function checkTickets(tickets: readonly number[], rows: readonly PlanRow[]): void {
  for (const ticket of tickets) {
    const row = rows.find((one) => one.ticketId === ticket);
    if (row === undefined) throw usage(`Ticket ${ticket} is not in the plan. Nothing was accepted.`);
    if (row.outcome === 'linked') throw usage(`Ticket ${ticket} has its work order already. Nothing was accepted.`);
    if (row.outcome === 'blocked')
      throw usage(`Ticket ${ticket} cannot become a work order: ${row.problem?.message ?? ''} Nothing was accepted.`);
  }
}

/** The plan as a person reads it. */
export function planText(profile: string, config: Config, rows: readonly PlanRow[]): string {
  const of = (outcome: PlanRow['outcome']): readonly PlanRow[] => rows.filter((row) => row.outcome === outcome);
  const [creates, blocked, linked] = [of('create'), of('blocked'), of('linked')];
  const lines = [
    `Plan of profile "${profile}": tickets that stand in ${config.trigger === null ? 'no trigger' : triggerWords(config.trigger)} now`,
    '',
    `${creates.length} would become ${creates.length === 1 ? 'a work order' : 'work orders'}${config.create.publish ? ', published at once' : ', as drafts'}`,
    ...creates.flatMap((row) => [`  ${head(row)}`, ...fields(row)]),
    `${blocked.length} cannot`,
    ...blocked.map((row) => `  ${head(row)}\n      ${row.problem?.message ?? ''}`),
    `${linked.length} ${linked.length === 1 ? 'has its work order' : 'have their work orders'} already`,
    ...linked.map((row) => `  ${head(row)}`),
  ];
  return `${lines.join('\n')}\n`;
}

function head(row: PlanRow): string {
  return `#${row.ticketId}  ${row.companyName}: ${row.summary}`;
}

function fields(row: PlanRow): readonly string[] {
  const width = Math.max(0, ...row.changes.map((change) => change.label.length));
  return row.changes.map((change) => `      ${change.label.padEnd(width)}  ${oneLine(change.value)}`);
}

/** Long texts are cut: the plan is read, `--json` has the whole. */
function oneLine(value: unknown): string {
  const text = (typeof value === 'string' ? value : JSON.stringify(value)).replaceAll(/\s+/g, ' ').trim();
  return text.length > 100 ? `${text.slice(0, 97)}...` : text;
}

function closingText(asked: Order, { before, started }: { before: boolean; started: boolean }): string {
  const sent = asked.tickets.map((ticket) => `#${ticket}`).join(', ');
  if (before) {
    if (sent !== '')
      return `\nThe plan was accepted before. With the next "serve", ${sent} becomes a work order as well.\n`;
    return '\nThe plan was accepted before; "dispatch-bridge serve" keeps records in step.\n';
  }
  if (!started) return '\nNothing is written before somebody accepts the plan: the same command with --accept\n';
  const also = sent === '' ? '' : `, and so do ${sent}`;
  return `\nAccepted. With "dispatch-bridge serve", tickets that enter the trigger from now on become work orders${also}. The others listed above are left alone.\n`;
}
