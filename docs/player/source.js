// The source that ran: the line of the stop, and "waits here" at every line where somebody is suspended.
import { highlighted } from './highlight.js';
import { fileName } from './recording.js';
import { escapeHtml } from './words.js';

/** @typedef {import('./run.js').Run} Run */
/** @typedef {import('./state.js').State} State */

export class SourceView {
  #file = -1;
  /** @type {HTMLElement[]} */
  #marked = [];

  /** @param {Run} run @param {HTMLElement} element where it is drawn */
  constructor(run, element) {
    this.run = run;
    this.files = run.recording.sources.flatMap((source, index) => source.lines.length ? [index] : []);
    element.hidden = !this.files.length;
    element.innerHTML = '<div class="file"></div><div class="code" tabindex="0" role="group"></div>';
    this.head = /** @type {HTMLElement} */ (element.querySelector('.file'));
    this.code = /** @type {HTMLElement} */ (element.querySelector('.code'));
    const name = (/** @type {number} */ file) => escapeHtml(fileName(run.recording.sources[file].file));
    if (this.files.length > 1) {
      this.head.innerHTML = '<select aria-label="Source file">' + this.files.map((file) => `<option value="${file}">${name(file)}</option>`).join('') + '</select>';
      this.head.addEventListener('change', (event) => this.#open(Number(/** @type {HTMLSelectElement} */ (event.target).value)));
    } else if (this.files.length) {
      this.head.innerHTML = name(this.files[0]);
    }
  }

  /** @param {State} state @param {number[]} line file and number */
  show(state, [file, number]) {
    if (!this.files.length || file < 0) return;
    this.state = state;
    this.now = [file, number];
    if (file === this.#file) this.#mark();
    else this.#open(file);
    this.#bringIntoView(number);
  }

  /** @param {number} file */
  #open(file) {
    this.#file = file;
    const {file: path, lines} = this.run.recording.sources[file];
    const select = this.head.querySelector('select');
    if (select) select.value = String(file);
    this.code.setAttribute('aria-label', 'Source ' + fileName(path));
    this.code.innerHTML = lines.map((line, index) => `<div><span class="n">${index + 1}</span><code style="--indent:${line.search(/\S|$/)}">${highlighted(line)}</code></div>`).join('');
    this.code.scrollTop = 0;
    this.#marked = [];
    this.#mark();
  }

  #mark() {
    for (const line of this.#marked) {
      line.removeAttribute('class');
      line.removeAttribute('aria-current');
      line.querySelector('.waits-here')?.remove();
    }
    this.#marked = [];
    /** @type {Map<number, Set<string>>} */
    const waiting = new Map();
    for (const frame of this.state?.frames.values() ?? []) {
      if (frame.stage !== 'suspended' || frame.file !== this.#file) continue;
      waiting.set(frame.line, (waiting.get(frame.line) ?? new Set()).add(this.run.story.told(frame.id)));
    }
    for (const [number, who] of waiting) {
      const line = this.#line(number);
      if (!line) continue;
      line.className = 'waiting';
      const names = [...who];
      const told = names.length > 3 ? `${names.length} coroutines wait` : names.join(', ') + (names.length > 1 ? ' wait' : ' waits');
      line.lastElementChild?.insertAdjacentHTML('beforeend', `<span class="waits-here">${escapeHtml(told)} here</span>`);
    }
    const current = this.now?.[0] === this.#file ? this.#line(this.now[1]) : undefined;
    if (!current) return;
    current.classList.add('current');
    current.setAttribute('aria-current', 'step');
  }

  /** @param {number} number */
  #line(number) {
    const line = /** @type {HTMLElement | undefined} */ (this.code.children[number - 1]);
    if (line) this.#marked.push(line);
    return line;
  }

  /** Scrolls the source, never the page. @param {number} number */
  #bringIntoView(number) {
    const line = /** @type {HTMLElement | undefined} */ (this.code.children[number - 1]);
    if (!line) return;
    const {offsetTop, offsetHeight} = line;
    const {scrollTop, clientHeight} = this.code;
    if (offsetTop < scrollTop + offsetHeight * 2 || offsetTop > scrollTop + clientHeight - offsetHeight * 3)
      this.code.scrollTop = offsetTop - clientHeight / 2;
  }
}
