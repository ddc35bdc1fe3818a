import type { HealthFinding } from '../../../../shared/domain/reach.ts';
import type { Tone } from '../../../theme/tone.ts';

interface HealthGroups {
  /** A person decides, or it could not be mended: these first. */
  readonly forPerson: readonly HealthFinding[];
  readonly repaired: readonly HealthFinding[];
  readonly ok: readonly HealthFinding[];
}

/** Findings by who has to do something. What could not be mended comes before what is offered. */
export function groupFindings(findings: readonly HealthFinding[]): HealthGroups {
  const of = (state: HealthFinding['state']): readonly HealthFinding[] =>
    findings.filter((finding) => finding.state === state);
  return { forPerson: [...of('failed'), ...of('offered')], repaired: of('repaired'), ok: of('ok') };
}

export const findingTones: Readonly<Record<HealthFinding['state'], Tone>> = {
  ok: 'ok',
  repaired: 'ok',
  offered: 'attention',
  failed: 'error',
};
