import { Autocomplete, Select } from '@mantine/core';
import type { MappingRule } from '../../../../shared/domain/mapping.ts';
import { t } from '../../../../shared/strings/t.ts';
import { changeRule } from '../rules/rule-actions.ts';
import classes from './inspector.module.css';

type DateRule = Extract<MappingRule, { action: 'DATE_CONVERT' }>;

/** Formats in use on either side, with what 24 November 2026, 14:00 looks like in each. */
const formats: Readonly<Record<string, string>> = {
  iso: '2026-11-24T14:00:00Z',
  'YYYY-MM-DD HH:mm:ss': '2026-11-24 14:00:00',
  'YYYY-MM-DD': '2026-11-24',
  'MM/DD/YYYY': '11/24/2026',
  'MM/DD/YYYY HH:mm': '11/24/2026 14:00',
  X: '1795528800',
  x: '1795528800000',
};

const zones: readonly string[] = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];

function FormatField({
  label,
  value,
  onValue,
}: {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
}) {
  const example = formats[value];
  return (
    <Autocomplete
      label={label}
      {...(example === undefined ? {} : { description: t('mappingEditor.date.like', { example }) })}
      data={Object.keys(formats)}
      filter={({ options }) => options}
      value={value}
      onChange={onValue}
      comboboxProps={{ shadow: 'md', transitionProps: { duration: 0 } }}
      renderOption={({ option }) => (
        <span className={classes.option}>
          <span>{option.value}</span>
          <span className={classes.optionPath}>{formats[option.value]}</span>
        </span>
      )}
    />
  );
}

function ZoneField({
  label,
  value,
  onValue,
}: {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
}) {
  return (
    <Select
      label={label}
      searchable
      limit={60}
      data={zones.includes(value) ? [...zones] : [value, ...zones]}
      value={value}
      onChange={(zone) => {
        if (zone !== null) onValue(zone);
      }}
    />
  );
}

/** How the date is written where it is read and where it goes, and in which time zone each means it. */
export function DateFields({ rule }: { readonly rule: DateRule }) {
  return (
    <div className={classes.two}>
      <FormatField
        label={t('mappingEditor.date.in')}
        value={rule.inputFormat}
        onValue={(inputFormat) => changeRule({ ...rule, inputFormat }, 'inputFormat')}
      />
      <FormatField
        label={t('mappingEditor.date.out')}
        value={rule.outputFormat}
        onValue={(outputFormat) => changeRule({ ...rule, outputFormat }, 'outputFormat')}
      />
      <ZoneField
        label={t('mappingEditor.date.zoneIn')}
        value={rule.timezoneIn}
        onValue={(timezoneIn) => changeRule({ ...rule, timezoneIn })}
      />
      <ZoneField
        label={t('mappingEditor.date.zoneOut')}
        value={rule.timezoneOut}
        onValue={(timezoneOut) => changeRule({ ...rule, timezoneOut })}
      />
    </div>
  );
}
