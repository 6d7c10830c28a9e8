// What waits and what runs, as HTML: the queue, the call stack, timers, descriptors, frames, futures, the console.
import { escapeHtml, timeText } from './words.js';

/** @typedef {import('./run.js').Run} Run */
/** @typedef {import('./state.js').State} State */
/** @typedef {import('./state.js').Frame} Frame */

const mostShown = 24;  // of one kind; more are only counted
const linesShown = 40;  // of the console

/** @param {string} title @param {string} body @param {number} count @param {string} look */
function panel(title, body, count = -1, look = '') {
  return `<div class="panel ${look}" role="group" aria-label="${title}"><div class="title">${title}${count < 0 ? '' : ` <span>${count}</span>`}</div>${body}</div>`;
}

/** @param {string[]} items @param {string} tag @param {string} look */
function list(items, tag, look) {
  if (!items.length) return '<p class="empty">nobody</p>';
  const rest = items.length > mostShown ? `<li class="more">and ${items.length - mostShown} more</li>` : '';
  return `<${tag} class="${look}">${items.slice(0, mostShown).join('')}${rest}</${tag}>`;
}

/** @param {string} place */
const small = (place) => place ? ` <small>${escapeHtml(place)}</small>` : '';

export class Panels {
  /** @param {Run} run */
  constructor(run) {
    this.run = run;
  }

  /** @param {State} state @param {number} now the time @param {boolean} secret the queue is not shown: it is asked for */
  draw(state, now, secret) {
    const has = (/** @type {string} */ verb) => this.run.verbs.has(verb);
    return (has('post') ? this.#queues(state, secret) : '') + (has('send') ? this.#sent(state) : '') + this.#stacks(state) +
      (has('arm') ? this.#timers(state, now) : '') + (has('watch') ? this.#watches(state) : '') +
      (has('begin') || has('start') ? this.#frames(state) : '') +
      ([...this.run.story.futures.values()].some((one) => !one.timer) ? this.#futures(state) : '');
  }

  /** @param {number} id @param {string} more */
  #job(id, more = '') {
    const {title, place, way} = this.run.titleOf(id);
    return `<li class="chip ${way}${more}">${escapeHtml(title)}${small(place)}${more ? ' <small>called off</small>' : ''}</li>`;
  }

  /** @param {State} state @param {boolean} secret */
  #queues(state, secret) {
    if (secret) return panel('Ready queue', '<p class="empty">hidden while you predict</p>', -1, 'wide');
    const queues = [...state.queues].filter(([, queue], index) => queue.length || index === 0).sort((a, b) => a[0] - b[0]);
    if (!queues.length) return panel('Ready queue', list([], 'ol', ''), 0, 'wide');
    return queues.map(([thread, queue]) => panel('Ready queue' + (this.run.threads.length > 1 ? ` of thread ${thread}` : ''),
      list(queue.map((one) => this.#job(one.id, one.gone ? ' gone' : '')), 'ol', 'chips queue'), queue.length, 'wide')).join('');
  }

  /** @param {State} state */
  #sent(state) {
    return panel('On the way to another thread', list(state.sent.map((id) => this.#job(id)), 'ul', 'chips'), state.sent.length, 'wide');
  }

  /** @param {State} state */
  #stacks(state) {
    const stacks = this.run.threads.map((thread) => {
      const calls = state.stacks.get(thread) ?? [];
      const boxes = [`<li class="call main">${thread === 1 ? 'main()' : 'thread ' + thread}</li>`];
      if (calls.some((call) => call.loop)) boxes.push('<li class="call loop">the loop</li>');
      for (const call of calls) {
        if (call.kind === 'tick') continue;
        const {title, place, way} = this.run.titleOf(call.id);
        boxes.push(call.kind === 'frame' ? `<li class="call frame">${escapeHtml(this.run.story.told(call.id))}</li>` :
          `<li class="call ${way}">${escapeHtml(title)}${small(place)}</li>`);
      }
      const until = state.asleep.get(thread);
      if (until !== undefined) boxes.push(`<li class="call sleep">asleep until ${until >= 9e15 ? 'something comes' : timeText(until)}</li>`);
      return `<ol class="stack" reversed>${boxes.reverse().join('')}</ol>`;
    });
    const look = this.run.verbs.has('watch') ? 'tall' : this.run.verbs.has('arm') ? '' : 'wide';
    return panel('Call stack', `<div class="stacks">${stacks.join('')}</div>`, -1, look);
  }

  /** @param {State} state @param {number} now */
  #timers(state, now) {
    const timers = [...state.timers.values()].sort((a, b) => a.due - b.due);
    const items = timers.map(({id, due, since}) => {
      const name = this.run.story.names.of(id);
      const left = due >= 9e15 ? 'when a descriptor is ready' : this.run.recording.timed ? 'in ' + timeText(Math.max(0, due - now)) : '';
      const part = due >= 9e15 ? 0 : Math.round(100 * Math.min(1, Math.max(0, (now - since) / Math.max(1, due - since))));
      return `<li><span class="chip timer">${escapeHtml(name.title())}${small(name.given ? '' : this.run.short(name.place))}</span>` +
        `<span class="bar"><span style="width:${part}%"></span></span><span class="remaining">${left}</span></li>`;
    });
    return panel('Timers', list(items, 'ul', 'timers'), timers.length);
  }

  /** @param {State} state */
  #watches(state) {
    const items = [...state.watches.values()].map(({number, future}) => {
      const name = this.run.story.names.of(future);
      return `<li class="chip descriptor">descriptor ${number}${name.given ? ` <small>${escapeHtml(name.text)}</small>` : ''}</li>`;
    });
    return panel('Asked of the kernel', list(items, 'ul', 'chips'), items.length);
  }

  /** @param {State} state */
  #frames(state) {
    /** @type {Map<number, Frame[]>} */
    const children = new Map();
    for (const frame of state.frames.values()) {
      const above = state.frames.has(frame.awaiter) ? frame.awaiter : 0;
      children.set(above, [...(children.get(above) ?? []), frame]);
    }
    const tasks = new Map([...this.run.story.futures].map(([id, one]) => [one.frame, id]));
    let room = mostShown;
    const tree = (/** @type {number} */ above) => {
      /** @type {string} */
      let text = '';
      for (const frame of children.get(above) ?? []) {
        if (room-- <= 0) break;
        const task = this.run.story.names.of(tasks.get(frame.id) ?? -1);
        text += `<li><span class="frame-row ${frame.stage === 'running' ? 'active' : ''}"><b>${escapeHtml(this.run.story.told(frame.id))}</b>` +
          (task.given ? ` <small>task ${escapeHtml(task.told())}</small>` : '') +
          `<span class="stage">${escapeHtml(this.#stage(frame))}</span></span>${tree(frame.id)}</li>`;
      }
      return text && `<ul>${text}</ul>`;
    };
    const rest = state.frames.size - mostShown;
    return panel('Coroutine frames', `<div class="tree">${tree(0) || '<p class="empty">nobody</p>'}</div>` +
      (rest > 0 ? `<p class="more">and ${rest} more</p>` : ''), state.frames.size, 'wide');
  }

  /** @param {Frame} frame */
  #stage(frame) {
    if (frame.stage === 'running') return 'runs';
    if (frame.stage === 'not begun') return 'not begun yet';
    const what = frame.waitsFor ? this.run.story.told(frame.waitsFor) : 'something of its own';
    return (frame.line ? `line ${frame.line}, ` : '') + 'waits for ' + what;
  }

  /** @param {State} state */
  #futures(state) {
    const items = [...state.futures.values()].map(({id, fate, value}) => {
      const name = this.run.story.names.of(id);
      const told = fate === 'waits' ? '…' : fate === 'failed' ? 'failed' : value ? '= ' + value : 'is there';
      return `<li class="chip future ${fate}">${escapeHtml(name.title())}${small(name.given ? '' : this.run.short(name.place))} <span class="value">${escapeHtml(told)}</span></li>`;
    });
    return panel('Futures', list(items, 'ul', 'chips'), items.length, 'wide');
  }

  /** What was printed up to now; nothing if nothing ever is. @param {State} state */
  console(state) {
    if (!this.run.prints.length) return '';
    const shown = this.run.prints.slice(Math.max(0, state.prints - linesShown), state.prints);
    const text = shown.map((print) => print.text + (print.value === 1 ? '' : '\n')).join('');
    return panel('Console', `<pre class="console" tabindex="0" role="group" aria-label="what the program has printed">${escapeHtml(text)}<span class="cursor"> </span></pre>`, -1, 'console-panel');
  }
}
