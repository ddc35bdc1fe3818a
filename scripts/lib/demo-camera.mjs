import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Takes the pictures a demo without a display leaves behind, each in light and dark. Pictures of pages not shown
 * this time (setup, on a later run) stay. Without a folder it takes none. */
export class Camera {
  count = 0;

  /** @param {import('@playwright/test').Page} page @param {string | null} folder */
  constructor(page, folder) {
    this.page = page;
    this.folder = folder;
    if (folder === null) return;
    mkdirSync(folder, { recursive: true });
  }

  /** @param {string} name */
  async take(name) {
    if (this.folder === null) return;
    for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
      await this.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await this.page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
      await this.page.screenshot({ path: join(this.folder, `${name}-${colorScheme}.png`), animations: 'disabled' });
      this.count += 1;
    }
    await this.page.emulateMedia({ colorScheme: null, reducedMotion: null });
  }

  /** The mapping with the values it gives to a ticket. @param {number} ticketId */
  async #preview(ticketId) {
    await this.page.getByRole('listbox', { name: 'Rules' }).waitFor();
    const record = this.page.getByRole('textbox', { name: 'Preview with' });
    await record.fill(`Ticket ${ticketId}`);
    await record.press('Enter');
    await this.page.getByText(/\d+ values?, /).waitFor();
    // Field Nation's budget of one request a second makes its lists slow to come.
    for (const side of ['ConnectWise', 'Field Nation'])
      await this.page.getByRole('listbox', { name: `${side} fields` }).waitFor({ timeout: 60_000 });
  }

  /** Every page of the rail and the link of the ticket that was dispatched, once everything is in step; ends on that link. @param {number} ticketId */
  async everyPage(ticketId) {
    const rail = this.page.getByRole('navigation', { name: 'Pages' });
    for (const name of ['Dashboard', 'Events', 'Attention', 'Mapping', 'Callbacks', 'Settings', 'Links']) {
      await rail.getByRole('button', { name: new RegExp(`^${name}`) }).click();
      await this.page.getByRole('heading', { name, level: 1 }).waitFor();
      if (name === 'Dashboard') {
        await this.page.getByText(/^Everything is in step/).waitFor();
        await this.page.getByText(/^[1-9]\d* of \d+ runs succeeded/).waitFor();
      }
      if (name === 'Mapping') await this.#preview(ticketId);
      await this.take(name.toLowerCase());
    }
    await this.page
      .getByRole('row')
      .filter({ hasText: String(ticketId) })
      .first()
      .click();
    await this.page.getByRole('heading', { name: new RegExp(`^Ticket ${ticketId}\\b`) }).waitFor();
    await this.take('link');
  }
}
