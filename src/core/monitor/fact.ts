import type { HealthAmount, HealthFact } from '../../shared/domain/health-said.ts';
import { sizeWords } from '../size-words.ts';
import { lapse, several } from './words.ts';

/** A fact of a health tile: its name and value in English, and as a code with an amount for a window in another language. */
export function fact(code: NonNullable<HealthFact['code']>, name: string, amount: HealthAmount | string): HealthFact {
  if (typeof amount === 'string') return { name, value: amount, code };
  return { name, value: amountWords(amount), code, amount };
}

const words: Readonly<Record<Extract<HealthAmount, { unit: 'word' }>['word'], string>> = {
  none: 'none',
  'own-address': 'own address',
  'not-yet': 'not yet',
  memory: 'memory, until the app quits',
};

function amountWords(amount: HealthAmount): string {
  switch (amount.unit) {
    case 'count':
      return String(amount.n);
    case 'ms':
      return lapse(amount.n);
    case 'ago':
      return `${lapse(amount.n)} ago`;
    case 'bytes':
      return sizeWords(amount.n);
    case 'backups':
      return several(amount.n, 'backup');
    case 'of':
      return `${amount.n} of ${amount.all}`;
    case 'word':
      return words[amount.word];
  }
}

export const count = (n: number): HealthAmount => ({ unit: 'count', n });
