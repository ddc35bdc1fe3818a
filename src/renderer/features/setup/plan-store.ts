import { create } from 'zustand';

interface PlanChoice {
  /** Tickets ticked in the plan, kept while setup is open so that Start knows them. */
  readonly ticked: ReadonlySet<number>;
}

export const usePlanChoice = create<PlanChoice>()(() => ({ ticked: new Set<number>() }));

export function tick(ticketId: number, on: boolean): void {
  usePlanChoice.setState((state) => {
    const ticked = new Set(state.ticked);
    if (on) ticked.add(ticketId);
    else ticked.delete(ticketId);
    return { ticked };
  });
}

export function setTicked(ticketIds: readonly number[]): void {
  usePlanChoice.setState({ ticked: new Set(ticketIds) });
}
