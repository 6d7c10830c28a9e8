// What the keys and the list of speeds do, by their effect.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atKeys, kept, opened, pageOf, step } from './browser.js';

const url = pageOf(kept('breakfast'));
const steps = [1, 2, 6, 8, 9, 11, 12, 13];  // the first ones that are shown

const speed = (page) => page.locator('.speed').inputValue();
const chances = (page) => page.locator('.choices button').allTextContents();

/** Until it is told to stand still, a page's time goes on by itself; so late no machine is. */
const an_hour = 3_600_000;

/** To the first job, which is asked for. */
async function asked(page) {
  while (!(await page.locator('.choices button').count())) await page.keyboard.press('ArrowRight');
}

test('- plays slower, to half a step in the time of one and no slower', () => opened(url, {}, async (page) => {
  await page.clock.install({time: 0});
  await page.clock.pauseAt(an_hour);  // from here on time goes on only when it is told to
  await atKeys(page);
  for (const expected of ['0.5', '0.5']) {
    await page.keyboard.press('-');
    assert.equal(await speed(page), expected);
  }
  await page.keyboard.press('Space');
  await page.clock.runFor(2700);
  assert.equal(await step(page), steps[0]);
  await page.clock.runFor(200);
  assert.equal(await step(page), steps[1]);
  await page.keyboard.press('+');
  assert.equal(await speed(page), '1');
}));

test('the list of speeds: each is that much faster, and keys in it are its own', () => opened(url, {}, async (page) => {
  await page.clock.install({time: 0});
  await page.clock.pauseAt(an_hour);  // from here on time goes on only when it is told to
  assert.deepEqual(await page.locator('.speed option').allTextContents(), ['0.5×', '1×', '2×', '4×', '8×']);
  await page.locator('.speed').selectOption('4×');
  await page.locator('.speed').focus();
  await page.keyboard.press('End');
  assert.equal(await step(page), steps[0]);
  await page.locator('.speed').selectOption('4×');
  await atKeys(page);
  await page.keyboard.press('Space');
  await page.clock.runFor(5 * 350 + 100);
  assert.equal(await step(page), steps[5]);
}));

test('p asks from now on, and hides what comes; p again shows it', () => opened(url, {}, async (page) => {
  const predict = page.locator('.predict');
  const lanes = () => page.locator('.lanes').textContent();
  await atKeys(page);
  assert.match(await lanes(), /kettle/);
  await page.keyboard.press('p');
  assert.equal(await predict.getAttribute('aria-pressed'), 'true');
  assert.doesNotMatch(await lanes(), /kettle/);
  assert.ok(await page.locator('[data-secret] [data-later]').count() > 0, 'the picture tells what comes');
  await asked(page);
  assert.match(await page.getByLabel('Ready queue').textContent(), /hidden while you predict/);
  await page.keyboard.press('p');
  assert.equal(await predict.getAttribute('aria-pressed'), 'false');
  assert.equal((await chances(page)).length, 0);
  assert.match(await lanes(), /kettle/);
  assert.match(await page.getByLabel('Ready queue').textContent(), /start meal/);
  await page.keyboard.press('ArrowRight');
  assert.equal(await step(page), 13);
}));

for (const digit of [1, 2, 3, 4, 5]) {
  test(`${digit} answers with the choice of that number`, () => opened(url, {}, async (page) => {
    await atKeys(page);
    await page.keyboard.press('p');
    await asked(page);
    const all = await chances(page);
    assert.deepEqual(all.map((one) => one[0]), ['1', '2', '3', '4', '5']);
    await page.keyboard.press('6');  // there is none
    assert.equal((await chances(page)).length, 5);
    await page.keyboard.press(String(digit));
    const right = all[digit - 1].includes('start meal');
    assert.deepEqual([await page.locator('.verdict').textContent(), await step(page)], [right ? 'Right. ' : 'No. ', 13]);
    assert.equal(await page.locator('.score').textContent(), right ? '1 of 1 right' : '0 of 1 right');
  }));
}
