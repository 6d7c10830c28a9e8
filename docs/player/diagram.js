// The pictures of the run on the same page (`./unroll trace FILE --svg`): click what is in them, or come to it with Tab and
// press Enter or Space, and the player goes there; step, and they show who is acting, and dim what has not been yet.

/** @typedef {import('./run.js').Run} Run */
/** @typedef {import('./state.js').State} State */

const linkedStyle = `
.unroll-picture[data-linked] .node{cursor:pointer}
.unroll-picture[data-linked] :is(.node,.edge){transition:opacity .15s}
.unroll-picture[data-linked] [data-later]{opacity:.5}
.unroll-picture[data-secret] [data-later]{visibility:hidden}
.unroll-picture[data-linked] .node:focus{outline:none}
.unroll-picture[data-linked] .node:focus-visible{outline:3px solid var(--job);outline-offset:3px}
.unroll-picture[data-linked] .node[data-now] :is(path,polygon){stroke-width:3}
@media print{.unroll-picture[data-linked] [data-later]{opacity:1}}
@media (prefers-reduced-motion:reduce){.unroll-picture[data-linked] :is(.node,.edge){transition:none}}`;

export class Diagram {
  /** The stops at which a node begins and acts. @type {{node: Element, first: number, acts: (at: number, state: State) => boolean}[]} */
  #nodes = [];

  /** @type {Element[]} */
  #pictures = [];

  /** @param {Run} run @param {Iterable<Element>} pictures @param {(at: number) => void} go */
  constructor(run, pictures, go) {
    this.run = run;
    for (const picture of pictures) this.#link(picture, go);
  }

  /** @param {Element} picture @param {(at: number) => void} go */
  #link(picture, go) {
    if (!picture.ownerDocument.getElementById('unroll-picture-linked')) {
      const element = picture.ownerDocument.createElement('style');
      element.id = 'unroll-picture-linked';
      element.textContent = linkedStyle;
      picture.ownerDocument.head.append(element);
    }
    picture.setAttribute('data-linked', '');
    this.#pictures.push(picture);
    group(picture);
    for (const node of picture.querySelectorAll('g.node[id]')) {
      const found = this.#meaning(node.id);
      if (!found) continue;
      this.#nodes.push({node, ...found});
      becomeButton(node, () => go(found.first));
      const kind = node.id.split('_')[0];
      for (const edge of picture.querySelectorAll(`g.edge[id$="_to_${node.id.slice(kind.length + 1)}"]`))
        this.#nodes.push({node: edge, first: found.first, acts: () => false});
    }
  }

  /** @param {string} id */
  #meaning(id) {
    const [, what, digits] = /_(step|frame|place|future|main|thread)_?([0-9]*)$/.exec(id) ?? [];
    const number = Number(digits);
    const {stops, recording} = this.run;
    if (what === 'main' || what === 'thread') {
      const thread = number || 1;
      const acts = (/** @type {number} */ at) => stops[at].thread === thread && /^(main\(\)|thread )/.test(stops[at].who);
      return {first: Math.max(0, stops.findIndex((stop) => stop.thread === thread)), acts};
    }
    if (what === 'step') {
      const first = stops.findIndex((stop) => stop.step === number);
      const card = stops[first]?.card;
      return card && {first, acts: (/** @type {number} */ _, /** @type {State} */ state) => state.stacks.get(card.thread)?.some((call) => call.id === card.id) ?? false};
    }
    if (!what) return undefined;
    const about = (/** @type {number} */ at) => {
      const step = recording.steps[stops[at].step - 1];
      return step.id === number || (step.about === number && step.verb !== 'begin');
    };
    const first = stops.findIndex((_, at) => about(at));
    return first < 0 ? undefined : {first, acts: about};
  }

  /** @param {number} at @param {State} state @param {boolean} secret what comes later is not shown */
  show(at, state, secret) {
    for (const picture of this.#pictures) picture.toggleAttribute('data-secret', secret);
    for (const {node, first, acts} of this.#nodes) {
      const now = acts(at, state);
      node.toggleAttribute('data-now', now);
      if (node.hasAttribute('tabindex')) node.setAttribute('aria-current', now ? 'step' : 'false');
      node.toggleAttribute('data-later', first > at);
    }
  }
}

/** A picture that is one image holds nothing to act on: it becomes a group, of the same name. @param {Element} picture */
function group(picture) {
  picture.closest('[role=img]')?.setAttribute('role', 'group');
  for (const name of ['aria-hidden', 'focusable']) picture.removeAttribute(name);
}

/** Its name is what is written on it; what that means in whole words is its description. @param {Element} node @param {() => void} act */
function becomeButton(node, act) {
  node.setAttribute('role', 'button');
  node.setAttribute('tabindex', '0');
  node.setAttribute('aria-label', [...node.querySelectorAll('text')].map((text) => text.textContent).join(' '));
  node.setAttribute('aria-description', node.getAttribute('data-name') ?? node.querySelector('title')?.textContent ?? '');
  node.addEventListener('click', act);
  node.addEventListener('keydown', (event) => {
    const {key, ctrlKey, metaKey, altKey} = /** @type {KeyboardEvent} */ (event);
    if (ctrlKey || metaKey || altKey || (key !== 'Enter' && key !== ' ')) return;
    event.preventDefault();
    event.stopPropagation();  // for the player, Space is to play
    act();
  });
}
