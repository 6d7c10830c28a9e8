// A real browser for the tests: Debian's chromium. Nothing leaves the machine; who tries is found.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

export const executablePath = process.env.UNROLL_CHROMIUM || '/usr/bin/chromium';
const args = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

if (!existsSync(executablePath)) {
  console.log(`skipped: ${executablePath} is missing (Debian: chromium)`);
  process.exit(77);
}
const browser = await chromium.launch({executablePath, args, timeout: 300_000});

/** Opens a page and closes it after the test; it must make no error and ask nobody outside. */
export async function opened(url, options, look) {
  const context = await browser.newContext({viewport: {width: 900, height: 900}, ...options});
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('request', (request) => {
    if (!/^(file:|data:|http:\/\/127\.0\.0\.1:)/.test(request.url())) errors.push('asks ' + request.url());
  });
  try {
    await page.goto(url);
    await look(page);
    assert.deepEqual(errors, []);
  } finally {
    await context.close();
  }
}

/** Where the tests of one file keep their pages; gone after them, as is the browser. */
export const folder = mkdtempSync(join(tmpdir(), 'player-'));
after(async () => {
  await browser.close();
  rmSync(folder, {recursive: true});
});

/** A kept recording. @param {string} name */
export const kept = (name) => fileURLToPath(new URL(`../../tests/trace/views/${name}.json`, import.meta.url));

/** The page of a recording, as `./unroll trace --html` writes it. PLAYER_VIEW names that program. @param {string} file */
export function pageOf(file) {
  const page = join(folder, basename(file, '.json') + '.html');
  execFileSync(process.env.PLAYER_VIEW, [file, '--html', page], {stdio: ['ignore', 'ignore', 'pipe']});
  return pathToFileURL(page).href;
}

export const step = async (page) => Number((await page.locator('.where b').last().textContent()));
export const told = (page) => page.locator('.told').textContent();
export const press = (page, name) => page.getByRole('button', {name, exact: true}).click();
/** Where keys go to the player. */
export const atKeys = (page) => page.locator('input[type=range]').focus();
