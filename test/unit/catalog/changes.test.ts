import { describe, expect, it } from 'vitest';
import { catalogChanges } from '../../../src/core/catalog/changes.ts';
import { describeField, type FieldTraits } from '../../../src/core/catalog/field.ts';
import type { Catalog, CatalogField, CatalogOption } from '../../../src/shared/domain/catalog.ts';

const option = (value: number, label: string, boardId?: number): CatalogOption =>
  boardId === undefined ? { value, label } : { value, label, boardId };
const board: CatalogField = describeField('Ticket', 'board', 'Board', 'picklist', {
  write: true,
  options: [option(2, 'Service Desk'), option(3, 'Field Dispatch')],
});
const status = (options: readonly CatalogOption[] | null): CatalogField =>
  describeField('Ticket', 'status', 'Status', 'picklist', { write: true, options });
const text = (path: string, label: string, traits: FieldTraits = {}): CatalogField =>
  describeField('Ticket', path, label, 'text', { write: true, ...traits });

function catalog(
  connectwise: readonly CatalogField[],
  readAt: number | null,
  fieldnation: readonly CatalogField[] = [],
): Catalog {
  return {
    connectwise: { fields: [...connectwise], readAt, gaps: [] },
    fieldnation: { fields: [...fieldnation], readAt, gaps: [] },
  };
}
const between = (before: readonly CatalogField[], after: readonly CatalogField[]): readonly string[] =>
  catalogChanges(catalog(before, 1), catalog(after, 2)).map(({ message }) => message);

describe('what a refresh found different', () => {
  it('is nothing when nothing changed, and when there was nothing to compare with', () => {
    const fields = [board, status([option(1, 'New', 2)])];
    expect(between(fields, structuredClone(fields))).toEqual([]);
    expect(catalogChanges(catalog([], null), catalog(fields, 2))).toEqual([]);
  });

  it('is nothing of a side that could not be asked again', () => {
    expect(catalogChanges(catalog([board], 1), catalog([board, text('a', 'A')], 1))).toEqual([]);
  });

  it('names fields that are new and those that are gone', () => {
    const changes = catalogChanges(
      catalog([text('customFields.5', 'Gate code')], 1),
      catalog([text('customFields.6', 'Asset tag')], 2, [text('custom_fields.9', 'Floor')]),
    );
    expect(changes).toEqual([
      {
        side: 'connectwise',
        kind: 'added',
        path: 'customFields.6',
        label: 'Asset tag',
        message: 'Asset tag is new in ConnectWise',
      },
      {
        side: 'connectwise',
        kind: 'removed',
        path: 'customFields.5',
        label: 'Gate code',
        message: 'Gate code is gone from ConnectWise',
      },
      {
        side: 'fieldnation',
        kind: 'added',
        path: 'custom_fields.9',
        label: 'Floor',
        message: 'Floor is new in Field Nation',
      },
    ]);
  });

  it('names options by their board', () => {
    const before = [board, status([option(1, 'New', 2), option(2, 'Waiting', 2), option(5, 'New', 3)])];
    const after = [board, status([option(1, 'New', 2), option(7, 'Waiting Parts', 2), option(5, 'Fresh', 3)])];
    expect(between(before, after)).toEqual([
      'Status: Waiting Parts is new on Service Desk',
      'Status: Waiting is gone from Service Desk',
      'Status: New is called Fresh now on Field Dispatch',
    ]);
  });

  it('is one line for many of a kind', () => {
    const owner = (count: number) =>
      describeField('Ticket', 'owner', 'Owner', 'picklist', {
        write: true,
        options: Array.from({ length: count }, (_, n) => option(n + 1, `Member ${n + 1}`)),
      });
    expect(between([owner(2)], [owner(42)])).toEqual(['Owner: Member 3, Member 4, Member 5 and 37 more are new']);
    expect(between([owner(42)], [owner(2)])).toEqual(['Owner: Member 3, Member 4, Member 5 and 37 more are gone']);
    const renamed = describeField('Ticket', 'owner', 'Owner', 'picklist', {
      write: true,
      options: Array.from({ length: 9 }, (_, n) => option(n + 1, `Person ${n + 1}`)),
    });
    expect(between([owner(9)], [renamed])).toEqual(['Owner: 9 values have new names']);
  });

  it('says nothing twice: the names beside the numbers are the same records', () => {
    const names = (label: string) =>
      describeField('Ticket', 'status.name', 'Status name', 'text', { options: [{ value: label, label }] });
    expect(between([names('New')], [names('Fresh')])).toEqual([]);
  });

  it('tells limits, types, names and requirements', () => {
    expect(between([text('a', 'Summary', { max: 50 })], [text('a', 'Summary', { max: 100 })])).toEqual([
      'Summary takes 100 characters now, it took 50',
    ]);
    expect(between([text('a', 'Summary', { max: 50 })], [text('a', 'Summary')])).toEqual([
      'Summary has no known limit of characters now',
    ]);
    const number = describeField('Ticket', 'a', 'Drops', 'number', { write: true });
    expect(between([text('a', 'Drops')], [number])).toEqual(['Drops is a number now, it was a text']);
    expect(between([text('a', 'Gate')], [text('a', 'Gate code')])).toEqual(['Gate is called Gate code now']);
    expect(between([text('a', 'Site')], [text('a', 'Site', { required: 'publish' })])).toEqual([
      'Site is required for publishing now',
    ]);
    expect(between([text('a', 'Site')], [text('a', 'Site', { write: false })])).toEqual([
      'Site can no longer be written',
    ]);
  });

  it('tells when the values of a list are known for the first time, and when they are not any more', () => {
    const known = status([option(1, 'New', 2)]);
    expect(between([status(null)], [known])).toEqual(['Status: its values are known now']);
    expect(between([known], [status(null)])).toEqual(['Status: its values are not known any more']);
  });
});
