import type { Preferences } from '../../shared/ipc/contract.ts';

/** What the person chose, and what their system asks for. */
export interface LookAsked {
  readonly contrast: Preferences['contrast'];
  readonly motion: Preferences['motion'];
  /** `prefers-contrast: more` or `forced-colors: active`. */
  readonly moreContrast: boolean;
  /** `prefers-reduced-motion: reduce`. */
  readonly lessMotion: boolean;
}

export interface Look {
  readonly contrast: 'normal' | 'high';
  readonly motion: 'full' | 'reduced';
}

/** The choice in the settings wins over the system's; motion can only be taken away, never forced on somebody who asked for less. */
export function lookOf({ contrast, motion, moreContrast, lessMotion }: LookAsked): Look {
  return {
    contrast: contrast === 'system' ? (moreContrast ? 'high' : 'normal') : contrast,
    motion: motion === 'reduced' || lessMotion ? 'reduced' : 'full',
  };
}

const moreContrastQueries = ['(prefers-contrast: more)', '(forced-colors: active)'] as const;
const lessMotionQuery = '(prefers-reduced-motion: reduce)';

/**
 * Keeps `<html data-contrast data-motion>` in step with the preferences and with the system; tokens.css and base.css read both.
 * Returns how to stop.
 */
export function showLook(asked: Pick<Preferences, 'contrast' | 'motion'>): () => void {
  const matching = (query: string): boolean => window.matchMedia(query).matches;
  const show = (): void => {
    const { contrast, motion } = lookOf({
      ...asked,
      moreContrast: moreContrastQueries.some(matching),
      lessMotion: matching(lessMotionQuery),
    });
    document.documentElement.dataset.contrast = contrast;
    document.documentElement.dataset.motion = motion;
  };
  const media = [...moreContrastQueries, lessMotionQuery].map((query) => window.matchMedia(query));
  for (const one of media) one.addEventListener('change', show);
  show();
  return () => {
    for (const one of media) one.removeEventListener('change', show);
  };
}
