import type { RowLabels } from '../../ui/setting-row.tsx';
import { identifierIn } from './look-up.ts';
import { PickOne } from './look-up-fields.tsx';

export interface MemberChoice {
  readonly memberId: number;
  readonly memberIdentifier: string;
}

/** A ConnectWise member, or what stands for none (`none`), kept as 0. */
export function MemberField({
  labels,
  value,
  none,
  onChange,
}: {
  readonly labels: RowLabels | { readonly 'aria-label': string };
  readonly value: MemberChoice;
  readonly none: string;
  readonly onChange: (value: MemberChoice) => void;
}) {
  return (
    <PickOne
      what="psa-members"
      labels={labels}
      none={none}
      value={value.memberId === 0 ? null : { id: value.memberId, name: value.memberIdentifier }}
      onChange={(chosen) =>
        onChange(
          chosen === null
            ? { memberId: 0, memberIdentifier: '' }
            : { memberId: chosen.id, memberIdentifier: identifierIn(chosen.name) },
        )
      }
    />
  );
}
