// Nothing on a page moves while it is loading.
import {readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {join} from 'node:path';
import {expect, reader, several} from './reader.mjs';

/** What has moved on this page while it was loading, in words. */
async function movesOf(page, address) {
  await page.addInitScript(() => {
    window.shifted = [];
    const seen = ({node, previousRect: from, currentRect: to}) => `${node?.nodeName} ${node?.textContent?.trim().slice(0, 30)}: from ${from.x},${from.y} to ${to.x},${to.y}`;
    new PerformanceObserver((list) => list.getEntries().forEach((one) => window.shifted.push(one.value, ...one.sources.map(seen)))).observe({type: 'layout-shift', buffered: true});
  });
  await page.goto(address, {waitUntil: 'networkidle'});
  const shifted = await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(window.shifted)))));
  return shifted.join('; ');
}

export async function standsStill(address, pages, site) {
  const played = pages.filter((name) => readFileSync(join(site, name), 'utf8').includes('<unroll-player'));
  expect(played.includes('index.html') && played.includes('order.html'), 'runs are played there', 'the book', played.join(' '));
  await several(2, played.flatMap((one) => [[one, 390], [one, 1400]]), async ([name, width]) => {
    const page = await reader({viewport: {width, height: 900}});
    const moved = await movesOf(page, address + name);
    expect(!moved, 'nothing jumps while it loads', `${name} (${width} pixels)`, moved);
    await page.context().close();
  });
}

/** Of the first page the browser gets the half of its line at the top, and the rest when it has drawn that, or has not for a second. */
export async function comesInPieces(address, pages, site) {
  const page = await reader({viewport: {width: 390, height: 900}});
  const html = readFileSync(join(site, 'index.html'), 'utf8');
  const cut = html.indexOf('<button class="theme"');
  const drawn = () => page.waitForFunction(() => performance.getEntriesByType('paint').length > 0, undefined, {polling: 20, timeout: 1000}).catch(() => {});
  const server = createServer(async (request, response) => {
    if (request.url !== '/') return response.writeHead(302, {location: address + request.url.slice(1)}).end();
    response.writeHead(200, {'content-type': 'text/html; charset=utf-8'}).write(html.slice(0, cut));
    await page.waitForFunction(() => document.querySelector('.find'), undefined, {polling: 20});
    await drawn();
    response.end(html.slice(cut));
  });
  await new Promise((listening) => { server.listen(0, '127.0.0.1', listening); });
  const moved = await movesOf(page, `http://127.0.0.1:${server.address().port}/`);
  expect(cut > 0 && !moved, 'nothing jumps where a page comes in pieces', 'index.html', moved);
  await page.context().close();
  server.close();
}
