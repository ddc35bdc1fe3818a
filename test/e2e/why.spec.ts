import type { Page } from '@playwright/test';
import { byMouse, walkSetup } from '../../scripts/lib/wizard.mjs';
import { expect, type RunningApp, test } from './support/app.ts';
import { watchHands } from './support/callbacks-keys.ts';
import { countClicks } from './support/clicks.ts';
import { MappingKeys } from './support/mapping-keys.ts';
import { askPalette } from './support/palette.ts';
import { leavePriorityOut } from './support/priorities.ts';
import { PracticeSandbox } from './support/sandbox.ts';

/* "Why did ticket 1042 not dispatch?", asked of the log by somebody who knows the number and nothing else. */

interface Day {
  readonly sandbox: PracticeSandbox;
  readonly leftOut: number;
  readonly elsewhere: number;
  readonly unmapped: number;
  readonly priority: string;
}

/** Three tickets that were not dispatched: one was left out at Start, one never was in the status, one has a priority without a value. */
async function dayWithThree({ page, profileFolder }: RunningApp): Promise<Day> {
  const sandbox = new PracticeSandbox(profileFolder);
  await walkSetup(page, {
    by: byMouse,
    board: 'Field Dispatch',
    status: 'Dispatch to FN',
    onStep: async (step) => {
      if (step === 'fieldnation') await sandbox.dispatch(sandbox.ticket(0));
      if (step === 'plan') {
        const tick = page.getByRole('checkbox', { name: new RegExp(`\\b${String(sandbox.ticket(0))}\\b`) });
        await tick.setChecked(false);
      }
    },
  });
  const [leftOut, elsewhere, unmapped] = [sandbox.ticket(0), sandbox.ticket(1), sandbox.ticket(2)];
  const priority = await leavePriorityOut(page, sandbox, unmapped);
  await sandbox.dispatch(unmapped);
  const attention = page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: 'Attention, 1 item' });
  await expect(attention).toBeVisible();
  return { sandbox, leftOut, elsewhere, unmapped, priority };
}

const whyAsked = (ticketId: number) => `Why was ticket ${String(ticketId)} not dispatched\\?`;
const filter = (page: Page) => page.getByRole('textbox', { name: 'Filter events' });
const whyButton = (page: Page, ticketId: number) =>
  page.getByRole('search').getByRole('button', { name: `Why was ticket ${String(ticketId)} not dispatched?` });
const answerOf = (page: Page, ticketId: number) =>
  page.getByRole('complementary', { name: `Why ticket ${String(ticketId)} was not dispatched` });
const ruleInForce = (page: Page) =>
  page.getByRole('listbox', { name: 'Rules' }).locator(`[role="option"][aria-selected="true"]`);

test('the log answers why a ticket was not dispatched, and leads to the fix, in three clicks', async ({ running }) => {
  const { page } = running;
  const { sandbox, leftOut, elsewhere, unmapped, priority } = await dayWithThree(running);
  const clicks = await countClicks(page);

  async function askLog(ticketId: number): Promise<void> {
    await page.keyboard.press('Control+2');
    await expect(page.getByRole('heading', { name: 'Events', level: 1 })).toBeVisible();
    await clicks();
    await filter(page).click();
    await expect(filter(page)).toBeFocused();
    await page.keyboard.press('Control+A');
    await page.keyboard.type(String(ticketId));
    await whyButton(page, ticketId).click();
  }

  await test.step('a ticket that is not in the status', async () => {
    await askLog(elsewhere);
    const { status } = await sandbox.control.ticket(elsewhere);
    const answer = answerOf(page, elsewhere);
    await expect(answer.getByText('Not meant to be sent')).toBeVisible();
    await expect(
      answer.getByText(
        `Ticket ${String(elsewhere)} is in ${status.name}; tickets are sent from Dispatch to FN. Set it to Dispatch to FN, or send it by hand.`,
      ),
    ).not.toHaveCount(0);
    await answer
      .getByRole('button', { name: `Send ticket ${String(elsewhere)}` })
      .first()
      .click();
    expect(await clicks()).toBe(3);
    // The mapping of this day wants a priority that this ticket's may not have either: that it was asked for is what counts.
    await expect(page.getByText(`Ticket ${String(elsewhere)} is sent with the next run.`)).toBeVisible();
  });

  await test.step('a ticket whose priority has no value: the rule is what opens', async () => {
    await askLog(unmapped);
    const answer = answerOf(page, unmapped);
    await expect(answer.getByText('Needs you')).toBeVisible();
    const conclusion = answer.getByText(new RegExp(`^Ticket ${String(unmapped)} .*Map it, then retry\\.`)).first();
    await expect(conclusion).toContainText(priority);
    await expect(conclusion).toContainText('priority');
    await answer.getByRole('button', { name: 'Open the mapping' }).first().click();
    expect(await clicks()).toBe(3);
    await expect(page.getByRole('heading', { name: 'Mapping', level: 1 })).toBeVisible();
    await expect(ruleInForce(page)).toContainText('priority.name');
    await expect(page.getByRole('combobox', { name: 'What happens to the value' })).toBeVisible();
  });

  await test.step('the same from the line about it', async () => {
    await page.keyboard.press('Control+2');
    await filter(page).fill(`${String(unmapped)}`);
    const line = page
      .getByRole('grid', { name: 'Events' })
      .getByRole('row')
      .filter({ hasText: 'Map it, then retry', hasNotText: 'Alert:' })
      .first();
    await line.waitFor();
    await clicks();
    await line.click();
    await page
      .getByRole('complementary', { name: 'Event details' })
      .getByRole('button', { name: 'Why not dispatched?' })
      .click();
    await answerOf(page, unmapped).getByRole('button', { name: 'Open the mapping' }).first().click();
    expect(await clicks()).toBe(3);
    await expect(ruleInForce(page)).toContainText('priority.name');
  });

  await test.step('a ticket that was left out at Start', async () => {
    await askLog(leftOut);
    const answer = answerOf(page, leftOut);
    await expect(answer.getByText('Not meant to be sent')).toBeVisible();
    await expect(
      answer.getByText(
        new RegExp(`^Ticket ${String(leftOut)} was left out when dispatching started.* Send it by hand\\.`),
      ),
    ).not.toHaveCount(0);
    await answer
      .getByRole('button', { name: `Send ticket ${String(leftOut)}` })
      .first()
      .click();
    expect(await clicks()).toBe(3);
    await expect(page.getByText(`Ticket ${String(leftOut)} is sent with the next run.`)).toBeVisible();
  });
});

test('the log answers why a ticket was not dispatched by keyboard alone', async ({ running }) => {
  const { page } = running;
  const { leftOut, elsewhere, unmapped, priority } = await dayWithThree(running);
  const hands = await watchHands(page);
  const keys = new MappingKeys(page);
  let before = (await hands()).keys;
  const counted = async (): Promise<number> => {
    const now = (await hands()).keys;
    const since = now - before;
    before = now;
    return since;
  };

  const first = await test.step('from the log: / and the number, the question, the fix', async () => {
    await keys.press('Control+2');
    await page.getByRole('grid', { name: 'Events' }).waitFor();
    await keys.press('/');
    await expect(filter(page)).toBeFocused();
    await page.keyboard.type(String(unmapped));
    await keys.use(whyButton(page, unmapped));
    const answer = answerOf(page, unmapped);
    await expect(answer.getByText(priority).first()).toBeVisible();
    const fix = answer.getByRole('button', { name: 'Open the mapping' }).first();
    await keys.reach(fix);
    await expect(fix).toBeFocused();
    await keys.press('Enter');
    await expect(ruleInForce(page)).toContainText('priority.name');
    return counted();
  });

  const second =
    await test.step('from anywhere: Ctrl+K, the number, Enter; Escape gives the focus to the log', async () => {
      await keys.press('Control+1');
      await askPalette(page, String(elsewhere), whyAsked(elsewhere));
      const answer = answerOf(page, elsewhere);
      await expect(answer.getByText(/tickets are sent from Dispatch to FN/).first()).toBeVisible();
      const taken = await counted();
      await keys.reach(answer.getByRole('button', { name: 'Close the answer' }));
      await keys.press('Escape');
      await expect(answer).toBeHidden();
      await expect(page.getByRole('grid', { name: 'Events' })).toBeFocused();
      return taken;
    });

  const third = await test.step('a ticket that was left out is sent from its answer', async () => {
    await counted();
    await askPalette(page, String(leftOut), whyAsked(leftOut));
    await keys.use(
      answerOf(page, leftOut)
        .getByRole('button', { name: `Send ticket ${String(leftOut)}` })
        .first(),
    );
    await expect(page.getByText(`Ticket ${String(leftOut)} is sent with the next run.`)).toBeVisible();
    return counted();
  });

  expect((await hands()).pointers).toEqual([]);
  console.log(
    `note: why a ticket was not dispatched, by keyboard: ${String(first)} keys from the log to the rule, ${String(second)} from anywhere to the answer, ${String(third)} from anywhere to the ticket sent`,
  );
});
