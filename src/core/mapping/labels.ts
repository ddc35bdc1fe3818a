/** Mapping targets in words, as the vendors' own screens name the field. */
const labels: Readonly<Record<string, string>> = {
  title: 'Title',
  'description.html': 'Description',
  'confidential.html': 'Confidential information',
  'location.mode': 'Location type',
  'location.display_name': 'Site name',
  'location.address1': 'Address',
  'location.address2': 'Address line 2',
  'location.city': 'City',
  'location.state': 'State',
  'location.zip': 'ZIP',
  'location.country': 'Country',
  'schedule.service_window.start.utc': 'Start (UTC)',
  'schedule.service_window.end.utc': 'End (UTC)',
  'types_of_work.0.id': 'Type of work',
  'template.id': 'Template',
  'client.id': 'Client',
  'project.id': 'Project',
  'manager.id': 'Manager',
  'pay.type': 'Pay type',
  'pay.base.amount': 'Pay',
  'pay.base.units': 'Hours or units',
  'contacts.results': 'Location contact',
  incident_id: 'Incident number',
  status: 'Status',
  summary: 'Summary',
  externalXRef: 'External reference',
  requiredDate: 'Due date',
};

/** Words for a target; a custom field is named by its number, an unknown path stays a path. */
export function targetLabel(target: string): string {
  const custom = /^(?:custom_fields|customFields)\.(\d+)$/.exec(target)?.[1];
  return labels[target] ?? (custom === undefined ? target : `Custom field ${custom}`);
}
