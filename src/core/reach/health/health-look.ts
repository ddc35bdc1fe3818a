import { AppError } from '../../../shared/errors.ts';
import type { Workstation } from '../../callbacks/draft.ts';
import { appLine } from '../../monitor/app-line.ts';
import type { Subscription } from '../../psa/port.ts';
import { keptChoice } from '../../webhooks/choice.ts';
import { rememberedWebhook } from '../../webhooks/own.ts';
import { type Finding, failed, fine, repaired } from './finding.ts';
import type { HealthCheckOptions } from './health.ts';
import { checkCallbacks } from './health-callbacks.ts';
import { checkDeliveries, type Retried, spareWebhooks } from './health-webhooks.ts';
import { callbackName, capital, isOutage, sinceWhen, webhookName, whyCallback, whyWebhook } from './health-words.ts';
import type { CallbackFound } from './own-callback.ts';
import type { WebhookFound } from './own-webhook.ts';
import type { Found, Look } from './registration.ts';
import { restFinding } from './resting.ts';

export interface Looked {
  readonly findings: readonly Finding[];
  /** False when something could not be asked: it is to be looked at again soon. */
  readonly complete: boolean;
}

type Base = Workstation & { readonly baseUrl: string };

/** Errors that pass by themselves. */
const passing: ReadonlySet<AppError['kind']> = new Set(['transient', 'offline', 'rate-limited', 'ambiguous']);

/** One look at everything that is registered: findings, repairs with their line in the log, and the gaps they end. */
export class HealthLook {
  readonly #options: HealthCheckOptions;
  /** What registration mended since the last look, as a sentence. */
  readonly #mended = new Map<Found['of'], string>();
  readonly #retried: Retried = new Map();

  constructor(options: HealthCheckOptions) {
    this.#options = options;
  }

  /** `since`: registration's own look at the engine's entries serves when it is not older (ms). */
  async look(since: number): Promise<Looked> {
    const { registration, intake, workstation } = this.#options;
    const baseUrl = intake.baseUrl();
    if (baseUrl === null)
      return intake.mode() === 'none' ? this.#atRest() : { findings: [this.#polling()], complete: true };
    await registration.check(since);
    const here: Base = { ...workstation(), baseUrl };
    const errors: AppError[] = [];
    const ask = async (id: string, subject: Finding['subject'], work: () => Promise<readonly Finding[]>) => {
      try {
        return await work();
      } catch (thrown) {
        const error = AppError.from(thrown);
        errors.push(error);
        return [failed(id, subject, `It could not be looked at: ${error.message}`)];
      }
    };
    const callback = registration.callback;
    const webhook = registration.webhook;
    const findings = [
      ...this.#callbackFindings(callback),
      ...(await ask('callbacks', 'callback', () => this.#otherCallbacks(callback, here))),
      ...(await this.#webhookFindings(webhook, here)),
      ...(await ask('deliveries', 'deliveries', () => this.#deliveries(webhook))),
    ];
    for (const error of [callback?.error, webhook?.error]) if (error) errors.push(error);
    this.#mended.clear();
    return { findings, complete: errors.every(({ kind }) => !passing.has(kind)) };
  }

  /** Registration looked at one of the engine's own entries, at start, after a poll or for a check. */
  async registered(found: Found): Promise<void> {
    const { outages, clock } = this.#options;
    const { of: kind, drift, error } = found;
    // Whoever switched it off in this app chose polling: nothing is missing any more.
    if (found.paused) return outages.ended(kind);
    if (!isOutage(drift)) {
      if (error === null) await outages.ended(kind);
      if (drift.length === 0 || error !== null) return;
    }
    const why = kind === 'callback' ? whyCallback(found) : whyWebhook(found);
    const from = isOutage(drift) ? await this.#lastGood(found) : null;
    if (isOutage(drift)) await outages.began(kind, why, from ?? clock.now());
    if (error !== null) return;
    await outages.ended(kind);
    // The sandbox's listener has another port at every start.
    if (this.#options.intake.mode() === 'loopback' && drift.every((one) => one === 'address-changed')) return;
    const text = `${why} ${kind === 'callback' ? doneCallback(found) : doneWebhook(found)}${sinceWhen(from, clock.now())}`;
    this.#mended.set(kind, text);
    await this.#say(text, isOutage(drift) ? 'attention' : 'ok');
  }

  #polling(): Finding {
    return fine(
      'polling',
      'callback',
      `What is registered is looked at once this workstation has an address; until then ${this.#byPolling()}.`,
    );
  }

  /** Nothing can reach this workstation, and nothing shall: what is registered must not go on sending to the address of before. */
  async #atRest(): Promise<Looked> {
    const { registration, outages } = this.#options;
    const rests = await registration.rest();
    // Polling is what was chosen; nothing is missing any more.
    for (const kind of ['callback', 'webhook'] as const) await outages.ended(kind);
    const findings = rests.flatMap(({ resting }) => resting.map(restFinding));
    const errors = rests.flatMap(({ resting, error }) => [error, ...resting.map((one) => one.error)]);
    const unasked = rests.some(({ error }) => error !== null);
    const nothing = `${unasked ? 'As far as is known nothing' : 'Nothing'} is registered: ${this.#byPolling()}.`;
    return {
      findings: findings.length > 0 ? findings : [fine('polling', 'callback', nothing)],
      complete: errors.every((error) => error === null || !passing.has(error.kind)),
    };
  }

  #byPolling(): string {
    return `changes are found by polling every ${this.#options.context.config().limits.pollSeconds} s`;
  }

  #callbackFindings(look: Look | null): readonly Finding[] {
    if (look === null) return [];
    const { found, error } = look;
    if (found?.of === 'callback' && found.paused) {
      const name = found.before === null ? 'The callback' : capital(callbackName(found.before));
      return [
        fine(
          'callback',
          'callback',
          `${name} was paused in this app, and stays so until it is switched on again. Changes of tickets are found by polling.`,
        ),
      ];
    }
    if (error !== null)
      return [failed('callback', 'callback', `The callback of the trigger's board is not in order: ${error.message}`)];
    if (found?.of !== 'callback' || found.entry === null) return [];
    const mended = this.#mended.get('callback');
    if (mended !== undefined) return [repaired('callback', 'callback', mended)];
    const doubles = found.doubles.length === 0 ? '' : ` Second ones were deleted: ${found.doubles.join(', ')}.`;
    const text = `${capital(callbackName(found.entry))} is active and leads here.${doubles}`;
    return [found.doubles.length > 0 ? repaired('callback', 'callback', text) : fine('callback', 'callback', text)];
  }

  async #otherCallbacks(look: Look | null, here: Base): Promise<readonly Finding[]> {
    const { context, registration, clock } = this.#options;
    const found = look?.found?.of === 'callback' ? look.found : null;
    if (found === null) return [];
    const health = {
      psa: context.psa,
      memory: registration.memory,
      workstation: here,
      now: () => clock.now(),
      mended: (
        entry: Subscription,
        why: string,
        what: string,
        gap: { silent: boolean; goodAt: number | null } | null,
      ) => this.#mendedCallback(entry, why, what, gap),
    };
    return checkCallbacks(health, found.entries, found.entry?.id ?? null);
  }

  async #mendedCallback(
    entry: Subscription,
    why: string,
    what: string,
    gap: { readonly silent: boolean; readonly goodAt: number | null } | null,
  ): Promise<string> {
    const { context, outages, clock } = this.#options;
    let from: number | null = null;
    if (gap !== null) {
      const delivered = await context.store.lastDelivery('connectwise', entry.id);
      from = startOfGap(gap, delivered);
      // One that lasts is the engine's own, and longer than this.
      if ((await outages.open('callback')) === null) {
        await outages.began('callback', why, from ?? clock.now());
        await outages.ended('callback');
      }
    }
    const text = `${why} ${what}${sinceWhen(from, clock.now())}`;
    await this.#say(text, gap === null ? 'ok' : 'attention');
    return text;
  }

  async #webhookFindings(look: Look | null, here: Base): Promise<readonly Finding[]> {
    if (look === null) return [];
    const { context } = this.#options;
    const { found, error } = look;
    if (found?.of === 'webhook' && found.paused)
      return [
        fine(
          'webhook',
          'webhook',
          'The webhook of this workstation was switched off in this app, and stays so. Changes of work orders are found by polling.',
        ),
      ];
    if (error !== null)
      return [failed('webhook', 'webhook', `The webhook of this workstation is not in order: ${error.message}`)];
    if (found?.of !== 'webhook' || found.webhookId === null) return [];
    const rememberedId = await rememberedWebhook(context.store);
    const spare = spareWebhooks(() => context.fieldNation(), found.all, { ...here, rememberedId });
    const mended = this.#mended.get('webhook');
    if (mended !== undefined) return [repaired('webhook', 'webhook', mended), ...spare];
    const { events } = await keptChoice(context.store);
    const text = `${capital(webhookName(found.webhookId))} is active and leads here, for ${events.length} events.`;
    return [fine('webhook', 'webhook', text), ...spare];
  }

  async #deliveries(look: Look | null): Promise<readonly Finding[]> {
    const { context, registration, clock } = this.#options;
    const found = look?.found?.of === 'webhook' ? look.found : null;
    if (found === null || found.webhookId === null || look?.error) return [];
    const { logReadTo } = await registration.memory.known();
    const now = clock.now();
    const { findings, readTo } = await checkDeliveries(() => context.fieldNation(), {
      webhookId: found.webhookId,
      since: logReadTo ?? now,
      now,
      retried: this.#retried,
    });
    await registration.memory.change((known) => ({ ...known, logReadTo: readTo }));
    return findings;
  }

  /** Last moment from which something is known to have come (ms); null when nothing is known. */
  async #lastGood(found: Found): Promise<number | null> {
    const { store } = this.#options.context;
    const { goodAt, drift } = found;
    if (found.of === 'webhook') {
      const delivered = await store.lastDelivery('fieldnation', null);
      return startOfGap({ silent: drift.includes('switched-off'), goodAt }, delivered);
    }
    const id = found.before?.id ?? found.goneId;
    const delivered = id === null ? null : await store.lastDelivery('connectwise', id);
    const who = found.before !== null && changedByNobody(found.before, goodAt);
    return startOfGap({ silent: drift.includes('switched-off') && who, goodAt }, delivered);
  }

  async #say(text: string, result: 'ok' | 'attention'): Promise<void> {
    const { context, clock } = this.#options;
    await context.store.appendActivities([appLine(clock.now(), 'health.repaired', result, text)]);
  }
}

function changedByNobody({ updatedAt }: Subscription, goodAt: number | null): boolean {
  return updatedAt === null || goodAt === null || updatedAt <= goodAt;
}

/**
 * An entry that the vendor switched off had failed for days before, while it still looked good: only what arrived counts then. Otherwise the last
 * check that found it in order counts as well.
 */
function startOfGap(
  { silent, goodAt }: { readonly silent: boolean; readonly goodAt: number | null },
  delivered: number | null,
): number | null {
  if (delivered === null || goodAt === null) return delivered ?? goodAt;
  return silent ? delivered : Math.max(delivered, goodAt);
}

function doneCallback({ before, entry, drift }: CallbackFound): string {
  if (before === null) return `It was registered again as callback ${entry?.id ?? ''}.`;
  if (drift.includes('switched-off') || drift.includes('rested'))
    return drift.includes('moved') ? 'It is on again and leads here.' : 'It is on again.';
  return drift.includes('board-changed') ? "It is for the trigger's board now." : 'It leads here again.';
}

function doneWebhook({ webhookId, drift }: WebhookFound): string {
  if (drift.includes('gone') || drift.includes('archived'))
    return `In its place there is ${webhookName(webhookId ?? '')}.`;
  if (drift.includes('switched-off') || drift.includes('rested')) return 'It is active again.';
  return drift.includes('events') ? 'It sends them now.' : 'It leads here again.';
}
