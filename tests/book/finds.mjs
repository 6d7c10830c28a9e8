// The search of the book.
import {expect, quiet, readable, reader} from './reader.mjs';

/** What readers look for, and a page that they should find at once: it is among the first three places. */
const lookedFor = [
  ['lost wake-up', 'debugging'], ['lost wakeup', 'debugging'], ['cancel', 'chapters/05_scopes'], ['gather', 'chapters/03_futures'],
  ['deadlock', 'misbeliefs'], ['epoll', 'chapters/06_io'], ['coroutine', 'chapters/04_coroutines'], ['race', 'chapters/05_scopes'],
  ['thread pool', 'pool_or_loop'], ['stack overflow', 'toolchain'], ['symmetric transfer', 'toolchain'],
];

export async function search(address) {
  const page = await reader({viewport: {width: 1280, height: 900}});
  await page.goto(`${address}chapters/01_queue.html`);
  await page.locator('.find').waitFor();  // its script comes behind the text
  await page.keyboard.press('/');
  for (const [words, wanted] of lookedFor) {
    await page.locator('.search input').fill('');
    await page.waitForFunction(() => !document.querySelector('.search li'));
    await page.keyboard.type(words);
    await page.locator('.search li a').first().waitFor().catch(() => {});
    const first = (await page.locator('.search li a').evaluateAll((links) => links.map((one) => one.getAttribute('href')))).slice(0, 3);
    expect(first.some((one) => one.includes(`${wanted}.html`)), `who looks for "${words}" is led to ${wanted}`, 'search', first.join(' '));
  }
  for (const [colorScheme, width] of [['light', 1280], ['light', 390], ['dark', 390]]) {
    await page.emulateMedia({colorScheme});
    await page.setViewportSize({width, height: 900});
    await readable(page, `search (${colorScheme}, ${width} pixels)`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide <= width, 'what was found fits', 'search', `${wide} pixels`);
  }
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => !url.pathname.endsWith('01_queue.html'));
  expect(true, 'what was found can be opened by keyboard', 'search');
  await page.locator('.find').waitFor();  // its script comes behind the text
  await page.keyboard.press('/');
  await page.locator('.search input').fill('qqqqqqqq');
  await page.getByText('Nothing found.').waitFor();
  await quiet(page, 'search', address);
  await page.context().close();
}
