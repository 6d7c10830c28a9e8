// Colours for C++, a line at a time: comments, texts, numbers and the words of the language.
import { escapeHtml } from './words.js';

const keywords = new Set(('alignas alignof auto bool break case catch char class co_await co_return co_yield concept const ' +
  'constexpr continue decltype default delete do double else enum explicit false float for friend if inline int long ' +
  'mutable namespace new noexcept nullptr operator private protected public requires return short signed sizeof static ' +
  'struct switch template this throw true try typedef typename unsigned using virtual void volatile while').split(' '));

const token = /(\/\/.*)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)+')|(\b\d[\w.']*)|(^\s*#\s*\w+)|([A-Za-z_]\w*)/g;

/** @param {string} line @returns {string} HTML */
export function highlighted(line) {
  let html = '';
  let done = 0;
  for (const found of line.matchAll(token)) {
    html += escapeHtml(line.slice(done, found.index));
    done = found.index + found[0].length;
    const [text, comment, literal, number, directive, word] = found;
    const look = comment ? 'comment' : literal ? 'literal' : number ? 'number' : directive ? 'word' :
      word.startsWith('co_') ? 'co' : keywords.has(word) ? 'word' : '';
    html += look ? `<i class="${look}">${escapeHtml(text)}</i>` : escapeHtml(text);
  }
  html += escapeHtml(line.slice(done));
  return html.replace(/-&#62;(?=[\w~< ]|$)/g, '<wbr><span class="one">$&</span>');  // a line may be broken before an arrow
}
