// <unroll-player src="run.json"> or with the recording inside, in <script type="application/json">: a recorded run, to
// be stepped through, back and forth. What else stands inside it (a picture, the text view) is seen where there is no
// JavaScript, and until the run is there; with slot="picture" it is kept below. `step`: where it begins. `picture`: a
// selector of what else on the page holds pictures of this run. `#step=24` in the address goes there; `#NAME.step=24` in
// the player with id NAME. `plays`: it begins by itself when it comes in sight (show.js).
import { Controls } from './controls.js';
import { Diagram } from './diagram.js';
import { Lanes } from './lanes.js';
import { noteOn } from './notes.js';
import { Panels } from './panels.js';
import { Prediction } from './predict.js';
import { Run } from './run.js';
import { Show } from './show.js';
import { SourceView } from './source.js';
import { style } from './style.js';
import { frameOf, sentenceHtml } from './template.js';
import { escapeHtml, timeText } from './words.js';

/** @typedef {import('./state.js').State} State */

export class UnrollPlayer extends HTMLElement {
  /** The stop that is shown. */
  at = 0;
  /** @type {Run | undefined} */
  run;
  /** The stop before which the next job is asked for, or -1. */
  #asking = -1;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #addressTimer;

  connectedCallback() {
    if (this.shadowRoot) return;
    const root = this.attachShadow({mode: 'open'});
    root.innerHTML = '<slot></slot>';
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', () => this.load());
    else this.load();
  }

  /** Reads the run, again if `src` has changed. Says what is wrong with it, and then leaves what stands inside. */
  async load() {
    try {
      const inside = this.querySelector('script[type="application/json"]')?.textContent;
      const src = this.getAttribute('src');
      if (!inside && !src) throw new Error('it has neither src nor a recording inside');
      if (inside) return this.show(JSON.parse(inside));
      const answer = await fetch(/** @type {string} */ (src));
      if (!answer.ok) throw new Error(`${src}: ${answer.status} ${answer.statusText}`);
      this.show(await answer.json());
    } catch (error) {
      const why = escapeHtml(error instanceof Error ? error.message : String(error));
      this.root.innerHTML = `<style>${style}</style><p class="ending" role="alert">This run cannot be shown: ${why}</p><slot></slot>`;
    }
  }

  get root() {
    return /** @type {ShadowRoot} */ (this.shadowRoot);
  }

  /** @param {any} json a recorded run */
  show(json) {
    const run = new Run(json);
    if (!run.stops.length) throw new Error('nothing happens in it');
    this.run = run;
    this.root.innerHTML = `<style>${style}</style>${frameOf(run)}<slot name="picture"></slot>`;
    this.toggleAttribute('pictured', this.querySelector('[slot=picture]') !== null);  // then that is what is printed
    this.lanes = new Lanes(run);
    this.panels = new Panels(run);
    this.prediction = new Prediction(run);
    this.source = new SourceView(run, this.#part('.source'));
    const pictures = [...this.querySelectorAll('.unroll-picture')];
    const elsewhere = this.getAttribute('picture');
    for (const place of elsewhere ? document.querySelectorAll(elsewhere) : [])
      pictures.push(...(place.matches('.unroll-picture') ? [place] : place.querySelectorAll('.unroll-picture')));
    this.diagram = new Diagram(run, pictures, (at) => this.go(at));
    this.controls = new Controls(this);
    new ResizeObserver(() => this.#drawLanes()).observe(this.#part('.lanes'));
    window.addEventListener('hashchange', () => this.#followAddress());
    this.at = run.stopAt(Number(this.getAttribute('step') ?? 0));
    if (this.#followAddress()) return;
    this.#draw();
    if (this.hasAttribute('plays')) new Show(this, this.controls);
  }

  /** Shows a stop. With `ask`, first asks which job runs next, if the reader wants to be asked. @param {number} at */
  go(at, ask = false) {
    const run = /** @type {Run} */ (this.run);
    const to = Math.max(0, Math.min(at, run.stops.length - 1));
    if (ask && this.controls?.predicting && this.prediction?.before(to).length) {
      this.#asking = to;
      this.at = to - 1;
    } else {
      this.#asking = -1;
      this.at = to;
    }
    this.#draw();
    clearTimeout(this.#addressTimer);
    if (!this.hasAttribute('playing')) this.#addressTimer = setTimeout(() => this.#writeAddress(), 300);
    this.dispatchEvent(new CustomEvent('unroll-step', {bubbles: true, detail: {step: run.stops[this.at].step}}));
  }

  get asking() {
    return this.#asking >= 0;
  }

  /** @param {number} choice counted from 0 */
  answer(choice) {
    const prediction = /** @type {Prediction} */ (this.prediction);
    const chosen = prediction.before(this.#asking)[choice];
    if (!chosen) return;
    const at = this.#asking;
    const right = prediction.answer(at, chosen.id);
    this.go(at);
    this.#part('.verdict').textContent = right ? 'Right. ' : 'No. ';
    this.#part('.verdict').className = 'verdict ' + (right ? 'right' : 'wrong');
    this.controls?.answered();
  }

  /** @param {string} selector */
  #part(selector) {
    return /** @type {HTMLElement} */ (this.root.querySelector(selector));
  }

  #draw() {
    const run = /** @type {Run} */ (this.run);
    const stop = run.stops[this.at];
    const state = run.stateAt(this.at);
    this.#part('.where').innerHTML = (stop.turn ? `turn <b>${stop.turn}</b> · ` : '') +
      (run.recording.timed ? `<b>${timeText(stop.time)}</b> · ` : '') + `step <b>${stop.step}</b> / ${run.recording.steps.length}`;
    this.#who(state);
    this.#say();
    this.source?.show(state, run.lineOf(stop, state));
    const panels = /** @type {Panels} */ (this.panels);
    this.#part('.panels').innerHTML = panels.draw(state, stop.time, this.asking);
    this.#part('.printed').innerHTML = panels.console(state);
    const console = this.#part('.console');
    if (console) console.scrollTop = console.scrollHeight;
    this.diagram?.show(this.at, state, this.controls?.predicting ?? false);
    this.controls?.update();
    this.#drawLanes();
  }

  /** @param {State} state */
  #who(state) {
    const run = /** @type {Run} */ (this.run);
    const stop = run.stops[this.at];
    const who = this.#part('.who');
    const way = stop.card?.way ?? (stop.who === 'main()' ? 'main' : stop.who === 'the loop' ? '' : run.titleOf(state.stacks.get(stop.thread)?.[0]?.id ?? 0).way);
    who.textContent = this.asking ? 'you' : stop.who;
    who.className = 'who ' + (this.asking ? '' : way);
  }

  #say() {
    const run = /** @type {Run} */ (this.run);
    const stop = run.stops[this.at];
    const choices = this.asking ? /** @type {Prediction} */ (this.prediction).before(this.#asking) : [];
    this.#part('.verdict').textContent = '';
    this.#part('.told').innerHTML = this.asking ? 'Which job runs next?' : sentenceHtml(stop.what);
    this.#part('.place').textContent = this.asking ? '' : stop.place;
    this.#part('.note').textContent = this.asking ? 'Choose, or press its number.' : noteOn(run.recording.steps[stop.step - 1]);
    this.#part('.choices').innerHTML = choices.map(({title, place, way}, index) =>
      `<button class="chip ${way}" data-choice="${index}"><small>${index + 1}</small> ${escapeHtml(title)}${place ? ` <small>${escapeHtml(place)}</small>` : ''}</button>`).join('');
    this.#part('.ending').hidden = this.at + 1 < run.stops.length || !run.recording.ending;
  }

  #drawLanes() {
    const lanes = this.#part('.lanes');
    const width = lanes.clientWidth;
    if (!width || !this.lanes) return;
    lanes.innerHTML = this.lanes.draw(this.at, width, this.controls?.predicting ?? false);
    this.#part('.scrub').classList.toggle('whole', this.lanes.fits(width));
  }

  /** `#step=24` is the first player's on the page. */
  #followAddress() {
    const [, name, step] = /^#(?:([^.]+)\.)?step=([0-9]+)$/.exec(decodeURIComponent(location.hash)) ?? [];
    const mine = name ? name === this.id : document.querySelector('unroll-player') === this;
    if (!step || !mine || !this.isConnected) return false;
    this.go(/** @type {Run} */ (this.run).stopAt(Number(step)));
    this.scrollIntoView({block: 'nearest'});
    return true;
  }

  #writeAddress() {
    const first = document.querySelector('unroll-player') === this;
    if (!first && !this.id) return;
    const step = /** @type {Run} */ (this.run).stops[this.at].step;
    try {
      history.replaceState(history.state, '', (first ? '#' : `#${this.id}.`) + 'step=' + step);
    } catch {
      // a page without an address of its own, in a frame: then there is nothing to link to
    }
  }
}

customElements.define('unroll-player', UnrollPlayer);
