import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import './theme/tokens.css';
import './theme/base.css';
import './theme/contrast.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { loadApp } from './stores/app-store.ts';

const root = document.getElementById('root');
if (root !== null) {
  void loadApp();
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
