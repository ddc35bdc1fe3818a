import { posix } from 'node:path';
import { blank } from './blank.mjs';

/** Which folders of src/ a folder may import besides itself. `src/core` never knows who shows or starts it. */
const layers = {
  shared: [],
  core: ['shared'],
  sandbox: ['shared'],
  preload: ['shared'],
  renderer: ['shared'],
  main: ['core', 'shared'],
  cli: ['core', 'shared'],
};

/** Packages a folder may not import: a regular expression on the specifier. */
const closedTo = {
  shared: /^(node:|electron|react|@mantine|better-sqlite3|keytar|undici)/,
  core: /^(electron|react|@mantine|keytar)/,
  sandbox: /^(electron|react|better-sqlite3|keytar)/,
  preload: /^(node:|react|better-sqlite3|keytar|undici)/,
  renderer: /^(node:|electron|better-sqlite3|keytar|undici|pino)/,
};

/** Packages with one home. */
const homes = [
  { name: 'better-sqlite3', allowed: (path) => path.startsWith('src/core/store/') },
  { name: 'keytar', allowed: (path) => /^src\/(main|cli)\/secrets(\/|\.ts$|-)/.test(path) },
];

/** Names only one file below a folder may use. */
const single = [
  { name: 'ipcMain', folder: 'src/main/' },
  { name: 'ipcRenderer', folder: 'src/preload/' },
];

/** Packages only one file of each folder may import. */
const oncePerFolder = ['keytar'];

/** Everything that reads the time or waits for it. */
const time =
  /\bDate\.now\b|\bnew Date\(\s*\)|(?<![.\w])(?:setTimeout|setInterval|setImmediate)\s*\(|\bperformance\.now\b|\bAbortSignal\.timeout\b/g;

/** The clock itself, and files of the window that only move what is on the screen. */
const timeAllowed = new Set(['src/shared/clock.ts', 'src/renderer/stores/use-now.ts']);

const importPattern =
  /(?:^|[;\n}])\s*(?:import|export)\s(?:[^'"`;]*?\sfrom\s*)?['"]([^'"]+)['"]|\bimport\s*\(\s*['"]([^'"]+)['"]|\brequire\s*\(\s*['"]([^'"]+)['"]/g;

/** The specifiers a file imports, with their lines. */
export function importsOf(text) {
  const code = blank(text, { keepStrings: true });
  return [...code.matchAll(importPattern)].map((match) => {
    const specifier = match[1] ?? match[2] ?? match[3] ?? '';
    return { specifier, line: lineOf(code, match.index + match[0].lastIndexOf(specifier)) };
  });
}

function lineOf(text, index) {
  return text.slice(0, index).split('\n').length;
}

function folderOf(path) {
  return path.split('/')[1] ?? '';
}

function isPackage(specifier, name) {
  return specifier === name || specifier.startsWith(`${name}/`);
}

function importProblems({ path, text }) {
  const problems = [];
  const folder = folderOf(path);
  const allowed = layers[folder];
  if (!allowed) return [{ path, line: 1, message: `src/${folder} is not one of the folders the rules know` }];
  for (const { specifier, line } of importsOf(text)) {
    if (specifier.startsWith('.')) {
      const target = posix.normalize(posix.join(posix.dirname(path), specifier));
      // Data that ships with the product, such as the standard mapping.
      if (target.startsWith('resources/') && target.endsWith('.json') && folder !== 'shared') continue;
      const other = target.startsWith('src/') ? folderOf(target) : target;
      if (other !== folder && !allowed.includes(other)) {
        problems.push({ path, line, message: `src/${folder} may not import ${target}` });
      }
      continue;
    }
    if (closedTo[folder]?.test(specifier))
      problems.push({ path, line, message: `src/${folder} may not import ${specifier}` });
    const home = homes.find(({ name }) => isPackage(specifier, name));
    if (home && !home.allowed(path))
      problems.push({ path, line, message: `${home.name} may only be imported where it lives` });
  }
  return problems;
}

function timeProblems({ path, text }) {
  if (timeAllowed.has(path)) return [];
  const code = blank(text);
  return [...code.matchAll(time)].map((match) => ({
    path,
    line: lineOf(code, match.index),
    message: `${match[0].replace(/\s*\($/, '')} reads the time or sets a timer; use the Clock`,
  }));
}

function singleProblems(files) {
  return single.flatMap(({ name, folder }) => {
    const users = files.filter(({ text }) => new RegExp(`\\b${name}\\b`).test(blank(text)));
    const strangers = users.filter(({ path }) => !path.startsWith(folder));
    const inside = users.filter(({ path }) => path.startsWith(folder));
    return [...strangers, ...inside.slice(1)].map(({ path }) => ({
      path,
      line: 1,
      message: `${name} may be used in one file of ${folder} only${inside[0] ? ` (${inside[0].path})` : ''}`,
    }));
  });
}

function onceProblems(files) {
  return oncePerFolder.flatMap((name) => {
    const first = new Map();
    return files.flatMap(({ path, text }) => {
      const found = importsOf(text).find(({ specifier }) => isPackage(specifier, name));
      if (!found) return [];
      const folder = folderOf(path);
      if (!first.has(folder)) {
        first.set(folder, path);
        return [];
      }
      return [{ path, line: found.line, message: `${name} is imported in ${first.get(folder)} already` }];
    });
  });
}

/** Every breach of the rules in the given files (`{ path, text }`, paths from the project's folder with `/`). */
export function checkProject(files) {
  return [
    ...files.flatMap(importProblems),
    ...files.flatMap(timeProblems),
    ...singleProblems(files),
    ...onceProblems(files),
  ].sort((a, b) => a.path.localeCompare(b.path) || a.line - b.line);
}
