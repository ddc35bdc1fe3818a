import type { IdFinding } from '../../../shared/domain/promotion.ts';
import type { ConfigDocument } from '../document.ts';

export type IdKind = IdFinding['kind'];

/** Where an id is looked up: a list of one side, or the options of a field. */
export type IdList =
  | 'boards'
  | 'types-of-work'
  | 'psa-fields'
  | 'fn-fields'
  | 'clients'
  | 'projects'
  | 'talent-pools'
  | 'members'
  | 'managers'
  | 'companies'
  /** Nowhere: neither side lists them by name. */
  | 'none'
  /** Statuses of the board that the site at this path stands for. */
  | { readonly statusesOf: string }
  /** Options of a field of the catalog, by its path. */
  | { readonly side: 'connectwise' | 'fieldnation'; readonly field: string };

/** One place of a document that holds an id. */
export interface IdSite {
  readonly path: string;
  readonly kind: IdKind;
  readonly list: IdList;
  readonly id: number;
  /** Empty when the document does not say. */
  readonly name: string;
  /** It cannot be left out: there would be nothing to dispatch by. */
  readonly required?: true;
  /** Puts another id there, or takes out of the document what makes no sense without it. */
  readonly put: (to: { readonly id: number; readonly name: string } | null) => void;
}

/** A document that is being changed: a copy of its own, with what was taken out of its lists. */
export interface Draft {
  readonly document: ConfigDocument;
  /** Entries of lists that go once every site is put. */
  readonly dropped: Set<object>;
}

export function draftOf(document: ConfigDocument): Draft {
  return { document: structuredClone(document), dropped: new Set() };
}

/** The document without the entries that were dropped. */
export function withoutDropped({ document, dropped }: Draft): ConfigDocument {
  return without(document, dropped) as ConfigDocument;
}

function without(value: unknown, dropped: ReadonlySet<object>): unknown {
  if (Array.isArray(value))
    return value
      .filter((item: unknown) => !(typeof item === 'object' && item !== null && dropped.has(item)))
      .map((item: unknown) => without(item, dropped));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, without(item, dropped)]));
}
