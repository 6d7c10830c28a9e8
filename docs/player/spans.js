// How long each thing lasts, counted in stops: the swim lanes.
import { timeText } from './words.js';

/** @typedef {import('./recording.js').Recording} Recording */
/** @typedef {import('./story.js').Story} Story */
/** @typedef {import('./stops.js').Stop} Stop */

/**
 * @typedef {{from: number, to: number, look: string, label: string}} Block from one stop to before another
 * @typedef {{label: string, kind: string, id: number, from: number, to: number, blocks: Block[], end: string}} Lane
 * @typedef {{threads: Lane[], others: Lane[]}} Lanes
 */

/** @param {Recording} recording @param {Story} story @param {Stop[]} stops @returns {Lanes} */
export function lanesOf(recording, story, stops) {
  return new Spans(recording, story, stops).collect();
}

class Spans {
  /** @type {Map<number, Lane>} */
  #threads = new Map();
  /** @type {Lane[]} */
  #others = [];
  /** By kind and id. @type {Map<string, Lane>} */
  #open = new Map();
  /** Future → what watches the descriptor. @type {Map<number, number>} */
  #watches = new Map();
  /** The blocks of the frames that run. @type {Map<number, Block>} */
  #active = new Map();
  /** Of each thread: the blocks of the jobs that run. @type {Map<number, (Block | null)[]>} */
  #running = new Map();

  /** @param {Recording} recording @param {Story} story @param {Stop[]} stops */
  constructor(recording, story, stops) {
    this.recording = recording;
    this.story = story;
    this.stops = stops;
  }

  collect() {
    let at = -1;
    for (let index = 0; index < this.recording.steps.length; ++index) {
      const isStop = at + 1 < this.stops.length && this.stops[at + 1].step === index + 1;
      if (isStop) this.#stop(++at);
      this.#step(index, Math.max(0, at), isStop);
    }
    for (const lane of this.#open.values()) lane.to = this.stops.length;
    return {threads: [...this.#threads].sort((a, b) => a[0] - b[0]).map(([, lane]) => lane), others: this.#others};
  }

  /** @param {number} number */
  #thread(number) {
    let lane = this.#threads.get(number);
    if (!lane) {
      const label = number === 1 ? 'main, loop' : 'thread ' + number;
      lane = {label, kind: 'thread', id: number, from: 0, to: this.stops.length, blocks: [], end: ''};
      this.#threads.set(number, lane);
    }
    return lane;
  }

  /** @param {number} at */
  #stop(at) {
    const stop = this.stops[at];
    const blocks = this.#thread(stop.thread).blocks;
    const before = blocks.at(-1);
    if (before?.look === 'sleep') before.to = Math.max(before.to, at);  // others may have acted meanwhile
    if (stop.verb === 'sleep') {
      const {steps, timed} = this.recording;
      let next = stop.step;
      while (next < steps.length && steps[next].thread !== stop.thread) ++next;
      const label = timed && next < steps.length ? timeText(steps[next].time - stop.time) : '';
      blocks.push({from: at, to: at + 1, look: 'sleep', label});
    } else if (stop.who === 'main()') {
      const last = blocks.at(-1);
      if (last?.look === 'main' && last.to === at) last.to = at + 1;
      else blocks.push({from: at, to: at + 1, look: 'main', label: ''});
    }
  }

  /** @param {number} index @param {number} at @param {boolean} isStop */
  #step(index, at, isStop) {
    const step = this.recording.steps[index];
    const {verb, id} = step;
    let running = this.#running.get(step.thread);
    if (!running) this.#running.set(step.thread, (running = []));
    const name = this.story.names.of(id);
    switch (verb) {
      case 'run': {
        const card = isStop ? this.stops[at].card : undefined;
        const block = card ? {from: at, to: at + 1, look: card.way, label: card.title} : null;
        if (block) this.#thread(step.thread).blocks.push(block);
        running.push(block);
        return;
      }
      case 'done': {
        const block = running.pop();
        if (block) block.to = at + 1;
        return;
      }
      case 'begin': this.#begin('frame', id, at, name.told()); return this.#goOn(id, at);
      case 'resume': return this.#goOn(id, at);
      case 'suspend': return this.#rest(id, at);
      case 'end': this.#rest(id, at); return this.#end('frame', id, at, step.value ? 'bad' : '');
      case 'arm': return this.#begin('timer', id, at, label(name));
      case 'fire': return this.#end('timer', id, at, 'good');
      case 'make': return this.story.futures.get(id)?.timer ? undefined : this.#begin('future', id, at, label(name));
      case 'resolve':
        this.#end('descriptor', this.#watches.get(id) ?? 0, at, 'good');
        return this.#end('future', id, at, step.value ? 'bad' : 'good');
      case 'watch':
        this.#watches.set(step.about, id);
        return this.#begin('descriptor', id, at, 'descriptor ' + step.value);
      case 'drop':
        for (const kind of ['timer', 'future', 'descriptor']) this.#end(kind, id, at, 'gone');
    }
  }

  /** @param {string} kind @param {number} id @param {number} at @param {string} text */
  #begin(kind, id, at, text) {
    const lane = {label: text, kind, id, from: at, to: at + 1, blocks: [], end: ''};
    this.#others.push(lane);
    this.#open.set(`${kind} ${id}`, lane);
  }

  /** @param {string} kind @param {number} id @param {number} at @param {string} how */
  #end(kind, id, at, how) {
    const lane = this.#open.get(`${kind} ${id}`);
    if (!lane) return;
    Object.assign(lane, {to: at + 1, end: how});
    this.#open.delete(`${kind} ${id}`);
  }

  /** @param {number} id @param {number} at */
  #goOn(id, at) {
    const block = {from: at, to: at + 1, look: 'frame', label: ''};
    this.#open.get('frame ' + id)?.blocks.push(block);
    this.#active.set(id, block);
  }

  /** @param {number} id @param {number} at */
  #rest(id, at) {
    const block = this.#active.get(id);
    if (block) block.to = at + 1;
    this.#active.delete(id);
  }
}

/** @param {import('./names.js').Name} name */
const label = (name) => name.given ? name.text : name.title() + name.place.replace(/^.*:/, ' :');
