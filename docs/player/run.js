// All that is known of one run, once: what the parts of the player are drawn from.
import { Recording, fileName } from './recording.js';
import { lanesOf } from './spans.js';
import { History, lastWhere } from './state.js';
import { stopsOf } from './stops.js';
import { Story } from './story.js';

/** @typedef {import('./stops.js').Stop} Stop */
/** @typedef {import('./state.js').State} State */

export class Run {
  /** @param {any} json */
  constructor(json) {
    this.recording = new Recording(json);
    this.story = new Story(this.recording);
    this.stops = stopsOf(this.recording, this.story);
    this.history = new History(this.recording, this.story);
    this.lanes = lanesOf(this.recording, this.story, this.stops);
    const steps = this.recording.steps;
    this.prints = steps.filter((step) => step.verb === 'print');
    /** What ever happens in it. */
    this.verbs = new Set(steps.map((step) => step.verb));
    this.threads = [...new Set(steps.map((step) => step.thread))].sort((a, b) => a - b);
  }

  /** The last stop at a step or before it. @param {number} step */
  stopAt(step) {
    return lastWhere(this.stops, (stop) => stop.step <= step);
  }

  /** @param {number} at */
  stateAt(at) {
    return this.history.at(this.stops, at);
  }

  /** The line that the source shows, as [file, line]. @param {Stop | undefined} stop @param {State} state */
  lineOf(stop, state) {
    const said = /^(.*):([0-9]+)$/.exec(stop?.place ?? '');
    if (said) {
      const file = this.recording.sources.findIndex((one) => one.lines.length && fileName(one.file) === said[1]);
      if (file >= 0) return [file, Number(said[2])];
    }
    return state.places.get(stop?.thread ?? 1) ?? [this.recording.sources.findIndex((one) => one.lines.length), 0];
  }

  /** `line 12` in the file that is shown first, `other.cpp:12` elsewhere. @param {string} place */
  short(place) {
    const own = this.recording.sources.find((one) => one.lines.length);
    const colon = place.lastIndexOf(':');
    return own && place.slice(0, colon) === fileName(own.file) ? 'line ' + place.slice(colon + 1) : place;
  }

  /** What a job is called in the queue. @param {number} id */
  titleOf(id) {
    const card = this.story.cardOf.get(id);
    const name = this.story.names.of(id);
    const title = card ? card.title : name.title();
    const given = card ? card.given || title.endsWith(' goes on') : name.given;
    return {title, place: given ? '' : this.short(card?.place || name.place), way: card?.way ?? 'posted'};
  }
}
