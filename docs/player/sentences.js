// What happens at each step, one sentence at most: chapters/00_trace/view/sentences.cpp, word for word.
import { timeText } from './words.js';

/** @typedef {import('./recording.js').Step} Step */
/** @typedef {import('./recording.js').Recording} Recording */
/** @typedef {import('./story.js').Card} Card */
/** @typedef {import('./story.js').Story} Story */

/** Who goes on in a job that has no other name. @param {Card} card */
function goesOn(card) {
  const words = card.title.lastIndexOf(' goes on');
  return card.given || words < 0 ? '' : card.title.slice(0, words);
}

/** @param {Card} card */
function runs(card) {
  if (card.given) return `'${card.title}' runs`;
  if (card.title === 'sleep') return 'the sleep is over';
  if (card.title === 'timer') return "the timer's job runs";
  if (card.title === 'then') return 'the continuation runs';
  const resumed = goesOn(card);
  return resumed ? `the job that resumes ${resumed} runs` : 'the job runs';
}

/** The job as the cause of another one. @param {Card} card */
function named(card) {
  if (card.way === 'main') return card.title;
  if (card.given) return `'${card.title}'`;
  const resumed = goesOn(card);
  if (resumed) return resumed;
  const what = card.title === 'then' ? 'continuation' : 'job';
  return card.place ? `the ${what} at ${card.place}` : 'a ' + what;
}

export class Sentences {
  /** Frame → the future of the started task. @type {Map<number, number>} */
  #started = new Map();
  /** Their posts are told by arm, start, resolve. @type {Set<number>} */
  #toldOtherwise = new Set();
  /** Jobs that have not run, futures without a value. @type {Set<number>} */
  #waiting = new Set();
  /** @type {Set<number>} */
  #begun = new Set();
  /** @type {Map<number, string>} */
  #lastSeen = new Map();
  #afterStart = 0;

  /** @param {Recording} recording @param {Story} story */
  constructor(recording, story) {
    this.recording = recording;
    this.story = story;
    for (const step of recording.steps) if (step.verb === 'wait') this.#toldOtherwise.add(step.id);
    for (const [id, future] of story.futures) if (future.frame) this.#started.set(future.frame, id);
  }

  /** Takes note of a step; needs each one in order, before it is told. @param {Step} step */
  note(step) {
    const {verb, id} = step;
    if (verb === 'start') this.#toldOtherwise.add((this.#afterStart = id));
    if (verb === 'post' && this.#afterStart) {
      this.#toldOtherwise.add(id);
      this.#afterStart = 0;
    }
    if (verb === 'arm' || verb === 'send') this.#toldOtherwise.add(id);
    if (verb === 'arm' || verb === 'send' || verb === 'post' || verb === 'make') this.#waiting.add(id);
    if (verb === 'run' || verb === 'resolve') this.#waiting.delete(id);
    if (verb === 'begin') this.#begun.add(id);
    if (verb === 'suspend' || verb === 'begin') this.#lastSeen.set(id, this.recording.place(step));
  }

  /** That a job runs, and why. @param {Card} card */
  job(card) {
    const words = runs(card);
    const who = named(this.story.cards[card.from]);
    switch (card.way) {
      case 'posted': return `${words}; ${who} posted it`;
      case 'sent': return `${words}; ${who} sent it`;
      case 'timer': return `${words}; ${who} armed it` + (this.recording.timed ? ` ${timeText(card.delay)} before` : '');
      case 'future': return `${words}; ${who} brought its value`;
      case 'descriptor': return `${words}; ${who} waited for descriptor ${card.descriptor}`;
    }
    return words;
  }

  /** Where it happened, if that is worth saying. @param {Step} step */
  place(step) {
    if (step.verb === 'begin') return '';  // the compilers disagree about where a coroutine begins
    if (step.verb === 'end' && this.#destroyedUnbegun(step)) {
      const task = this.#started.get(step.id);
      return task === undefined ? '' : this.story.names.of(task).place;
    }
    if (step.verb !== 'resume') return this.recording.place(step);
    return this.#lastSeen.get(step.id) ?? '';
  }

  /** Of every step but the run of a job; nothing if it shows nothing new. @param {Step} step @returns {string} */
  step(step) {
    const told = () => this.story.told(step.id);
    switch (step.verb) {
      case 'post':
        return this.recording.isTick(step) || this.#toldOtherwise.has(step.id) ? '' : 'posts ' + this.#toldHere(step.id, step);
      case 'send': return `sends ${this.#toldHere(step.id, step)} to another thread`;
      case 'arm': return `arms ${this.#timer(step)}, due at ${timeText(step.value)}`;
      case 'fire': return told() + ' is due';
      case 'drop': return this.#drop(step);
      case 'sleep': return step.value > step.time ? 'the loop sleeps until ' + timeText(step.value) : '';
      case 'make': return this.#make(step);
      case 'start': return this.#start(step);
      case 'resolve': return this.#future(step.id, step) + result(step);
      case 'begin': return told() + ' begins' + (step.about ? ', awaited by ' + this.story.told(step.about) : '');
      case 'suspend':
        return `${told()} waits for ` + (step.about ? this.#toldHere(step.about, step) : 'something of its own');
      case 'resume': return told() + ' goes on';
      case 'end': return this.#end(step);
      case 'watch': return 'asks the kernel for descriptor ' + step.value;
      case 'ready': return `descriptor ${step.value} is ready`;
      case 'print': return `prints “${step.text}”`;
    }
    return '';
  }

  /** What it is called in a line that says already at which place. @param {number} id @param {Step} step */
  #toldHere(id, step) {
    const name = this.story.names.of(id);
    const here = !name.given && name.place && name.place === this.recording.place(step);
    return here ? 'a ' + (name.kind || 'job') : name.told();
  }

  /** @param {number} id @param {Step} step */
  #future(id, step) {
    return (this.story.names.of(id).given ? 'the future ' : '') + this.#toldHere(id, step);
  }

  /** @param {Step} step */
  #timer(step) {
    const name = this.story.names.of(step.id);
    return (name.given && name.kind === 'sleep' ? 'the sleep ' : '') + this.#toldHere(step.id, step);
  }

  /** @param {Step} step */
  #drop(step) {
    if (!this.#waiting.has(step.id)) return '';
    const future = this.story.futures.get(step.id);
    if (!future) return this.story.told(step.id) + ' is called off';
    return future.timer ? '' : this.#future(step.id, step) + ' is given up';
  }

  /** @param {Step} step */
  #make(step) {
    const node = this.story.futures.get(step.id);
    if (node?.timer || node?.frame) return '';  // told by arm and by start
    return 'makes ' + this.#future(step.id, step) +
      (this.story.futures.has(step.about) ? ' from ' + this.#toldHere(step.about, step) : '');
  }

  /** @param {Step} step */
  #start(step) {
    const frame = this.story.names.of(step.about);
    const name = this.story.names.of(step.id);
    return 'starts ' + (frame.given ? frame.told() : 'a task') + (name.given ? ' as ' + name.told() : '');
  }

  /** @param {Step} step */
  #end(step) {
    const told = this.story.told(step.id);
    if (this.#destroyedUnbegun(step)) {
      const task = this.#started.get(step.id);
      const named = task !== undefined && this.story.names.of(task).given;
      return (named ? 'the task ' + this.story.told(task) : 'a task') + ' is destroyed before it began';
    }
    if (step.value === 1) return told + ' is destroyed while it waits';
    return told + (step.value === 0 ? ' ends' : ' ends with an error');
  }

  /** @param {Step} step */
  #destroyedUnbegun(step) {
    return step.value === 1 && !this.#begun.has(step.id);
  }
}

/** @param {Step} step */
function result(step) {
  if (step.value) return ' has failed';
  return step.text ? ' is ' + step.text : ' has its value';
}
