import { describe, expect, it } from 'vitest';
import { packageOf } from '../../../scripts/lib/packing/package-record.mjs';
import { shippedParts } from '../../../scripts/lib/packing/sbom.mjs';

describe('which package a bundled file belongs to', () => {
  it.each([
    ['/home/a/app/node_modules/react/index.js', 'react'],
    ['/home/a/app/node_modules/@mantine/core/esm/x.mjs?used', '@mantine/core'],
    ['C:\\app\\node_modules\\@lezer\\common\\dist\\index.js', '@lezer/common'],
    ['\0/home/a/app/node_modules/semver/index.js?commonjs-module', 'semver'],
    ['/a/node_modules/electron-updater/node_modules/semver/index.js', 'electron-updater/node_modules/semver'],
    ['/home/a/app/src/main/index.ts', null],
    ['\0vite/preload-helper.js', null],
  ])('%s: %s', (id, name) => expect(packageOf(id)).toBe(name));
});

describe('the list of parts', () => {
  const part = (ref: string) => ({
    'bom-ref': ref,
    scope: 'optional',
    hashes: [{ alg: 'SHA-512', content: 'ab' }],
    properties: [
      { name: 'cdx:npm:package:development', value: 'true' },
      { name: 'other', value: 'kept' },
    ],
  });
  const whole = {
    bomFormat: 'CycloneDX',
    metadata: { component: { 'bom-ref': 'app@1.0.0', type: 'library', name: 'folder' } },
    components: ['window@1.0.0', 'inner@1.0.0', 'tool@1.0.0'].map(part),
    dependencies: [
      { ref: 'app@1.0.0', dependsOn: ['window@1.0.0', 'tool@1.0.0'] },
      { ref: 'window@1.0.0', dependsOn: ['inner@1.0.0', 'tool@1.0.0'] },
      { ref: 'inner@1.0.0' },
      { ref: 'tool@1.0.0', dependsOn: [] },
    ],
  };
  const shipped = [
    { name: 'window', version: '1.0.0' },
    { name: 'inner', version: '1.0.0' },
  ];

  it('has what is shipped with its hashes, as required parts, and none of the tools', () => {
    const parts = shippedParts(whole, shipped);
    expect(parts.components).toEqual(
      ['window@1.0.0', 'inner@1.0.0'].map((ref) => ({
        ...part(ref),
        scope: 'required',
        properties: [{ name: 'other', value: 'kept' }],
      })),
    );
    expect(parts.metadata.component).toMatchObject({ type: 'application', name: 'dispatch-bridge' });
    expect(parts.dependencies).toEqual([
      { ref: 'app@1.0.0', dependsOn: ['window@1.0.0'] },
      { ref: 'window@1.0.0', dependsOn: ['inner@1.0.0'] },
      { ref: 'inner@1.0.0', dependsOn: [] },
    ]);
  });

  it('is refused when a shipped package is not described', () => {
    expect(() => shippedParts(whole, [...shipped, { name: 'stray', version: '2.0.0' }])).toThrow('stray@2.0.0');
  });
});
