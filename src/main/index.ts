import { app, dialog } from 'electron';
import { App } from './app.ts';
import { appId } from './app-id.ts';
import { compose } from './composition.ts';
import { refusalMessage, refusedSwitches } from './security/refused-switches.ts';

const bundle = new URL('.', import.meta.url);
const showFatal = (title: string, message: string): void => dialog.showErrorBox(title, message);

// In the project's folder whoever starts the app chooses its code as well; once packed, only test builds can be driven from outside.
const refused = app.isPackaged && !__TEST_BUILD__ ? refusedSwitches(app.commandLine) : [];
if (refused.length > 0) {
  for (const name of refused) app.commandLine.removeSwitch(name);
  showFatal('Dispatch Bridge could not start', refusalMessage(refused));
  app.exit(1);
} else {
  // Without it Windows shows notifications of an installed app under Electron's name, or not at all.
  if (app.isPackaged && process.platform === 'win32') app.setAppUserModelId(appId);
  new App({
    app,
    argv: process.argv,
    compose: (profile, args) => compose({ bundle, profile, args }),
    showFatal,
  }).run();
}
