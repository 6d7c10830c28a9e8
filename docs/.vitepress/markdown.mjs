// What the site does with Markdown beyond the ordinary: links that hold here as on the repository's own pages, pictures
// inline, and quotations that name their source and are checked.
import {readdirSync} from 'node:fs';
import {relative} from 'node:path';
import {hrefOf, inRoot, isFile, read, root, sourceHref} from './pages.mjs';

/** The `#anchor` of a heading: as the repository's viewers make it, and as `tests/rules` checks it. */
export const slugify = (text) =>
  [...text.toLowerCase()].map((c) => (c === ' ' ? '-' : /[a-z0-9_-]/.test(c) || c > '\x7f' ? c : '')).join('');

const dedent = (lines) => {
  const kept = lines.map((line) => line.trimEnd());
  const common = Math.min(...kept.filter((line) => line).map((line) => line.length - line.trimStart().length));
  return kept.map((line) => line.slice(common)).join('\n');
};

/** Code is in its file word for word and in one piece, or there is no site. */
function checkQuotation(page, path, content) {
  if (!isFile(path)) throw new Error(`${page}: quotes a file that does not exist: ${path}`);
  const quoted = content.trimEnd().split('\n');
  const lines = read(path).split('\n');
  for (let i = 0; i + quoted.length <= lines.length; ++i)
    if (dedent(lines.slice(i, i + quoted.length)) === dedent(quoted)) return;
  throw new Error(`${page}: is not a quotation of ${path}:\n${content}`);
}

/** Three columns or more, in three lines or more, or a tree: a line that went on in the next one would spoil them. */
const inColumns = (content) => /[└├]/.test(content) || content.split('\n').filter((line) => /\S {2,}\S.*? {2,}\S/.test(line)).length > 2;

/** A browser breaks lines behind each hyphen: not within an option, a package's name or an arrow. Before an arrow it may. */
const unbroken = (text) => text.replace(/(?<!-)-(?:>|&gt;)(?=[\w~ ]|$)|-+\w/g, (found) => `${/>|;/.test(found) ? '<wbr>' : ''}<span class="one">${found}</span>`);

/** In a narrow table a long name must be broken somewhere: behind a hyphen, but not behind its first ones. */
const hardlyBroken = (text) => text.replace(/\S+/g, (word) => (word.length < 20 ? unbroken(word) : word.replace(/^-+\w/, '<span class="one">$&</span>')));

/** What stands between the tags. */
const inTexts = (html, change) => html.replace(/>([^<]+)</g, (_, text) => `>${change(text)}<`);

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** The names of all tests, of which texts say that they show something. */
const tests = new Set(
  readdirSync(inRoot('tests'), {recursive: true}).filter((one) => one.endsWith('_test.cpp'))
    .flatMap((one) => [...read(`tests/${one}`).matchAll(/^(?:TYPED_)?TEST(?:_P|_F)?\((\w+),\s*(\w+)\)/gm)].map(([, suite, name]) => `${suite}.${name}`)));

/** Where a long name may be broken, if it must: behind what joins its words, and between them. U+E000 stands for the place. */
const breakable = (code) => code.replace(/\S{14,}/g, (word) => word.replace(/(?:::|[/_.])(?=\w)|[a-z0-9](?=[A-Z])/g, '$&\ue000'));

/** `Suite.Promise`: a test, and not a file, a call or a number. */
const namesTest = (code) => /^[A-Z]\w+\.[A-Z][a-z]*[A-Z]\w*$/.test(code);

/** Of what a block is the output, in words. Behind a comma stands how closely, and where, it is compared: `tests/rules/shown.hpp`. */
function outputOf(what) {
  const [program, ...how] = what.split(', ');
  const whole = how.includes('in parts') ? 'from the output' : 'output';
  if (program === 'of these commands') return `${whole} of these commands`;
  return `${whole} of <code>${escape(program.replace(/_changed(_again)?$/, ''))}</code>${/_changed/.test(program) ? ', changed' : ''}`;
}

/** The line above a block of code: where it comes from. That it is what is written now, `./unroll book` has asked `unroll_rules` before. */
function caption(page, comment, content) {
  const [, how, what] = /^<!-- (quote|output|trace|measured|sketch) ?(.*?) -->$/.exec(comment.trim()) ?? [];
  if (how === 'quote') {
    checkQuotation(page, what, content);
    return `<a href="${sourceHref(what)}">${escape(what).replaceAll('/', '/<wbr>')}</a>`;
  }
  if (how === 'output') return `<span>${outputOf(what)}</span>`;
  if (how === 'trace') return `<span>the recorded run of <code>${escape(what)}</code></span>`;
  if (how === 'measured' && what) return `<span>measured by <code>${escape(what.replace('by ', ''))}</code></span>`;
  if (how === 'measured') return '<span>measured by <code>./unroll bench</code></span>';
  if (how === 'sketch') return '<span>a sketch</span>';
  return '';
}

/** What `./unroll bench` measured, as bars: within each operation, the longest is the whole width. */
function plot(content) {
  const groups = content.split('\n').reduce((found, line) => {
    const row = /^ {2}(\S+) +(\S.*?) {2,}([\d.]+) /.exec(line);
    if (row) found.at(-1)?.rows.push({who: row[1], what: row[2], ns: Number(row[3])});
    else if (/^\S/.test(line)) found.push({title: line, rows: []});
    return found;
  }, []).filter((group) => group.rows.length > 1);
  const bar = (most) => ({who, what, ns}) =>
    `<div class="bar${who === 'asio' ? ' other' : ''}"><span>${escape(who)} ${escape(what)}</span><i style="--part:${(ns / most).toFixed(3)}"></i><b>${ns} ns</b></div>`;
  const drawn = groups.map(({title, rows}) => `<p>${escape(title)}</p>${rows.map(bar(Math.max(...rows.map((row) => row.ns)))).join('')}`);
  return drawn.length ? `<div class="plot" aria-hidden="true">${drawn.join('')}</div>` : '';  // the same figures stand above, as text
}

export function extend(md) {
  const pageOf = (env) => relative(root, env.realPath ?? env.path).replaceAll('\\', '/');

  md.core.ruler.push('the_books_links', (state) => {
    const page = pageOf(state.env);
    state.tokens.forEach((token, i) => {
      const before = state.tokens[i - 1];
      if (token.type === 'fence' && before?.type === 'html_block') token.meta = caption(page, before.content, token.content);
      if (token.type === 'html_block' && /<summary>[^]*?`[^]*?<\/summary>/.test(token.content))
        throw new Error(`${page}: within HTML, code is <code>, for nobody reads Markdown there: ${token.content}`);
      if (token.type === 'th_open' && state.tokens[i + 1].content === '') token.tag = state.tokens[i + 2].tag = 'td';  // an empty head is none
      for (const child of token.children ?? []) {
        if (child.type === 'code_inline' && namesTest(child.content) && !tests.has(child.content))
          throw new Error(`${page}: names a test that does not exist: ${child.content}`);
        const key = child.type === 'link_open' ? 'href' : '';
        const link = key && child.attrGet(key);
        if (link && !/^(https?:|mailto:|#|\/)/.test(link)) child.attrSet(key, hrefOf(page, decodeURI(link)));
      }
    });
  });

  // Put into the finished page, for a template may hold no style element.
  md.renderer.rules.image = (tokens, i, _options, env) => {
    const path = decodeURI(hrefOf(pageOf(env), tokens[i].attrGet('src'))).replace(/^\/source\/|\.html$/g, '');
    const words = tokens[i].content;
    if (!words) throw new Error(`${pageOf(env)}: a picture without words: ${path}`);
    if (!path.endsWith('.svg')) throw new Error(`${pageOf(env)}: a picture that is no SVG: ${path}`);
    return `<span class="picture" role="img" tabindex="0" aria-label="${escape(words)}" data-picture="${escape(path)}"></span>`;
  };

  const codeInline = md.renderer.rules.code_inline;
  md.renderer.rules.code_inline = (tokens, i, ...rest) => {
    const {content} = tokens[i];
    if (content.length < 14 && !content.includes(' ')) tokens[i].attrJoin('class', 'word');  // -O1 is one
    tokens[i].content = breakable(content);
    return inTexts(codeInline(tokens, i, ...rest), hardlyBroken).replaceAll('\ue000', '<wbr>');
  };

  const fence = md.renderer.rules.fence;
  md.renderer.rules.fence = (tokens, i, options, env, self) => {
    const origin = tokens[i].meta;
    const kind = tokens[i].info.trim().split(/\s/)[0] || 'text';
    const highlighted = fence(tokens, i, options, env, self)
      .replace(/<button [^>]*class="copy"[^>]*><\/button>/, '').replace(/<span class="lang">[^<]*<\/span>/, '')
      .replace(/<span class="line">((?:<span [^>]*>)*)( +)/g, (_, before, spaces) => `<span class="line" style="--in:${Math.min(spaces.length, 12)}">${before}${spaces}`);
    const block = inTexts(highlighted, (text) => unbroken(kind === 'sh' ? text.replace(/(?<=\w)\/(?=\w)/g, '/<wbr>') : text));
    const measured = origin?.includes('./unroll bench');
    return `<div class="code ${kind}${inColumns(tokens[i].content) ? ' columns' : ''}">${origin ? `<div class="origin">${origin}</div>` : ''}${block}</div>${measured ? plot(tokens[i].content) : ''}`;
  };
  md.renderer.rules.table_open = () => '<div class="table" tabindex="0"><table>';
  md.renderer.rules.table_close = () => '</table></div>';
}
