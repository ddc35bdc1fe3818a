/**
 * What a delivery's status tells a technician. The statuses are those this app's listener answers (`../intake/receive.ts`) and those tunnels and
 * proxies answer when they do not reach it.
 */
export function statusMeaning(status: number | null): string {
  if (status === null || status === 0)
    return 'No answer: the address was not reached, or nothing answered in time. Field Nation tries again for about 21 minutes.';
  if (status >= 200 && status < 300) return 'It arrived.';
  if (status >= 300 && status < 400)
    return `The address answered ${status}, a redirect, which Field Nation does not follow. The webhook has to have the final address.`;
  return known.get(status) ?? unknown(status);
}

const notAgain = 'Field Nation does not try again by itself';
const again = 'Field Nation tries again for about 21 minutes';

const known = new Map<number, string>([
  [400, `This workstation could not read the message (400). ${notAgain}.`],
  [
    401,
    `The signature was wrong (401): Field Nation signs with another secret than the one kept here. ${notAgain}. Give the webhook another secret, then send it again.`,
  ],
  [
    403,
    `Something before this workstation turned it away (403), such as a sign-in or filter of the tunnel. ${notAgain}.`,
  ],
  [404, `Nothing is at this address (404): it is of another installation or an older one. ${notAgain}.`],
  [408, 'The message did not arrive whole in time (408).'],
  [410, `The address is given up (410). ${notAgain}.`],
  [413, `The message was too large (413). ${notAgain}.`],
  [
    421,
    `It came under another host name than this workstation's (421): the webhook points at an old address. ${notAgain}.`,
  ],
  [429, 'This workstation, or the tunnel, was busy (429).'],
  [500, `The address failed (500). ${again}.`],
  [502, `The tunnel answered 502: this computer was not reached. ${again}.`],
  [503, `This workstation, or the tunnel, was busy or not ready (503). ${again}.`],
  [504, `The tunnel answered 504: this computer did not answer in time. ${again}.`],
  [530, `The tunnel answered 530: it is not connected to this computer. ${again}.`],
]);

function unknown(status: number): string {
  if (status >= 520) return `The tunnel's front answered ${status}: it did not reach this computer. ${again}.`;
  return `The address answered ${status}. ${status >= 500 ? again : notAgain}.`;
}
