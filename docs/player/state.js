// The state of the run after any step: what waits where, what runs, what was printed. Rebuilt from the steps alone,
// from the nearest of the states kept on the way, so that a seek costs the same everywhere.

/** @typedef {import('./recording.js').Step} Step */
/** @typedef {import('./recording.js').Recording} Recording */
/** @typedef {import('./story.js').Story} Story */
/** @typedef {import('./stops.js').Stop} Stop */

/**
 * @typedef {{id: number, gone: boolean}} Queued a job in a queue; gone: called off, and passed over when its turn comes
 * @typedef {{id: number, due: number, since: number}} Timer
 * @typedef {{id: number, awaiter: number, stage: 'not begun' | 'running' | 'suspended', waitsFor: number, file: number,
 *   line: number}} Frame
 * @typedef {{id: number, fate: 'waits' | 'ready' | 'failed', value: string}} Future
 * @typedef {{id: number, number: number, future: number}} Watch
 * @typedef {{kind: 'job' | 'tick' | 'frame', id: number, loop: boolean}} Call what runs; loop: called by one
 */

const between = 64;  // steps at least between two states that are kept; more, as there is more to copy

export class State {
  /** By thread, in order; without the timers' tick. @type {Map<number, Queued[]>} */
  queues = new Map();
  /** Handed to another thread, not there yet. @type {number[]} */
  sent = [];
  /** @type {Map<number, Timer>} */
  timers = new Map();
  /** By the id of what watches. @type {Map<number, Watch>} */
  watches = new Map();
  /** @type {Map<number, Frame>} */
  frames = new Map();
  /** @type {Map<number, Future>} */
  futures = new Map();
  /** By thread, the innermost last. @type {Map<number, Call[]>} */
  stacks = new Map();
  /** By thread: until when it sleeps. @type {Map<number, number>} */
  asleep = new Map();
  /** By thread: the place seen last of which there is a text. @type {Map<number, [number, number]>} */
  places = new Map();
  /** How many prints there were. */
  prints = 0;

  /** How much there is to copy. */
  get size() {
    let size = this.frames.size + this.futures.size + this.timers.size + this.sent.length;
    for (const queue of this.queues.values()) size += queue.length;
    return size;
  }

  copy() {
    const copy = new State();
    for (const [thread, queue] of this.queues) copy.queues.set(thread, queue.map((one) => ({...one})));
    for (const [thread, stack] of this.stacks) copy.stacks.set(thread, [...stack]);
    for (const [id, one] of this.frames) copy.frames.set(id, {...one});
    for (const [id, one] of this.futures) copy.futures.set(id, {...one});
    copy.sent = [...this.sent];
    copy.timers = new Map(this.timers);
    copy.watches = new Map(this.watches);
    copy.asleep = new Map(this.asleep);
    copy.places = new Map(this.places);
    copy.prints = this.prints;
    return copy;
  }
}

/**
 * The index of the last of which it is true; it is true of the first ones only, and of the very first.
 * @template T @param {T[]} list @param {(one: T) => boolean} holds
 */
export function lastWhere(list, holds) {
  let low = 0;
  let high = list.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(list[middle])) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** @template K, V @param {Map<K, V[]>} map @param {K} key @returns {V[]} */
function listIn(map, key) {
  let list = map.get(key);
  if (!list) map.set(key, (list = []));
  return list;
}

export class History {
  /** @type {{steps: number, state: State}[]} */
  #kept = [];

  /** @param {Recording} recording @param {Story} story */
  constructor(recording, story) {
    this.recording = recording;
    this.story = story;
    const state = new State();
    let next = 0;
    recording.steps.forEach((step, index) => {
      if (index === next) {
        this.#kept.push({steps: index, state: state.copy()});
        next += Math.max(between, state.size);
      }
      this.#apply(state, step);
    });
    if (!this.#kept.length) this.#kept.push({steps: 0, state});
  }

  /** After so many steps. @param {number} steps */
  after(steps) {
    const from = this.#kept[lastWhere(this.#kept, (kept) => kept.steps <= steps)];
    const state = from.state.copy();
    for (let i = from.steps; i < steps; ++i) this.#apply(state, this.recording.steps[i]);
    return state;
  }

  /**
   * With what follows from the step at once: the posts of a start, of a fire, of a resolve.
   * @param {Stop[]} stops @param {number} at
   */
  at(stops, at) {
    const end = at + 1 < stops.length ? stops[at + 1].step - 1 : this.recording.steps.length;
    let steps = stops[at]?.step ?? 0;
    while (steps < end && follows.has(this.recording.steps[steps].verb)) ++steps;
    return this.after(steps);
  }

  /** @param {State} state @param {Step} step */
  #apply(state, step) {
    const {verb, id, about, value, thread} = step;
    const stack = listIn(state.stacks, thread);
    state.asleep.delete(thread);
    if (step.file >= 0 && verb !== 'begin' && this.recording.sources[step.file].lines.length)
      state.places.set(thread, [step.file, step.line]);
    switch (verb) {
      case 'post':
        if (this.story.ticks.has(id)) return;
        state.sent = state.sent.filter((one) => one !== id);
        listIn(state.queues, thread).push({id, gone: false});
        return;
      case 'send': state.sent = [...state.sent, id]; return;
      case 'run': return this.#run(state, step, stack);
      case 'done': {
        const at = stack.findLastIndex((call) => call.kind !== 'frame');
        if (at >= 0) stack.length = at;
        return;
      }
      case 'arm': state.timers.set(id, {id, due: value, since: step.time}); return;
      case 'fire': state.timers.delete(id); return;
      case 'sleep': if (value > step.time) state.asleep.set(thread, value); return;
      case 'drop':
        state.timers.delete(id);
        state.watches.delete(id);
        state.futures.delete(id);
        state.sent = state.sent.filter((one) => one !== id);
        for (const queue of state.queues.values()) for (const one of queue) if (one.id === id) one.gone = true;
        return;
      case 'make': {
        const node = this.story.futures.get(id);
        if (!node?.timer) state.futures.set(id, {id, fate: 'waits', value: ''});
        return;
      }
      case 'resolve': {
        const future = state.futures.get(id);
        if (future) Object.assign(future, {fate: value ? 'failed' : 'ready', value: step.text});
        for (const [key, watch] of state.watches) if (watch.future === id) state.watches.delete(key);
        return;
      }
      case 'take': state.futures.delete(id); return;
      case 'watch': state.watches.set(id, {id, number: value, future: about}); return;
      case 'print': ++state.prints; return;
      default: return this.#frame(state, step, stack);
    }
  }

  /** @param {State} state @param {Step} step @param {Call[]} stack */
  #run(state, step, stack) {
    const tick = this.story.ticks.has(step.id);
    const queue = listIn(state.queues, step.thread);
    const at = queue.findIndex((one) => one.id === step.id);
    if (at >= 0) queue.splice(0, at + 1);  // what stood before it was called off
    state.sent = state.sent.filter((one) => one !== step.id);
    stack.push({kind: tick ? 'tick' : 'job', id: step.id, loop: tick || at >= 0});
  }

  /** @param {State} state @param {Step} step @param {Call[]} stack */
  #frame(state, step, stack) {
    const {verb, id, about} = step;
    if (verb === 'start' && about && !state.frames.has(about))
      state.frames.set(about, {id: about, awaiter: 0, stage: 'not begun', waitsFor: 0, file: -1, line: 0});
    if (!['begin', 'suspend', 'resume', 'end'].includes(verb)) return;
    const at = stack.findLastIndex((call) => call.kind === 'frame' && call.id === id);
    if (verb === 'end') {
      state.frames.delete(id);
      if (at >= 0) stack.splice(at, 1);
      return;
    }
    let frame = state.frames.get(id);
    if (!frame) state.frames.set(id, (frame = {id, awaiter: 0, stage: 'running', waitsFor: 0, file: -1, line: 0}));
    if (verb === 'begin') frame.awaiter = about;
    if (verb === 'suspend') {
      Object.assign(frame, {stage: 'suspended', waitsFor: about, file: step.file, line: step.line});
      if (at >= 0) stack.splice(at, 1);
    } else {
      frame.stage = 'running';
      if (verb === 'resume' && frame.file >= 0 && this.recording.sources[frame.file].lines.length)
        state.places.set(step.thread, [frame.file, frame.line]);
      stack.push({kind: 'frame', id, loop: false});
    }
  }
}

/** What a step brings with it, told in the same sentence. */
const follows = new Set(['post', 'wait', 'source', 'take', 'drop']);
