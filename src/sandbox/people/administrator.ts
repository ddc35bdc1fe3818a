import type { ConnectWisePeople } from '../connectwise/people.ts';

type SetRight = Parameters<ConnectWisePeople['setRight']>;

/** What ConnectWise itself and the customer's ConnectWise administrator do behind everybody's back. */
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
}

export function createAdministrator(people: ConnectWisePeople): Administrator {
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
  };
}
