// The stops of the player are the lines of the text view, with the same numbers (chapters/00_trace/view/text_view.cpp).
// Steps that show nothing new are passed over.
import { Sentences } from './sentences.js';
import { shortened, timeText } from './words.js';

/** @typedef {import('./recording.js').Step} Step */
/** @typedef {import('./recording.js').Recording} Recording */
/** @typedef {import('./story.js').Card} Card */
/** @typedef {import('./story.js').Story} Story */

/**
 * `step`: its number, counted from 1. `headings`: what the text view says above it. `indented`: it happens inside a job
 * or in main. `who`: the actor, for a reader who sees this one line only.
 * @typedef {{step: number, verb: string, what: string, place: string, time: number, thread: number, turn: number,
 *   headings: string[], indented: boolean, who: string, card: Card | undefined}} Stop
 */

const longest = 300;

/** @param {Recording} recording @param {Story} story @returns {Stop[]} */
export function stopsOf(recording, story) {
  return new Writer(recording, story).write();
}

class Writer {
  /** @type {Stop[]} */
  #stops = [];
  /** @type {string[]} */
  #headings = ['main()'];
  /** What runs on each thread: ticks and what is folded are not shown. @type {Map<number, {shown: boolean, silent: boolean, who: string}[]>} */
  #running = new Map();
  #thread = 1;
  #time = 0;
  #turn = 0;
  #mainSpeaks = true;

  /** @param {Recording} recording @param {Story} story */
  constructor(recording, story) {
    this.recording = recording;
    this.story = story;
    this.sentences = new Sentences(recording, story);
    this.byStep = new Map(story.cards.filter((card) => card.step).map((card) => [card.step, card]));
    this.severalThreads = recording.steps.some((step) => step.thread !== 1);
  }

  write() {
    this.recording.steps.forEach((step, index) => this.#step(step, index + 1));
    return this.#stops;
  }

  /** @param {number} thread */
  #runningOn(thread) {
    let running = this.#running.get(thread);
    if (!running) this.#running.set(thread, (running = []));
    return running;
  }

  /** @param {Step} step @param {number} number */
  #step(step, number) {
    const running = this.#runningOn(step.thread);
    if (!running.length && step.time < this.#time) this.#headings.push('another world, whose time begins anew');
    this.#time = step.time;
    this.sentences.note(step);
    if (step.verb === 'run') return this.#run(step, number);
    if (step.verb === 'done') {
      running.pop();
      return;
    }
    if (running.at(-1)?.silent) return;
    const what = this.sentences.step(step);
    if (!what) return;
    if (step.thread !== this.#thread) this.#anotherThread(step);
    else if (!running.length && step.thread === 1) this.#mainGoesOn(step);
    this.#add(step, number, what, this.sentences.place(step), undefined);
  }

  /** @param {Step} step @param {number} number @param {string} what @param {string} place @param {Card | undefined} card */
  #add(step, number, what, place, card) {
    const top = this.#runningOn(step.thread).at(-1);
    const outside = this.#mainSpeaks || (!top && step.thread !== 1);
    const thread = step.thread === 1 ? 'main()' : 'thread ' + step.thread;
    this.#stops.push({
      step: number, verb: step.verb, what: shortened(what, longest), place, time: step.time, thread: step.thread,
      turn: this.#turn, headings: this.#headings, indented: !card && (top ? top.shown || outside : outside),
      who: card ? 'the loop' : top ? top.who : thread, card});
    this.#headings = [];
  }

  /** @param {Step} step @param {number} number */
  #run(step, number) {
    this.#mainSpeaks = false;
    const card = this.byStep.get(number);
    if (card && !card.folded) {
      if (card.turn !== this.#turn || step.thread !== this.#thread) this.#heading(card);
      this.#add(step, number, this.sentences.job(card), card.place, card);
    }
    const who = card ? card.title : 'the loop';
    this.#runningOn(step.thread).push({shown: !!card && !card.folded, silent: !!card && card.folded, who});
  }

  /** @param {Card} card */
  #heading(card) {
    this.#turn = card.turn;
    this.#thread = card.thread;
    const slept = this.story.slept.get(card.turn);
    const timed = this.recording.timed;
    this.#headings.push(`turn ${card.turn}` + (this.severalThreads ? `, on thread ${card.thread}` : '') +
      (timed ? `, at ${timeText(card.time)}` : '') +
      (timed && slept !== undefined ? `, after a sleep of ${timeText(slept)}` : ''));
  }

  /** What this one does stands between what the others do. @param {Step} step */
  #anotherThread(step) {
    this.#thread = step.thread;
    this.#mainSpeaks = !this.#runningOn(step.thread).length && step.thread === 1;
    this.#headings.push(this.#mainSpeaks ? 'main() goes on' : `thread ${step.thread} goes on`);
  }

  /** Between the jobs nobody speaks but main; what a job leaves behind is dropped there, too. @param {Step} step */
  #mainGoesOn(step) {
    if (this.#turn === 0) this.#mainSpeaks = true;
    else if (!this.#mainSpeaks && step.verb !== 'drop' && step.verb !== 'end') {
      this.#headings.push('main() goes on');
      this.#mainSpeaks = true;
    }
  }
}
