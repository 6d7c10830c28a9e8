// A run that plays by itself, once: from its beginning as soon as the player is in sight, until the reader does anything
// with it or scrolls on. Not for readers who want nothing to move. Meanwhile nothing is said aloud, and the address stays.

/** @typedef {import('./player.js').UnrollPlayer} UnrollPlayer */
/** @typedef {import('./controls.js').Controls} Controls */

const touches = ['pointerdown', 'keydown', 'focusin'];

export class Show {
  #on = false;

  /** @param {UnrollPlayer} player @param {Controls} controls */
  constructor(player, controls) {
    this.player = player;
    this.controls = controls;
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    this.sight = new IntersectionObserver(([{isIntersecting}]) => isIntersecting ? this.#begin() : this.#on && this.#end());
    this.sight.observe(player.root.querySelector('.say') ?? player);
    for (const touch of touches) player.addEventListener(touch, this.#touched, true);
  }

  #begin() {
    this.#on = true;
    this.#quiet(true);
    this.player.go(0);
    this.controls.setPlaying(true);
  }

  /** Play is also Pause, and does that itself. @param {Event} event */
  #touched = (event) => this.#end(event.composedPath().includes(this.controls.play));

  #end(plays = false) {
    this.sight?.disconnect();
    for (const touch of touches) this.player.removeEventListener(touch, this.#touched, true);
    if (!this.#on) return;
    this.#quiet(false);
    if (!plays) this.controls.setPlaying(false);
  }

  /** @param {boolean} quiet */
  #quiet(quiet) {
    this.player.toggleAttribute('playing', quiet);
    this.player.root.querySelector('.sentence')?.setAttribute('aria-live', quiet ? 'off' : 'polite');
  }
}
