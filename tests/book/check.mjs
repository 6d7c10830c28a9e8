// Looks at every page of the book in a real browser: node check.mjs SITE. Exit status 1 if a promise is broken.
// Each promise is a sentence; what breaks it is said with the page.
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {gzipSync} from 'node:zlib';
import {serve} from '../../docs/.vitepress/serve.mjs';

const require = createRequire(new URL('../../docs/node_modules/', import.meta.url));
const {chromium} = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core'), 'utf8');

const site = resolve(process.argv[2]);
const pages = readdirSync(site, {recursive: true}).filter((one) => one.endsWith('.html') && !one.startsWith('source/')).sort();
const some = ['index.html', 'chapters/04_coroutines.html'];
const source = 'source/chapters/04_coroutines/task.hpp.html';

const broken = [];
let kept = 0;
const expect = (holds, promise, page, what = '') => {
  if (holds) ++kept;
  else broken.push(`${page}: not true: ${promise}${what && `\n    ${what}`}`);
};

const browser = await chromium.launch({
  executablePath: process.env.UNROLL_BROWSER ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
});

/** A fresh reader: what goes wrong in his console, and whom his browser asks, is kept. */
async function reader(options = {}) {
  const context = await browser.newContext({reducedMotion: 'reduce', ...options});
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  page.wrong = [];
  page.asked = [];
  page.on('console', (message) => message.type() === 'error' && page.wrong.push(message.text()));
  page.on('pageerror', (error) => page.wrong.push(String(error)));
  page.on('request', (request) => page.asked.push(request.url()));
  page.on('requestfailed', (request) => page.wrong.push(`not answered: ${request.url()}`));
  return page;
}

async function quiet(page, name, address) {
  expect(page.wrong.length === 0, 'it says nothing wrong in the console', name, page.wrong.join('; '));
  const abroad = page.asked.filter((one) => !one.startsWith(address) && !one.startsWith('data:'));
  expect(abroad.length === 0, 'it asks nobody but this machine', name, abroad.join(' '));
  page.wrong.length = page.asked.length = 0;
}

async function everyPage(address) {
  for (const colorScheme of ['light', 'dark']) {
    const page = await reader({colorScheme, viewport: {width: 1400, height: 900}});
    for (const name of [...pages, source]) {
      await page.goto(address + name);
      expect((await page.locator('h1').count()) === 1, 'it has one heading', name);
      await page.evaluate(axe);
      const {violations} = await page.evaluate(() => window.axe.run(document, {resultTypes: ['violations']}));
      const said = violations.map((one) => `${one.id}: ${one.nodes.slice(0, 2).map((node) => node.target.join(' ')).join(', ')}`).join('; ');
      expect(violations.length === 0, `everybody can read it (${colorScheme})`, name, said);
      await quiet(page, name, address);
    }
    await page.context().close();
  }
}

async function onAPhone(address) {
  const page = await reader({viewport: {width: 390, height: 844}});
  for (const name of [...pages, source]) {
    await page.goto(address + name);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide <= 390, 'it fits on a phone', name, `${wide} pixels`);
  }
  await page.goto(`${address}index.html`);
  await page.locator('.menu').click();
  expect(await page.locator('#pages').isVisible(), 'a phone can have the list of pages', 'index.html');
  await page.keyboard.press('Escape');
  expect(!(await page.locator('#pages').isVisible()), 'and can put it away', 'index.html');
  await page.context().close();
}

async function standsStill(address) {
  for (const name of some) {
    const page = await reader({viewport: {width: 1400, height: 900}});
    await page.addInitScript(() => {
      window.shifted = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((one) => (window.shifted += one.value))).observe({type: 'layout-shift', buffered: true});
    });
    await page.goto(address + name, {waitUntil: 'networkidle'});
    const shifted = await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(window.shifted)))));
    expect(shifted === 0, 'nothing jumps while it loads', name, `layout shift ${shifted}`);
    await page.context().close();
  }
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
  expect((await page.locator('.picture svg').count()) > 0, 'and so are the pictures', '04_coroutines.html');
  await page.context().close();
}

if (!existsSync(join(site, 'index.html'))) throw new Error(`no book in ${site}`);
const {server, address} = await serve(site);
for (const promise of [everyPage, onAPhone, standsStill, search, light, weighs, withoutScript, fromAFolder]) {
  await promise(address).catch((error) => expect(false, `${promise.name} comes to its end`, 'the book', String(error).split('\n')[0]));
}
await browser.close();
server.close();
console.log(broken.length ? `${broken.join('\n')}\n${broken.length} of ${kept + broken.length} promises are broken.` : `${pages.length} pages, ${kept} promises kept.`);
process.exitCode = broken.length ? 1 : 0;
