// Words and numbers as the text view writes them (chapters/00_trace/view/words.cpp).

const endOfTime = 9e15;

/** @param {number} value @param {number} unit @param {string} name */
function inUnit(value, unit, name) {
  const thousandths = Math.trunc(Math.abs(value) / (unit / 1000)) % 1000;
  const fraction = String(1000 + thousandths).slice(1).replace(/0+$/, '');
  const whole = Math.trunc(Math.abs(value) / unit);
  return (value < 0 ? '-' : '') + whole + (fraction ? '.' + fraction : '') + name;
}

/** "20 ms", "5 s", "290 µs", "the end of time" @param {number} microseconds */
export function timeText(microseconds) {
  if (Math.abs(microseconds) >= endOfTime) return 'the end of time';
  if (microseconds === 0) return '0 ms';
  if (Math.abs(microseconds) < 1000) return microseconds + ' µs';
  if (Math.abs(microseconds) < 1000000) return inUnit(microseconds, 1000, ' ms');
  return inUnit(microseconds, 1000000, ' s');
}

/** @param {number} number @param {string} what */
export const countText = (number, what) => `${number} ${what}${number === 1 ? '' : 's'}`;

/** Control characters become `\x1b`, a tab a space: what is shown obeys nobody. @param {string} text */
export function harmless(text) {
  return text.replace(/[\0-\x1f\x7f-\x9f\ufffe\uffff]/g, (c) => {
    if (c === '\t') return ' ';
    const code = c.charCodeAt(0);
    return code > 0xff ? '\ufffd' : '\\x' + code.toString(16).padStart(2, '0');
  });
}

/** @param {string} text @param {number} most */
export function shortened(text, most) {
  const letters = [...text];
  return letters.length <= most ? text : letters.slice(0, most - 1).join('') + '…';
}

/** For text between tags and in attributes. @param {string} text */
export function escapeHtml(text) {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
