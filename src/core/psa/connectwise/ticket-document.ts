import type { Ticket } from '../../../shared/domain/records.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { fromConnectWiseTime } from './dates.ts';
import type { Reference, TicketPayload } from './schemas.ts';

/** What a ticket's own record does not hold: its description (the first Discussion note) and its site's address. */
export interface Surroundings {
  readonly initialDescription: string;
  readonly site: JsonObject | null;
}

interface Address {
  readonly id: number | null | undefined;
  readonly name: string | null | undefined;
  readonly addressLine1: string | null | undefined;
  readonly addressLine2: string | null | undefined;
  readonly city: string | null | undefined;
  /** Identifier as on envelopes, e.g. `AZ`. */
  readonly state: string | null | undefined;
  readonly zip: string | null | undefined;
  readonly country: string | null | undefined;
}

/** A site as mappings read it. */
export function address(parts: Address): JsonObject {
  return {
    id: parts.id ?? null,
    name: parts.name ?? '',
    addressLine1: parts.addressLine1 ?? '',
    addressLine2: parts.addressLine2 ?? '',
    city: parts.city ?? '',
    state: parts.state ?? '',
    stateIdentifier: parts.state ?? '',
    zip: parts.zip ?? '',
    country: parts.country ?? '',
  };
}

export function countryName(country: Reference | null | undefined): string {
  return country?.name ?? country?.identifier ?? '';
}

/** The ticket's own address fields, which people edit; null when it has none. */
export function ownAddress(payload: TicketPayload): JsonObject | null {
  if (!payload.addressLine1 && !payload.city && !payload.zip) return null;
  return address({
    id: payload.site?.id,
    name: payload.siteName ?? payload.site?.name,
    addressLine1: payload.addressLine1,
    addressLine2: payload.addressLine2,
    city: payload.city,
    state: payload.stateIdentifier,
    zip: payload.zip,
    country: countryName(payload.country),
  });
}

function named(reference: Reference | null | undefined): { id: number; name: string } {
  return { id: reference?.id ?? 0, name: reference?.name ?? reference?.identifier ?? '' };
}

/** The ticket as the engine knows it; without surroundings, as lists give it, it has no description. */
export function toTicket(payload: TicketPayload, surroundings: Surroundings | null): Ticket {
  const own = surroundings === null ? ownAddress(payload) : null;
  const site = surroundings?.site ?? own;
  const document = {
    ...(payload as unknown as JsonObject),
    ...(surroundings === null ? {} : { initialDescription: surroundings.initialDescription }),
    ...(site === null ? {} : { site }),
  };
  return {
    id: payload.id,
    summary: payload.summary ?? '',
    kind: payload.recordType === 'ProjectTicket' || payload.recordType === 'ProjectIssue' ? 'project' : 'service',
    board: named(payload.board),
    status: named(payload.status),
    company: named(payload.company),
    closed: payload.closedFlag === true,
    externalRef: payload.externalXRef ?? '',
    updatedAt: fromConnectWiseTime(payload._info?.lastUpdated),
    updatedBy: payload._info?.updatedBy ?? '',
    document,
  };
}
