import { useEffect, useRef } from 'react';
import type { Activity, ActivityFilter } from '../../../shared/domain/activity.ts';
import { ask } from '../../bridge.ts';
import { tellFailure } from '../../commands.ts';
import { goToLine, showLog, useLog } from '../../stores/log-store.ts';
import { useNav } from '../../stores/nav-store.ts';
import type { Place } from '../../stores/place.ts';

type EventsPlace = Extract<Place, { page: 'events' }>;

function filterOf({ ticketId, side, text }: EventsPlace): ActivityFilter {
  return {
    ...(ticketId === undefined ? {} : { ticketId }),
    ...(side === undefined ? {} : { side }),
    ...(text === undefined ? {} : { text }),
  };
}

interface Openers {
  readonly onLine: (line: Activity) => void;
  readonly onWhy: (ticketId: number) => void;
}

/**
 * Does what the place asks for, once: shows its filter, opens its line or the answer to its question. Afterwards the place is the
 * page alone, so that asking for the same again does it again, and the filter is the one that the page was left with.
 */
export function usePlace(place: EventsPlace, { onLine, onWhy }: Openers): void {
  const open = useRef({ onLine, onWhy });
  open.current = { onLine, onWhy };
  const first = useRef(true);
  useEffect(() => {
    const { eventId, why } = place;
    const filter = filterOf(place);
    const asksForFilter = Object.keys(filter).length > 0;
    const asks = asksForFilter || eventId !== undefined || why !== undefined;
    if (eventId !== undefined) {
      void ask('log:entry', { id: eventId }).then((answer) => {
        if (!answer.ok) tellFailure(answer.error.message);
        if (!answer.ok || answer.value === null) return showLog({});
        open.current.onLine(answer.value);
        return goToLine(answer.value);
      });
    } else if (asksForFilter || first.current) void showLog(asksForFilter ? filter : useLog.getState().filter);
    first.current = false;
    if (why !== undefined) open.current.onWhy(why);
    if (asks) useNav.setState({ place: { page: 'events' } });
  }, [place]);
}
