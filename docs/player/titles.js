// What each job is called, when all is known.

/** @typedef {import('./story.js').Card} Card */
/** @typedef {import('./story.js').Story} Story */
/** @typedef {import('./teller.js').Teller} Teller */

/** @param {Story} story @param {Teller} teller */
export function giveTitles(story, teller) {
  for (const one of story.cards) if (one.way !== 'main') giveTitle(one, story, teller);
}

/** @param {Card} one @param {Story} story @param {Teller} teller */
function giveTitle(one, story, teller) {
  const started = teller.starts.get(one.id);
  if (one.woke || started === undefined) return adopt(one, one.woke || one.id, story, teller);
  const name = story.names.of(started);
  one.given = true;
  one.title = 'start ' + (name.given ? name.text : story.names.of(story.futures.get(started)?.frame ?? 0).title());
  one.place = name.place;
}

/** The title of the job `id` is that of the card. @param {Card} one @param {number} id @param {Story} story @param {Teller} teller */
function adopt(one, id, {names}, teller) {
  const name = names.of(id);
  Object.assign(one, {place: name.place, title: name.title(), given: name.given});
  if (name.given) return;
  const behalf = teller.behalf.get(id);
  if (behalf !== undefined) one.place = names.of(behalf).place;
  const awaited = teller.waitsFor.get(id);
  if (awaited === undefined) return;
  const frame = teller.waitingFrames.get(id);
  if (names.of(awaited).given) {
    one.title = names.of(awaited).text + ' is there';
    one.given = true;
  } else {
    one.title = frame ? names.of(frame).told() + ' goes on' : 'then';
  }
}
