import fullMapping from '../../../resources/mappings/full.json' with { type: 'json' };
import minimalMapping from '../../../resources/mappings/minimal.json' with { type: 'json' };
import standardMapping from '../../../resources/mappings/standard.json' with { type: 'json' };
import type { Catalog } from '../../shared/domain/catalog.ts';
import { type Mapping, mappingSchema } from '../../shared/domain/mapping.ts';
import type { MappingPreset } from '../../shared/domain/mapping-work.ts';
import { resultRules } from './result-rules.ts';

/**
 * What a mapping can start from. Each is complete by itself and none asks for anything an account may not have; with a catalog, the full one also
 * fills the ticket's custom fields that are named for results of a work order.
 */
export function mappingPresets(catalog?: Catalog): readonly MappingPreset[] {
  const full = mappingSchema.parse(fullMapping);
  return [
    {
      id: 'empty',
      title: 'Empty',
      text: 'No rules. Field Nation creates no work order without a title, so that is the first one to add.',
      mapping: emptyMapping(),
    },
    {
      id: 'minimal',
      title: 'Minimal',
      text: 'Title and description of the work order, and its number on the ticket. Location and schedule are entered in Field Nation.',
      mapping: mappingSchema.parse(minimalMapping),
    },
    {
      id: 'standard',
      title: 'Standard',
      text: 'Title, description, site address and due date, and the work order number on the ticket. Enough to publish once type of work and pay are chosen.',
      mapping: mappingSchema.parse(standardMapping),
    },
    {
      id: 'full',
      title: 'Full',
      text: 'The standard rules, and the incident number, the location contact, a hard start for tickets of high severity, and the scheduled start back on the ticket. Provider, visits, hours and money go into custom fields of the ticket that are named for them.',
      mapping: { ...full, rules: [...full.rules, ...resultRules(full, catalog)] },
    },
  ];
}

function emptyMapping(): Mapping {
  return mappingSchema.parse({ formatVersion: 1, name: 'New mapping', rules: [] });
}
