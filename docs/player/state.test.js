// The state at a step: worked out by hand for the kept recording of a breakfast, and the same from both directions.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Recording } from './recording.js';
import { History } from './state.js';
import { stopsOf } from './stops.js';
import { Story } from './story.js';

function opened(name) {
  const file = new URL(`../../tests/trace/views/${name}.json`, import.meta.url);
  const recording = new Recording(JSON.parse(readFileSync(file, 'utf8')));
  const story = new Story(recording);
  return {recording, story, stops: stopsOf(recording, story), history: new History(recording, story)};
}

const run = opened('breakfast');
const at = (step) => run.history.at(run.stops, run.stops.findIndex((stop) => stop.step === step));
const titles = (queue) => queue.map(({id}) => run.story.cardOf.get(id).title);
const told = (state) => [...state.frames.values()].map(({id, stage, waitsFor, line}) =>
  `${run.story.told(id)} ${stage}` + (waitsFor ? ` at ${line} for ${run.story.told(waitsFor)}` : ''));

test('the queue holds what was posted, in order, without the tick', () => {
  assert.deepEqual(titles(at(12).queues.get(1)), ['start meal', 'waiter', 'no guests']);
  assert.deepEqual(titles(at(25).queues.get(1)), ['no guests', 'tidy up']);
  assert.deepEqual(titles(at(37).queues.get(1)), []);
});

test('a task that was started stands in the queue at once, its frame has not begun', () => {
  assert.deepEqual(titles(at(6).queues.get(1)), ['start meal']);
  assert.deepEqual(told(at(6)), ['breakfast() not begun']);
});

test('timers wait until they are due or called off', () => {
  const due = (step) => [...at(step).timers.values()].map((timer) => timer.due);
  assert.deepEqual(due(21), [30000, 40000, 20000]);
  assert.deepEqual(due(31), [30000, 20000]);
  assert.deepEqual(due(38), [30000]);
});

test('frames know where they are suspended, and for what', () => {
  assert.deepEqual(told(at(21)), ['breakfast() suspended at 17 for brew()', "brew() suspended at 12 for 'kettle'"]);
  assert.deepEqual(told(at(55)), ["breakfast() suspended at 18 for 'toast'"]);
  assert.deepEqual(told(at(82)), []);
});

test('the call stack is what runs now, the innermost last', () => {
  const stack = (step) => (at(step).stacks.get(1) ?? []).map(({kind}) => kind);
  assert.deepEqual(stack(12), []);
  assert.deepEqual(stack(17), ['job', 'frame']);
  assert.deepEqual(stack(37), ['tick']);
  assert.equal(at(37).asleep.get(1), 20000);
  assert.deepEqual(stack(53), ['job']);
});

test('a future has its value until somebody takes it', () => {
  const values = (step) => [...at(step).futures.values()].map(({id, fate, value}) => [run.story.names.of(id).text, fate, value]);
  assert.deepEqual(values(2), [['bread', 'waits', ''], ['toast', 'waits', '']]);
  assert.deepEqual(values(65), [['bread', 'ready', '2'], ['toast', 'waits', ''], ['meal', 'waits', '']]);
  assert.deepEqual(values(72), [['toast', 'ready', '4'], ['meal', 'waits', '']]);
});

test('descriptors are watched until they are ready', () => {
  const letter = opened('letter');
  const watched = (step) => [...letter.history.at(letter.stops, letter.stops.findIndex((stop) => stop.step === step)).watches.values()];
  assert.deepEqual(watched(41).map(({number}) => number), [6]);
  assert.deepEqual(watched(94), []);
});

test('a job that is sent is on its way until the other thread has it', () => {
  const baker = opened('two_threads');
  const state = (step) => baker.history.at(baker.stops, baker.stops.findIndex((stop) => stop.step === step));
  const sent = (step) => state(step).sent.map((id) => baker.story.cardOf.get(id).title);
  assert.deepEqual([1, 2, 3, 4, 6].map(sent), [['order'], [], [], ['bread'], []]);
  const running = (step) => [1, 2].map((thread) => (state(step).stacks.get(thread) ?? []).map(({id}) => baker.story.cardOf.get(id).title));
  assert.deepEqual([1, 3, 4, 6, 7].map(running), [[[], []], [[], ['order']], [[], ['order']], [['bread'], []], [['bread'], []]]);
});

test('one thread sleeps while the other runs, and each has its own queue', () => {
  const workers = opened('workers');
  const state = (step) => workers.history.at(workers.stops, workers.stops.findIndex((stop) => stop.step === step));
  assert.deepEqual([14, 15, 16, 18].map((step) => [...state(step).asleep.keys()]), [[1], [1], [1], []]);
  assert.deepEqual([14, 15, 16, 18].map((step) => (state(step).stacks.get(2) ?? []).length), [0, 1, 1, 0]);
  const queue = (step, thread) => (state(step).queues.get(thread) ?? []).map(({id}) => workers.story.cardOf.get(id).title);
  assert.deepEqual([16, 18, 22, 23].map((step) => queue(step, 1)), [[], ['letter'], [], ['read_all() goes on']]);
  assert.deepEqual([9, 15, 16].map((step) => queue(step, 2)), [[], [], []]);
  const futures = (step) => [...state(step).futures.values()].map(({fate, value}) => [fate, value]);
  assert.deepEqual(futures(23), [['waits', ''], ['ready', 'Linux version, read by a worker']]);
  assert.deepEqual(futures(49), [['waits', ''], ['failed', '']]);
});

for (const name of ['breakfast', 'hello', 'letter', 'two_threads', 'workers']) {
  test(`the way back through ${name} shows what the way there showed`, () => {
    const {recording, story, stops, history} = opened(name);
    const there = stops.map((_, index) => history.at(stops, index));
    for (let index = stops.length; index-- > 0;) assert.deepEqual(history.at(stops, index), there[index]);
    assert.deepEqual(history.after(recording.steps.length), new History(recording, story).after(recording.steps.length));
  });
}

test('a seek costs the same at the end of a long run as at its beginning', () => {
  const long = {traceEvents: [], unrollTrace: {version: 1, sources: []}};
  for (let id = 1; id <= 5000; ++id) {
    long.traceEvents.push({ph: 'i', name: 'job', args: {k: 'post', id}});
    if (id > 1) long.traceEvents.push({ph: 'B', name: 'job', args: {k: 'run', id: id - 1}}, {ph: 'E'});
  }
  const recording = new Recording(long);
  let applied = 0;
  const steps = recording.steps;
  const history = new History(recording, new Story(recording));
  history.recording = new Proxy(recording, {get: (of, key) => key === 'steps' ? new Proxy(steps, {get: (list, index) => (++applied, list[index])}) : of[key]});
  history.after(steps.length);
  assert.ok(applied <= 2 * 64, `${applied} steps were applied`);
});

test('a job that is called off stays in its place, and is passed over', () => {
  const traceEvents = [];
  for (let id = 1; id <= 70; ++id) traceEvents.push({ph: 'i', name: 'job', args: {k: 'post', id}});
  traceEvents.push({ph: 'i', name: 'job', args: {k: 'drop', id: 1}}, {ph: 'B', name: 'job', args: {k: 'run', id: 2}}, {ph: 'E'});
  const recording = new Recording({traceEvents, unrollTrace: {version: 1, sources: []}});
  const history = new History(recording, new Story(recording));
  const front = (steps) => history.after(steps).queues.get(1)[0];
  assert.deepEqual(front(71), {id: 1, gone: true});
  assert.deepEqual(front(72), {id: 3, gone: false});
  assert.deepEqual(front(70), {id: 1, gone: false});
});
