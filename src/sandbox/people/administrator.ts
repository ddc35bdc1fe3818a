import type { ConnectWisePeople } from '../connectwise/people.ts';
import type { NewEntry } from '../connectwise/setup-changes.ts';
import type { FieldNationData } from '../fieldnation/model.ts';
import { addTableEntry, isFieldNationList, removeTableEntry, renameTableEntry } from './fieldnation-tables.ts';

type SetRight = Parameters<ConnectWisePeople['setRight']>;

/** What ConnectWise itself and the administrators of both systems do behind everybody's back. */
export interface Administrator {
  /** A cloud upgrade to `v2026_1/`: the old path answers 404 from then on. */
  upgrade(input: { readonly codebase: string }): { readonly codebase: string };
  rotateSigningKey(): Record<string, never>;
  /** Takes or gives one right of the API member's role. */
  setRight(input: {
    readonly name: SetRight[0];
    readonly right: SetRight[1];
    readonly level: SetRight[2];
  }): Record<string, never>;
  /** A list of ConnectWise (`statuses`, `customFields`, ...) or of Field Nation (`fieldnation.clients`, ...) gets an entry. */
  addEntry(input: NewEntry): { readonly id: number };
  renameEntry(input: { readonly list: string; readonly id: number; readonly name: string }): Record<string, never>;
  /** Out of use where the list knows that, else deleted. */
  retireEntry(input: { readonly list: string; readonly id: number }): Record<string, never>;
}

/** Field Nation's tables, and how to say that they changed. */
export interface FieldNationTables {
  readonly data: FieldNationData;
  readonly changed: () => void;
}

export function createAdministrator(people: ConnectWisePeople, fieldNation: FieldNationTables): Administrator {
  const atFieldNation = <T>(change: (data: FieldNationData) => T): T => {
    const result = change(fieldNation.data);
    fieldNation.changed();
    return result;
  };
  return {
    upgrade({ codebase }) {
      people.setCodebase(codebase);
      return { codebase };
    },
    rotateSigningKey() {
      people.rotateSigningKey();
      return {};
    },
    setRight({ name, right, level }) {
      people.setRight(name, right, level);
      return {};
    },
    addEntry: (input) =>
      isFieldNationList(input.list) ? atFieldNation((data) => addTableEntry(data, input)) : people.addEntry(input),
    renameEntry({ list, id, name }) {
      if (isFieldNationList(list)) atFieldNation((data) => renameTableEntry(data, list, id, name));
      else people.renameEntry(list, id, name);
      return {};
    },
    retireEntry({ list, id }) {
      if (isFieldNationList(list)) atFieldNation((data) => removeTableEntry(data, list, id));
      else people.retireEntry(list, id);
      return {};
    },
  };
}
