import { hostname } from 'node:os';
import { makeFiles } from '../../core/recovery/diagnostics/bundle.ts';
import { knownSecrets } from '../../core/recovery/diagnostics/engine-files.ts';
import { createMasker } from '../../core/recovery/diagnostics/mask.ts';
import type { DiagnosticsFile } from '../../shared/domain/recovery.ts';
import { effectiveKind, type Services } from '../ipc/handlers/services.ts';
import { appSteps } from './app-files.ts';

/** The whole bundle, redacted: the app's files and, where there is an engine, its own. Works without one too. */
export async function makeDiagnostics(services: Services): Promise<readonly DiagnosticsFile[]> {
  const { host, recovery } = services;
  const problem = await host.problem();
  const engine = problem === null ? await host.engine() : null;
  const secrets = await services.secrets;
  const customers = engine === null ? [] : await engine.recovery.customerWords();
  const masker = createMasker({
    secrets: await knownSecrets(secrets),
    customers,
    user: services.person,
    computer: hostname(),
  });
  const steps = appSteps({
    facts: recovery.facts,
    version: services.version,
    profileKind: effectiveKind(services),
    folder: services.profile.folder,
    preferences: services.preferences.value,
    keychain: secrets.backend,
    problem,
    keptFiles: recovery.keptFiles,
  });
  return [...(await makeFiles(steps, masker)), ...(engine === null ? [] : await engine.recovery.diagnostics())];
}
