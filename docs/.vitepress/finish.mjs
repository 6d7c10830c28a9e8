// What is done to finished pages: pictures inline, addresses relative (so that pages read from a folder, too), an index
// for the search, and a look at every link and anchor. A site with a dead one is not built.
import {execFileSync} from 'node:child_process';
import {copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join, posix} from 'node:path';
import {fileURLToPath} from 'node:url';
import {inRoot, read} from './pages.mjs';
import {linked, runOf} from './runs.mjs';

const require = createRequire(import.meta.url);

/** Words that stand before others on one line keep the room that was measured for them, whatever font the reader has. */
const keepApart = (svg) =>
  svg.replace(/<text ([^>]*? x="([\d.-]+)" y="([\d.-]+)"[^>]*)>(?=[^<]*<\/text>\s*<text [^>]*? x="([\d.-]+)" y="\3")/g, (whole, attributes, x, _, next) =>
    next - x > 1 ? `<text ${attributes} textLength="${(next - x).toFixed(2)}" lengthAdjust="spacingAndGlyphs">` : whole);

/** A picture within the page: its ids are its own, and its words are those around it. The names of its nodes stay, for its player. */
function inline(whole, nth) {
  const svg = whole.replace(/^[\s\S]*?(?=<svg )/, '')
    .replace(/(<g id="[^"]*" class="node"[^>]*)>\s*<title>([^<]*)<\/title>/g, (_, node, name) => `${node} data-name="${name.replaceAll('"', '&quot;')}">`)
    .replace(/<title[\s\S]*?<\/title>|<desc[\s\S]*?<\/desc>/g, '').replace(/<!--[\s\S]*?-->/g, '');
  return keepApart(svg)
    .replace(/ role="img"| aria-labelledby="[^"]*"/g, '')
    .replace(/<svg (?=[^>]*\bwidth="(\w+)")/, '<svg aria-hidden="true" focusable="false" style="--width:$1" ')
    .replace(/\b(id=")([^"]*")/g, `$1p${nth}-$2`)
    .replace(/(href="#|url\(#)/g, `$1p${nth}-`);
}

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/**
 * A picture of a run that is recorded is the run's player. Without JavaScript it is the picture, and the run as text.
 * `plays`: it begins by itself.
 */
function player(opening, path, closing, nth, plays) {
  const run = runOf(path);
  const picture = (svg, where = '') => `${opening}${where}${closing}${inline(svg, nth)}</span>`;
  if (!run) return `<p>${picture(read(path))}</p>`;
  const drawn = linked(read(path), run.recording);
  const why = /09_writer|07_threads_cure/.test(path) ? 'Threads take turns as they like: in the run below they did it in another order than in the picture above.'
    : 'The picture above is of another run: the program was changed since it was drawn.';
  const other = `<p>${picture(read(path))}</p>\n<p class="other-run">${why}</p>\n`;
  const [, moment] = /<title[^>]*>[^<]*, after step (\d+)/.exec(drawn ?? '') ?? [];  // the player begins at what is drawn
  return `${drawn ? '' : other}<unroll-player${moment ? ` step="${moment}"` : ''}${plays ? ' plays' : ''}>${drawn ? picture(drawn, ' slot="picture"') : ''}
<details><summary>The run as text</summary><pre tabindex="0">${escape(run.text)}</pre></details>
<script type="application/json">${run.json.replaceAll('<', '\\u003c')}</script></unroll-player>`;
}

/** What is drawn first has the whole line at the top: on a slow machine its words would move aside for those that come later. */
const head = (up, plays) => `<link rel="expect" href="#pages" blocking="render">
<link rel="icon" href="${up}static/icon.svg">
<link rel="stylesheet" href="${up}static/book.css">
<script>try{const t=localStorage.getItem('unroll-theme');if(t)document.documentElement.dataset.theme=t}catch{}document.documentElement.classList.add('js')</script>
<script defer src="${up}static/book.js"></script>${plays ? `\n<script defer src="${up}static/player.js"></script>` : ''}`;

/** VitePress's hook: a page as it is about to be written. */
export function finishPage(html, id, {page}) {
  const up = '../'.repeat(page.split('/').length - 1);
  let nth = 0;
  const whole = html
    .replace(/<link [^>]*>/g, '')
    .replace(/<script type="module"[\s\S]*?<\/script>/g, '')
    .replace(/<script id="check-mac-os">[\s\S]*?<\/script>|<!--[\s\S]*?-->/g, '')
    .replace(/<meta name="generator"[^>]*>/, '')
    .replace(/<p>(<span class="picture"[^>]*?) data-picture="([^"]*)"([^>]*>)<\/span><\/p>/g, (_, before, path, after) => player(before, path, after, ++nth, /^index\./.test(page)));
  return whole
    .replace('</head>', () => `${head(up, whole.includes('<unroll-player'))}\n</head>`)
    .replace(/(<(?:a|link|script|img)\b[^>]*? (?:href|src)=")\/(?!\/)/g, `$1${up}`);
}

const pagesBelow = (folder) =>
  readdirSync(folder, {recursive: true}).map((one) => one.replaceAll('\\', '/')).filter((one) => one.endsWith('.html')).sort();

const text = (html) =>
  html.replace(/<svg[\s\S]*?<\/svg>|<unroll-player[^>]*>[\s\S]*?<\/unroll-player>|<\/?(?:a|b|code|em|i|small|span|strong|wbr)\b[^>]*>/g, '').replace(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&').replace(/\s+/g, ' ').trim();

/** For the search: a page in pieces, one a heading. */
function pieces(url, html) {
  const body = /<main[^>]*>([\s\S]*?)(?:<footer|<\/main>)/.exec(html)?.[1] ?? '';
  const found = [];
  let page = '';
  for (const part of body.split(/(?=<h[123] )/)) {
    const heading = /^<h([123]) id="([^"]*)"[^>]*>([\s\S]*?)<\/h\1>/.exec(part);
    if (!heading) continue;
    const title = text(heading[3]);
    if (heading[1] === '1') page = title;
    found.push({id: heading[1] === '1' ? url : `${url}#${heading[2]}`, page, title, text: text(part.slice(heading[0].length))});
  }
  return found;
}

/** Every link of every page leads to a file that is there, and to an id in it. */
export function deadLinks(out, pages) {
  const html = new Map(pages.map((page) => [page, readFileSync(join(out, page), 'utf8')]));
  const ids = new Map([...html].map(([page, one]) => [page, new Set([...one.matchAll(/ (?:id|name)="([^"]*)"/g)].map(([, id]) => id))]));
  const dead = [];
  for (const [page, one] of html) {
    for (const [, address] of one.matchAll(/<(?:a|link|script|img)\b[^>]*? (?:href|src)="([^"]*)"/g)) {
      if (/^(?:https?:|mailto:|data:|javascript:)/.test(address)) continue;
      const [path, anchor] = address.replaceAll('&amp;', '&').split('#');
      const target = path === '' ? page : posix.normalize(posix.join(posix.dirname(page), decodeURI(path)));
      if (!existsSync(join(out, target))) dead.push(`${page}: a link to nothing: ${address}`);
      else if (anchor && ids.has(target) && !ids.get(target).has(decodeURIComponent(anchor)))
        dead.push(`${page}: a link to a heading that does not exist: ${address}`);
    }
  }
  return dead;
}

/** VitePress's hook: all pages are written. */
export function finish({outDir: out}) {
  const here = dirname(fileURLToPath(import.meta.url));
  for (const left of ['assets', 'vp-icons.css', 'hashmap.json', '404.html']) rmSync(join(out, left), {recursive: true, force: true});
  mkdirSync(join(out, 'static'), {recursive: true});
  cpSync(join(here, 'static'), join(out, 'static'), {recursive: true});
  copyFileSync(join(dirname(require.resolve('minisearch')), '../umd/index.js'), join(out, 'static/minisearch.js'));
  execFileSync('cmake', ['-D', `OUT=${join(out, 'static/player.js')}`, '-P', inRoot('docs/player/classic.cmake')]);
  const pages = pagesBelow(out);
  const index = pages.filter((page) => !page.startsWith('source/')).flatMap((page) => pieces(page, readFileSync(join(out, page), 'utf8')));
  writeFileSync(join(out, 'static/index.js'), `window.unrollIndex=${JSON.stringify(index)};\n`);
  const dead = deadLinks(out, pages);
  if (dead.length) throw new Error(`${dead.length} dead links:\n${dead.join('\n')}`);
}
