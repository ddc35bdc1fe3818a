import { type KeyboardEvent, type PointerEvent, type ReactNode, useState } from 'react';
import { create } from 'zustand';
import { t } from '../../../shared/strings/t.ts';
import classes from './side-panel.module.css';

const narrowest = 340;
const widest = 900;
const keyStep = 24;

/** As wide as it was left, for as long as the window lives. */
const useWidth = create<{ readonly width: number }>()(() => ({ width: 440 }));

function setWidth(width: number): void {
  useWidth.setState({ width: Math.round(Math.min(widest, Math.max(narrowest, width))) });
}

function Handle() {
  const width = useWidth((state) => state.width);
  const [from, setFrom] = useState<{ readonly x: number; readonly width: number } | null>(null);

  function onKeyDown(event: KeyboardEvent): void {
    const by = event.key === 'ArrowLeft' ? keyStep : event.key === 'ArrowRight' ? -keyStep : 0;
    if (by === 0) return;
    event.preventDefault();
    setWidth(width + by);
  }
  function onPointerDown(event: PointerEvent<HTMLHRElement>): void {
    event.currentTarget.setPointerCapture(event.pointerId);
    setFrom({ x: event.clientX, width });
  }

  return (
    <hr
      className={classes.handle}
      tabIndex={0}
      aria-label={t('events.detailsResize')}
      aria-orientation="vertical"
      aria-valuenow={width}
      aria-valuemin={narrowest}
      aria-valuemax={widest}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={(event) => {
        if (from !== null) setWidth(from.width + from.x - event.clientX);
      }}
      onPointerUp={() => setFrom(null)}
      onPointerCancel={() => setFrom(null)}
    />
  );
}

/** What stands at the right of the log; its edge can be dragged, or moved by the arrow keys. Over the log where there is no room beside it. */
export function SidePanel({
  label,
  onClose,
  children,
}: {
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const width = useWidth((state) => state.width);
  return (
    <aside
      className={classes.panel}
      style={{ width }}
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose();
      }}
    >
      <Handle />
      {children}
    </aside>
  );
}
