import { AppError } from '../../shared/errors.ts';

/** A command that was not carried out: `webhook.<what>`. `why` is a sentence without its full stop. */
export function webhookFailure(what: string, webhookId: string | null, why: string): AppError {
  const which = webhookId === null ? 'No webhook was made' : `Webhook ${webhookId} was left as it is`;
  return new AppError({
    code: `webhook.${what}`,
    kind: 'permanent',
    message: `${which}. ${why}.`,
    context: { remote: 'fieldnation', ...(webhookId === null ? {} : { webhookId }) },
  });
}
