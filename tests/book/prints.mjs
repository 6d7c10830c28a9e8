// What comes out of a printer: the text in light, whole, and none of what only a screen is for.
import {expect, reader} from './reader.mjs';

const forScreens = '.top, #pages, .outline, .turn, .copy, .skip, dialog';
const inPlayers = '.bar-top, .scrub, .say, .lanes, .body';
const paper = {width: 672, height: 980};  // A4 within its margins

const widest = '.unroll-picture text:not([font-family*="Mono"]) {font-family: "DejaVu Sans"}';

/** Of what is seen: what is for a screen alone, what is cut off at the right, and which words stand over the edge of their card. */
const lookAt = ([forScreens, inPlayers]) => {
  const seen = (one) => one.checkVisibility();
  const players = [...document.querySelectorAll('unroll-player[pictured]')];
  const names = (some) => some.map((one) => one.className || one.id || one.tagName);
  return {
    useless: names([...document.querySelectorAll(forScreens), ...players.flatMap((one) => [...one.shadowRoot.querySelectorAll(inPlayers)])].filter(seen)),
    cut: names([...document.querySelectorAll('main :is(pre, table, .picture svg)')].filter((one) => seen(one)
      && Math.max(one.getBoundingClientRect().right, one.getBoundingClientRect().left + one.scrollWidth) > document.querySelector('main').getBoundingClientRect().right + 1)),
    over: [...document.querySelectorAll('main .picture svg .node')].filter((one) => seen(one) && one.querySelector('path')).flatMap((card) => {
      const edge = card.querySelector('path').getBoundingClientRect().right;
      return [...card.querySelectorAll('text')].filter((one) => one.getBoundingClientRect().right > edge).map((one) => one.textContent);
    }),
    pictures: [...document.querySelectorAll('main .picture svg')].filter(seen).length,
  };
};

/** A page that is loaded, as it would come out of the printer. Afterwards it is on the screen again. */
export async function printsWell(page, name) {
  const size = page.viewportSize();
  await page.setViewportSize(paper);
  await page.emulateMedia({media: 'print'});
  await page.addStyleTag({content: widest});
  const {useless, cut, over} = await page.evaluate(lookAt, [forScreens, inPlayers]);
  expect(useless.length === 0, 'what is for a screen is not printed', name, useless.join(', '));
  expect(cut.length === 0, 'nothing is cut off on paper', name, cut.join(', '));
  expect(over.length === 0, 'the words of a picture stand within their cards, in the widest common font too', name, over.join(', '));
  await page.emulateMedia({media: null});
  await page.setViewportSize(size);
}

/** What is done when a printer is asked for. */
export async function prints(address) {
  const page = await reader({colorScheme: 'dark', viewport: paper});
  await page.emulateMedia({media: 'print'});
  await page.goto(`${address}chapters/04_coroutines.html`);
  expect((await page.evaluate(lookAt, [forScreens, inPlayers])).pictures === 1, 'a player is printed as its picture', '04_coroutines.html');
  await page.evaluate(() => {
    const look = () => [document.documentElement.dataset.theme, document.querySelectorAll('details:not([open])').length];
    addEventListener('beforeprint', () => (window.printed = look()));
    addEventListener('afterprint', () => (window.afterwards = look()));
  });
  await page.pdf();
  const [[theme, closed], [themeAgain, closedAgain]] = await page.evaluate(() => [window.printed, window.afterwards]);
  expect(theme === 'light', 'paper is light', '04_coroutines.html', theme);
  expect(closed === 0, 'answers are printed', '04_coroutines.html', `${closed} are closed`);
  expect(themeAgain !== 'light' && closedAgain > 0, 'afterwards the page is as it was', '04_coroutines.html');
  await page.context().close();
}
