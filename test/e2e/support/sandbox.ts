import { expect } from '@playwright/test';
import { SandboxControl } from '../../../scripts/lib/sandbox-control.mjs';

interface SandboxWorkOrder {
  readonly id: number;
  readonly status: string;
  readonly descriptionHtml: string;
}

/** The running sandbox as an end-to-end test sees it: people to play, and what both vendors hold. */
export class PracticeSandbox {
  readonly control: SandboxControl;

  constructor(profileFolder: string) {
    this.control = new SandboxControl(profileFolder);
  }

  /** The nth ticket the seed keeps for practice. */
  ticket(index: number): number {
    const id = this.control.info.demo.ticketIds[index];
    if (id === undefined) throw new Error(`The seed has no practice ticket ${index}`);
    return id;
  }

  async dispatch(ticketId: number): Promise<void> {
    await this.control.act('dispatcher', 'move-ticket', { ticketId });
  }

  /** Work orders made for a ticket. */
  async workOrdersFor(ticketId: number): Promise<readonly SandboxWorkOrder[]> {
    const all: readonly SandboxWorkOrder[] = await this.control.workOrders();
    return all.filter((one) => one.descriptionHtml.includes(`ConnectWise ticket ${ticketId},`));
  }

  /** Waits for the ticket's work order and gives back its id. */
  async workOrderFor(ticketId: number): Promise<number> {
    let found: readonly SandboxWorkOrder[] = [];
    await expect(async () => {
      found = await this.workOrdersFor(ticketId);
      expect(found).toHaveLength(1);
    }).toPass({ timeout: 60_000 });
    return found[0]?.id ?? 0;
  }

  /** Waits until ConnectWise shows the ticket in this status. */
  async ticketReaches(ticketId: number, status: string): Promise<void> {
    await expect(async () => {
      const ticket = await this.control.ticket(ticketId);
      expect(ticket.status.name).toBe(status);
    }).toPass({ timeout: 60_000 });
  }

  /** The coordinator completes the draft and publishes it, then a provider accepts. */
  async assign(workOrderId: number): Promise<void> {
    const changes = {
      types_of_work: [{ id: 62, isPrimary: true }],
      schedule: { service_window: { mode: 'exact', start: { utc: '2031-05-06 15:00:00' } } },
      pay: { type: 'hourly', base: { amount: 45, units: 2 } },
    };
    await this.control.act('buyer', 'edit', { workOrderId, changes });
    await this.control.act('buyer', 'publish', { workOrderId });
    await this.control.act('provider', 'accept', { workOrderId });
  }
}
