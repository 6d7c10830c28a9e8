// The swim lanes, drawn: one column a stop, a wider one for a sleep. Of a run that is too long for the width only what
// is around the stop is shown; both ends say how much is folded there.
import { escapeHtml, shortened } from './words.js';

/** @typedef {import('./run.js').Run} Run */
/** @typedef {import('./spans.js').Lane} Lane */

const row = 17;
const top = 18;
const mostLanes = 10;  // lanes beside those of the threads
const narrowest = 9;
const widest = 60;
const sleeping = 4;  // columns of a sleep

export class Lanes {
  /** Of the last drawing: how wide the labels are and a column is, and which column comes first. */
  labels = 0;
  unit = 1;
  first = 0;

  /** @param {Run} run */
  constructor(run) {
    this.run = run;
    /** Where each stop begins, in columns. */
    this.columns = [0];
    for (const stop of run.stops) this.columns.push((this.columns.at(-1) ?? 0) + (stop.verb === 'sleep' && run.recording.timed ? sleeping : 1));
    this.rows = run.lanes.threads.length + Math.min(mostLanes, run.lanes.others.length);
    this.height = top + this.rows * row + 8;
  }

  /** Whether a drawing of this width shows the whole run. @param {number} width */
  fits(width) {
    return (width - this.#labelsIn(width) - 10) / (this.columns[this.columns.length - 1] || 1) >= narrowest;
  }

  /** @param {number} width */
  #labelsIn(width) {
    return Math.min(150, Math.max(88, width * 0.14));
  }

  /**
   * @param {number} at @param {number} width in pixels @param {boolean} secret what comes later is not shown
   * @returns {string} an SVG
   */
  draw(at, width, secret) {
    const all = this.columns[this.columns.length - 1] || 1;
    this.labels = this.#labelsIn(width);
    const room = width - this.labels - 10;
    this.unit = Math.max(narrowest, Math.min(widest, room / all));
    this.first = Math.max(0, Math.min(this.columns[at] - room / this.unit / 2, all - room / this.unit));
    const last = this.first + room / this.unit;
    const begin = this.columns.findIndex((column) => column + sleeping >= this.first);
    const after = this.columns.findIndex((column) => column >= last);
    const end = after < 0 ? this.run.stops.length : after;
    const lanes = this.#chosen(at, begin, end);
    const shown = secret ? Math.min(room + 6, this.#x(at + 1) - this.labels) : room + 6;
    const clip = `x="${this.labels}" y="0" width="${shown}" height="${this.height}"`;
    return `<svg aria-hidden="true" width="${width}" height="${this.height}" viewBox="0 0 ${width} ${this.height}">` +
      `<clipPath id="window"><rect ${clip}/></clipPath>` + lanes.map((lane, index) => secret && lane.from > at ? '' : this.#label(lane, index)).join('') +
      `<g clip-path="url(#window)">${this.#turns(begin, end)}` +
      lanes.map((lane, index) => this.#lane(lane, index, begin, end)).join('') + this.#folded(begin, end, room) + '</g>' + this.#now(at) + '</svg>';
  }

  /** The stop at a place of the last drawing. @param {number} x */
  stopAt(x) {
    const column = (x - this.labels) / this.unit + this.first;
    let at = this.columns.findIndex((begin) => begin > column) - 1;
    if (at < -1) at = this.run.stops.length - 1;
    return Math.max(0, Math.min(at, this.run.stops.length - 1));
  }

  /** Those of the threads, and those that are there now or nearly, what has just begun or soon ends before the rest. @param {number} at @param {number} begin @param {number} end */
  #chosen(at, begin, end) {
    const {threads, others} = this.run.lanes;
    const away = (/** @type {Lane} */ lane) => Math.min(Math.abs(lane.from - at), Math.abs(lane.to - 1 - at)) +
      (at < lane.from || at >= lane.to ? this.run.stops.length : 0);
    const near = others.length <= mostLanes ? others : others.filter((lane) => lane.from < end && lane.to > begin)
      .sort((a, b) => away(a) - away(b)).slice(0, mostLanes).sort((a, b) => a.from - b.from);
    return [...threads, ...near];
  }

  /** @param {number} stop */
  #x(stop) {
    return this.labels + ((this.columns[stop] ?? 0) - this.first) * this.unit;
  }

  /** @param {Lane} lane @param {number} index */
  #label(lane, index) {
    const fits = Math.floor((this.labels - 10) / 6.2);
    return `<text class="label" x="${this.labels - 8}" y="${top + index * row + 11.5}">${escapeHtml(shortened(lane.label, fits))}</text>`;
  }

  /** @param {Lane} lane @param {number} index @param {number} begin @param {number} end */
  #lane(lane, index, begin, end) {
    const y = top + index * row;
    let text = '';
    if (lane.kind !== 'thread') {
      text += `<rect class="span ${lane.kind}" x="${this.#x(lane.from) + 1}" y="${y + 2.5}" width="${this.#x(lane.to) - this.#x(lane.from) - 2}" height="11" rx="3"/>`;
      if (lane.end) text += `<circle class="end ${lane.end} ${lane.kind}" cx="${this.#x(lane.to) - 4}" cy="${y + 8}" r="3.5"/>`;
    }
    for (const block of lane.blocks) {
      if (block.to <= begin || block.from >= end) continue;
      const width = this.#x(block.to) - this.#x(block.from) - 2;
      text += `<rect class="block ${block.look}" x="${this.#x(block.from) + 1}" y="${y + 2.5}" width="${width}" height="11" rx="2.5"/>`;
      if (block.look === 'sleep') text += `<text class="slept" x="${this.#x(block.from) + 1 + width / 2}" y="${y + 11.5}">${escapeHtml(shortened(block.label, Math.floor(width / 5.2)))}</text>`;
    }
    return text;
  }

  /** @param {number} begin @param {number} end */
  #turns(begin, end) {
    let text = '';
    let free = -99;
    for (let at = begin; at < end; ++at) {
      const stop = this.run.stops[at];
      if (!stop.card || !stop.headings.some((heading) => heading.startsWith('turn '))) continue;
      const x = this.#x(at);
      text += `<line class="turn" x1="${x}" y1="14" x2="${x}" y2="${this.height}"/>`;
      if (x < free) continue;
      text += `<text class="turn-number" x="${x + 2}" y="11">${stop.turn}</text>`;
      free = x + 20;
    }
    return text;
  }

  /** @param {number} begin @param {number} end @param {number} room */
  #folded(begin, end, room) {
    const after = this.run.stops.length - end;
    const left = this.labels ?? 0;
    const note = (/** @type {number} */ x, /** @type {string} */ anchor, /** @type {string} */ words) =>
      `<text class="folded" x="${x}" y="${this.height - 1.5}" text-anchor="${anchor}">${words}</text>`;
    return (begin > 1 ? note(left + 4, 'start', `‹ ${begin} earlier`) : '') +
      (after > 1 ? note(left + room + 4, 'end', `${after} later ›`) : '');
  }

  /** @param {number} at */
  #now(at) {
    const x = this.#x(at);
    const width = Math.max(3, this.#x(at + 1) - x);
    return `<rect class="column" x="${x}" y="14" width="${width}" height="${this.height - 14}"/>` +
      `<line class="now" x1="${x + width / 2}" y1="10" x2="${x + width / 2}" y2="${this.height}"/><circle class="now" cx="${x + width / 2}" cy="9" r="5"/>`;
  }
}
