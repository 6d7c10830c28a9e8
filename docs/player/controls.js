// Buttons, keys, the scrubber, playing.
import { icons } from './template.js';

/** @typedef {import('./player.js').UnrollPlayer} UnrollPlayer */
/** @typedef {import('./run.js').Run} Run */

const pace = 1400;  // milliseconds a step, at speed 1: time to read a sentence

export class Controls {
  predicting = false;
  #playing = false;
  #resume = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {UnrollPlayer} player */
  constructor(player) {
    this.player = player;
    this.run = /** @type {Run} */ (player.run);
    const root = player.root;
    const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (root.querySelector(selector));
    this.range = /** @type {HTMLInputElement} */ (find('input[type=range]'));
    this.speed = /** @type {HTMLSelectElement} */ (find('.speed'));
    this.play = find('.play');
    this.predict = find('.predict');
    this.score = find('.score');
    this.range.addEventListener('input', () => this.#seek(Number(this.range.value)));
    this.predict.addEventListener('click', () => this.togglePredict());
    find('.bar-top').addEventListener('click', (event) => this.#act(closest(event, '[data-act]')?.dataset.act ?? ''));
    find('.choices').addEventListener('click', (event) => {
      const choice = closest(event, '[data-choice]')?.dataset.choice;
      if (choice !== undefined) player.answer(Number(choice));
    });
    this.#scrubOn(find('.lanes'));
    root.addEventListener('keydown', (event) => this.#key(/** @type {KeyboardEvent} */ (event)));
  }

  /** Brings what the controls show in line with the player. */
  update() {
    const {at} = this.player;
    const stop = this.run.stops[at];
    this.range.value = String(at);
    this.range.setAttribute('aria-valuetext', `step ${stop.step}: ${stop.what}`);
    const {right, asked} = this.player.prediction ?? {right: 0, asked: 0};
    this.score.textContent = this.predicting && asked ? `${right} of ${asked} right` : '';
  }

  togglePredict() {
    this.predicting = !this.predicting;
    this.predict.setAttribute('aria-pressed', String(this.predicting));
    if (this.predicting) this.player.prediction?.reset();
    this.player.go(this.player.at);
  }

  /** After an answer it plays on, if it did before; the reader's focus does not fall out of the player. */
  answered() {
    this.play.focus({preventScroll: true});
    if (this.#resume) this.setPlaying(true);
  }

  /** @param {number} at */
  #seek(at, ask = false) {
    this.setPlaying(false);
    this.player.go(at, ask);
  }

  /** @param {string} act */
  #act(act) {
    const {at} = this.player;
    const last = this.run.stops.length - 1;
    if (act === 'first') this.#seek(0);
    if (act === 'last') this.#seek(last);
    if (act === 'back') this.#seek(this.player.asking ? at : at - 1);
    if (act === 'next' && !this.player.asking) this.#seek(at + 1, true);
    if (act === 'turnBack') this.#seek(this.#turn(at, -1));
    if (act === 'turnOn') this.#seek(this.#turn(at, 1));
    if (act !== 'play') return;
    if (!this.#playing && at === last) this.player.go(0);
    this.setPlaying(!this.#playing);
  }

  /** Where the next turn begins, or this one, or the one before. @param {number} at @param {number} by */
  #turn(at, by) {
    const begins = (/** @type {number} */ stop) => stop <= 0 || stop >= this.run.stops.length - 1 || this.run.stops[stop].headings.length > 0;
    for (at += by; !begins(at); at += by);
    return at;
  }

  /** @param {boolean} playing */
  setPlaying(playing) {
    this.#playing = playing;
    this.#resume = playing;
    this.play.innerHTML = playing ? icons.pause : icons.play;
    this.play.setAttribute('aria-label', playing ? 'Pause' : 'Play');
    clearTimeout(this.#timer);
    if (playing) this.#timer = setTimeout(() => this.#tick(), pace / Number(this.speed.value));
  }

  #tick() {
    if (!this.player.isConnected) return this.setPlaying(false);
    if (!this.player.asking) this.player.go(this.player.at + 1, true);
    const over = this.player.at === this.run.stops.length - 1;
    const asking = this.player.asking;
    this.setPlaying(!over && !asking);
    this.#resume = asking;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const target = /** @type {HTMLElement} */ (event.composedPath()[0]);
    const {key} = event;
    if (event.ctrlKey || event.metaKey || event.altKey || target.matches('select')) return;
    const act = {ArrowLeft: 'back', ArrowRight: 'next', Home: 'first', End: 'last', PageUp: 'turnBack', PageDown: 'turnOn', ' ': 'play'}[key];
    if (key === ' ' && target.matches('button')) return;
    if (act) this.#act(act);
    else if (key === '+' || key === '-') this.#faster(key === '+' ? 1 : -1);
    else if (key === 'p') this.togglePredict();
    else if (this.player.asking && key >= '1' && key <= '9') this.player.answer(Number(key) - 1);
    else return;
    event.preventDefault();
  }

  /** @param {number} by */
  #faster(by) {
    this.speed.selectedIndex = Math.max(0, Math.min(this.speed.selectedIndex + by, this.speed.options.length - 1));
  }

  /** @param {HTMLElement} lanes */
  #scrubOn(lanes) {
    const to = (/** @type {PointerEvent} */ event) => {
      const at = this.player.lanes?.stopAt(event.clientX - lanes.getBoundingClientRect().left) ?? 0;
      if (at !== this.player.at || this.player.asking) this.#seek(at);
    };
    lanes.addEventListener('pointerdown', (event) => {
      if (event.button) return;
      lanes.setPointerCapture(event.pointerId);
      this.range.focus({preventScroll: true});
      to(event);
    });
    lanes.addEventListener('pointermove', (event) => {
      if (lanes.hasPointerCapture(event.pointerId)) to(event);
    });
  }
}

/** @param {Event} event @param {string} selector */
const closest = (event, selector) => /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest(selector));
