// A reader of the book in a real browser, and what was promised to him.
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';

const require = createRequire(new URL('../../docs/node_modules/', import.meta.url));
const {chromium} = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core'), 'utf8');

export const said = {kept: 0, broken: []};
export const expect = (holds, promise, page, what = '') => {
  if (holds) ++said.kept;
  else said.broken.push(`${page}: not true: ${promise}${what && `\n    ${what}`}`);
};

export const browser = await chromium.launch({
  executablePath: process.env.UNROLL_BROWSER ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  timeout: 300_000,  // only ever reached if something hangs
});

/** A fresh reader: what goes wrong in his console, and whom his browser asks, is kept. */
export async function reader(options = {}) {
  const context = await browser.newContext({reducedMotion: 'reduce', ...options});
  context.setDefaultTimeout(60_000);  // only ever reached if something hangs
  const page = await context.newPage();
  page.wrong = [];
  page.asked = [];
  page.on('console', (message) => message.type() === 'error' && page.wrong.push(message.text()));
  page.on('pageerror', (error) => page.wrong.push(String(error)));
  page.on('request', (request) => page.asked.push(request.url()));
  // Who goes on to the next page before this one has its icon has not been left without an answer.
  const isLeft = (request) => request.url().endsWith('icon.svg') && request.failure()?.errorText === 'net::ERR_ABORTED';
  page.on('requestfailed', (request) => isLeft(request) || page.wrong.push(`not answered: ${request.url()}`));
  return page;
}

export async function quiet(page, name, address) {
  expect(page.wrong.length === 0, 'it says nothing wrong in the console', name, page.wrong.join('; '));
  const abroad = page.asked.filter((one) => !one.startsWith(address) && !one.startsWith('data:'));
  expect(abroad.length === 0, 'it asks nobody but this machine', name, abroad.join(' '));
  page.wrong.length = page.asked.length = 0;
}

/** So many of these at a time: the browser has a process for each reader, and a check mostly waits for it. */
export async function several(many, all, act) {
  const left = [...all];
  await Promise.all(Array.from({length: many}, async () => {
    while (left.length) await act(left.shift());
  }));
}

/** By all of axe's rules, or by those that `chosen` says. */
export async function readable(page, name, chosen = {}) {
  if (await page.evaluate(() => !window.axe)) await page.evaluate(axe);
  const {violations} = await page.evaluate((options) => window.axe.run(document, {resultTypes: ['violations'], ...options}), chosen);
  const what = violations.map((one) => `${one.id}: ${one.nodes.slice(0, 2).map((node) => node.target.join(' ')).join(', ')}`).join('; ');
  expect(violations.length === 0, 'everybody can read it', name, what);
}
