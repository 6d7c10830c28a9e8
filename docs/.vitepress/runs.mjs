// The runs that the book's build recorded: each of a program of the chapters, and each has a picture of the same name.
import {existsSync, readFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {Run} from '../player/run.js';

/** The run that a picture is of, if it is recorded. */
export function runOf(picture) {
  const name = basename(picture, '.svg');
  const file = (kind) => join(process.env.UNROLL_BOOK_RUNS ?? '', `${name}.${kind}`);
  if (!process.env.UNROLL_BOOK_RUNS || !existsSync(file('json'))) return;
  const json = readFileSync(file('json'), 'utf8').trim();
  return {json, recording: JSON.parse(json), text: readFileSync(file('txt'), 'utf8')};
}

const plain = (title) => title.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code)).replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

/**
 * The picture with the numbers of this very run, or nothing if it is not of such a run. Where threads run, or the kernel
 * is waited for, each run numbers its steps otherwise; but the same jobs run, and those of one name in the same order.
 */
export function linked(svg, recording) {
  const {stops, story} = new Run(recording);
  const jobs = stops.filter((stop) => stop.card).map(({step, card}) => ({step, card, by: ` by ${story.cards[card.from]?.title}`}));
  const drawn = [...svg.matchAll(/<g id="[^"]*_step_(\d+)" class="node[^>]*>\s*<title>([^<]*)/g)]
    .map(([, step, title]) => ({step, title: plain(title)})).sort((a, b) => a.step - b.step);
  const stepOf = new Map();
  for (const {step, title} of drawn) {
    const at = jobs.findIndex(({card, by}) => title.startsWith(card.title) && (card.way === 'descriptor' || title.includes(by)));
    if (at < 0) return;
    stepOf.set(step, jobs.splice(at, 1)[0].step);
  }
  return svg.replace(/\bid="[^"]*"/g, (id) => id.replace(/_step_(\d+)/g, (whole, step) => (stepOf.has(step) ? `_step_${stepOf.get(step)}` : whole)));
}
