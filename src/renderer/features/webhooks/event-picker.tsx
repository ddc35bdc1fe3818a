import { Button, Checkbox } from '@mantine/core';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import type { WebhookEvent } from '../../../shared/domain/webhooks.ts';
import { t } from '../../../shared/strings/t.ts';
import { nextIndex } from '../../ui/row-keys.ts';
import { SearchField } from '../../ui/search-field.tsx';
import { eventLabel, eventsByArea } from './event-areas.ts';
import classes from './event-picker.module.css';

/** How far Page Up and Page Down go. */
const pageOfEvents = 6;

interface EventPickerProps {
  /** The webhook tells this app: what it acts on is marked. */
  readonly ours: boolean;
  readonly events: readonly WebhookEvent[];
  readonly chosen: ReadonlySet<string>;
  readonly onChosen: (chosen: ReadonlySet<string>) => void;
}

/** The events of a webhook by area, with a search; the list is one keyboard stop. */
export function EventPicker({ ours, events, chosen, onChosen }: EventPickerProps) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const list = useRef<HTMLFieldSetElement>(null);
  const keysId = useId();
  const areas = eventsByArea(events, text);
  const names = areas.flatMap((area) => area.events.map(({ name }) => name));
  const current = Math.min(at, names.length - 1);

  function tick(name: string, on: boolean): void {
    const next = new Set(chosen);
    if (on) next.add(name);
    else next.delete(name);
    onChosen(next);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const next = nextIndex(event.key, current, names.length, pageOfEvents);
    if (next === null) return;
    event.preventDefault();
    setAt(next);
    list.current?.querySelectorAll('input')[next]?.focus();
  }

  return (
    <div>
      <div className={classes.head}>
        <span className={classes.title}>{t('webhooks.events')}</span>
        <span className="num dim" aria-live="polite">
          {t('webhooks.eventsCount', { n: chosen.size, all: events.length })}
        </span>
        <span className={classes.grow} />
        {ours && (
          <Button
            size="xs"
            variant="default"
            onClick={() => onChosen(new Set(events.filter(({ wanted }) => wanted).map(({ name }) => name)))}
          >
            {t('webhooks.chooseUsed')}
          </Button>
        )}
        <Button size="xs" variant="default" onClick={() => onChosen(new Set(events.map(({ name }) => name)))}>
          {t('webhooks.chooseAll')}
        </Button>
      </div>
      <SearchField
        main={false}
        label={t('webhooks.findEvent')}
        placeholder={t('webhooks.findPlaceholder')}
        clearLabel={t('action.clearSearch')}
        text={text}
        onText={(next) => {
          setText(next);
          setAt(0);
        }}
      />
      <fieldset ref={list} className={classes.list} aria-describedby={keysId} onKeyDown={onKeyDown}>
        <legend className="unseen">{t('webhooks.events')}</legend>
        {areas.map(({ area, events: inArea }) => (
          <div key={area} className={classes.area}>
            <div className={classes.areaTitle}>{t(`webhooks.area.${area}`)}</div>
            {inArea.map((event) => {
              const index = names.indexOf(event.name);
              return (
                <div key={event.name} className={classes.event}>
                  <Checkbox
                    size="xs"
                    tabIndex={index === current ? 0 : -1}
                    checked={chosen.has(event.name)}
                    label={eventLabel(event)}
                    description={event.description}
                    onFocus={() => setAt(index)}
                    onChange={(change) => tick(event.name, change.currentTarget.checked)}
                  />
                  {ours && event.wanted && <span className={classes.used}>{t('webhooks.used')}</span>}
                </div>
              );
            })}
          </div>
        ))}
        {areas.length === 0 && (
          <div className={classes.nothing}>
            {t('webhooks.noEvent', { text })}{' '}
            <Button size="xs" variant="default" onClick={() => setText('')}>
              {t('action.clearSearch')}
            </Button>
          </div>
        )}
      </fieldset>
      <p className={classes.keys} id={keysId}>
        {t('webhooks.eventsKeys')}
      </p>
    </div>
  );
}
