import type { Json } from '../../shared/json.ts';
import { randomGuid } from '../kernel/random.ts';
import { announce } from './callback-delivery.ts';
import { settleHealth, spellOf, switchOff } from './callback-health.ts';
import type { CallbackAttempt } from './callback-log.ts';
import { callbackLevelOf, callbackTypeOf } from './callback-matrix.ts';
import { type Action, keyUrl } from './callback-message.ts';
import { callbackKind } from './callbacks.ts';
import { memberNamed, type StoredRecord, toVendorTime } from './records.ts';
import { render } from './render.ts';
import { now, type World } from './world.ts';

/** An entry as its table keeps it, with what ConnectWise tells nobody. */
export interface CallbackState {
  readonly entry: { readonly [field: string]: Json };
  /** Since when every delivery failed; null while the last one arrived. */
  readonly failingSince: string | null;
  /** Days of that spell, counted from its start, on which something failed. */
  readonly failedDays: readonly number[];
}

export interface SigningKey {
  readonly id: string;
  readonly key: string;
  readonly keyUrl: string;
  /** True of the one that signs now. */
  readonly current: boolean;
}

export interface NewCallback {
  readonly url: string;
  readonly type: string;
  readonly level: string;
  readonly objectId?: number;
  readonly description?: string;
  readonly inactiveFlag?: boolean;
  readonly isSelfSuppressedFlag?: boolean;
  /** Who made it, default `adavies`: somebody else's integration. */
  readonly member?: string;
}

export interface FiredCallback {
  readonly type: string;
  readonly action: Action;
  /** Of the record, which this sandbox need not know. */
  readonly id: number;
  /** Under which object of each level it falls: `{ "Status": 3, "Company": 250 }`. The record's own level follows from `id`. */
  readonly levels?: Readonly<Record<string, number>>;
  readonly entity?: { readonly [field: string]: Json };
  readonly member?: string;
}

/** What tests and the control API do with callbacks past the API. */
export interface CallbackPeople {
  callbacks(): readonly CallbackState[];
  callbackDeliveries(only?: { readonly callbackId?: number; readonly recordId?: number }): readonly CallbackAttempt[];
  signingKeys(): readonly SigningKey[];
  /** Somebody else's entry, without the API's checks: duplicates and malformed addresses too. */
  addCallback(entry: NewCallback): { readonly id: number };
  /** Switches an entry off as three failing days do. */
  disableCallback(id: number): void;
  /** A save of a record this sandbox keeps no table for. Gives back how many entries hear of it. */
  fireCallback(change: FiredCallback): { readonly heard: number };
}

const somebodyElse = 'adavies';

export function createCallbackPeople(
  world: World,
  act: <T>(name: string, about: Readonly<Record<string, unknown>>, run: () => T) => T,
): CallbackPeople {
  const { store } = world;
  const callbacks = store.table('callbacks');
  return {
    callbacks() {
      settleHealth(world);
      return callbacks.all().map((entry) => {
        const { sinceMs, days } = spellOf(entry);
        return {
          entry: render(world, callbackKind, entry),
          failingSince: sinceMs === null ? null : toVendorTime(sinceMs),
          failedDays: days,
        };
      });
    },
    callbackDeliveries: (only) => world.callbackLog.entries(only),
    signingKeys: () =>
      store.state.signingKeys.map(({ id, key }, index, all) => ({
        id,
        key,
        keyUrl: keyUrl(world, id),
        current: index === all.length - 1,
      })),
    addCallback: ({ member = somebodyElse, ...entry }) =>
      act('addCallback', { member, url: entry.url }, () => {
        const by = memberNamed(store, member);
        if (by === null) throw new Error(`There is no member ${member}.`);
        const { id } = callbacks.insert({
          objectId: 1,
          inactiveFlag: false,
          isSelfSuppressedFlag: false,
          ...entry,
          memberId: by.id,
          payloadVersion: '3.0.0',
          isSoapCallbackFlag: false,
          connectWiseID: randomGuid(world.context.random),
          failingSinceMs: null,
          _info: { lastUpdated: now(world), updatedBy: member },
        });
        return { id };
      }),
    disableCallback: (id) =>
      act('disableCallback', { callbackId: id }, () => {
        const entry = callbacks.get(id);
        if (entry === null) throw new Error(`There is no callback ${id}.`);
        switchOff(world, entry);
      }),
    fireCallback: ({ type, action, id, levels = {}, entity = {}, member = somebodyElse }) =>
      act('fireCallback', { type, action, id, member }, () => {
        const known = callbackTypeOf(type);
        if (known === null) throw new Error(`There is no callback type ${type}.`);
        const unknown = Object.keys(levels).find((level) => callbackLevelOf(known, level) === null);
        if (unknown !== undefined) throw new Error(`The callback type ${type} has no level ${unknown}.`);
        const record: StoredRecord = { ...entity, id, _info: { lastUpdated: now(world), updatedBy: member } };
        const objects = Object.fromEntries(
          Object.entries({ ...levels, [known]: id }).map(([level, object]) => [level.toLowerCase(), [object]]),
        );
        return {
          heard: announce(world, { action, type: known, record, kind: null, memberIdentifier: member }, objects),
        };
      }),
  };
}
