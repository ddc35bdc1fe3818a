import type { WhyReport } from '../../../../src/shared/domain/log-details.ts';
import type { LinkRow } from '../../../../src/shared/domain/views.ts';

type Check = WhyReport['checks'][number];

const url = (ticketId: number): string =>
  `http://127.0.0.1:4101/v4_6_release/services/system_io/Service/fv_sr100_request.rails?service_recid=${String(ticketId)}`;

function check(id: string, title: string, message: string, state: Check['state'] = 'ok'): Check {
  return { id, state, title, message, at: null };
}

function first(ticketId: number, at: number): Check[] {
  return [
    check('running', 'The sync runs', 'Started on 2 November; nothing is paused.'),
    check('known', 'ConnectWise has the ticket', `Ticket ${String(ticketId)} is on the board Field Services.`),
    { ...check('heard', 'ConnectWise told about it', 'The callback arrived and was accepted.'), at: at - 640_000 },
    check('trigger', 'It meets the trigger', 'Its status is Dispatch to Field Nation.'),
  ];
}

function skipped(...titles: readonly string[]): Check[] {
  return titles.map((title, index) => check(`skipped-${String(index)}`, title, '', 'skipped'));
}

/** Answers of the made-up day: by the last digit of the number, unless the ticket is linked. */
export function dayWhy(ticketId: number, links: readonly LinkRow[], now: number): WhyReport {
  const base = { ticketId, at: now, linkId: null, ticketUrl: url(ticketId) };
  const link = links.find((one) => one.ticketId === ticketId);
  if (link !== undefined && link.workOrderId !== null) {
    return {
      ...base,
      outcome: 'linked',
      conclusion: `It was: ticket ${String(ticketId)} is linked with work order ${String(link.workOrderId)}, ${link.workOrderStatus} in Field Nation.`,
      linkId: link.id,
      checks: [
        ...first(ticketId, now),
        check('mapped', 'Every required field has a value', 'Mapping version 12.'),
        check('created', 'Field Nation took it', `Work order ${String(link.workOrderId)}.`),
      ],
    };
  }
  switch (ticketId % 5) {
    case 0:
      return {
        ...base,
        outcome: 'on-its-way',
        conclusion: `Ticket ${String(ticketId)} is being sent. Field Nation asked to slow down; it goes on by itself in 20 s.`,
        checks: [
          ...first(ticketId, now),
          check('mapped', 'Every required field has a value', 'Mapping version 12.'),
          check('lane', 'Field Nation takes requests', 'Slowed down for 20 s.', 'waiting'),
          ...skipped('Field Nation took it'),
        ],
      };
    case 1:
      return {
        ...base,
        outcome: 'not-meant',
        conclusion: `Ticket ${String(ticketId)} does not meet the trigger: its status is Waiting Parts, and tickets are sent in Dispatch to Field Nation. Change its status in ConnectWise, or send it by hand.`,
        action: { do: 'send-ticket', ticketId },
        checks: [
          ...first(ticketId, now).slice(0, 3),
          {
            ...check(
              'trigger',
              'It meets the trigger',
              'Its status is Waiting Parts, not Dispatch to Field Nation.',
              'no',
            ),
            action: { do: 'open-settings', section: 'trigger' },
          },
          ...skipped('Every required field has a value', 'Field Nation takes requests', 'Field Nation took it'),
        ],
      };
    case 2:
      return {
        ...base,
        outcome: 'needs-person',
        conclusion: `Ticket ${String(ticketId)} stopped before it was sent: priority 'P1 - Emergency' has no value in Field Nation. Map it, then retry.`,
        action: { do: 'open-mapping', ruleId: 'priority' },
        checks: [
          ...first(ticketId, now),
          {
            ...check(
              'mapped',
              'Every required field has a value',
              "Priority 'P1 - Emergency' has no value in Field Nation. Map it, then retry.",
              'no',
            ),
            at: now - 600_000,
            action: { do: 'open-mapping', ruleId: 'priority' },
          },
          {
            ...check('attention', 'Nothing waits for a person', '1 run of this ticket stopped.', 'no'),
            action: { do: 'open-attention' },
          },
          ...skipped('Field Nation takes requests', 'Field Nation took it'),
        ],
      };
    case 3:
      return {
        ...base,
        outcome: 'blocked',
        conclusion: 'Nothing is sent: Field Nation refuses the sign-in since 09:12. Sign in again.',
        action: { do: 'open-setup', step: 'fieldnation' },
        checks: [
          ...first(ticketId, now),
          {
            ...check(
              'sign-in',
              'Field Nation accepts the sign-in',
              'Refused since 09:12: the password was changed.',
              'no',
            ),
            action: { do: 'open-setup', step: 'fieldnation' },
          },
          ...skipped('Every required field has a value', 'Field Nation took it'),
        ],
      };
    default:
      return {
        ...base,
        outcome: 'unknown',
        conclusion: `ConnectWise did not answer, so ticket ${String(ticketId)} could not be looked up. Look again in a minute.`,
        checks: [
          check('running', 'The sync runs', 'Started on 2 November; nothing is paused.'),
          check('known', 'ConnectWise has the ticket', 'No answer within 30 s.', 'unknown'),
          ...skipped('It meets the trigger', 'Every required field has a value', 'Field Nation took it'),
        ],
      };
  }
}
