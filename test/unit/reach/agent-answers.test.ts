import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { agentAnswers } from '../../../src/core/reach/tunnel/agent-answers.ts';
import { systemClock } from '../../../src/shared/clock.ts';

it('an SSH agent runs when somebody takes the call at its socket, not when its name is left over', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'agent-'));
  const path = join(folder, 'agent.sock');
  expect(await agentAnswers(null, systemClock)).toBe(false);
  expect(await agentAnswers(path, systemClock)).toBe(false);
  const agent = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => agent.listen(path, resolve));
  expect(await agentAnswers(path, systemClock)).toBe(true);
  await new Promise((resolve) => agent.close(resolve));
  expect(await agentAnswers(path, systemClock)).toBe(false);
  rmSync(folder, { recursive: true, force: true });
});
