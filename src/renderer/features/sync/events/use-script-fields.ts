import { useMemo } from 'react';
import { t } from '../../../../shared/strings/t.ts';
import { useAsked } from '../../../stores/use-asked.ts';
import type { ReadableField } from '../../mapping/expression/expression-editor.tsx';

/** What the script of every event reads besides the two records. */
const eventFields = (): readonly ReadableField[] => [
  { path: 'event.name', label: t('sync.events.script.name'), type: 'text' },
  { path: 'event.at', label: t('sync.events.script.at'), type: 'date-time' },
  { path: 'event.words', label: t('sync.events.script.words'), type: 'text' },
  { path: 'event.params', label: t('sync.events.script.params'), type: 'object' },
];

/** Fields a script of an event can read; the records' own are known once the catalog was read. */
export function useScriptFields(): readonly ReadableField[] {
  const { value } = useAsked('catalog:read', undefined);
  return useMemo(() => {
    const below = (name: string, fields: readonly ReadableField[] = []): readonly ReadableField[] =>
      fields.map(({ path, label, type }) => ({ path: `${name}.${path}`, label, type }));
    const read = (fields: readonly (ReadableField & { readonly read: boolean })[] = []): readonly ReadableField[] =>
      fields.filter((field) => field.read);
    return [
      ...eventFields(),
      ...below('workOrder', read(value?.fieldnation.fields)),
      ...below('ticket', read(value?.connectwise.fields)),
    ];
  }, [value]);
}
