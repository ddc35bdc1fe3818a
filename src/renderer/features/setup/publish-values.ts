import type { Config, Pay, TypeOfWork } from '../../../shared/config.ts';

/** What the publish form holds while it is filled in: numbers as typed. */
export interface PublishForm {
  readonly typeOfWorkId: number | null;
  readonly payType: Pay['type'];
  readonly amount: string;
  readonly hours: string;
}

export function publishForm({ typeOfWork, pay }: Config['create']): PublishForm {
  return {
    typeOfWorkId: typeOfWork?.id ?? null,
    payType: pay?.type ?? 'hourly',
    amount: pay === null ? '' : String(pay.amount),
    hours: pay?.type === 'hourly' ? String(pay.units) : '',
  };
}

/**
 * A positive number with a point and at most two decimals, below 100,000; null for anything else. A comma is not guessed at: "1,000" is a
 * thousand to one reader and one to another, and this is money.
 */
export function positiveNumber(text: string): number | null {
  if (!/^\d{1,5}(\.\d{1,2})?$/.test(text.trim())) return null;
  const value = Number(text);
  return value > 0 ? value : null;
}

/** Words for what the form still lacks. */
type MissingKey = `setup.trigger.missing.${'both' | 'typeOfWork' | 'pay' | 'hours'}`;

/** What the form says, as it is saved; a missing part is the reason why it cannot be yet. */
export function readPublishForm(
  form: PublishForm,
  typesOfWork: readonly TypeOfWork[],
):
  | { readonly ok: true; readonly typeOfWork: TypeOfWork; readonly pay: Pay }
  | { readonly ok: false; readonly reason: MissingKey } {
  const typeOfWork = typesOfWork.find((type) => type.id === form.typeOfWorkId);
  const amount = positiveNumber(form.amount);
  const units = form.payType === 'fixed' ? 1 : positiveNumber(form.hours);
  if (typeOfWork === undefined)
    return {
      ok: false,
      reason: amount === null || units === null ? 'setup.trigger.missing.both' : 'setup.trigger.missing.typeOfWork',
    };
  if (amount === null || units === null)
    return { ok: false, reason: amount === null ? 'setup.trigger.missing.pay' : 'setup.trigger.missing.hours' };
  return { ok: true, typeOfWork, pay: { type: form.payType, amount, units } };
}
