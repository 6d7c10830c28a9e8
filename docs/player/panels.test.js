// What the panels say at a step of a kept recording, read off the page as a reader reads it. What is expected is worked
// out by hand, from the text view beside the recording.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kept, opened, pageOf } from './browser.js';

/** Each panel by its title: its pieces, in the order in which they stand there, behind how many it counts. */
const panels = (page) => page.locator('.panel').evaluateAll((all) => Object.fromEntries(all.map((panel) => {
  const [title, ...pieces] = panel.innerText.split('\n').map((line) => line.trim()).filter(Boolean);
  if (title !== panel.getAttribute('aria-label')) throw new Error(`${title} is called ${panel.getAttribute('aria-label')}`);
  return [title, pieces.join(' | ')];
})));

/** How far a timer's bar has come. */
const bars = (page) => page.locator('.bar span').evaluateAll((all) => all.map((bar) => bar.style.width));

/** The frames as a tree: each with those that it awaits below it. */
const tree = (page) => page.locator('.tree').evaluate((top) => {
  const below = (list) => list ? [...list.children].map((one) => [one.querySelector('.frame-row b').textContent, ...below(one.querySelector(':scope > ul'))]) : [];
  return below(top.querySelector(':scope > ul'));
});

const looks = (page, selector) => page.locator(selector).evaluateAll((all) => all.map((one) => one.className));

test('breakfast, step 21: two jobs wait, a task waits for what it awaits', () => opened(pageOf(kept('breakfast')) + '#step=21', {}, async (page) => {
  assert.deepEqual(await panels(page), {
    'Ready queue': '2 | waiter | no guests',
    'Call stack': 'start meal | the loop | main()',
    'Timers': '3 | kettle | in 20 ms | baker | in 30 ms | timer line 33 | in 40 ms',
    'Coroutine frames': "2 | breakfast() | task 'meal' | line 17, waits for brew() | brew() | line 12, waits for 'kettle'",
    'Futures': '3 | bread … | toast … | meal …',
    'Console': 'kettle on'});
  assert.deepEqual(await tree(page), [['breakfast()', ['brew()']]]);
  assert.deepEqual(await looks(page, '.queue .chip'), ['chip posted', 'chip posted']);
}));

test('breakfast, steps 37 and 38: the loop sleeps, and a timer has come two thirds of its way', () => opened(pageOf(kept('breakfast')) + '#step=37', {}, async (page) => {
  const asleep = await panels(page);
  assert.equal(asleep['Ready queue'], '0 | nobody');
  assert.equal(asleep['Call stack'], 'asleep until 20 ms | the loop | main()');
  await page.evaluate(() => { location.hash = '#step=38'; });
  await page.getByText('in 10 ms').waitFor();
  const {Timers: timers, Console: console} = await panels(page);
  assert.equal(timers, '1 | baker | in 10 ms');
  assert.deepEqual(await bars(page), ['67%']);
  assert.equal(console, 'kettle on | tidy');
}));

test('breakfast, step 72: a future has its value, and who waited for it is in the queue', () => opened(pageOf(kept('breakfast')) + '#step=72', {}, async (page) => {
  assert.deepEqual(await panels(page), {
    'Ready queue': '1 | toast is there',
    'Call stack': 'toast | the loop | main()',
    'Timers': '0 | nobody',
    'Coroutine frames': "1 | breakfast() | task 'meal' | line 18, waits for 'toast'",
    'Futures': '2 | toast = 4 | meal …',
    'Console': 'kettle on | tidy | tea poured'});
  assert.deepEqual(await looks(page, '[aria-label=Futures] .chip'), ['chip future ready', 'chip future waits']);
}));

test('letter, step 42: a coroutine five calls deep waits for the kernel', () => opened(pageOf(kept('letter')) + '#step=42', {}, async (page) => {
  const shown = await panels(page);
  assert.equal(shown['Asked of the kernel'], '1 | descriptor 6 readable');
  assert.match(shown['Timers'], / \| descriptors \| when a descriptor is ready$/);
  assert.match(shown['Coroutine frames'], / \| read\(\) \| line 111, waits for 'readable'$/);
  assert.deepEqual(await tree(page), [['both()'], ['heart()'], ['read_letter()', ['read_until()', ['read_more()', ['read()']]]]]);
  assert.equal(shown['Console'], 'beat 1 | reading a letter that is written at beat 3');
  await page.evaluate(() => { location.hash = '#step=69'; });  // a sleep of 981 µs, armed 57 µs ago; the kernel's has no end
  await page.getByText('in 924 µs').waitFor();
  assert.deepEqual(await bars(page), ['6%', '0%']);
}));

test('workers, step 16: each thread has its stack, and a letter is on the way to the other one', () => opened(pageOf(kept('workers')) + '#step=16', {}, async (page) => {
  assert.deepEqual(await panels(page), {
    'Ready queue of thread 1': '0 | nobody',
    'On the way to another thread': '1 | letter',
    'Call stack': 'asleep until something comes | the loop | main() | job line 25 | thread 2',
    'Timers': '1 | descriptors | when a descriptor is ready',
    'Coroutine frames': '1 | read_all() | line 25, waits for the future at demo.cpp:25',
    'Futures': '2 | future line 39 … | future line 25 …',
    'Console': ''});
  assert.deepEqual(await page.locator('.stack').evaluateAll((all) => all.map((one) => one.lastElementChild.textContent)), ['main()', 'thread 2']);
  await page.evaluate(() => { location.hash = '#step=18'; });
  await page.locator('.told', {hasText: 'descriptor 5 is ready'}).waitFor();
  const arrived = await panels(page);
  assert.equal(arrived['On the way to another thread'], '0 | nobody');
  assert.equal(arrived['Ready queue of thread 1'], '1 | letter');
}));
