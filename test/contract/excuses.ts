/*
 * Where the OpenAPI files disagree with the vendors' other documents or with recordings. Product and sandbox follow the documents;
 * each disagreement is excused here by name and nowhere else. An excuse that excuses nothing any more fails the run.
 */
export interface Excuse {
  /** What the file says, and what is right instead. */
  readonly name: string;
  /** Matches `vendor METHOD path | sent/received/statement | problem`. */
  readonly where: RegExp;
}

const deliveryLogs: Excuse = {
  name: 'Field Nation delivery logs carry workOrderId, as the description of their fields says and their schema does not',
  where: /^webhooks GET .*delivery-logs \| received \| \.result\[\]\.workOrderId: not declared/,
};

export const excuses: readonly Excuse[] = [
  deliveryLogs,
  {
    name: 'ConnectWise PatchOperation.value is an object in the file; scalars, arrays and null are sent',
    where: /^connectwise PATCH .*\| sent \| \[\]\.value: (string|number|boolean|array) instead of object/,
  },
  {
    name: 'ConnectWise CustomFieldValue.value is an object in the file; scalars and null are recorded',
    where: /^connectwise .*customFields\[\]\.value: (string|number|boolean) instead of object/,
  },
  {
    name: 'ConnectWise custom field definitions carry podDescription and screenDescription in recordings',
    where: /^connectwise GET \/system\/userDefinedFields.*\.(podDescription|screenDescription): not declared/,
  },
  {
    name: 'Field Nation custom_fields are flat on create and update in the file; nested results are sent',
    where: /^fieldnation (POST|PUT) \/api\/rest\/v2\/workorders.*custom_fields\.results.*not declared/,
  },
  {
    name: 'Field Nation echoes recognised filters as f_x and fs_x beside the results',
    where: /^fieldnation GET \/api\/rest\/v2\/workorders \| received \| \.fs?_\w+: not declared/,
  },
  {
    name: 'Field Nation list metadata has available_filters and available_columns',
    where: /^fieldnation GET .*metadata\.available_(filters|columns): not declared/,
  },
  {
    name: 'Field Nation schedule has require_ontime',
    where: /^fieldnation .*\.require_ontime: not declared/,
  },
  {
    name: 'Field Nation messages of a work order have sharedText',
    where: /^fieldnation .*\.messages\.sharedText: not declared/,
  },
];

/** The same for the sandbox's answers beyond the product's own calls. */
export const sandboxExcuses: readonly Excuse[] = [
  {
    name: 'ConnectWise CustomFieldValue.value is an object in the file; scalars are recorded',
    where: /^connectwise .*customFields\[\]\.value: (string|number|boolean) instead of object/,
  },
  {
    name: 'ConnectWise custom field definitions carry podDescription and screenDescription in recordings',
    where: /userDefinedFields.*\.(podDescription|screenDescription): not declared/,
  },
  {
    name: 'ConnectWise securityRole is required when a member is made; the sandbox keeps roles apart and leaves it out of answers',
    where: /^connectwise GET \/system\/members .*\.securityRole: required and missing/,
  },
  {
    name: 'Field Nation schedule has require_ontime (PUT and GET schedule, written documentation)',
    where: /^fieldnation .*\.require_ontime: not declared/,
  },
  {
    name: 'Field Nation messages have sharedText',
    where: /^fieldnation .*\.sharedText: not declared/,
  },
  {
    name: 'Field Nation client, project and template lists declare only ids; names are needed',
    where: /^fieldnation GET .*\/(clients|projects|templates) \| received \| \.results\[\]\.\w+: not declared/,
  },
  {
    name: 'Field Nation collections have lists, search_text, correlation_id and metadata.list by convention',
    where: /^fieldnation GET .*\| received \| \.(lists|search_text|correlation_id|metadata\.list): not declared/,
  },
  {
    name: 'Field Nation webhook history is declared as one record; it is a list, like the HistoryResponse of the same file',
    where: /^webhooks GET .*\/history \| received \| /,
  },
  deliveryLogs,
];
