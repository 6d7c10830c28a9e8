// A real browser for the tests: Debian's chromium. Nothing leaves the machine; who tries is found.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

export const executablePath = process.env.UNROLL_CHROMIUM || '/usr/bin/chromium';
const args = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

if (!existsSync(executablePath)) {
  console.log(`skipped: ${executablePath} is missing (Debian: chromium)`);
  process.exit(77);
}
const browser = await chromium.launch({executablePath, args});

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

export const close = () => browser.close();
