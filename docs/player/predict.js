// "Which job runs next?" The choices are the jobs in the queue and those of the timers, in no telling order.

/** @typedef {import('./run.js').Run} Run */
/** @typedef {{id: number, title: string, place: string, way: string}} Choice */

const mostChoices = 5;

export class Prediction {
  right = 0;
  asked = 0;
  /** Stops that were predicted already: each is asked once. @type {Set<number>} */
  #answered = new Set();

  /** @param {Run} run */
  constructor(run) {
    this.run = run;
  }

  /** What to choose from before a stop; nothing if there is no choice. @param {number} at @returns {Choice[]} */
  before(at) {
    const card = this.run.stops[at]?.card;
    if (!card || at === 0 || this.#answered.has(at)) return [];
    const state = this.run.history.after(this.run.stops[at].step - 1);
    const queue = (state.queues.get(card.thread) ?? []).filter((one) => !one.gone).map((one) => one.id);
    const timers = [...state.timers.values()].filter((one) => one.due < 9e15).map((one) => one.id);
    const answer = queue.find((id) => this.isRight(at, id));
    if (answer === undefined) return [];
    const others = [...queue, ...timers].filter((id) => id !== answer);
    const choices = [answer, ...others.slice(0, mostChoices - 1)].map((id) => ({id, ...this.run.titleOf(id)}));
    if (choices.length < 2 || choices.some((one, index) => index && one.title === choices[0].title && one.place === choices[0].place)) return [];
    return choices.sort((a, b) => (a.title + a.place < b.title + b.place ? -1 : 1));
  }

  /** @param {number} at @param {number} id */
  isRight(at, id) {
    const card = this.run.stops[at].card;
    return card !== undefined && (card.id === id || card.woke === id);
  }

  /** Counts the answer. @param {number} at @param {number} id */
  answer(at, id) {
    const right = this.isRight(at, id);
    this.#answered.add(at);
    this.asked++;
    if (right) this.right++;
    return right;
  }

  reset() {
    this.#answered.clear();
    this.right = this.asked = 0;
  }
}
