import { UnstyledButton } from '@mantine/core';
import {
  IconAlertTriangleFilled,
  IconCheck,
  IconCircleDashed,
  IconMinus,
  IconRefresh,
  IconX,
} from '@tabler/icons-react';
import { type KeyboardEvent, useRef } from 'react';
import type { ChainLamp, ChainLink, ChainReport } from '../../../../shared/domain/reach.ts';
import { t } from '../../../../shared/strings/t.ts';
import classes from './chain.module.css';
import { lampTones, lampWord, litUpTo } from './lamps.ts';

const icons: Readonly<Record<ChainLamp['state'], typeof IconCheck>> = {
  unknown: IconCircleDashed,
  running: IconRefresh,
  ok: IconCheck,
  warning: IconAlertTriangleFilled,
  failed: IconX,
  unneeded: IconMinus,
};

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

interface LampRowProps {
  readonly report: ChainReport;
  readonly chosen: ChainLink | null;
  readonly onChoose: (link: ChainLink) => void;
  /** Of the sentence below, for assistive technology. */
  readonly panelId: string;
}

/** Six lamps joined by a line, in the order a request passes them. One stop for the keyboard; the arrow keys choose. */
export function LampRow({ report, chosen, onChoose, panelId }: LampRowProps) {
  const row = useRef<HTMLDivElement>(null);
  const lit = litUpTo(report.lamps);

  function onKey(event: KeyboardEvent, index: number): void {
    const count = report.lamps.length;
    const step = steps[event.key];
    const wanted =
      event.key === 'Home' ? 0 : event.key === 'End' ? count - 1 : step === undefined ? null : index + step;
    const next = wanted === null ? undefined : report.lamps[(wanted + count) % count];
    if (next === undefined) return;
    event.preventDefault();
    onChoose(next.link);
    row.current?.querySelectorAll<HTMLElement>('[role="tab"]')[report.lamps.indexOf(next)]?.focus();
  }

  return (
    <div className={classes.row} role="tablist" aria-label={t('reach.chain.row')} ref={row}>
      {report.lamps.map((lamp, index) => {
        const Icon = icons[lamp.state];
        const isChosen = lamp.link === chosen;
        const isStop = chosen === null ? index === 0 : isChosen;
        return (
          <UnstyledButton
            key={lamp.link}
            role="tab"
            id={`${panelId}-${lamp.link}`}
            aria-selected={isChosen}
            aria-controls={panelId}
            tabIndex={isStop ? 0 : -1}
            className={classes.lamp}
            data-state={lamp.state}
            data-tone={lampTones[lamp.state]}
            data-lit={index < lit - 1 || undefined}
            onClick={() => onChoose(lamp.link)}
            onKeyDown={(event) => onKey(event, index)}
          >
            <span className={classes.bulb}>
              <Icon size={lamp.state === 'warning' ? 16 : 18} stroke={2.4} aria-hidden />
            </span>
            <span className={classes.name}>{t(`reach.link.${lamp.link}`)}</span>
            <span className={classes.word}>{lampWord(lamp, report.doing)}</span>
          </UnstyledButton>
        );
      })}
    </div>
  );
}
