import type { Mapping } from '../../../../shared/domain/mapping.ts';
import { t, tn } from '../../../../shared/strings/t.ts';

/** "9 rules to the work order, 6 to the ticket, status map of 1 board": what a mapping holds, by kind. */
export function mappingCounts({ rules, statusMaps }: Mapping): readonly string[] {
  const count = (direction: 'inbound' | 'outbound' | 'both'): number =>
    rules.filter((rule) => rule.direction === direction).length;
  const byDirection = (['inbound', 'outbound', 'both'] as const).flatMap((direction) =>
    count(direction) === 0 ? [] : [t(`presets.count.${direction}`, { n: count(direction) })],
  );
  return [
    rules.length === 0 ? t('presets.noRules') : tn('versions.rules', rules.length),
    ...byDirection,
    ...(statusMaps.length === 0 ? [] : [tn('presets.boards', statusMaps.length)]),
  ];
}
