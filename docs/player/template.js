// The parts of the player that stay, as HTML.
import { escapeHtml } from './words.js';

/** @typedef {import('./run.js').Run} Run */

/** @param {string} path */
const icon = (path) => `<svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true"><path d="${path}"/></svg>`;

export const icons = {
  first: icon('M3 3h2v12H3zM15 3v12L6 9z'), turnBack: icon('M9 3v12L1 9zM17 3v12L9 9z'), back: icon('M12 3v12L4 9zM13 3h2v12h-2z'),
  play: icon('M4 2v14l11-7z'), pause: icon('M4 3h4v12H4zM10 3h4v12h-4z'), next: icon('M6 3v12l8-6zM3 3h2v12H3z'),
  turnOn: icon('M1 3v12l8-6zM9 3v12l8-6z'), last: icon('M13 3h2v12h-2zM3 3v12l9-6z')};

/** @param {string} act @param {string} name @param {string} keys @param {string} look */
const button = (act, name, keys, look = '') =>
  `<button data-act="${act}" aria-label="${name}" title="${name} (${keys})"${look ? ` class="${look}"` : ''}>${icons[/** @type {keyof typeof icons} */ (act)]}</button>`;

/** @param {Run} run */
export function frameOf(run) {
  const speeds = ['0.5', '1', '2', '4', '8'].map((speed) => `<option value="${speed}"${speed === '1' ? ' selected' : ''}>${speed}×</option>`).join('');
  return `<div class="bar-top" role="group" aria-label="Step through ${escapeHtml(run.recording.title || 'the run')}">
${button('first', 'To the beginning', 'Home')}${button('turnBack', 'One turn back', 'Page Up')}${button('back', 'One step back', 'Left')}
${button('play', 'Play', 'Space', 'play')}${button('next', 'One step on', 'Right')}${button('turnOn', 'One turn on', 'Page Down')}${button('last', 'To the end', 'End')}
<select class="speed" aria-label="Speed" title="Speed (+ and -)">${speeds}</select>
<button class="predict" aria-pressed="false" title="Say before each job which it will be (p)">Predict</button><span class="score" role="status"></span>
<span class="where"></span></div>
<div class="say"><span class="who"></span><div><p class="sentence" role="status"><span class="verdict"></span><span class="told"></span> <small class="place"></small></p>
<p class="note"></p><div class="choices" role="group" aria-label="Which job runs next?"></div></div></div>
<div class="scrub"><input type="range" min="0" max="${run.stops.length - 1}" value="0" aria-label="Step"></div><div class="lanes"></div>
<p class="ending" hidden>${escapeHtml(run.recording.ending)}</p>
<div class="body"><div class="left"><div class="source"></div><div class="printed"></div></div><div class="panels" tabindex="0" role="group" aria-label="What waits and what runs"></div></div>`;
}

/** Names in a sentence stand out. @param {string} what */
export function sentenceHtml(what) {
  return what.split(/('[^']+'|[A-Za-z_~][\w:~]*\(\)|“.*”)/).map((part, index) =>
    index % 2 ? `<b>${escapeHtml(part)}</b>` : escapeHtml(part)).join('');
}
