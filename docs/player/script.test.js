// The modules as one classic script: small, whole, and nothing that a page would stumble over.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { gzipSync } from 'node:zlib';

const here = fileURLToPath(new URL('.', import.meta.url));
const modules = readFileSync(join(here, 'modules.txt'), 'utf8').trim().split('\n');
const text = (module) => readFileSync(join(here, module + '.js'), 'utf8');

function script() {
  const folder = mkdtempSync(join(tmpdir(), 'player-'));
  try {
    execFileSync('cmake', ['-D', `OUT=${join(folder, 'player.js')}`, '-P', join(here, 'classic.cmake')]);
    return readFileSync(join(folder, 'player.js'), 'utf8');
  } finally {
    rmSync(folder, {recursive: true});
  }
}

test('it weighs less than 30 KB, compressed', () => {
  const bytes = gzipSync(script(), {level: 9}).length;
  console.log(`# ${bytes} bytes`);
  assert.ok(bytes < 30000, `${bytes} bytes`);
});

test('it is a classic script that can stand in a page', () => {
  assert.doesNotThrow(() => new vm.Script(script()));
  assert.doesNotMatch(script(), /<\/script|<!--|^(import|export) /im);
});

test('every module is in it, after those that it imports', () => {
  const kept = readdirSync(here).filter((name) => name.endsWith('.js') && !/test|browser|long_run/.test(name)).map((name) => name.slice(0, -3));
  assert.deepEqual([...modules].sort(), kept.sort());
  modules.forEach((module, index) => {
    for (const [, other] of text(module).matchAll(/^import .* from '\.\/(\w+)\.js';$/gm))
      assert.ok(modules.indexOf(other) < index, `${module} stands before ${other}`);
    for (const line of text(module).match(/^import .*/gm) ?? []) assert.match(line, /;$/, 'an import stands on one line');
  });
});

test('no two modules use the same name at their top', () => {
  const names = modules.flatMap((module) => [...text(module).matchAll(/^(?:export )?(?:const|let|class|function) (\w+)/gm)].map((found) => found[1]));
  assert.deepEqual(names.filter((name, index) => names.indexOf(name) !== index), []);
});
