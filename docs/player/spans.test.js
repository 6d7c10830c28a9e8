// The swim lanes of the kept recordings: how long each thing lasts, counted in stops.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Run } from './run.js';
import { Lanes } from './lanes.js';
import { longRun } from './long_run.js';

const kept = (name) => new Run(JSON.parse(readFileSync(new URL(`../../tests/trace/views/${name}.json`, import.meta.url), 'utf8')));
const run = kept('breakfast');
/** By the numbers of the steps: the stop at `to` is the first that is not in it. */
const steps = ({from, to}) => `${run.stops[from].step} to before ${run.stops[to]?.step ?? 'the end'}`;

test('the loop runs jobs, and sleeps between them as long as the text says', () => {
  const [loop] = run.lanes.threads;
  assert.deepEqual(loop.blocks.map((block) => `${block.look} ${block.label}`), ['main ', 'posted start meal', 'posted waiter',
    'posted no guests', 'posted tidy up', 'sleep 20 ms', 'timer kettle', 'sleep 10 ms', 'timer baker', 'future toast', 'future toast is there', 'main ']);
  assert.deepEqual(loop.blocks.slice(0, 4).map(steps), ['1 to before 13', '13 to before 24', '24 to before 30', '30 to before 33']);
});

test('a coroutine lasts from its beginning to its end, and is thick where it runs', () => {
  const [breakfast, brew] = run.lanes.others.filter((lane) => lane.kind === 'frame');
  assert.deepEqual([breakfast.label, steps(breakfast), ...breakfast.blocks.map(steps)],
    ['breakfast()', '14 to before 80', '14 to before 16', '54 to before 59', '76 to before 80']);
  assert.deepEqual([brew.label, steps(brew), ...brew.blocks.map(steps)], ['brew()', '16 to before 54', '16 to before 24', '50 to before 54']);
});

test('a coroutine that is destroyed while it waits does not run until then', () => {
  const traceEvents = [{ph: 'b', name: 'ask', args: {k: 'begin', id: 1}}, {ph: 'i', name: 'ask', args: {k: 'suspend', id: 1, about: 2}},
    {ph: 'i', name: 'hello', args: {k: 'print', text: 'hello'}}, {ph: 'i', name: 'ask', args: {k: 'end', id: 1, value: 1}}];
  const [lane] = new Run({traceEvents, unrollTrace: {version: 1, sources: []}}).lanes.others;
  assert.deepEqual([lane.from, lane.to, lane.end, lane.blocks.map(({from, to}) => [from, to])], [0, 4, 'bad', [[0, 2]]]);
});

test('timers and futures last until they are due, called off, or have their value', () => {
  const told = run.lanes.others.filter((lane) => lane.kind !== 'frame').map((lane) => `${lane.label}: ${steps(lane)}, ${lane.end}`);
  assert.deepEqual(told, ['bread: 1 to before 70, good', 'toast: 2 to before 75, good', 'meal: 2 to before 82, good',
    'baker: 9 to before 64, good', 'timer :33: 11 to before 33, gone', 'kettle: 20 to before 49, good']);
});

test('a descriptor lasts until it is ready', () => {
  const letter = kept('letter');
  const [lane] = letter.lanes.others.filter(({kind}) => kind === 'descriptor');
  assert.deepEqual([lane.label, letter.stops[lane.from].step, letter.stops[lane.to - 1].step, lane.end], ['descriptor 6', 41, 94, 'good']);
});

test('each thread has a lane, and each job is in that of the thread that ran it', () => {
  const threads = ({lanes}) => lanes.threads.map((lane) => [lane.label, ...lane.blocks.map(({look, label: title}) => `${look} ${title}`.trim())]);
  const lasts = (recorded, thread) => recorded.lanes.threads[thread - 1].blocks.map(({from, to}) => [from, to].map((stop) => recorded.stops[stop]?.step ?? 'end'));
  const baker = kept('two_threads');
  assert.deepEqual(threads(baker), [['main, loop', 'main', 'sent bread'], ['thread 2', 'sent order']]);
  assert.deepEqual([lasts(baker, 1), lasts(baker, 2)], [[[1, 2], [6, 'end']], [[2, 6]]]);
  const workers = kept('workers');
  assert.deepEqual(threads(workers), [
    ['main, loop', 'main', 'posted start read_all()', 'sleep 30.421 ms', 'sent letter', 'future read_all() goes on', 'sleep 11.57 ms', 'sent letter', 'future read_all() goes on'],
    ['thread 2', 'sent job', 'sent job']]);
  // The loop sleeps while the worker works: its sleep lasts until it does something itself.
  assert.deepEqual(lasts(workers, 1).slice(1, 4), [[4, 14], [14, 22], [22, 28]]);
  assert.deepEqual(lasts(workers, 2), [[15, 18], [41, 44]]);
  const [frame] = workers.lanes.others.filter(({kind}) => kind === 'frame');
  assert.equal(`${frame.label}, ${frame.blocks.map((block) => workers.stops[block.from].step)}`, 'read_all(), 5,29,55');
});

test('the place of each stop leads to that stop', () => {
  const lanes = new Lanes(run);
  for (const at of run.stops.keys()) {
    const x = Number(/<line class="now" x1="([0-9.]+)"/.exec(lanes.draw(at, 900, false))[1]);
    assert.equal(lanes.stopAt(x), at);
  }
});

test('a long run folds: what is drawn does not grow with it', () => {
  const drawn = (length) => new Lanes(new Run(longRun(length))).draw(length / 3, 900, false).length;
  assert.ok(drawn(6000) < drawn(600) * 1.5);
});
