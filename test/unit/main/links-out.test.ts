import { describe, expect, it } from 'vitest';
import { allowedExternalUrl, type ExternalTargets } from '../../../src/main/security/open-external.ts';
import { permissionAllowed } from '../../../src/main/security/permissions.ts';

const real: ExternalTargets = {
  connectwiseSite: 'na.myconnectwise.net',
  fieldnation: { environment: 'production', baseUrl: '' },
  sandbox: false,
};

describe('opening a link in the browser', () => {
  it.each([
    'https://na.myconnectwise.net/v4_6_release/services/system_io/Service/fv_sr100_request.rails?service_recid=1042',
    'https://app.fieldnation.com/workorders/91422',
    'https://developer.connectwise.com/ClientID',
    'https://developer.fieldnation.com/docs/getting-started',
  ])('lets %s through', (url) => {
    expect(allowedExternalUrl(url, real)).toBe(url);
  });

  it.each([
    'https://na.myconnectwise.net.evil.example/',
    'https://evil.example/na.myconnectwise.net',
    'https://na.myconnectwise.net@evil.example/',
    'https://app.fieldnation.com:8443/',
    'https://app.fieldnation.com.evil.example/workorders/1',
    'https://user:secret@app.fieldnation.com/',
    'https://evilapp.fieldnation.com/',
    'https://fieldnation.com.co/',
    'https://xn--app-fieldnation-x.com/',
    'http://app.fieldnation.com/',
    'https://eu.myconnectwise.net/',
    'https://app-sandbox.fndev.net/workorders/1',
    'http://127.0.0.1:4101/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'smb://server/share',
    'ms-settings:network',
    '\\\\server\\share',
    'app.fieldnation.com',
    '',
  ])('does not open %j', (url) => {
    expect(allowedExternalUrl(url, real)).toBeNull();
  });

  it('knows that the API host and the site a technician signs in to are one instance', () => {
    const targets = { ...real, connectwiseSite: 'https://api-na.myconnectwise.net' };
    expect(allowedExternalUrl('https://na.myconnectwise.net/x', targets)).toBe('https://na.myconnectwise.net/x');
  });

  it('opens the pages of the built-in sandbox while practising, and no other address of this machine', () => {
    const practising: ExternalTargets = {
      connectwiseSite: 'http://127.0.0.1:4101',
      fieldnation: { environment: 'custom', baseUrl: 'http://127.0.0.1:4102' },
      sandbox: true,
    };
    expect(allowedExternalUrl('http://127.0.0.1:4101/tickets/1', practising)).toBe('http://127.0.0.1:4101/tickets/1');
    expect(allowedExternalUrl('http://127.0.0.1:4102/workorders/1', practising)).not.toBeNull();
    expect(allowedExternalUrl('http://127.0.0.1:22/', practising)).toBeNull();
    expect(allowedExternalUrl('http://127.0.0.1:4101/', { ...practising, sandbox: false })).toBeNull();
  });

  it('does not take plain http to another machine for the sandbox', () => {
    const targets = { ...real, connectwiseSite: 'http://10.0.0.5', sandbox: true };
    expect(allowedExternalUrl('http://10.0.0.5/', targets)).toBeNull();
    expect(allowedExternalUrl('http://127.0.0.1.evil.example/', targets)).toBeNull();
  });

  it('opens nothing of ConnectWise before a site is set up', () => {
    const empty = { connectwiseSite: null, fieldnation: null, sandbox: false };
    expect(allowedExternalUrl('https://na.myconnectwise.net/', empty)).toBeNull();
    expect(allowedExternalUrl('https://app.fieldnation.com/', empty)).toBeNull();
  });
});

describe('permissions', () => {
  it('grants the app notifications and writing to the clipboard', () => {
    expect(permissionAllowed('notifications', 'app://dispatch-bridge/')).toBe(true);
    expect(permissionAllowed('clipboard-sanitized-write', 'app://dispatch-bridge/index.html')).toBe(true);
  });

  it.each(['media', 'geolocation', 'clipboard-read', 'openExternal', 'fileSystem', 'hid', 'usb', 'fullscreen'])(
    'refuses %s even to the app',
    (permission) => {
      expect(permissionAllowed(permission, 'app://dispatch-bridge/')).toBe(false);
    },
  );

  it('grants nothing to another origin', () => {
    expect(permissionAllowed('notifications', 'https://evil.example/')).toBe(false);
    expect(permissionAllowed('notifications', '')).toBe(false);
  });
});
