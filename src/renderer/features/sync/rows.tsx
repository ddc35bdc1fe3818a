import { SegmentedControl, Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import { type MessageKey, t } from '../../../shared/strings/t.ts';
import { type RowLabels, SettingRow } from '../../ui/setting-row.tsx';
import { type Facts, SettingFacts } from './setting-facts.tsx';

type Titled<K> = K extends `${infer Name}Help` ? Name : never;
/** Messages that have a `<name>Help` beside them on a page of the sync: the settings. */
export type SettingName = Extract<MessageKey, Titled<MessageKey> & `sync.${string}`>;

function wordsOf(name: SettingName, normal: string | undefined): { readonly title: string; readonly help: string } {
  const help = t(`${name}Help`);
  return { title: t(name), help: normal === undefined ? help : `${help} ${t('sync.default', { value: normal })}` };
}

interface NamedRow extends Facts {
  readonly name: SettingName;
  readonly inner?: boolean;
  readonly children?: ReactNode;
}

/** A setting with any control. */
export function ControlRow({
  name,
  control,
  children,
  wide = true,
  inner = false,
  normal,
  ...facts
}: NamedRow & { readonly control?: (labels: RowLabels) => ReactNode; readonly wide?: boolean }) {
  return (
    <SettingRow
      {...wordsOf(name, normal)}
      facts={<SettingFacts {...facts} />}
      control={control}
      wide={wide}
      inner={inner}
    >
      {children}
    </SettingRow>
  );
}

/** On or off. `normal` is its default. */
export function SwitchRow({
  checked,
  onChange,
  normal,
  ...row
}: Omit<NamedRow, 'normal'> & {
  readonly checked: boolean;
  readonly normal: boolean;
  readonly onChange: (on: boolean) => void;
}) {
  return (
    <ControlRow
      {...row}
      wide={false}
      normal={normal ? t('sync.on') : t('sync.off')}
      control={(labels) => (
        <Switch {...labels} checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      )}
    />
  );
}

/** One of a few. `normal` is the default value; its word is looked up among the choices. */
export function ChoiceRow<V extends string>({
  value,
  choices,
  normal,
  onChange,
  ...row
}: Omit<NamedRow, 'normal'> & {
  readonly value: V;
  readonly choices: readonly (readonly [V, string])[];
  readonly normal: V;
  readonly onChange: (value: V) => void;
}) {
  return (
    <ControlRow
      {...row}
      wide={false}
      normal={choices.find(([choice]) => choice === normal)?.[1]}
      control={(labels) => (
        <SegmentedControl
          {...labels}
          size="xs"
          value={value}
          data={choices.map(([choice, label]) => ({ value: choice, label }))}
          onChange={(chosen) => onChange(chosen as V)}
        />
      )}
    />
  );
}
