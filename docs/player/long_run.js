// A long run, for the tests: jobs that post jobs, arm timers and print.

/** @param {number} steps at least so many */
export function longRun(steps) {
  const traceEvents = [];
  let time = 0;
  const event = (ph, name, args) => traceEvents.push({ph, name, tid: 1, ts: time, args});
  event('i', 'first', {k: 'post', id: 1, at: [0, 1]});
  for (let id = 1, count = 1; count < steps; count += 7, id += 3) {
    time += 10;
    event('B', 'job', {k: 'run', id, at: [0, 2]});
    event('i', 'said', {k: 'print', cause: id, text: 'job ' + id});
    event('b', 'timer', {k: 'arm', id: id + 1, cause: id, value: time + 5000, at: [0, 3]});
    event('b', 'value', {k: 'make', id: id + 2, cause: id, at: [0, 4]});
    event('i', 'job', {k: 'post', id: id + 3, cause: id, at: [0, 5]});
    if (id > 30) event('i', 'timer', {k: 'drop', id: id - 30 + 1, cause: id});
    traceEvents.push({ph: 'E', name: 'job', tid: 1, ts: time});
  }
  return {otherData: {schema: 'unroll-trace/1', title: 'long', clock: 'virtual'}, traceEvents,
    unrollTrace: {version: 1, sources: [{file: 'long.cpp', text: 'one\ntwo\nthree\nfour\nfive\n'}]}};
}
