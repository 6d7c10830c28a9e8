// The player of runs, on the book's pages.
import {expect, quiet, readable, reader} from './reader.mjs';

/** The player stands where the picture of a run is, says what happens, and goes back as well as on. */
export async function plays(address, pages) {
  for (const colorScheme of ['light', 'dark']) {
    const page = await reader({colorScheme, viewport: {width: 390, height: 844}});
    for (const name of ['index.html', 'chapters/04_coroutines.html']) {
      await page.goto(address + name);
      const told = page.locator('unroll-player .told');
      expect((await told.count()) === 1, 'the run can be played', name);
      const first = await told.textContent();
      await page.getByRole('button', {name: 'One step on', exact: true}).click();
      expect((await told.textContent()) !== first, 'a step on says something else', name, first);
      await page.getByRole('button', {name: 'One step back', exact: true}).click();
      expect((await told.textContent()) === first, 'a step back says the same again', name, await told.textContent());
      await page.goto('about:blank');
      await page.goto(`${address}${name}#step=35`);
      expect((await page.locator('unroll-player .where b').last().textContent()) === '35', 'an address leads to a step', name);
      await readable(page, `${name} (${colorScheme}, within a run)`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide <= 390, 'the player fits on a phone', name, `${wide} pixels`);
      await quiet(page, name, address);
    }
    await page.goto(`${address}glossary.html`);
    expect(!page.asked.some((one) => one.endsWith('/player.js')), 'a page without a run does not load the player', 'glossary.html');
    await page.context().close();
  }
  const page = await reader();
  for (const name of pages.filter((one) => /^chapters\/0[1-8]/.test(one))) {
    await page.goto(address + name);
    const joined = await page.locator('unroll-player .unroll-picture[data-linked] .node[data-later]').count();
    expect(joined > 0, 'its picture goes with the run', name);
  }
  await page.context().close();
}
