// Looks at every page of the book in a real browser: node check.mjs SITE [PROMISE]. Exit status 1 if a promise is broken.
// Each promise is a sentence; what breaks it is said with the page.
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {gzipSync} from 'node:zlib';
import {serve} from '../../docs/.vitepress/serve.mjs';
import {search} from './finds.mjs';
import {plays} from './plays.mjs';
import {prints, printsWell} from './prints.mjs';
import {browser, expect, quiet, readable, reader, said, several} from './reader.mjs';
import {comesInPieces, standsStill} from './stands.mjs';

const site = resolve(process.argv[2]);
const pages = readdirSync(site, {recursive: true}).filter((one) => one.endsWith('.html') && !one.startsWith('source/')).sort();
const chapters = pages.filter((one) => /^chapters\/0[0-9]/.test(one));
const source = 'source/chapters/04_coroutines/task.hpp.html';

/**
 * What is asked of a page. In the dark it has other colours, and nothing else: so only what looks at these is asked again, on half
 * of a screen. There, and on a wide one, all that is folded is open; on a phone it is not.
 */
const colours = {runOnly: ['color-contrast', 'link-in-text-block']};
const asked = {
  'light 1280': {open: true},
  'dark 800': {open: true, rules: colours},
  'light 390': {},
};

/** Answers and all else that is folded: seen as who unfolds it sees it. */
const unfold = (page, open) => page.locator('main details').evaluateAll((all, open) => { for (const one of all) one.open = open; }, open);

/** On a screen, on half of one, on a phone and on paper. */
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
        const here = asked[`${colorScheme} ${width}`];
        await unfold(page, !!here?.open);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(wide <= width, 'nothing is wider than the window', seen, `${wide} pixels`);
        if (here) await readable(page, seen, here.rules);
      }
      if (colorScheme === 'light') await onAPhone(page, name);
      else if (name !== source) await printsWell(page, name);
      if (colorScheme === 'light' && chapters.includes(name)) await measured(page, name);
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

/** What goes on in the next line there. */
async function onAPhone(page, name) {
  for (const width of [360, 390, 412]) {
    await page.setViewportSize({width, height: 844});
    const seen = `${name} (${width} pixels)`;
    const cut = await page.locator('.code:not(.columns) pre').evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).length);
    expect(cut === 0, 'code goes on in the next line', seen, `${cut} pieces are cut off`);
    const parted = await page.evaluate(torn);
    expect(parted.length === 0, 'no arrow and no option is torn apart', seen, parted.join(' | '));
  }
}

/** The list of pages on a phone. */
async function menu(address) {
  for (const colorScheme of ['light', 'dark']) {
    const page = await reader({colorScheme, viewport: {width: 390, height: 844}});
    await page.goto(`${address}index.html`);
    await page.locator('.menu').click();
    expect(await page.locator('#pages').isVisible(), 'a phone can have the list of pages', 'index.html');
    await readable(page, `index.html (${colorScheme}, the list of pages is open)`);
    await page.keyboard.press('Escape');
    expect(!(await page.locator('#pages').isVisible()), 'and can put it away', 'index.html');
    await page.context().close();
  }
}

/** Each chapter says what it costs, and draws it. */
async function measured(page, name) {
  const bars = await page.locator('h2:has-text("What it costs") ~ .plot .bar').count();
  expect(bars > 1, 'what it costs is drawn', name, `${bars} bars`);
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
// What takes longest first, beside the others.
const promises = [everyPage, plays, standsStill, search, menu, prints, light, weighs, withoutScript, fromAFolder];
const spent = {};
const keep = async (promise) => {
  const begin = performance.now();
  await promise(address, pages, site).catch((error) => expect(false, `${promise.name} comes to its end`, 'the book', String(error).split('\n')[0]));
  spent[promise.name] = Math.round((performance.now() - begin) / 1000);
};
await several(2, promises.filter((one) => !only || one.name === only), keep);
if (!only || only === comesInPieces.name) await keep(comesInPieces);  // alone: it waits a second for what is drawn
console.log(`Seconds, two at a time: ${Object.entries(spent).map(([name, seconds]) => `${name} ${seconds}`).join(', ')}.`);
await browser.close();
server.close();
const {broken, kept} = said;
console.log(broken.length ? `${broken.join('\n')}\n${broken.length} of ${kept + broken.length} promises are broken.` : `${pages.length} pages, ${kept} promises kept.`);
process.exitCode = broken.length ? 1 : 0;
