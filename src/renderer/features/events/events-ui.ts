import { create } from 'zustand';

/** What is open on the Events page that is also opened from elsewhere. */
export const useEventsUi = create<{ readonly goingToTime: boolean }>()(() => ({ goingToTime: false }));

/** Opens "Go to time"; the page shows it as soon as it is there. */
export function askForTime(goingToTime = true): void {
  useEventsUi.setState({ goingToTime });
}
