// One more sentence a verb, for who sees it for the first time.

/** @type {Record<string, string>} */
const notes = {
  post: 'It joins the end of the queue. Nothing of it runs here and now.',
  run: 'The loop takes what stands at the front of the queue, and calls it.',
  send: 'Only a job ever crosses threads.',
  arm: 'Until its time has come, nobody is held up by it.',
  fire: 'So its job joins the end of the queue.',
  drop: 'Its owner has let go of it, so nobody will call it.',
  sleep: 'Nobody else has anything to do, so time may pass.',
  make: 'It stands for a value that is not there yet.',
  start: 'It begins in a job of its own, not here and now.',
  resolve: 'Whoever waits for it joins the end of the queue.',
  begin: 'It runs like any function, until it has to wait.',
  suspend: 'It lets go of the thread. Its frame, with all its variables, stays.',
  resume: 'It goes on behind its co_await, with its variables as they were.',
  end: 'Its frame is gone. If somebody awaited it, that one goes on.',
  watch: 'The kernel will say when it is ready; until then the loop is free.',
  ready: 'Whoever waited for it joins the end of the queue.'};

/** @param {import('./recording.js').Step} step */
export function noteOn(step) {
  if (step.verb === 'end' && step.value === 1) return 'Destroying is cancelling: its clean-ups run, the innermost first.';
  if (step.verb === 'end' && step.value === 2) return 'Its frame is gone. The error goes to whoever awaits it.';
  return notes[step.verb] ?? '';
}
