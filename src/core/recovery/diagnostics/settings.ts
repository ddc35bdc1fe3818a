import type { Config } from '../../../shared/config.ts';

const set = (value: string): string => (value === '' ? '' : '[set]');
/** Names of customers stand in quotes in a condition. */
const withoutQuoted = (text: string): string => text.replace(/"[^"]*"|'[^']*'/g, '"[text]"');

/** The configuration as it may be shown to strangers: what is switched on and how, not who it is for. It holds no secret to begin with. */
export function settingsForStrangers(config: Config): unknown {
  const { connectwise, fieldnation, trigger } = config;
  return {
    ...config,
    connectwise:
      connectwise === null
        ? null
        : { ...connectwise, company: set(connectwise.company), publicKey: set(connectwise.publicKey) },
    fieldnation:
      fieldnation === null
        ? null
        : {
            ...fieldnation,
            clientId: set(fieldnation.clientId),
            username: set(fieldnation.username),
            companyId: set(fieldnation.companyId),
          },
    trigger:
      trigger === null
        ? null
        : {
            ...trigger,
            conditions: withoutQuoted(trigger.conditions),
            customFieldConditions: withoutQuoted(trigger.customFieldConditions),
          },
  };
}
