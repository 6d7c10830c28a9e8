// The player of runs, on the book's pages.
import {expect, quiet, readable, reader} from './reader.mjs';

// Whose jobs have the same causes in each run: 00–05 and 08 have no clock or one that jumps. In 06 and 07 time is real, but
// each job has one that it must follow: the letter the third beat, which is the heart's last, and each file the one before.
// In 09 and on pool_or_loop.md two threads race: whether the writer still looks or sleeps already when a line comes, nobody says.
const raced = /09_writer|pool_or_loop/;

/** Within a minute or so. The page's own clock stands still meanwhile. */
async function until(holds) {
  for (let i = 0; i < 3000 && !(await holds()); ++i) await new Promise((go) => setTimeout(go, 20));
}

/** The run on the front page plays by itself, once it is seen, and leaves all else where it is; until the reader does anything. */
export async function playsByItself(address) {
  const name = 'index.html';
  for (const [width, act] of [[390, (page) => page.locator('unroll-player .say').click()], [1400, (page) => page.locator('unroll-player .play').click()],
    [1280, (page) => page.evaluate(() => scrollTo(0, 0))]]) {
    const seen = `${name} (${width} pixels)`;
    const page = await reader({reducedMotion: 'no-preference', viewport: {width, height: 900}});
    await page.clock.install({time: 0});
    await page.clock.pauseAt(3_600_000);  // no machine is so late
    await page.goto(address + name);
    const step = async () => Number(await page.locator('unroll-player .where b').last().textContent());
    await page.locator('unroll-player .where').first().waitFor();
    await page.clock.runFor(5000);
    expect((await step()) === 12, 'nothing plays that nobody sees', seen);
    await page.locator('unroll-player').evaluate((player) => player.scrollIntoView({block: 'start', behavior: 'instant'}));
    await until(() => page.locator('unroll-player[playing]').count());
    const from = await step();
    // What changes within the parts is the run; the parts themselves, and what stands below, stay where they are.
    const places = () => page.locator('unroll-player').evaluate((player) => [...player.shadowRoot.querySelectorAll('.say, .scrub, .lanes, .body, .panels'), document.querySelector('#try-it')]
      .map((part) => `${part.className || part.id} ${Math.round(part.getBoundingClientRect().top + scrollY)}`).join(', '));
    const seenAt = new Set([await places()]);
    for (let i = 0; i < 40; ++i) {
      await page.clock.runFor(1400);
      seenAt.add(await places());
    }
    expect(from === 2 && (await step()) > 60, 'it plays from the beginning when it comes in sight', seen, `from ${from} to ${await step()}`);
    expect(seenAt.size === 1, 'nothing moves while it plays', seen, [...seenAt].slice(0, 3).join(' | '));
    expect(!page.url().includes('#'), 'and the address stays', seen, page.url());
    expect((await page.locator('unroll-player .sentence').getAttribute('aria-live')) === 'off', 'nothing is said aloud meanwhile', seen);
    await act(page);
    await until(async () => !(await page.locator('unroll-player[playing]').count()));
    const stopped = await step();
    await page.clock.runFor(20_000);
    expect((await step()) === stopped, 'it stops when the reader does anything', seen, `${stopped} to ${await step()}`);
    await page.context().close();
  }
}

/** Who reads a chapter can say first which job runs next, with one finger. */
async function predicts(address) {
  const name = 'chapters/01_queue.html';
  const page = await reader({viewport: {width: 390, height: 844}});
  await page.goto(address + name);
  const press = (what) => page.getByRole('button', {name: what, exact: true}).click();
  const choices = page.locator('.choices button');
  await press('Predict');
  await press('To the beginning');
  for (let i = 0; i < 30 && !(await choices.count()); ++i) await press('One step on');
  expect((await page.locator('.told').textContent()) === 'Which job runs next?', 'one is asked which job runs next', name, await page.locator('.told').textContent());
  expect((await choices.count()) > 1, 'there is something to choose', name);
  expect((await page.locator('.unroll-picture[data-secret] [data-later]').count()) > 0, 'and the picture does not tell it', name);
  await readable(page, `${name} (asked)`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide <= 390, 'the question fits on a phone', name, `${wide} pixels`);
  await choices.first().click();
  expect(/^(Right|No)\. $/.test(await page.locator('.verdict').textContent()), 'the answer is judged', name);
  expect(/^[01] of 1 right$/.test(await page.locator('.score').textContent()), 'and counted', name, await page.locator('.score').textContent());
  await press('Predict');
  expect((await page.locator('.unroll-picture[data-secret]').count()) === 0, 'who predicts no more sees all', name);
  await page.context().close();
}

/** The player stands where the picture of a run is, says what happens, and goes back as well as on. */
export async function plays(address, pages) {
  for (const colorScheme of ['light', 'dark']) {
    const page = await reader({colorScheme, viewport: {width: 390, height: 844}});
    for (const [name, begins] of [['index.html', '12'], ['chapters/04_coroutines.html', '19']]) {
      await page.goto(address + name);
      const told = page.locator('unroll-player .told');
      expect((await told.count()) === 1, 'the run can be played', name);
      expect((await page.locator('unroll-player .where b').last().textContent()) === begins, 'the run begins at the moment of its picture', name);
      const first = await told.textContent();
      await page.getByRole('button', {name: 'One step on', exact: true}).click();
      expect((await told.textContent()) !== first, 'a step on says something else', name, first);
      await page.getByRole('button', {name: 'One step back', exact: true}).click();
      expect((await told.textContent()) === first, 'a step back says the same again', name, await told.textContent());
      const node = page.locator('.unroll-picture').getByRole('button').first();
      await node.focus();
      await page.keyboard.press('Enter');
      expect(/^\S/.test(await node.getAttribute('aria-label')) && /^\S/.test(await node.getAttribute('aria-description')) && (await node.getAttribute('aria-current')) === 'step',
        'what is in the picture has a name, and keys lead to it', name, await node.getAttribute('aria-label'));
      await page.goto('about:blank');
      await page.goto(`${address}${name}#step=36`);
      expect((await page.locator('unroll-player .where b').last().textContent()) === '36', 'an address leads to a step', name);
      await readable(page, `${name} (${colorScheme}, within a run)`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide <= 390, 'the player fits on a phone', name, `${wide} pixels`);
      await quiet(page, name, address);
    }
    await page.goto(`${address}glossary.html`);
    expect(!page.asked.some((one) => one.endsWith('/player.js')), 'a page without a run does not load the player', 'glossary.html');
    await page.context().close();
  }
  await predicts(address);
  await playsByItself(address);
  const page = await reader();
  for (const [name, many] of [...pages.filter((one) => /^(?:chapters\/0[0-9]|order|pool_or_loop|trace)/.test(one)).map((one) => [one, 1]), ['debugging.html', 3]]) {
    await page.goto(address + name);
    for (const back of await page.getByRole('button', {name: 'To the beginning', exact: true}).all()) await back.click();
    const joined = await page.locator('unroll-player:has(.unroll-picture[data-linked] .node[data-later])').count();
    if (!raced.test(name)) expect(joined === many, 'its picture goes with the run', name, `${joined} of ${many}`);
    else expect(joined > 0 || (await page.locator('.picture + .other-run, p:has(.picture) + .other-run').count()) === 1,
      'its picture goes with the run, or it is said that it is of another', name);
    expect((await page.locator('.unroll-picture').count()) === many, 'there is one picture of the run', name);
  }
  await page.context().close();
}
