// A recorded run, read from its JSON (docs/trace.md).
import { harmless } from './words.js';

/**
 * One step. Times in microseconds of the loop's clock.
 * @typedef {{verb: string, time: number, id: number, cause: number, about: number, value: number, text: string,
 *   name: string, file: number, line: number, thread: number}} Step
 */

/** @typedef {{file: string, lines: string[]}} Source */

const verbs = new Set(
  ('post run done arm fire drop sleep make resolve begin suspend resume end print wait source start take ' +
    'watch ready send').split(' '));

/** The steps of a run, in order, and the sources that ran. */
export class Recording {
  /** @param {any} json what JSON.parse gives; throws an Error that says why, if it is no recorded run */
  constructor(json) {
    if (!json || !Array.isArray(json.traceEvents)) throw new Error('it has no list "traceEvents": no recorded run');
    const ours = json.unrollTrace;
    if (!ours) throw new Error('it has no "unrollTrace": cut off, or written by another program');
    if (ours.version !== 1) throw new Error(`it is of version ${ours.version}; this player reads version 1`);
    const about = json.otherData ?? {};
    /** @type {string} */
    this.title = harmless(about.title ?? '');
    /** Without a clock the times only number the steps. */
    this.timed = about.clock !== 'steps';
    /** Why it ends before the program did, if it does. @type {string} */
    this.ending = harmless(ours.ending ?? '');
    /** @type {Source[]} */
    this.sources = (ours.sources ?? []).map((/** @type {any} */ source) => ({
      file: harmless(source.file ?? ''), lines: linesOf(source.text ?? '')}));
    /** @type {Step[]} */
    this.steps = [];
    /** What is open on each thread: the id of a job, or 0. @type {Map<number, number[]>} */
    const slices = new Map();
    for (const event of json.traceEvents) this.#add(event, slices);
  }

  /** @param {any} event @param {Map<number, number[]>} slices */
  #add(event, slices) {
    const thread = Math.max(1, Math.trunc(event.tid ?? 0));
    let open = slices.get(thread);
    if (!open) slices.set(thread, (open = []));
    const time = Math.trunc(event.ts ?? 0);
    const args = event.args ?? {};
    if (event.ph === 'E') {
      const id = open.pop();
      if (id === undefined) throw new Error('something ends that never began');
      if (id) this.steps.push({verb: 'done', time, id, cause: 0, about: 0, value: 0, text: '', name: '', file: -1, line: 0, thread});
      return;
    }
    if (event.ph === 'B') open.push(args.k === 'run' ? args.id : 0);
    if (args.k === 'cut') this.ending = 'The recording ends here, for it has become very long.';
    if (args.k === 'terminate') this.ending = 'The program ended with an error: ' + harmless(args.text ?? '');
    if (!verbs.has(args.k)) return;
    const [file, line] = args.at && args.at[0] < this.sources.length ? args.at : [-1, args.at?.[1] ?? 0];
    this.steps.push({
      verb: args.k, time, id: args.id ?? 0, cause: args.cause ?? 0, about: args.about ?? 0,
      value: args.value ?? 0, text: harmless(args.text ?? ''), name: harmless(event.name ?? ''), file, line, thread});
  }

  /** `file.cpp:12`, or nothing if that is not known. @param {Step} step */
  place(step) {
    return step.file < 0 ? '' : `${fileName(this.sources[step.file].file)}:${step.line}`;
  }

  /** The timers' own job, shown nowhere. @param {Step} step */
  isTick(step) {
    if (step.verb !== 'post' || step.name !== 'tick') return false;
    return step.file < 0 || this.sources[step.file].file.endsWith('timers.hpp');
  }
}

/** @param {string} path */
export const fileName = (path) => path.slice(path.lastIndexOf('/') + 1);

/** @param {string} text */
function linesOf(text) {
  const lines = text.split('\n').map(harmless);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
