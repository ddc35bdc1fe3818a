import { z } from 'zod';
import { jsonSchema } from '../../shared/domain/mapping.ts';
import { AppError } from '../../shared/errors.ts';
import type { Json } from '../../shared/json.ts';

/** What the script of an event may ask for. */
const answerSchema = z.strictObject({
  /** Ticket fields by mapping target, e.g. `{"customFields.12": "Ana Ruiz"}`. */
  ticket: z.record(z.string().min(1).max(100), jsonSchema).optional(),
  note: z
    .strictObject({ text: z.string().min(1).max(10_000), tab: z.enum(['internal', 'discussion']).default('internal') })
    .optional(),
});
export type ScriptAnswer = z.infer<typeof answerSchema>;

const maxFields = 50;

/** Checks what a script answered; null and an empty object ask for nothing. Throws `script.wrong-answer` (permanent). */
export function readAnswer(answer: Json, name: string): ScriptAnswer {
  if (answer === null) return {};
  const parsed = answerSchema.safeParse(answer);
  if (parsed.success && Object.keys(parsed.data.ticket ?? {}).length <= maxFields) return parsed.data;
  const issue = parsed.success ? undefined : parsed.error.issues[0];
  const where = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
  throw new AppError({
    code: 'script.wrong-answer',
    kind: 'permanent',
    message: `${name} answered something that cannot be used${where}: ${issue?.message ?? `more than ${maxFields} fields`}. It may answer {"ticket": {"<field>": <value>}, "note": {"text": "...", "tab": "internal"}}.`,
    action: { do: 'retry' },
  });
}
