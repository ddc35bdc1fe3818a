import { Button, Group, Menu, Modal } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import type { EventsConfig } from '../../../../shared/config-sync.ts';
import {
  type EventPreset,
  eventPresetNames,
  presetOf,
  presetRules,
} from '../../../../shared/domain/work-order-event-rules.ts';
import { type WorkOrderEventName, workOrderEvents } from '../../../../shared/domain/work-order-events.ts';
import { t, tn } from '../../../../shared/strings/t.ts';
import classes from './events.module.css';
import { type PresetDifference, presetDifference } from './rules.ts';

function Names({ title, names }: { readonly title: string; readonly names: readonly WorkOrderEventName[] }) {
  if (names.length === 0) return null;
  return (
    <div className={classes.difference}>
      <div className={classes.label}>{title}</div>
      <ul>
        {names.map((event) => (
          <li key={event} title={event}>
            {workOrderEvents[event].description}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Difference({ difference }: { readonly difference: PresetDifference }) {
  const { on, off, actions, gaps } = difference;
  return (
    <>
      {on.length + off.length + actions.length === 0 && (
        <p className={classes.detected}>{t('sync.events.presetSame')}</p>
      )}
      <Names title={tn('sync.events.presetOn', on.length)} names={on} />
      <Names title={tn('sync.events.presetOff', off.length)} names={off} />
      <Names title={tn('sync.events.presetAction', actions.length)} names={actions} />
      <Names title={tn('sync.events.presetGap', gaps.length)} names={gaps.map(({ event }) => event)} />
    </>
  );
}

/** The presets; one is used only after its difference was shown. */
export function PresetMenu({
  rules,
  onUse,
}: {
  readonly rules: EventsConfig['rules'];
  readonly onUse: (rules: EventsConfig['rules']) => void;
}) {
  const [asked, setAsked] = useState<EventPreset | null>(null);
  const [shown, setShown] = useState<EventPreset>('everything');
  const now = presetOf(rules);
  const difference = presetDifference(rules, shown);
  const same = difference.on.length + difference.off.length + difference.actions.length === 0;
  return (
    <>
      <Menu position="bottom-end" shadow="md" width={300}>
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
            {now === null
              ? t('sync.events.presetOwn')
              : t('sync.events.presetIs', { name: t(`sync.events.preset.${now}`) })}
          </Button>
        </Menu.Target>
        <Menu.Dropdown aria-label={t('sync.events.presets')}>
          {eventPresetNames.map((preset) => (
            <Menu.Item
              key={preset}
              onClick={() => {
                setShown(preset);
                setAsked(preset);
              }}
            >
              <div className={classes.presetName}>{t(`sync.events.preset.${preset}`)}</div>
              <div className={classes.presetText}>{t(`sync.events.presetText.${preset}`)}</div>
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={asked !== null}
        onClose={() => setAsked(null)}
        title={t('sync.events.presetTitle', { name: t(`sync.events.preset.${shown}`) })}
        size="lg"
        closeButtonProps={{ 'aria-label': t('action.close') }}
      >
        <Difference difference={difference} />
        <Group justify="flex-end" gap={8} mt={16}>
          <span className={classes.later}>{t('sync.events.presetLater')}</span>
          <Button variant="default" onClick={() => setAsked(null)}>
            {t('action.cancel')}
          </Button>
          <Button
            disabled={same}
            onClick={() => {
              onUse({ ...presetRules(shown) });
              setAsked(null);
            }}
          >
            {t('sync.events.presetUse', { name: t(`sync.events.preset.${shown}`) })}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
