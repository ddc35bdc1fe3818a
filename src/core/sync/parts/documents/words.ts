import { assertNever } from '../../../../shared/assert.ts';
import { sizeWords } from '../../../size-words.ts';
import type { PartInput } from '../port.ts';
import type { DocumentToWorkOrder, Gone, LeaveDocument, UploadToTicket } from './plan.ts';

type Records = Pick<PartInput, 'ticket' | 'workOrder'>;
type Line = Parameters<PartInput['run']['say']>[0];

function sides(kind: 'file' | 'document', { ticket, workOrder }: Records) {
  const onTicket = `ticket ${ticket.id}`;
  const onWorkOrder = `work order ${workOrder.id}`;
  return kind === 'file'
    ? { side: 'fieldnation' as const, direction: 'outbound' as const, from: onWorkOrder, to: onTicket }
    : { side: 'connectwise' as const, direction: 'inbound' as const, from: onTicket, to: onWorkOrder };
}

/** Why a file stays where it is: which, how large, which limit, where to change it. */
export function leftLine(step: LeaveDocument, records: Records): Line {
  const { side, direction, from, to } = sides(step.kind, records);
  const start = `"${step.name}" of ${from} was not copied to ${to}`;
  const line = (result: 'ok' | 'attention', why: string): Line => ({
    side,
    direction,
    kind: 'document.left',
    result,
    message: `${start}: ${why}`,
  });
  switch (step.left.reason) {
    case 'too-large': {
      const size = step.sizeBytes === null ? 'it is too large' : `it has ${sizeWords(step.sizeBytes)}`;
      return line(
        'attention',
        `${size}, and the limit is ${sizeWords(Number(step.left.limit))}. Copy it by hand, or raise the limit in Settings > Documents.`,
      );
    }
    case 'folder-limit':
      return line(
        'attention',
        `it has ${sizeWords(step.sizeBytes ?? 0)}, and Field Nation takes ${sizeWords(Number(step.left.limit))} in its Documents folder. Make it smaller, or hand it over in another way.`,
      );
    case 'type':
      return line(
        'attention',
        `only these types go to work orders: ${step.left.limit || 'none'}. Copy it by hand, or add its type in Settings > Documents.`,
      );
    case 'private':
      return line('ok', 'it is private, and a provider could read it there.');
    case 'no-folder':
      return line('attention', `${to} has no Documents folder.`);
    default:
      return assertNever(step.left.reason);
  }
}

export function refusedLine(step: UploadToTicket | DocumentToWorkOrder, why: string, records: Records): Line {
  const { side, direction, from, to } = sides(step.kind, records);
  const message = `"${step.name}" of ${from} was not copied to ${to}. ${why}`;
  return { side, direction, kind: 'document.left', result: 'attention', message };
}

export function carriedLine(
  step: UploadToTicket | DocumentToWorkOrder,
  how: { readonly found: boolean; readonly sizeBytes: number | null },
  records: Records,
): Line {
  const { side, direction, from, to } = sides(step.kind, records);
  const size = how.sizeBytes === null ? '' : ` (${sizeWords(how.sizeBytes)})`;
  const what = how.found ? `was found on ${to}: it was copied before` : `was copied to ${to}`;
  return { side, direction, kind: 'document.copied', message: `"${step.name}" of ${from}${size} ${what}` };
}

export function sameContentLine(step: UploadToTicket | DocumentToWorkOrder, name: string, records: Records): Line {
  const { side, direction, from, to } = sides(step.kind, records);
  const message = `"${step.name}" of ${from} was not copied: ${to} has the same content already as "${name}"`;
  return { side, direction, kind: 'document.left', message };
}

export function goneLine(step: Gone, records: Records): Line {
  const { side, direction, from, to } = sides(step.kind, records);
  const message =
    step.what === 'original'
      ? `"${step.name}" was deleted from ${from}. Its copy on ${to} stays.`
      : `The copy of "${step.name}" was deleted from ${to}. It is not made again; the original on ${from} stays.`;
  return { side, direction, kind: 'document.gone', message };
}
