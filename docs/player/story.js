// Who there is in a run and why each job ran: chapters/00_trace/view/story.cpp, told to the end. The tests compare.
import { Names } from './names.js';
import { Teller, newCard } from './teller.js';
import { giveTitles } from './titles.js';

/** @typedef {import('./recording.js').Recording} Recording */

/**
 * One job of the run. `way`: how it came into the queue. `folded`: a sleep's timer that only woke somebody. `woke`: the
 * id of that timer. `from`: the card that posted it. `step`: of its run, counted from 1.
 * @typedef {{id: number, way: string, title: string, given: boolean, place: string, deeds: number, time: number,
 *   folded: boolean, delay: number, descriptor: number, turn: number, from: number, step: number, thread: number,
 *   woke: number}} Card
 * @typedef {{fate: string, timer: number, frame: number, descriptor: number, awaiter: number, due: number,
 *   sources: number[]}} FutureNode
 */

/** A run told from its beginning to its end. The first card is main; the tick has none. */
export class Story {
  /** @type {Card[]} */
  cards = [newCard({way: 'main', title: 'main()'})];
  /** @type {Map<number, FutureNode>} */
  futures = new Map();
  /** Who awaits the frame. @type {Map<number, number>} */
  frames = new Map();
  names = new Names();
  /** By turn: how long the loop slept before it. @type {Map<number, number>} */
  slept = new Map();
  turns = 0;
  /** @type {Set<number>} */
  ticks = new Set();

  /** @param {Recording} recording */
  constructor(recording) {
    const teller = new Teller(recording, this);
    recording.steps.forEach((step, index) => teller.tell(step, index + 1));
    giveTitles(this, teller);
    countTurns(this);
    /** By the job's id: what it is called in the queue. @type {Map<number, Card>} */
    this.cardOf = new Map(this.cards.filter((one) => one.id).map((one) => [one.id, one]));
  }

  /** @param {number} id */
  told(id) {
    return this.names.of(id).told();
  }
}

/** Turns in which nobody but the tick ran, or only what is folded, do not count. @param {Story} story */
function countTurns(story) {
  const shown = story.cards.filter((one) => !one.folded);
  const turns = [...new Set([0, ...shown.map((one) => one.turn)])].sort((a, b) => a - b);
  const dense = new Map(turns.map((turn, index) => [turn, index]));
  const slept = new Map();
  let next = 0;
  for (const [turn, time] of [...story.slept].sort((a, b) => a[0] - b[0])) {
    while (next < turns.length && turns[next] < turn) ++next;
    if (next < turns.length) slept.set(next, (slept.get(next) ?? 0) + time);
  }
  story.slept = slept;
  story.turns = turns.length - 1;
  for (const one of shown) one.turn = dense.get(one.turn) ?? 0;
}
