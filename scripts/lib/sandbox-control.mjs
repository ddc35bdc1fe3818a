import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The sandbox's control API, for the demo and the end-to-end tests: it plays the other people and tells what happened. Addresses and
 * token stand in the `sandbox.json` that the app writes into its profile folder.
 */
export class SandboxControl {
  /** @param {string} profileFolder */
  constructor(profileFolder) {
    this.file = join(profileFolder, 'sandbox.json');
  }

  /** @returns {import('../../src/sandbox/kernel-types.ts').SandboxInfo} */
  get info() {
    if (!existsSync(this.file)) throw new Error('The app has not started its sandbox');
    return JSON.parse(readFileSync(this.file, 'utf8'));
  }

  /**
   * One control request; a refusal becomes an error with the sandbox's own sentence.
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body]
   * @returns {Promise<any>}
   */
  async call(method, path, body) {
    const { controlUrl, controlToken } = this.info;
    const answer = await fetch(new URL(`/control/${path}`, controlUrl), {
      method,
      headers: { 'x-sandbox-control': controlToken, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000),
    });
    const json = await answer.json();
    if (!answer.ok) throw new Error(`The sandbox refuses ${path}: ${JSON.stringify(json)}`);
    return json;
  }

  /**
   * Somebody does something, e.g. `act('provider', 'check-in', { workOrderId })`.
   * @param {'dispatcher' | 'provider' | 'administrator' | 'buyer'} who
   * @param {string} verb
   * @param {Record<string, unknown>} input
   */
  act(who, verb, input) {
    return this.call('POST', `people/${who}/${verb}`, input);
  }

  /** What happened in the sandbox after entry `since`, oldest first. */
  journal(since = 0) {
    return this.call('GET', `journal?since=${since}`);
  }

  /** The ticket as ConnectWise has it now. @param {number} id */
  ticket(id) {
    return this.call('GET', `tickets/${id}`);
  }

  /** Every work order as Field Nation has it now. */
  workOrders() {
    return this.call('GET', 'work-orders');
  }
}
