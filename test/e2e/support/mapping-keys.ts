import { expect, type Locator, type Page } from '@playwright/test';
import { atRest } from '../../../scripts/lib/wizard.mjs';
import type { MappingRule } from '../../../src/shared/domain/mapping.ts';

const actionWords = {
  SYNC: 'Copy the value',
  ARRAY_MAP: 'Map values',
  DATE_CONVERT: 'Convert a date',
  CONCAT: 'Put a text together',
  SET_STATIC: 'Always the same value',
  RANGE_MAP: 'Map ranges of numbers',
  CUSTOM: 'Script',
} as const;
const missingWords = {
  skip: 'Leave the target alone',
  default: 'Use a default',
  fail: 'Stop and ask a person',
} as const;
const winnerWords = {
  ask: 'Ask me',
  connectwise: 'ConnectWise',
  fieldnation: 'Field Nation',
  'last-write': 'Last write',
  source: 'The side it comes from',
  target: 'The side it goes to',
} as const;

const farthest = 120;

/** About how many stops of the keyboard lie between the focus and a control, backwards when negative; 0 when it has the focus. */
function stopsTo(element: Element): number {
  const { activeElement } = document;
  if (activeElement === element) return 0;
  const all = [...document.querySelectorAll<HTMLElement>('a[href], button, input, textarea, [tabindex]')].filter(
    (one) => one.tabIndex >= 0 && !one.matches(':disabled') && one.checkVisibility(),
  );
  const stops = all.filter((one) => !(one instanceof HTMLInputElement && one.type === 'radio' && !one.checked));
  const before = (one: Element, other: Element) =>
    (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  if (activeElement === null || activeElement === document.body) return 1;
  const between = (from: Element, to: Element) => stops.filter((one) => before(from, one) && before(one, to)).length;
  return before(activeElement, element) ? between(activeElement, element) + 1 : -between(element, activeElement) - 1;
}

/** A dialog takes the focus a moment after it can be seen; whoever has moved on by then would be brought back. */
async function dialogHasFocus(element: Element): Promise<void> {
  const dialog = element.closest('[role="dialog"]');
  if (dialog === null) return;
  const drawn = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  // One that opens beside its button leaves the focus there.
  const latest = performance.now() + 1000;
  while (performance.now() < latest && dialog.isConnected && !dialog.contains(document.activeElement)) await drawn();
  await drawn();
}

type Concat = Extract<MappingRule, { action: 'CONCAT' }>;

/** The mapping page in the hands of somebody without a mouse: whatever is done here is done with keys. */
export class MappingKeys {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  press(...keys: readonly string[]): Promise<void> {
    return keys.reduce((before, key) => before.then(() => this.page.keyboard.press(key)), Promise.resolve());
  }

  /** Tab, or Shift and Tab, until a control has the focus. */
  async reach(target: Locator): Promise<void> {
    await expect(target).toBeEnabled();
    await target.evaluate(dialogHasFocus);
    for (let tries = 0; tries < farthest; tries += 1) {
      const stops = await target.evaluate(stopsTo);
      if (stops === 0) return;
      for (let presses = 0; presses < Math.abs(stops); presses += 1) await this.press(stops > 0 ? 'Tab' : 'Shift+Tab');
    }
    throw new Error(`The keyboard does not reach ${String(target)}`);
  }

  async use(target: Locator): Promise<void> {
    await this.reach(target);
    await this.press('Enter');
  }

  /** Types over what a text holds. */
  async write(target: Locator, text: string): Promise<void> {
    await this.reach(target);
    await this.press('Control+A');
    await this.page.keyboard.type(text);
  }

  /** Chooses from a list with arrow keys; nothing is pressed when it is chosen already. */
  async choose(list: Locator, label: string): Promise<void> {
    await expect(list).toBeVisible();
    if ((await list.inputValue()) === label) return;
    await this.reach(list);
    await this.press('ArrowDown');
    const options = this.page.getByRole('option').filter({ hasText: label });
    await this.#walk(async () => (await this.#marked()).split('\n')[0] === label, options.first());
    await this.press('Enter');
    await expect(list).toHaveValue(label);
  }

  /** Chooses a field in a picker by its path. */
  async pickField(picker: Locator, path: string): Promise<void> {
    await this.write(picker, path);
    await this.#walk(async () => (await this.#marked()).split('\n').at(-1) === path);
    await this.press('Enter');
  }

  /** Types a value into a field with or without a list. */
  async giveValue(field: Locator, value: string): Promise<void> {
    if ((await field.inputValue()) === value) return;
    await this.write(field, value);
    if ((await field.getAttribute('aria-haspopup')) !== 'listbox') return;
    const wanted = [value, `Use "${value}"`];
    await this.#walk(async () => wanted.includes(await this.#marked()));
    await this.press('Enter');
  }

  #marked(): Promise<string> {
    const marked = this.page.locator('[role="option"][data-combobox-selected="true"]:visible');
    return marked.innerText({ timeout: 500 }).catch(() => '');
  }

  /** Presses Down until the mark of an open list is where it should be. */
  async #walk(there: () => Promise<boolean>, shown?: Locator): Promise<void> {
    await (shown ?? this.page.getByRole('option').first()).waitFor();
    await atRest(this.page);
    for (let presses = 0; presses < farthest; presses += 1) {
      if (await there()) return;
      await this.press('ArrowDown');
    }
    throw new Error('The arrow keys do not reach what was wanted');
  }

  /** An entry of the menu beside Activate. */
  async menu(entry: string): Promise<void> {
    await this.use(this.page.getByRole('button', { name: 'More about the mapping' }));
    await this.#choose(entry);
  }

  /** An entry of the menu that was just opened; it takes the focus a moment after it can be seen. */
  async #choose(entry: string): Promise<void> {
    const item = this.page.getByRole('menuitem', { name: entry });
    await item.waitFor();
    const chosen = () => item.evaluate((element) => element === document.activeElement);
    await expect(async () => {
      if (await chosen()) return;
      await this.press('ArrowDown');
      expect(await chosen()).toBe(true);
    }).toPass({ intervals: [50] });
    await this.press('Enter');
  }

  /** Starts over with the rules of a preset. */
  async preset(title: string): Promise<void> {
    await this.menu('Presets...');
    const dialog = this.page.getByRole('dialog', { name: 'Start from a preset' });
    const choice = dialog.getByRole('radio', { name: new RegExp(`^${title}`) });
    await choice.waitFor();
    await this.reach(dialog.getByRole('radio', { checked: true }));
    for (let presses = 0; presses < 6 && !(await choice.isChecked()); presses += 1) await this.press('ArrowUp');
    await this.use(dialog.getByRole('button', { name: 'Use this preset' }));
    await expect(dialog).toBeHidden();
  }

  /** A rule between two fields, named by their paths, ConnectWise first. */
  async connect(connectwise: string, fieldnation: string): Promise<void> {
    await this.press('n');
    const dialog = this.page.getByRole('dialog', { name: 'New rule' });
    await this.#chooseEnd(dialog, 'A field of ConnectWise', connectwise);
    await this.#chooseEnd(dialog, 'Connect with a field of Field Nation', fieldnation);
    await expect(dialog).toBeHidden();
    await this.action.waitFor();
  }

  async #chooseEnd(dialog: Locator, label: string, path: string): Promise<void> {
    const text = dialog.getByRole('textbox', { name: label });
    await expect(text).toBeFocused();
    await this.page.keyboard.type(path);
    const list = dialog.getByRole('listbox', { name: label });
    const marked = list.getByRole('option', { selected: true });
    await marked.waitFor();
    if ((await marked.innerText()).split('\n').at(-1) !== path) {
      await this.press('ArrowDown');
      await expect(list).toBeFocused();
      for (let presses = 0; (await marked.innerText()).split('\n').at(-1) !== path; presses += 1) {
        if (presses > farthest) throw new Error(`The list of fields does not offer ${path}`);
        await this.press('ArrowDown');
      }
    }
    await this.press('Enter');
  }

  get action(): Locator {
    return this.#list('What happens to the value');
  }

  #list(name: string): Locator {
    return this.page.getByRole('combobox', { name, exact: true });
  }

  /** A field for a value, which has a list or none. */
  #value(name: string): Locator {
    return this.#list(name).or(this.page.getByRole('textbox', { name, exact: true }));
  }

  /** Adds a rule and gives it every parameter of `rule`; the list of rules has the focus afterwards. */
  async build(rule: MappingRule): Promise<void> {
    const source = rule.action === 'CONCAT' ? rule.parts.find(({ type }) => type === 'field')?.value : endOf(rule);
    if (source === undefined) throw new Error(`Rule ${rule.id} reads no field`);
    if (rule.direction === 'outbound') await this.connect(rule.target, source);
    else await this.connect(source, rule.target);
    await this.choose(this.action, actionWords[rule.action]);
    if (rule.action === 'CONCAT') await this.#parts(rule);
    if (rule.action === 'ARRAY_MAP') await this.#entries(rule.mappings);
    if (rule.action === 'DATE_CONVERT') {
      await this.giveValue(this.#value('Format read'), rule.inputFormat);
      await this.giveValue(this.#value('Format written'), rule.outputFormat);
    }
    await this.choose(this.#list('Without a value'), missingWords[rule.onMissing]);
    await this.choose(this.#list('Who wins when both sides changed'), winnerWords[rule.onConflict]);
    await this.press('Escape');
    await expect(this.page.getByRole('listbox', { name: 'Rules' })).toBeFocused();
  }

  /** The rule holds its first field when it is made; words that go before it are moved there. */
  async #parts({ parts }: Concat): Promise<void> {
    const first = parts.findIndex(({ type }) => type === 'field');
    const add = (type: 'field' | 'static') =>
      this.page.getByRole('button', { name: type === 'field' ? 'Insert a field' : 'Insert a text' });
    const fill = (part: Concat['parts'][number], place: number) =>
      part.type === 'static'
        ? this.write(this.page.getByRole('textbox', { name: `Part ${String(place)}, a text` }), part.value)
        : this.pickField(this.#list(`Part ${String(place)}, a field`), part.value);
    for (let at = 0; at < first; at += 1) {
      const part = parts[at];
      if (part === undefined) return;
      await this.use(add(part.type));
      await fill(part, at + 2);
      await this.use(this.page.getByRole('button', { name: `Entry ${String(at + 2)}: move or remove` }));
      await this.#choose('Move up');
      await expect(this.#list(`Part ${String(at + 2)}, a field`)).toBeVisible();
    }
    for (let at = first + 1; at < parts.length; at += 1) {
      const part = parts[at];
      if (part === undefined) return;
      await this.use(add(part.type));
      await fill(part, at + 1);
    }
  }

  async #entries(entries: Extract<MappingRule, { action: 'ARRAY_MAP' }>['mappings']): Promise<void> {
    for (const [at, { compare, value }] of entries.entries()) {
      const read = this.#value(`Value ${String(at + 1)} of the source`);
      if (!(await read.isVisible())) await this.use(this.page.getByRole('button', { name: 'Add a value' }));
      await this.giveValue(read, String(compare));
      await this.giveValue(this.#value(`Becomes, value ${String(at + 1)}`), String(value));
    }
  }

  /** Activates what is in the editor, with a reason for the history; waits for the version to be in force. */
  async activate(version: number, reason = ''): Promise<void> {
    await this.use(this.page.getByRole('button', { name: 'Activate...' }));
    const dialog = this.page.getByRole('dialog');
    if (reason !== '') await this.write(dialog.getByRole('textbox', { name: 'Why, for the history' }), reason);
    await this.use(dialog.getByRole('button', { name: `Activate version ${String(version)}` }));
    await expect(dialog.getByText(`Version ${String(version)} is in force`)).toBeVisible();
    await this.press('Escape');
    await expect(dialog).toBeHidden();
  }
}

function endOf(rule: MappingRule): string | undefined {
  return 'source' in rule ? rule.source : undefined;
}
