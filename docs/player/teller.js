// One pass over the steps: what runs, waits, and came of what.

/** @typedef {import('./recording.js').Step} Step */
/** @typedef {import('./recording.js').Recording} Recording */
/** @typedef {import('./story.js').Card} Card */
/** @typedef {import('./story.js').FutureNode} FutureNode */
/** @typedef {import('./story.js').Story} Story */

/**
 * @typedef {{turn: number, from: number, way: string, delay: number, descriptor: number}} Waiting
 * @typedef {{card: number, turn: number, id: number}} Running
 * @typedef {{number: number, running: Running[], lastTurn: number, asleepSince: number, slept: number,
 *   starting: number, onBehalfOf: number}} Thread
 */

const nobody = -1;

/** @param {Partial<Card>} some @returns {Card} */
export const newCard = (some) => ({id: 0, way: 'posted', title: '', given: false, place: '', deeds: 0, time: 0, folded: false,
  delay: 0, descriptor: -1, turn: 0, from: 0, step: 0, thread: 1, woke: 0, ...some});

export class Teller {
  /** @type {Map<number, Thread>} */
  #threads = new Map();
  /** @type {Map<number, Waiting>} */
  #waiting = new Map();
  /** @type {Map<number, Waiting>} */
  #armed = new Map();
  /** Job → future. @type {Map<number, number>} */
  waitsFor = new Map();
  /** Job → frame that it resumes. @type {Map<number, number>} */
  waitingFrames = new Map();
  /** Job → future that comes of it. @type {Map<number, number>} */
  behalf = new Map();
  /** Job → future of the task that it begins. @type {Map<number, number>} */
  starts = new Map();
  /** Timer → future. @type {Map<number, number>} */
  #sleeps = new Map();
  /** Future of a descriptor → card that asked. @type {Map<number, number>} */
  #watched = new Map();

  /** @param {Recording} recording @param {Story} story */
  constructor(recording, story) {
    this.recording = recording;
    this.story = story;
    this.#threads.set(1, this.#newThread(1, 0));
    this.here = /** @type {Thread} */ (this.#threads.get(1));
  }

  /** @param {number} number @param {number} cardIndex @returns {Thread} */
  #newThread(number, cardIndex) {
    return {number, running: [{card: cardIndex, turn: 0, id: 0}], lastTurn: 0, asleepSince: -1, slept: 0, starting: 0,
      onBehalfOf: 0};
  }

  /** @param {number} number */
  #enter(number) {
    const known = this.#threads.get(number);
    if (known) return known;
    const thread = this.#newThread(number, this.story.cards.length);
    this.story.cards.push(newCard({way: 'main', title: 'thread ' + number, thread: number}));
    this.#threads.set(number, thread);
    return thread;
  }

  /** @param {Step} step @param {number} number */
  tell(step, number) {
    this.here = this.#enter(step.thread);
    this.story.names.note(step, this.recording);
    if (this.here.asleepSince >= 0) {
      this.here.slept += Math.max(0, step.time - this.here.asleepSince);
      this.here.asleepSince = -1;
    }
    switch (step.verb) {
      case 'post': return this.#post(step);
      case 'send': this.#waiting.set(step.id, this.#from(this.#turn() + 1, 'sent')); return;
      case 'run': return this.#run(step, number);
      case 'done': return this.#done(step);
      case 'arm': return this.#arm(step);
      case 'sleep': if (step.value > step.time) this.here.asleepSince = step.time; return;
      case 'drop': return this.#drop(step);
      case 'wait': return this.#wait(step);
      case 'make': return this.#make(step);
      case 'source': return this.#source(step);
      case 'start':
        this.#future(step.id).frame = step.about;
        this.here.starting = step.id;
        return;
      case 'resolve': return this.#resolve(step);
      case 'begin': this.story.frames.set(step.id, step.about); return this.#deed();
      case 'suspend': {
        const future = this.story.futures.get(step.about);
        if (future) future.awaiter = step.id;
        return;
      }
      case 'watch':
        this.#future(step.about).descriptor = step.value;
        this.#watched.set(step.about, this.#somebody());
        return;
      case 'end': return step.value === 1 ? this.#deed() : undefined;
      case 'print':
      case 'resume': return this.#deed();
    }
  }

  #current() {
    return /** @type {Running} */ (this.here.running.at(-1)).card;
  }
  #somebody() {
    return this.#current() === nobody ? this.here.running[0].card : this.#current();
  }
  #turn() {
    return this.here.running.length === 1 ? this.here.lastTurn : /** @type {Running} */ (this.here.running.at(-1)).turn;
  }
  #deed() {
    if (this.#current() !== nobody) this.story.cards[this.#current()].deeds++;
  }
  /** @param {number} turn @param {string} way @returns {Waiting} */
  #from(turn, way) {
    return {turn, from: this.#current(), way, delay: 0, descriptor: -1};
  }
  /** @param {number} id @returns {FutureNode} */
  #future(id) {
    let node = this.story.futures.get(id);
    if (!node) this.story.futures.set(id, (node = {fate: 'waits', timer: 0, frame: 0, descriptor: -1, awaiter: 0, due: 0, sources: []}));
    return node;
  }

  /** @param {Step} step */
  #post(step) {
    if (this.recording.isTick(step)) this.story.ticks.add(step.id);
    const waiting = this.#from(this.#turn() + 1, 'posted');
    const sent = this.#waiting.get(step.id);
    if (sent?.way === 'sent') {  // the mail has come: who sent it is the cause, not who brought it
      sent.turn = Math.max(sent.turn, waiting.turn);
      return;
    }
    const armed = this.#armed.get(step.id);
    const awaited = this.waitsFor.get(step.id);
    if (armed) {
      Object.assign(waiting, {from: armed.from, way: 'timer', delay: armed.delay});
      this.#armed.delete(step.id);
    } else if (awaited !== undefined) {
      waiting.way = 'future';
      if (this.#current() === nobody) this.#wokenByTheKernel(waiting, awaited);
    } else if (this.here.starting) {
      this.starts.set(step.id, this.here.starting);
      this.here.starting = 0;
    }
    this.#waiting.set(step.id, waiting);
  }

  /** The tick has no card: whoever asked the kernel is the cause. @param {Waiting} waiting @param {number} future */
  #wokenByTheKernel(waiting, future) {
    const asked = this.#watched.get(future);
    if (asked === undefined) return;
    Object.assign(waiting, {way: 'descriptor', from: asked, descriptor: this.#future(future).descriptor});
  }

  /** @param {Step} step @param {number} number */
  #run(step, number) {
    const here = this.here;
    const waiting = this.#waiting.get(step.id) ?? {turn: this.#turn() + 1, from: 0, way: 'posted', delay: 0, descriptor: -1};
    this.#waiting.delete(step.id);
    const turn = (here.lastTurn = Math.max(waiting.turn, here.lastTurn));
    if (this.story.ticks.has(step.id)) {
      here.running.push({card: nobody, turn, id: step.id});
      return;
    }
    if (here.slept) this.story.slept.set(turn, (this.story.slept.get(turn) ?? 0) + here.slept);
    here.slept = 0;
    const one = newCard({...waiting, id: step.id, turn, time: step.time, step: number, thread: here.number});
    if (one.from === nobody) one.from = here.running[0].card;
    this.#foldWaker(one);
    here.running.push({card: this.story.cards.length, turn, id: step.id});
    this.story.cards.push(one);
  }

  /** A sleep wakes somebody in two jobs: the timer's, and that of whoever waited. One card tells it. @param {Card} one */
  #foldWaker(one) {
    const waker = this.story.cards[one.from];
    if (one.way !== 'future' || !this.#sleeps.has(waker.id) || waker.deeds) return;
    waker.folded = true;
    Object.assign(one, {way: 'timer', delay: waker.delay, from: waker.from, woke: waker.id});
  }

  /** @param {Step} step */
  #done(step) {
    const running = this.here.running;
    if (running.length > 1 && running[running.length - 1].id === step.id) running.pop();
  }

  /** @param {Step} step */
  #arm(step) {
    this.#armed.set(step.id, {turn: 0, from: this.#somebody(), way: 'timer', delay: step.value - step.time, descriptor: -1});
    const future = this.#sleeps.get(step.id);
    if (future === undefined) return;
    this.story.names.setKind(step.id, 'sleep');
    this.#future(future).due = step.value;
  }

  /** @param {Step} step */
  #drop(step) {
    const future = this.story.futures.get(step.id);
    if (future) {
      if (future.fate !== 'waits') return;
      future.fate = 'given up';
      if (!future.timer) this.#deed();
    } else {
      const armed = this.#armed.delete(step.id);
      if (this.#waiting.delete(step.id) || armed) this.#deed();
    }
  }

  /** @param {Step} step */
  #make(step) {
    const node = this.#future(step.id);
    if (step.about && this.story.futures.has(step.about)) node.sources.push(step.about);
  }

  /** @param {Step} step */
  #source(step) {
    if (!step.id) return;
    const node = this.#future(step.id);
    if (!this.story.futures.has(step.about)) {
      node.timer = step.about;
      this.#sleeps.set(step.about, step.id);
      this.story.names.setKind(step.id, 'sleep');
    } else if (!node.sources.includes(step.about)) {
      node.sources.push(step.about);
    }
    this.here.onBehalfOf = step.id;
  }

  /** @param {Step} step */
  #wait(step) {
    this.waitsFor.set(step.id, step.about);
    const whose = this.here.onBehalfOf;
    this.here.onBehalfOf = 0;
    const future = this.story.futures.get(step.about);
    if (whose) this.behalf.set(step.id, whose);
    else if (future) this.waitingFrames.set(step.id, future.awaiter);
  }

  /** @param {Step} step */
  #resolve(step) {
    const node = this.#future(step.id);
    node.fate = step.value ? 'failed' : 'has its value';
    const running = /** @type {Running} */ (this.here.running.at(-1));
    if (!node.timer || node.timer !== running.id) this.#deed();  // a sleep's end tells itself
  }
}
