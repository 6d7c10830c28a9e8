// The player in a real browser, on the very pages that `./unroll trace --html` writes.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { folder, kept, opened, pageOf, press, step, told } from './browser.js';
import { longRun } from './long_run.js';
import { Recording } from './recording.js';
import { stopsOf } from './stops.js';
import { Story } from './story.js';

const breakfast = kept('breakfast');
const url = pageOf(breakfast);

/** player.js, beside the pages. */
const makeScript = () => execFileSync('cmake', ['-D', `OUT=${join(folder, 'player.js')}`, '-P', fileURLToPath(new URL('classic.cmake', import.meta.url))]);

const recording = new Recording(JSON.parse(readFileSync(breakfast, 'utf8')));
const stops = stopsOf(recording, new Story(recording));

/** The steps that the kept text view has of a recording: each with its number, its time, what happens, and where. @param {string} name */
function tellsOf(name) {
  const lines = readFileSync(kept(name).replace(/json$/, 'txt'), 'utf8').split('\n');
  const head = lines.find((line) => /^ *step .*what happens/.test(line)) ?? '';
  const [number, what] = [head.indexOf('step') + 4, head.indexOf('what happens')];
  return lines.filter((line) => /^ *[0-9]+ /.test(line) && line.length > what).map((line) => {
    const [words, place = ''] = line.slice(what).trim().split(/ {2,}(?=\S+$)/);
    return [Number(line.slice(0, number)), line.slice(number, what).trim(), words, place];
  });
}

for (const name of ['breakfast', 'hello', 'letter', 'two_threads', 'workers']) {
  test(`what a reader sees at each step of ${name} is what the text view says, forwards and backwards`, () => opened(pageOf(kept(name)), {}, async (page) => {
    const [seen, back] = await page.evaluate(() => {
      const player = document.querySelector('unroll-player');
      const see = (at) => {
        player.go(at);
        const [text, where] = [(part) => player.shadowRoot.querySelector(part).textContent, player.shadowRoot.querySelectorAll('.where b')];
        const step = Number(where[where.length - 1].textContent);
        return [step, player.run.recording.timed ? where[where.length - 2].textContent : '', text('.told'), text('.place')];
      };
      const all = [...player.run.stops.keys()];
      return [all.map(see), all.reverse().map(see).reverse()];
    });
    assert.ok(seen.length > 2);
    assert.deepEqual(seen, tellsOf(name));
    assert.deepEqual(back, seen);
  }));
}

for (const [what, forward, backward] of [['keys', (page) => page.keyboard.press('ArrowRight'), (page) => page.keyboard.press('ArrowLeft')],
  ['buttons', (page) => press(page, 'One step on'), (page) => press(page, 'One step back')]]) {
  test(`it steps forwards and backwards by ${what}`, () => opened(url, {}, async (page) => {
    await page.locator('input[type=range]').focus();
    for (let i = 1; i < stops.length; ++i) {
      await forward(page);
      assert.deepEqual([await step(page), await told(page)], [stops[i].step, stops[i].what]);
    }
    for (let i = stops.length - 1; i-- > 0;) {
      await backward(page);
      assert.equal(await told(page), stops[i].what);
    }
  }));
}

test('Home, End and the page keys go to the ends and from turn to turn', () => opened(url, {}, async (page) => {
  await page.locator('input[type=range]').focus();
  const seen = [];
  for (const key of ['End', 'PageUp', 'PageUp', 'Home', 'PageDown', 'PageDown']) {
    await page.keyboard.press(key);
    seen.push(await step(page));
  }
  assert.deepEqual(seen, [82, 75, 70, 1, 13, 33]);
}));

test('it plays, pauses, and plays faster', () => opened(url, {}, async (page) => {
  await page.clock.install({time: 0});
  await page.clock.pauseAt(3_600_000);  // from here on time goes on only when it is told to
  await page.locator('input[type=range]').focus();
  await page.keyboard.press('Space');
  await page.clock.runFor(1500);
  assert.equal(await step(page), stops[1].step);
  for (let i = 0; i < 3; ++i) await page.keyboard.press('+');
  assert.equal(await page.locator('.speed').inputValue(), '8');
  await page.clock.runFor(1500 + 7 * 175);
  assert.ok(await step(page) >= stops[7].step, `at step ${await step(page)}`);
  await page.keyboard.press('Space');
  const paused = await step(page);
  await page.clock.runFor(10000);
  assert.equal(await step(page), paused);
}));

test('it can be scrubbed along the lanes', () => opened(url, {}, async (page) => {
  const box = await page.locator('.lanes').boundingBox();
  await page.mouse.move(box.x + box.width - 12, box.y + 30);
  await page.mouse.down();
  assert.equal(await step(page), stops.at(-1).step);
  await page.mouse.move(box.x + 125, box.y + 30, {steps: 5});
  await page.mouse.up();
  assert.equal(await step(page), stops[0].step);
}));

test('who predicts is asked before each job, sees nothing of what comes, and is told how well it goes', () => opened(url, {}, async (page) => {
  await press(page, 'Predict');
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  while (!(await page.locator('.choices button').count())) await page.keyboard.press('ArrowRight');
  assert.equal(await told(page), 'Which job runs next?');
  assert.ok(!(await page.locator('.panels').textContent()).includes('start meal'), 'the queue tells the answer');
  assert.ok(!(await page.locator('.lanes').textContent()).includes('kettle'), 'the lanes tell what comes');
  await page.locator('.choices button', {hasText: 'waiter'}).click();
  assert.deepEqual([await page.locator('.verdict').textContent(), await step(page)], ['No. ', 13]);
  while (!(await page.locator('.choices button').count())) await page.keyboard.press('ArrowRight');
  await page.locator('.choices button', {hasText: 'waiter'}).click();
  assert.deepEqual([await page.locator('.verdict').textContent(), await step(page)], ['Right. ', 24]);
  assert.equal(await page.locator('.score').textContent(), '1 of 2 right');
}));

test('an address leads to a step, and the address follows', () => opened(url + '#step=50', {}, async (page) => {
  assert.equal(await step(page), 50);
  await page.evaluate(() => { location.hash = '#step=23'; });
  await page.waitForFunction(() => document.querySelector('unroll-player').shadowRoot.querySelector('.told').textContent.includes("waits for 'kettle'"));
  await page.locator('input[type=range]').focus();
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => location.hash === '#step=24');
}));

test('the picture and the player drive each other', () => opened(url, {}, async (page) => {
  await page.locator('#causes_step_64').click();
  assert.equal(await step(page), 64);
  const now = () => page.locator('.unroll-picture [data-now]').evaluateAll((nodes) => nodes.map((node) => node.id));
  assert.deepEqual(await now(), ['causes_step_64']);
  await page.keyboard.press('Home');
  await page.locator('input[type=range]').focus();
  await page.keyboard.press('Home');
  assert.deepEqual(await now(), ['causes_main']);
}));

test('what is in the picture can be reached with Tab, has a name, and is there for Enter and Space', () => opened(url, {}, async (page) => {
  const nodes = page.locator('.unroll-picture').getByRole('button');
  assert.equal(await nodes.count(), 1 + stops.filter(({card}) => card).length);  // main() and all jobs
  const focused = () => page.evaluate(() => ['id', 'aria-label', 'aria-description'].map((name) => document.activeElement.getAttribute(name) ?? ''));
  await page.locator('.panels').focus();
  const reached = [];
  for (let i = 0; i < 12 && !(await focused())[0].startsWith('causes_step_64'); ++i) {
    await page.keyboard.press('Tab');
    reached.push((await focused()).join(': '));
  }
  const named = reached.filter((one) => one.startsWith('causes_'));
  assert.match(named[0], /^causes_main: main\(\).*: main\(\)$/);
  assert.match(named[1], /^causes_step_13: start meal .*: start meal, posted by main\(\), breakfast\.cpp:29; begins/);
  assert.equal((await focused())[0], 'causes_step_64');
  await page.keyboard.press('Enter');
  assert.equal(await step(page), 64);
  assert.equal(await nodes.and(page.locator('[aria-current=step]')).getAttribute('id'), 'causes_step_64');
  await page.keyboard.press('Shift+Tab');
  const [before] = await focused();
  await page.keyboard.press('Space');
  assert.equal(await step(page), Number(before.match(/[0-9]+$/)[0]));
  assert.equal(await page.getByRole('button', {name: 'Play', exact: true}).count(), 1, 'it plays');
  await page.keyboard.press('ArrowRight');
  assert.ok(await step(page) > Number(before.match(/[0-9]+$/)[0]), 'the other keys are those of the player');
  await press(page, 'To the beginning');
  await press(page, 'Predict');
  assert.deepEqual(await nodes.evaluateAll((all) => all.filter((one) => one.checkVisibility({visibilityProperty: true})).map((one) => one.id)), ['causes_main'],
    'who predicts comes to what is to be predicted');
}));

test('two runs in one page, fetched: each has its pictures, its own place in the address, and says where it is', async () => {
  const picture = (file, graph, at) => execFileSync(process.env.PLAYER_VIEW, [file, '--svg', graph, '--at', at], {encoding: 'utf8'});
  writeFileSync(join(folder, 'two.html'), `<!doctype html><title>two</title><unroll-player src="breakfast.json" picture="#pictures"></unroll-player>
    <unroll-player src="letter.json" id="letter"></unroll-player><div id="pictures">${picture(breakfast, 'awaits', '21')}${picture(breakfast, 'futures', '82')}</div>
    <script src="player.js"></script>`);
  for (const name of ['breakfast', 'letter']) copyFileSync(breakfast.replace('breakfast', name), join(folder, name + '.json'));
  makeScript();
  const server = createServer((request, response) => {
    const name = new URL(request.url, 'http://here').pathname.slice(1);
    if (name === 'favicon.ico') return response.end();
    response.setHeader('content-type', {html: 'text/html', js: 'text/javascript', json: 'application/json'}[name.split('.').at(-1)]);
    response.end(readFileSync(join(folder, name)));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await opened(`http://127.0.0.1:${server.address().port}/two.html#letter.step=106`, {}, async (page) => {
      await page.locator('.where').nth(1).waitFor();
      const steps = () => page.locator('.where').evaluateAll((all) => all.map((one) => Number(one.querySelector('b:last-of-type').textContent)));
      assert.deepEqual(await steps(), [1, 106]);
      assert.ok(await page.locator('#letter .bar-top').evaluate((bar) => bar.getBoundingClientRect().top < innerHeight), 'it is out of sight');
      await page.evaluate(() => addEventListener('unroll-step', (event) => { window.said = event.detail.step; }));
      await page.locator('#awaits_frame_12').click();
      assert.deepEqual(await steps(), [15, 106]);
      assert.equal(await page.evaluate(() => window.said), 15);
      await page.locator('#futures_future_2').click();
      assert.deepEqual(await steps(), [2, 106]);
    });
  } finally {
    server.close();
  }
});

test('the source shows the line, and where somebody waits', () => opened(url + '#step=55', {}, async (page) => {
  assert.match(await page.locator('.code .current').textContent(), /^18.*co_await std::move\(toast\)/);
  assert.deepEqual(await page.locator('.waits-here').allTextContents(), ['breakfast() waits here']);
  assert.ok(await page.locator('.code .current').isVisible());
}));

for (const colorScheme of ['light', 'dark']) {
  for (const width of [390, 900, 1400]) {
    test(`it fits and can be read by everybody: ${width} pixels, ${colorScheme}`, () => opened(url, {viewport: {width, height: 900}, colorScheme}, async (page) => {
      await page.addScriptTag({path: fileURLToPath(import.meta.resolve('axe-core/axe.min.js'))});
      const background = await page.locator('unroll-player').evaluate((player) => getComputedStyle(player).backgroundColor);
      assert.equal(background, colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(21, 23, 28)');
      for (const act of ['Home', 'p', 'ArrowRight', 'ask', 'p', 'End']) {
        await page.locator('input[type=range]').focus();
        if (act === 'ask') while (!(await page.locator('.choices button').count())) await page.keyboard.press('ArrowRight');
        else await page.keyboard.press(act);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'it is wider than the window');
        const {violations} = await page.evaluate(() => axe.run());
        assert.deepEqual(violations.map(({id, nodes}) => [id, nodes.map(({target, any}) => [target, any[0]?.message])]), [], `after ${act}`);
      }
    }));
  }
}

test('without JavaScript the picture and the text are there', () => opened(url, {javaScriptEnabled: false}, async (page) => {
  assert.ok(await page.locator('.unroll-picture').isVisible());
  assert.ok(await page.getByText("brew() waits for 'kettle'").isVisible());
}));

test('a program that prints the end of a script harms nobody', async () => {
  const run = {traceEvents: [{ph: 'i', name: '</script><img src=x onerror=alert(1)>', args: {k: 'print', text: '</script><!--<script><img src=x onerror="throw 1">'}}],
    otherData: {title: '<b>&'}, unrollTrace: {version: 1, sources: [{file: 'a.cpp', text: '// </script><img src=x onerror="throw 1">\n'}]}};
  writeFileSync(join(folder, 'harm.json'), JSON.stringify(run));
  await opened(pageOf(join(folder, 'harm.json')), {}, async (page) => {
    assert.equal(await told(page), 'prints “</script><!--<script><img src=x onerror="throw 1">”');
    assert.equal(await page.locator('img').count(), 0);
    assert.equal(await page.locator('h1').textContent(), '<b>&, a recorded run');
  });
});

test('what is no recorded run is said, and what stands inside stays', async () => {
  makeScript();
  writeFileSync(join(folder, 'broken.html'), '<script src="player.js"></script><unroll-player><p>the text</p><script type="application/json">{}</script></unroll-player>');
  await opened(pathToFileURL(join(folder, 'broken.html')).href, {}, async (page) => {
    assert.match(await page.getByRole('alert').textContent(), /^This run cannot be shown: it has no list "traceEvents"/);
    assert.ok(await page.getByText('the text').isVisible());
  });
});

test('a run of 5,000 steps is there at once, folds, and is sought in quickly', async () => {
  writeFileSync(join(folder, 'long.json'), JSON.stringify(longRun(5000)));
  await opened(pageOf(join(folder, 'long.json')), {}, async (page) => {
    const took = await page.evaluate(() => {
      const player = document.querySelector('unroll-player');
      const json = JSON.parse(player.querySelector('script').textContent);
      const timed = (act) => {
        const begin = performance.now();
        act();
        return performance.now() - begin;
      };
      const best = (act) => Math.min(...[0, 1, 2].map(() => timed(act)));  // a machine that rests is no slow player
      const load = best(() => player.show(json));
      const seek = best(() => {
        for (let i = 0; i < 50; ++i) player.go((i * 997) % player.run.stops.length);
      });
      return {stops: player.run.stops.length, load, seek: seek / 50};
    });
    console.log(`# ${took.stops} stops: loaded in ${took.load.toFixed(0)} ms, a seek takes ${took.seek.toFixed(1)} ms`);
    assert.ok(took.load < 5000 && took.seek < 500, JSON.stringify(took));
    await page.evaluate(() => document.querySelector('unroll-player').go(2500));
    assert.match(await page.locator('.lanes').textContent(), /‹ 24[0-9]{2} earlier.*[0-9]+ later ›/);
    assert.ok(await page.locator('.lanes svg *').count() < 600);
  });
});
