// What the player shows at each step is what the text view of `./unroll trace` says, line by line.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Recording } from './recording.js';
import { stopsOf } from './stops.js';
import { Story } from './story.js';
import { countText, timeText } from './words.js';

const views = new URL('../../tests/trace/views/', import.meta.url);

/** All that the player knows, laid out as the text view does. */
function textOf(json) {
  const recording = new Recording(json);
  const story = new Story(recording);
  const stops = stopsOf(recording, story);
  const width = (text) => [...text].length;
  const numbers = Math.max(4, String(recording.steps.length).length);
  const times = Math.max(4, ...recording.steps.map((step) => width(timeText(step.time))));
  const right = (text, to) => ' '.repeat(Math.max(0, to - width(text))) + text;
  const margin = (number, time) => right(number, numbers) + (recording.timed ? '  ' + right(time, times) : '');
  const line = (what, place) => place ? what + ' '.repeat(Math.max(0, 62 - width(what))) + '  ' + place : what;
  const lines = [
    `${recording.title || 'A recorded run'}: ${countText(recording.steps.length, 'step')}, ${countText(story.turns, 'turn')} of the loop`,
    'Steps that show nothing new are left out, so their numbers have gaps.', '', line(margin('step', 'time') + '  what happens', 'where')];
  for (const stop of stops) {
    for (const heading of stop.headings) lines.push('', heading);
    lines.push(line(margin(String(stop.step), timeText(stop.time)) + '  ' + (stop.indented ? '  ' : '') + stop.what, stop.place));
  }
  if (recording.ending) lines.push('', recording.ending);
  return lines.join('\n') + '\n';
}

/** What the text view says of a recording, its lines as long as they are. @param {string} file */
const toldOf = (file) => execFileSync(process.env.PLAYER_VIEW, [file],
  {encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'], env: {...process.env, COLUMNS: '999'}});

/** The recording as it stands in the page that `./unroll trace --html` makes of it. */
function inPage(file) {
  execFileSync(process.env.PLAYER_VIEW, [file, '--html', file + '.html'], {stdio: 'ignore'});
  return JSON.parse(/<script type="application\/json">\n(.*?)<\/script>/s.exec(readFileSync(file + '.html', 'utf8'))[1]);
}

for (const name of ['breakfast', 'hello', 'letter', 'two_threads', 'workers']) {
  test(`every step of ${name} is told as the text view tells it`, () => {
    const json = JSON.parse(readFileSync(new URL(name + '.json', views), 'utf8'));
    assert.equal(textOf(json), readFileSync(new URL(name + '.txt', views), 'utf8'));
  });
}

test('a run that was cut off is told up to there', {skip: !process.env.PLAYER_VIEW}, () => {
  const folder = mkdtempSync(join(tmpdir(), 'player-'));
  try {
    const whole = readFileSync(new URL('letter.json', views), 'utf8');
    const file = join(folder, 'crashed.json');
    writeFileSync(file, whole.slice(0, whole.length / 4));
    const told = toldOf(file);
    assert.match(told, /The recording is cut off here/);
    assert.equal(textOf(inPage(file)), told);
  } finally {
    rmSync(folder, {recursive: true});
  }
});

// The programs of the chapters, recorded now: PLAYER_PROGRAMS names them, PLAYER_VIEW the program that shows runs.
const programs = (process.env.PLAYER_PROGRAMS ?? '').split(':').filter(Boolean);
for (const program of programs) {
  test(`every step of ${program.slice(program.lastIndexOf('/') + 1)} is told as the text view tells it`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'player-'));
    try {
      const file = join(folder, 'run.json');
      execFileSync(program, {env: {...process.env, UNROLL_TRACE_FILE: file}, stdio: 'ignore'});
      const told = toldOf(file);
      assert.equal(textOf(JSON.parse(readFileSync(file, 'utf8'))), told);
      assert.equal(textOf(inPage(file)), told);
    } finally {
      rmSync(folder, {recursive: true});
    }
  });
}
