// Which file is which page, and in which order they are read. The Markdown files of the repository are the pages: there
// are no copies.
import {existsSync, readdirSync, readFileSync, statSync} from 'node:fs';
import {dirname, join, posix} from 'node:path';
import {fileURLToPath} from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
export const inRoot = (path) => join(root, path);
export const isFile = (path) => existsSync(inRoot(path)) && statSync(inRoot(path)).isFile();
export const isFolder = (path) => existsSync(inRoot(path)) && statSync(inRoot(path)).isDirectory();
export const read = (path) => readFileSync(inRoot(path), 'utf8');

const chapter = (name) => `chapters/${name}/README.md`;

const order = [
  ['Begin here', ['docs/index.md', 'README.md', 'docs/using.md']],  // and the next page is chapter 01
  ['The ladder', ['01_queue', '02_callbacks', '03_futures', '04_coroutines', '05_scopes'].map(chapter)],
  ['The world outside', ['06_io', '07_threads', '08_monitor', '09_writer'].map(chapter)],
  ['Exercises and courses', ['docs/exercises.md', 'docs/instructors.md']],
  ['When you work with it', ['docs/order.md', 'docs/pool_or_loop.md', 'docs/debugging.md', 'docs/misbeliefs.md', 'docs/toolchain.md', 'docs/runner.md']],
  ['Look it up', ['docs/glossary.md', 'docs/design.md', 'docs/equivalence.md', 'docs/trace.md', chapter('00_trace'), 'docs/dependencies.md',
    'docs/errata.md', 'docs/sources.md', 'docs/README.md']],
];

/** The parts of the book, with the pages that are there. */
export const parts = order.map(([title, files]) => ({title, files: files.filter(isFile)}));
export const files = parts.flatMap((part) => part.files);

/** Short names where the heading of the page is long, or no name at all. */
const names = {'docs/index.md': 'Front page', 'README.md': 'Two commands, and the rest'};

/** The page's name in a list: its first heading. */
export function nameOf(file) {
  if (names[file]) return names[file];
  const heading = /^# (.+)$/m.exec(read(file));
  if (!heading) throw new Error(`${file}: a page without a heading`);
  return heading[1].replaceAll('`', '');
}

/** Of `chapters/04_coroutines/README.md`: `chapters/04_coroutines`. */
export function urlOf(file) {
  if (file === 'README.md') return 'overview';
  if (file === 'docs/README.md') return 'contents';
  return file.replace(/^docs\//, '').replace(/\/README\.md$/, '').replace(/\.md$/, '');
}

const isPage = new Set(files);

/** Where a link of a page leads on the site. A link to a source file leads to a page that shows it. */
export function hrefOf(from, link) {
  const [path, hash] = link.split('#');
  const target = posix.normalize(posix.join(posix.dirname(from), path)).replace(/\/$/, '');
  const anchor = hash ? `#${hash}` : '';
  if (isPage.has(target)) return `/${urlOf(target)}.html${anchor}`;
  if (isPage.has(`${target}/README.md`)) return `/${urlOf(`${target}/README.md`)}.html${anchor}`;
  if (target.startsWith('..') || !(isFile(target) || isFolder(target))) throw new Error(`${from}: a link to nothing: ${link}`);
  return `/source/${target}.html${anchor}`;
}

/** Where a file or folder is shown. */
export const sourceHref = (path) => `/source/${path}.html`;

/** Files and folders that pages link to or quote, each of which gets a page of its own. */
export function shownSources() {
  const shown = new Set();
  for (const file of files) {
    const prose = read(file).replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, (code) => (code.includes('](') ? '' : code));
    for (const [, link] of prose.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^(https?:|#|mailto:)/.test(link) || /\.svg$/.test(link)) continue;
      const href = hrefOf(file, link);
      if (href.startsWith('/source/')) shown.add(href.slice('/source/'.length).replace(/\.html.*$/, ''));
    }
    for (const [, path] of read(file).matchAll(/^<!-- quote (\S+) -->$/gm)) shown.add(path);
  }
  for (const folder of [...shown].filter(isFolder)) for (const path of filesOf(folder)) shown.add(path);
  for (const file of files.filter((one) => one.startsWith('chapters/')))  // the reference names them all
    for (const path of filesOf(posix.dirname(file))) if (path.endsWith('.hpp')) shown.add(path);
  return [...shown].sort();
}

/** The files right in a folder. */
export const filesOf = (folder) =>
  readdirSync(inRoot(folder), {withFileTypes: true}).filter((one) => one.isFile() && !one.name.startsWith('.')).map((one) => `${folder}/${one.name}`).sort();
