import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inside, mayShip } from '../../../packaging/licences.mjs';
import { root } from '../paths.mjs';
import { Stop } from '../progress.mjs';
import { shippedComponents } from './components.mjs';
import { licenceList } from './licence-texts.mjs';

/** @typedef {import('./components.mjs').Component} Component */

const line = '-'.repeat(100);

/**
 * Writes the list of what is shipped with its licences into the build. Throws a Stop that names every package which may not be shipped.
 * @param {string} out folder of the build
 * @returns {readonly Component[]}
 */
export function writeLicences(out = join(root, 'out')) {
  const components = shippedComponents(out);
  writeFileSync(join(out, licenceList), licenceText(components));
  return components;
}

/**
 * The list as text.
 * @param {readonly Component[]} components
 */
export function licenceText(components) {
  const told = components.map((component) => ({ component, text: textOf(component, components) }));
  const wrong = told.flatMap(({ component, text }) => {
    const { name, version, licence } = component;
    if (!mayShip(licence)) return [`${name} ${version}: ${licence === '' ? 'names no licence' : `licence ${licence}`}`];
    return text === null ? [`${name} ${version}: has no licence text`] : [];
  });
  if (wrong.length > 0)
    throw new Stop(`These packages cannot be shipped as they are (packaging/licences.mjs):\n  ${wrong.join('\n  ')}`);
  const parts = told.map(({ component: { name, version, licence, address }, text }) => {
    const also = (inside[name] ?? []).map((work) => `Contains ${work}.\n`).join('');
    return `${line}\n${name} ${version}\n${licence}${address === '' ? '' : `, ${address}`}\n${also}\n${text?.trim()}\n`;
  });
  return `Dispatch Bridge is made with the works of others listed here, under these licences.\nChromium, Node.js and what they contain, which are part of Electron: see LICENSES.chromium.html beside the app.\n\n${parts.join('\n')}`;
}

/** Its own texts; those of the package it is the binary of; or, for MIT without a text, the licence with its author's name. Null when there is none. */
function textOf(component, all) {
  const parent = all.find(
    (other) => component.name.startsWith(`${other.name}-`) && other.licence.includes(component.licence),
  );
  const own = component.texts.length > 0 ? component.texts : component.author === '' ? (parent?.texts ?? []) : [];
  if (own.length > 0)
    return own.map(({ file, text }) => (own.length > 1 ? `[${file}]\n\n${text.trim()}` : text.trim())).join('\n\n');
  return component.licence === 'MIT' && component.author !== '' ? mit(component.author) : null;
}

function mit(author) {
  return `The MIT License (MIT)

Copyright (c) ${author}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;
}
