import { expect, it } from 'vitest';
import type { HealthCheckOptions } from '../../../src/core/reach/health/health.ts';
import { HealthLook } from '../../../src/core/reach/health/health-look.ts';
import type { WebhookFound } from '../../../src/core/reach/health/own-webhook.ts';
import { AppError } from '../../../src/shared/errors.ts';
import { healthRig } from './health-rig.ts';

const inactive: WebhookFound = {
  of: 'webhook',
  all: [],
  before: null,
  webhookId: 'w',
  goneId: null,
  drift: ['switched-off'],
  paused: false,
  goodAt: null,
  error: new AppError({ code: 'fieldnation.forbidden', kind: 'permanent', message: 'No right.' }),
};

it('an outage ends when a person switches off for good what caused it: polling is what was chosen', async () => {
  const { store, clock, outages } = healthRig();
  const context = { store, clock } as unknown as HealthCheckOptions['context'];
  const look = new HealthLook({ context, clock, outages } as unknown as HealthCheckOptions);
  await look.registered(inactive);
  expect(outages.settled).toBe(false);
  await clock.advance(60_000);
  await look.registered({ ...inactive, drift: [], error: null, paused: true });
  expect(await outages.list(5)).toMatchObject([{ kind: 'webhook', to: clock.now() }]);
});
