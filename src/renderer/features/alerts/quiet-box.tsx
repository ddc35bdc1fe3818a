import { Checkbox, Chip, Group, Switch } from '@mantine/core';
import { type AlertRule, type AlertsConfig, alertRules } from '../../../shared/domain/alerts.ts';
import { spokenLocale, t } from '../../../shared/strings/t.ts';
import { SettingBox, SettingRow } from '../../ui/setting-row.tsx';
import classes from './alerts.module.css';
import { TextField } from './fields.tsx';

type Quiet = AlertsConfig['quietHours'];
const days = [1, 2, 3, 4, 5, 6, 7] as const;

/** Monday for 1, in the language of the window. 1 January 2024 was a Monday. */
function dayName(day: number, weekday: 'short' | 'long'): string {
  return new Date(2024, 0, day).toLocaleDateString(spokenLocale(), { weekday });
}

function clockFault(text: string): string | null {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text.trim()) ? null : t('alerts.quiet.time');
}

/** When nothing is told: times, days, and what is told all the same. */
export function QuietBox({
  quiet,
  onChange,
}: {
  readonly quiet: Quiet;
  readonly onChange: (change: Partial<Quiet>) => void;
}) {
  return (
    <SettingBox>
      <SettingRow
        title={t('alerts.quietSwitch')}
        help={t('alerts.quietHelp')}
        control={(labels) => (
          <Switch {...labels} checked={quiet.on} onChange={(event) => onChange({ on: event.currentTarget.checked })} />
        )}
      />
      {quiet.on && (
        <>
          <SettingRow
            inner
            title={t('alerts.quiet.times')}
            help={`${t('alerts.quiet.timesHelp')}${quiet.to <= quiet.from ? ` ${t('alerts.quiet.nextDay')}` : ''}`}
            control={
              <div className={classes.times}>
                <span aria-hidden>{t('alerts.quiet.from')}</span>
                <TextField
                  aria-label={t('alerts.quiet.from')}
                  value={quiet.from}
                  check={clockFault}
                  onChange={(from) => onChange({ from })}
                />
                <span aria-hidden>{t('alerts.quiet.to')}</span>
                <TextField
                  aria-label={t('alerts.quiet.to')}
                  value={quiet.to}
                  check={clockFault}
                  onChange={(to) => onChange({ to })}
                />
              </div>
            }
          />
          <SettingRow
            inner
            title={t('alerts.quiet.days')}
            facts={
              quiet.days.length === 0 && (
                <p className={classes.fault} role="alert">
                  {t('alerts.quiet.noDays')}
                </p>
              )
            }
            control={
              <Group gap={4} role="group" aria-label={t('alerts.quiet.days')}>
                {days.map((day) => (
                  <Chip
                    key={day}
                    size="xs"
                    radius="sm"
                    title={dayName(day, 'long')}
                    aria-label={dayName(day, 'long')}
                    checked={quiet.days.includes(day)}
                    onChange={(checked) =>
                      onChange({ days: days.filter((one) => (one === day ? checked : quiet.days.includes(one))) })
                    }
                  >
                    {dayName(day, 'short')}
                  </Chip>
                ))}
              </Group>
            }
          />
          <SettingRow inner title={t('alerts.quiet.except')} help={t('alerts.quiet.exceptHelp')}>
            <Checkbox.Group
              aria-label={t('alerts.quiet.except')}
              value={[...quiet.except]}
              onChange={(chosen) => onChange({ except: alertRules.filter((rule) => chosen.includes(rule)) })}
            >
              <div className={classes.except}>
                {alertRules.map((rule: AlertRule) => (
                  <Checkbox key={rule} size="xs" value={rule} label={t(`alerts.rule.${rule}`)} />
                ))}
              </div>
            </Checkbox.Group>
          </SettingRow>
        </>
      )}
    </SettingBox>
  );
}
