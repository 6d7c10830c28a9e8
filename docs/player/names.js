// What everybody in a run is called (the names of chapters/00_trace/view/story.cpp).

/** @typedef {import('./recording.js').Step} Step */
/** @typedef {import('./recording.js').Recording} Recording */

/** @type {Record<string, string>} */
const kinds = {
  arm: 'timer', make: 'future', resolve: 'future', begin: 'frame', suspend: 'frame', resume: 'frame',
  end: 'frame', wait: 'continuation', watch: 'descriptor'};

/** `file.cpp:12`: the recorder's name for what nobody has named. @param {string} name */
const isPlace = (name) => /\..*:[0-9]+$/.test(name);

/** A kind ("job", "timer", "sleep", "future", "frame"), a name or only a place. */
export class Name {
  kind = '';
  text = '';
  place = '';
  given = false;

  /** 'kettle', brew(), the sleep at demo.cpp:13 */
  told() {
    if (this.kind === 'frame') return this.given ? this.text + '()' : 'a coroutine';
    if (this.given) return `'${this.text}'`;
    const what = this.kind || 'job';
    return this.place ? `the ${what} at ${this.place}` : `a ${what}`;
  }

  /** kettle, brew(), sleep */
  title() {
    if (this.kind === 'frame') return this.told();
    return this.given ? this.text : this.kind || 'job';
  }
}

const somebody = new Name();

export class Names {
  /** @type {Map<number, Name>} */
  #names = new Map();

  /** @param {number} id */
  of(id) {
    return this.#names.get(id) ?? somebody;
  }

  /** @param {number} id @param {string} kind */
  setKind(id, kind) {
    let name = this.#names.get(id);
    if (!name) this.#names.set(id, (name = new Name()));
    name.kind = kind;
  }

  /** Takes what a step says of a name. @param {Step} step @param {Recording} recording */
  note(step, recording) {
    if (step.id === 0) return;
    let name = this.#names.get(step.id);
    if (!name) this.#names.set(step.id, (name = new Name()));
    if (!name.kind) name.kind = kinds[step.verb] ?? '';
    if (!step.name || step.verb === 'resolve') return;
    const place = recording.place(step);
    if (!name.place) name.place = place;
    const given = step.name !== name.place && step.name !== place && !isPlace(step.name);
    if (name.given || (name.text && !given)) return;
    name.text = step.name;
    name.given = given;
  }
}
