import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import { type Mapping, type MappingRule, mappingSchema } from '../../../src/shared/domain/mapping.ts';
import type { Channel, ChannelInput, ChannelOutput } from '../../../src/shared/ipc/contract.ts';

/** A preset as it is shipped. */
export function shipped(preset: 'minimal' | 'standard' | 'full'): Mapping {
  const file = new URL(`../../../resources/mappings/${preset}.json`, import.meta.url);
  return mappingSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** Asks the app as its window does. */
export function ask<C extends Channel>(page: Page, channel: C, input: ChannelInput<C>): Promise<ChannelOutput<C>> {
  return page.evaluate(
    ([name, value]) => {
      const { dispatchBridge } = globalThis as unknown as {
        dispatchBridge: Readonly<Record<string, (input: unknown) => Promise<unknown>>>;
      };
      return dispatchBridge[name]?.(value);
    },
    [channel as string, input as unknown] as const,
  ) as Promise<ChannelOutput<C>>;
}

/** Opens the mapping and waits until both sides' fields are known. */
export async function openMapping(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: 'Mapping' }).click();
  await fieldsKnown(page);
}

export async function fieldsKnown(page: Page): Promise<void> {
  for (const side of ['ConnectWise', 'Field Nation'])
    await page.getByRole('listbox', { name: `${side} fields` }).waitFor();
}

/** Chooses the record whose values the page shows. */
export async function chooseRecord(page: Page, id: number): Promise<void> {
  await page.getByRole('textbox', { name: 'Preview with' }).fill(String(id));
  await page
    .getByRole('option', { name: new RegExp(`\\b${String(id)}\\b`) })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^\d+ values?, /)).toBeVisible();
}

/** Rules without their names, which a person never gives. */
export function told(mapping: Mapping): readonly Omit<MappingRule, 'id'>[] {
  return mapping.rules.map(({ id: _id, ...rest }) => rest);
}
