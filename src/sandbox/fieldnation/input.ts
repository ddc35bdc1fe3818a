import type { SandboxSwitches } from '../kernel-types.ts';
import { type Body, object, type ReadContext, readLocation, readPay, readSchedule, text } from './input-parts.ts';
import type { FieldNationData, WorkOrderRecord } from './model.ts';
import { nextId } from './new-work-order.ts';
import { invalid } from './problems.ts';
import { switchOf } from './switches.ts';
import { zoneOfState } from './view-parts.ts';

/**
 * Reads a create or update body onto a copy of the record and gives the parts that changed. Only what is sent changes
 * (PUT is partial, reference 1.5). Throws one 400 that points at everything wrong.
 */
export function readWorkOrder(
  body: Body,
  record: WorkOrderRecord,
  data: FieldNationData,
  switches: SandboxSwitches,
): Partial<WorkOrderRecord> {
  const context: ReadContext = { data, switches, record, errors: [] };
  const patch: Partial<WorkOrderRecord> = {};
  const wrong = (pointer: string, detail: string): void => void context.errors.push({ pointer, detail });

  if ('title' in body) {
    const title = text(body.title);
    if (title === null || title.trim() === '') wrong('/title', 'title must be a text and not empty.');
    else patch.title = title;
  }
  for (const [key, target] of [
    ['description', 'descriptionHtml'],
    ['confidential', 'confidentialHtml'],
  ] as const) {
    if (!(key in body)) continue;
    const html = text(object(body[key]).html);
    if (html === null) wrong(`/${key}/html`, `${key}.html must be a text.`);
    else patch[target] = tidyHtml(html, switches);
  }
  if ('types_of_work' in body || 'type_of_work' in body) {
    const given = Array.isArray(body.types_of_work) ? body.types_of_work : [body.type_of_work];
    const types = given.map((each) => ({ id: Number(object(each).id), isPrimary: object(each).isPrimary === true }));
    for (const [index, type] of types.entries()) {
      if (!data.typesOfWork.some((known) => known.id === type.id)) {
        wrong(`/types_of_work/${index}/id`, `Type of work ${type.id} does not exist.`);
      }
    }
    const [first] = types;
    if (first && !types.some((type) => type.isPrimary)) first.isPrimary = true;
    patch.typesOfWork = types;
  }
  const reference = (key: string, known: readonly { readonly id: number }[]): number | null | undefined => {
    if (!(key in body)) return undefined;
    if (body[key] === null) return null;
    const id = object(body[key]).id;
    if (typeof id === 'number' && known.some((item) => item.id === id)) return id;
    wrong(`/${key}/id`, `${key} ${String(id)} does not exist.`);
    return undefined;
  };
  const clientId = reference('client', data.clients);
  if (clientId !== undefined) patch.clientId = clientId;
  const projectId = reference('project', data.projects);
  if (projectId !== undefined) patch.projectId = projectId;
  const templateId = reference('template', data.templates);
  if (templateId !== undefined) patch.templateId = templateId;
  const managerId = reference(
    'manager',
    data.users.filter((user) => user.role === 'buyer'),
  );
  if (typeof managerId === 'number') patch.managerId = managerId;

  if ('location' in body) {
    const location = readLocation(object(body.location), context);
    if (location) patch.location = location;
  }
  if ('schedule' in body || 'require_ontime' in body) {
    const given = {
      ...object(body.schedule),
      ...('require_ontime' in body ? { require_ontime: body.require_ontime } : {}),
    };
    const zone = patch.location ? zoneOfState(patch.location.state) : undefined;
    const schedule = readSchedule(given, context, zone);
    if (schedule) patch.schedule = schedule;
  }
  if ('pay' in body) {
    const pay = readPay(object(body.pay), context);
    if (pay) patch.pay = pay;
    for (const [key, known] of [
      ['bonuses', data.bonuses],
      ['penalties', data.penalties],
    ] as const) {
      // Nested {results:[{id}]} (contradictions: the file shows a flat object).
      const results = object(object(body.pay)[key]).results;
      if (!Array.isArray(results)) continue;
      patch[key] = results.map((each, index) => {
        const id = Number(object(each).id);
        if (!known.some((extra) => extra.id === id)) {
          wrong(`/pay/${key}/results/${index}/id`, `There is no such entry in ${key}: ${id}.`);
        }
        return record[key].find((chosen) => chosen.id === id) ?? { id, charged: object(each).charged === true };
      });
    }
  }
  if ('contacts' in body) {
    const results = object(body.contacts).results;
    patch.contacts = (Array.isArray(results) ? results : []).map((each) => readContact(object(each), data));
  }
  if ('custom_fields' in body) patch.customFields = readCustomFields(object(body.custom_fields), context);
  if ('incident_id' in body) patch.incidentId = text(body.incident_id) ?? String(body.incident_id ?? '');
  if (typeof body.allow_counter_offers === 'boolean') patch.allowCounterOffers = body.allow_counter_offers;
  if (typeof body.require_gps === 'boolean') patch.requireGps = body.require_gps;

  if (context.errors.length > 0) throw invalid(...context.errors);
  return patch;
}

/** Field Nation may normalise HTML; which way is a switch. */
function tidyHtml(html: string, switches: SandboxSwitches): string {
  if (switchOf(switches, 'fieldnation.descriptionHtml') === 'as-sent') return html;
  const tidy = html
    .replace(/\r\n?/g, '\n')
    .replace(/[ \t]+$/gm, '')
    .trim();
  if (switchOf(switches, 'fieldnation.descriptionHtml') === 'paragraph' && tidy !== '' && !tidy.startsWith('<'))
    return `<p>${tidy}</p>`;
  return tidy;
}

export function readContact(given: Body, data: FieldNationData): WorkOrderRecord['contacts'][number] {
  return {
    id: nextId(data, 'contact'),
    name: text(given.name) ?? '',
    role: text(given.role) ?? '',
    phone: text(given.phone) ?? '',
    ext: text(given.ext) ?? '',
    email: text(given.email) ?? '',
    notes: text(given.notes) ?? '',
  };
}

/** The doubly nested form `{results:[{results:[{id,value}]}]}` (contradictions: the flat form of the file is wrong). */
function readCustomFields(given: Body, context: ReadContext): Record<string, string> {
  const values = { ...context.record.customFields };
  if (!Array.isArray(given.results)) {
    context.errors.push({
      pointer: '/custom_fields/results',
      detail: 'custom_fields must be {results:[{results:[...]}]}.',
    });
    return values;
  }
  for (const [groupIndex, group] of given.results.entries()) {
    const fields = object(group).results;
    for (const [index, field] of (Array.isArray(fields) ? fields : []).entries()) {
      const { id, value } = object(field);
      const pointer = `/custom_fields/results/${groupIndex}/results/${index}`;
      const checked = checkCustomField(Number(id), value, context, pointer);
      if (checked !== null) values[String(id)] = checked;
    }
  }
  return values;
}

/** One value against its definition: a text always; a number or an exact option where the type says so. */
function checkCustomField(id: number, value: unknown, context: ReadContext, pointer: string): string | null {
  const refuse = (detail: string): null => {
    context.errors.push({ pointer: `${pointer}/value`, detail });
    return null;
  };
  const definition = context.data.customFields.find((field) => field.id === id);
  if (!definition) {
    context.errors.push({ pointer: `${pointer}/id`, detail: `Custom field ${id} does not exist.` });
    return null;
  }
  if (typeof value !== 'string') return refuse(`The value of ${definition.name} must be a text.`);
  if (value === '') return value;
  if (definition.type === 'numeric' && !/^-?\d+(\.\d+)?$/.test(value))
    return refuse(`${definition.name} must be a number.`);
  if (definition.type === 'predefined' && !definition.options.includes(value)) {
    return refuse(`"${value}" is not one of the options of ${definition.name}.`);
  }
  if (definition.unique && switchOf(context.switches, 'fieldnation.enforceUniqueCustomFields')) {
    const other = context.data.workOrders.find(
      (each) => each.id !== context.record.id && each.customFields[String(id)] === value,
    );
    if (other) return refuse(`${definition.name} ${value} is used by another work order.`);
  }
  return value;
}
