import { app, dialog } from 'electron';
import { App } from './app.ts';
import { compose } from './composition.ts';

const bundle = new URL('.', import.meta.url);

new App({
  app,
  argv: process.argv,
  compose: (profile, args) => compose({ bundle, profile, args }),
  showFatal: (title, message) => dialog.showErrorBox(title, message),
}).run();
