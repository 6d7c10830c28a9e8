// The player of runs, on the book's pages.
import {expect, quiet, readable, reader} from './reader.mjs';

// Whose jobs have the same causes in each run: 00–05 and 08 have no clock or one that jumps. In 06 and 07 time is real, but
// each job has one that it must follow: the letter the third beat, which is the heart's last, and each file the one before.
// In 09 two threads race: whether the writer still looks or sleeps already when a line comes, nobody says.
const raced = /09_writer/;

/** The player stands where the picture of a run is, says what happens, and goes back as well as on. */
export async function plays(address, pages) {
  for (const colorScheme of ['light', 'dark']) {
    const page = await reader({colorScheme, viewport: {width: 390, height: 844}});
    for (const name of ['index.html', 'chapters/04_coroutines.html']) {
      await page.goto(address + name);
      const told = page.locator('unroll-player .told');
      expect((await told.count()) === 1, 'the run can be played', name);
      expect((await page.locator('unroll-player .where b').last().textContent()) === '19', 'the run begins at the moment of its picture', name);
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
  for (const name of pages.filter((one) => /^chapters\/0[0-9]/.test(one))) {
    await page.goto(address + name);
    await page.getByRole('button', {name: 'To the beginning', exact: true}).click();
    const joined = await page.locator('unroll-player .unroll-picture[data-linked] .node[data-later]').count();
    if (!raced.test(name)) expect(joined > 0, 'its picture goes with the run', name);
    else expect(joined > 0 || (await page.locator('.picture + .other-run, p:has(.picture) + .other-run').count()) === 1,
      'its picture goes with the run, or it is said that it is of another', name);
    expect((await page.locator('.unroll-picture').count()) === 1, 'there is one picture of the run', name);
  }
  await page.context().close();
}
