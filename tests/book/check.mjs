// Looks at every page of the book in a real browser: node check.mjs SITE [PROMISE]. Exit status 1 if a promise is broken.
// Each promise is a sentence; what breaks it is said with the page.
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {gzipSync} from 'node:zlib';
import {serve} from '../../docs/.vitepress/serve.mjs';
import {plays} from './plays.mjs';
import {prints} from './prints.mjs';
import {browser, expect, quiet, readable, reader, said} from './reader.mjs';

const site = resolve(process.argv[2]);
const pages = readdirSync(site, {recursive: true}).filter((one) => one.endsWith('.html') && !one.startsWith('source/')).sort();
const chapters = pages.filter((one) => /^chapters\/0[0-9]/.test(one));
const source = 'source/chapters/04_coroutines/task.hpp.html';

/** What is asked of a page. In the dark it has other colours, and nothing else: so only what looks at these is asked again. */
const asked = {
  'light 1280': {},
  'dark 1280': {runOnly: ['color-contrast', 'link-in-text-block']},
  'light 390': {},
};

/** On a screen, on half of one and on a phone. */
async function everyPage(address) {
  await Promise.all(['light', 'dark'].map(async (colorScheme) => {
    const page = await reader({colorScheme});
    for (const name of [...pages, source]) {
      await page.setViewportSize({width: 1280, height: 900});
      await page.goto(address + name);
      expect((await page.locator('h1').count()) === 1, 'it has one heading', name);
      for (const width of [1280, 800, 390]) {
        const seen = `${name} (${colorScheme}, ${width} pixels)`;
        await page.setViewportSize({width, height: 900});
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(wide <= width, 'nothing is wider than the window', seen, `${wide} pixels`);
        const rules = asked[`${colorScheme} ${width}`];
        if (rules) await readable(page, seen, rules);
      }
      await quiet(page, name, address);
    }
    await page.context().close();
  }));
}

/** Arrows and options of which a part stands in the next line. Runs in the page. */
function torn() {
  const found = [];
  for (const code of document.querySelectorAll('.code pre, .text code')) {
    const texts = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      for (const {0: word, index} of text.data.matchAll(/->|(?<![\w-])-+\w/g)) {
        const range = document.createRange();
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        if (range.getClientRects().length > 1) found.push(text.data);
      }
    }
  }
  return found;
}

async function onAPhone(address) {
  const page = await reader({viewport: {width: 390, height: 844}});
  for (const name of [...pages, source]) {
    await page.setViewportSize({width: 390, height: 844});
    await page.goto(address + name);
    const cut = await page.locator('.code:not(.columns) pre').evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).length);
    expect(cut === 0, 'code goes on in the next line', name, `${cut} pieces are cut off`);
    for (const width of [360, 390, 412]) {
      await page.setViewportSize({width, height: 844});
      const parted = await page.evaluate(torn);
      expect(parted.length === 0, 'no arrow and no option is torn apart', `${name} (${width} pixels)`, parted.join(' | '));
    }
  }
  await page.goto(`${address}index.html`);
  await page.locator('.menu').click();
  expect(await page.locator('#pages').isVisible(), 'a phone can have the list of pages', 'index.html');
  await page.keyboard.press('Escape');
  expect(!(await page.locator('#pages').isVisible()), 'and can put it away', 'index.html');
  await page.context().close();
}

/** What has moved on this page while it was loading, in words. */
async function movesOf(page, address) {
  await page.addInitScript(() => {
    window.shifted = [];
    const seen = ({node, previousRect: from, currentRect: to}) => `${node?.nodeName} ${node?.textContent?.trim().slice(0, 30)}: from ${from.x},${from.y} to ${to.x},${to.y}`;
    new PerformanceObserver((list) => list.getEntries().forEach((one) => window.shifted.push(one.value, ...one.sources.map(seen)))).observe({type: 'layout-shift', buffered: true});
  });
  await page.goto(address, {waitUntil: 'networkidle'});
  const shifted = await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(window.shifted)))));
  return shifted.join('; ');
}

async function standsStill(address) {
  for (const [name, width] of ['index.html', ...chapters].flatMap((one) => [[one, 390], [one, 1400]])) {
    const page = await reader({viewport: {width, height: 900}});
    const moved = await movesOf(page, address + name);
    expect(!moved, 'nothing jumps while it loads', `${name} (${width} pixels)`, moved);
    await page.context().close();
  }
}

/** Of the first page the browser gets the half of its line at the top, and the rest when it has drawn that, or has not for a second. */
async function comesInPieces(address) {
  const page = await reader({viewport: {width: 390, height: 900}});
  const html = readFileSync(join(site, 'index.html'), 'utf8');
  const cut = html.indexOf('<button class="theme"');
  const drawn = () => page.waitForFunction(() => performance.getEntriesByType('paint').length > 0, undefined, {polling: 20, timeout: 1000}).catch(() => {});
  const server = createServer(async (request, response) => {
    if (request.url !== '/') return response.writeHead(302, {location: address + request.url.slice(1)}).end();
    response.writeHead(200, {'content-type': 'text/html; charset=utf-8'}).write(html.slice(0, cut));
    await page.waitForFunction(() => document.querySelector('.find'), undefined, {polling: 20});
    await drawn();
    response.end(html.slice(cut));
  });
  await new Promise((listening) => { server.listen(0, '127.0.0.1', listening); });
  const moved = await movesOf(page, `http://127.0.0.1:${server.address().port}/`);
  expect(cut > 0 && !moved, 'nothing jumps where a page comes in pieces', 'index.html', moved);
  await page.context().close();
  server.close();
}

/** Each chapter says what it costs, and draws it. */
async function measured(address) {
  const page = await reader();
  for (const name of chapters) {
    await page.goto(address + name);
    const bars = await page.locator('h2:has-text("What it costs") ~ .plot .bar').count();
    expect(bars > 1, 'what it costs is drawn', name, `${bars} bars`);
  }
  await page.context().close();
}

async function search(address) {
  const page = await reader();
  await page.goto(`${address}chapters/01_queue.html`);
  await page.keyboard.press('/');
  await page.keyboard.type('symmetric transfer');
  await page.locator('.search li a').first().waitFor();
  const found = await page.locator('.search li a').evaluateAll((links) => links.map((one) => one.getAttribute('href')));
  expect(found.some((one) => one.includes('toolchain.html#')), 'the search finds the heading about symmetric transfer', 'search', found.join(' '));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => !url.pathname.endsWith('01_queue.html'));
  expect(true, 'what was found can be opened by keyboard', 'search');
  await page.keyboard.press('/');
  await page.locator('.search input').fill('qqqqqqqq');
  await page.getByText('Nothing found.').waitFor();
  await quiet(page, 'search', address);
  await page.context().close();
}

async function light(address) {
  const page = await reader({colorScheme: 'light'});
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.goto(`${address}index.html`);
  const before = await paper();
  await page.locator('.theme').click();
  const after = await paper();
  expect(before !== after, 'a click makes it dark', 'index.html');
  await page.goto(`${address}glossary.html`);
  expect((await paper()) === after, 'and the next page is dark as well', 'glossary.html');
  await page.context().close();
}

async function weighs(address) {
  const page = await reader();
  const bodies = [];
  page.on('response', (response) => bodies.push(response.body()));
  await page.goto(`${address}index.html`, {waitUntil: 'networkidle'});
  const bytes = (await Promise.all(bodies)).reduce((sum, body) => sum + body.length, 0);
  expect(bytes > 0 && bytes < 300_000, 'the first page weighs less than 300 KB', 'index.html', `${bytes} bytes`);
  console.log(`The first page weighs ${Math.round(bytes / 1000)} KB, its text ${Math.round(gzipSync(readFileSync(join(site, 'index.html'))).length / 1000)} KB compressed.`);
  await page.context().close();
}

async function fromAFolder() {  // of itself, whatever is served
  const address = pathToFileURL(`${site}/`).href;
  const page = await reader();
  await page.goto(`${address}index.html`);
  await page.locator('#pages a').filter({hasText: '04 · Coroutines'}).first().click();
  expect((await page.locator('h1').textContent()) === '04 · Coroutines', 'its links lead on without a server', 'index.html');
  const told = page.locator('unroll-player .told');
  await told.first().waitFor().catch(() => {});  // its script comes behind the text
  expect((await told.count()) === 1, 'the player needs no server', '04_coroutines.html');
  await page.locator('.find').click();
  await page.keyboard.type('lost wake');
  await page.locator('.search li a').first().waitFor();
  await quiet(page, 'from a folder', address);
  await page.context().close();
}

async function withoutScript(address) {
  const page = await reader({javaScriptEnabled: false, viewport: {width: 390, height: 844}});
  await page.goto(`${address}chapters/04_coroutines.html`);
  expect(await page.locator('#pages a').first().isVisible(), 'without script, the list of pages is there', '04_coroutines.html');
  expect(await page.locator('unroll-player .picture svg').isVisible(), 'and so are the pictures', '04_coroutines.html');
  await page.locator('unroll-player summary').click();
  expect((await page.locator('unroll-player pre').textContent()).includes('traffic_light()'), 'and the run as text', '04_coroutines.html');
  await page.context().close();
}

if (!existsSync(join(site, 'index.html'))) throw new Error(`no book in ${site}`);
const {server, address} = await serve(site);
const only = process.argv[3];  // the name of one, for who works on it
for (const promise of [everyPage, onAPhone, standsStill, comesInPieces, measured, plays, prints, search, light, weighs, withoutScript, fromAFolder].filter((one) => !only || one.name === only)) {
  await promise(address, pages).catch((error) => expect(false, `${promise.name} comes to its end`, 'the book', String(error).split('\n')[0]));
}
await browser.close();
server.close();
const {broken, kept} = said;
console.log(broken.length ? `${broken.join('\n')}\n${broken.length} of ${kept + broken.length} promises are broken.` : `${pages.length} pages, ${kept} promises kept.`);
process.exitCode = broken.length ? 1 : 0;
