import { join } from 'node:path';
import type { Rectangle } from 'electron';
import { z } from 'zod';
import type { Logger } from '../../shared/logger.ts';
import { JsonFile } from '../files/json-file.ts';
import { minimumSize } from './window-options.ts';

const windowStateSchema = z.object({
  bounds: z
    .object({ x: z.number().int(), y: z.number().int(), width: z.number().int(), height: z.number().int() })
    .nullable()
    .default(null),
  maximized: z.boolean().default(false),
});
export type WindowState = z.infer<typeof windowStateSchema>;

/** Where the window was (`window.json` in the profile folder). */
export class WindowStateFile {
  readonly #file: JsonFile<typeof windowStateSchema>;

  constructor(folder: string, logger: Logger) {
    this.#file = new JsonFile(join(folder, 'window.json'), windowStateSchema, {}, logger);
  }

  get value(): WindowState {
    return this.#file.value;
  }

  save(state: WindowState): void {
    this.#file.write(state);
  }
}

/** At least this much of the title bar must be on a screen for the window to be reachable (pixels). */
const reach = { width: 120, height: 40 } as const;

/**
 * The remembered place if a person can still reach it: a monitor may be gone or smaller. Returns null to open in the middle;
 * a window larger than its screen is made to fit.
 */
export function visibleBounds(bounds: Rectangle | null, workAreas: readonly Rectangle[]): Rectangle | null {
  if (bounds === null) return null;
  for (const area of workAreas) {
    const width = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
    const titleVisible = bounds.y >= area.y - 1 && bounds.y + reach.height <= area.y + area.height;
    if (width < reach.width || !titleVisible) continue;
    return {
      x: bounds.x,
      y: bounds.y,
      width: clamp(bounds.width, minimumSize.width, Math.max(minimumSize.width, area.width)),
      height: clamp(bounds.height, minimumSize.height, Math.max(minimumSize.height, area.height)),
    };
  }
  return null;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
