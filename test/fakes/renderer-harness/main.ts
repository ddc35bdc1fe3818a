// As in the app, the library's styles come before the window's own; the bundler would put them last here.
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import { useNav } from '../../../src/renderer/stores/nav-store.ts';
import { placeOf } from '../../../src/renderer/stores/place.ts';
import { fakeBridge } from './fake-bridge.ts';

const asked = new URLSearchParams(window.location.search);
const scenario = asked.get('scenario') ?? 'day';

Object.defineProperty(window, 'dispatchBridge', {
  value: Object.freeze(
    fakeBridge(scenario, {
      theme: asked.get('theme'),
      density: asked.get('density'),
      range: asked.get('range'),
      language: asked.get('language'),
    }),
  ),
});

const page = asked.get('page');
const linkId = asked.get('link');
if (page !== null) {
  useNav.setState({
    place: placeOf(page, linkId === null ? undefined : Number(linkId)),
    past: [{ page: 'dashboard' }],
  });
}
void import('../../../src/renderer/main.tsx');
