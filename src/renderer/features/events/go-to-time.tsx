import { Button, Popover, TextInput, UnstyledButton } from '@mantine/core';
import { IconCalendarTime } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { systemClock } from '../../../shared/clock.ts';
import type { Activity } from '../../../shared/domain/activity.ts';
import { t } from '../../../shared/strings/t.ts';
import { goToTime } from '../../stores/log-store.ts';
import { clockTime } from '../../ui/time.ts';
import classes from './event-tools.module.css';
import { askForTime, useEventsUi } from './events-ui.ts';
import { fromFieldValue, timePresets, toFieldValue } from './local-time.ts';

const presetWords = {
  hour: 'events.goToHour',
  morning: 'events.goToMorning',
  yesterday: 'events.goToYesterday',
} as const;

function Choices({ onFound }: { readonly onFound: (line: Activity) => void }) {
  const now = systemClock.now();
  const [value, setValue] = useState(() => toFieldValue(now));
  const [fault, setFault] = useState('');
  const [date = '', time = ''] = value.split('T');

  async function goTo(at: number | null): Promise<void> {
    if (at === null) return setFault(t('events.goToWrong'));
    const line = await goToTime(at);
    if (line === null) return setFault(t('events.goToNothing', { time: clockTime(at, now) }));
    askForTime(false);
    onFound(line);
  }

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    void goTo(fromFieldValue(value));
  }

  return (
    <form onSubmit={onSubmit} className={classes.goTo}>
      <div className={classes.presets}>
        {timePresets(now).map((preset) => (
          <UnstyledButton key={preset.key} className={classes.preset} onClick={() => void goTo(preset.at)}>
            <span>{t(presetWords[preset.key])}</span>
            <span className="dim num">{clockTime(preset.at, now)}</span>
          </UnstyledButton>
        ))}
      </div>
      <div className={classes.goToFields}>
        <TextInput
          data-autofocus
          type="date"
          label={t('events.goToDate')}
          value={date}
          max={toFieldValue(now).slice(0, 10)}
          onChange={(event) => setValue(`${event.currentTarget.value}T${time}`)}
        />
        <TextInput
          type="time"
          label={t('events.goToTime')}
          value={time}
          onChange={(event) => setValue(`${date}T${event.currentTarget.value}`)}
        />
        <Button type="submit">{t('events.goToConfirm')}</Button>
      </div>
      <p className={classes.hint} role="status">
        {fault === '' ? t('events.goToHelp') : <span className={classes.fault}>{fault}</span>}
      </p>
    </form>
  );
}

/** Lands the log at a moment: three that are asked for often, or any. */
export function GoToTime({ onFound }: { readonly onFound: (line: Activity) => void }) {
  const opened = useEventsUi((state) => state.goingToTime);
  return (
    <Popover opened={opened} onChange={askForTime} position="bottom-end" shadow="md" width={340} trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          className={classes.tool ?? ''}
          title={t('events.goTo')}
          aria-label={t('events.goTo')}
          aria-haspopup="dialog"
          onClick={() => askForTime(!opened)}
        >
          <IconCalendarTime size={16} aria-hidden />
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('events.goTo')}>
        <Choices onFound={onFound} />
      </Popover.Dropdown>
    </Popover>
  );
}
