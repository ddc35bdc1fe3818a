import { describe, expect, it } from 'vitest';
import { lookOf } from '../../../src/renderer/theme/look.ts';

const plain = { contrast: 'system', motion: 'system', moreContrast: false, lessMotion: false } as const;

describe('contrast and motion of the window', () => {
  it('follow the system while nothing was chosen', () => {
    expect(lookOf(plain)).toEqual({ contrast: 'normal', motion: 'full' });
    expect(lookOf({ ...plain, moreContrast: true, lessMotion: true })).toEqual({ contrast: 'high', motion: 'reduced' });
  });

  it('are as chosen, whatever the system asks for', () => {
    expect(lookOf({ ...plain, contrast: 'high' }).contrast).toBe('high');
    expect(lookOf({ ...plain, contrast: 'normal', moreContrast: true }).contrast).toBe('normal');
    expect(lookOf({ ...plain, motion: 'reduced' }).motion).toBe('reduced');
  });
});
