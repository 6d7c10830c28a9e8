// What the book's build refuses: each check is given what it is there for, and something that is well beside it.
import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {after, test} from 'node:test';
import {deadLinks} from '../../docs/.vitepress/finish.mjs';
import {extend} from '../../docs/.vitepress/markdown.mjs';
import {inRoot, root} from '../../docs/.vitepress/pages.mjs';
import {referencePages} from '../../docs/.vitepress/reference.mjs';

const {createMarkdownRenderer} = await import(inRoot('docs/node_modules/vitepress/dist/node/index.js'));
const markdown = await createMarkdownRenderer(root, {config: extend});
const page = async (text) => markdown.render(text, {path: inRoot('docs/order.md')});

const folder = mkdtempSync(join(tmpdir(), 'book-'));
after(() => rmSync(folder, {recursive: true}));
const write = (path, text) => {
  mkdirSync(dirname(join(folder, path)), {recursive: true});
  writeFileSync(join(folder, path), text);
};

const quoting = (path, code) => `<!-- quote ${path} -->\n\`\`\`cpp\n${code}\n\`\`\`\n`;
const showing = (what) => `<!-- ${what} -->\n\`\`\`text\nHello\n\`\`\`\n`;
const well = [
  ['a quotation', quoting('chapters/01_queue/predict.cpp', 'int main() {\n  Loop loop;'), /predict\.cpp<\/a>/],
  ['a link', '[the first rung](../chapters/01_queue/README.md)', /href="\/chapters\/01_queue\.html"/],
  ['a test', '`LoopOn.PostNeverRunsTheJobHereAndNow`', /<code>Loop/],
  ['a picture', '![A tree](pictures/01_queue_demo.svg)', /aria-label="A tree"/],
  ['an output', showing('output 01_queue_demo'), />output of <code>01_queue_demo<\/code><\/span>/],
  ['a part of what commands say', showing('output of these commands, in parts, with g++ 12'), />from the output of these commands<\/span>/],
  ['an output of a program that the reader has changed', showing('output 06_io_predict_changed_again'), />output of <code>06_io_predict<\/code>, changed<\/span>/],
  ['what another program measures', showing('measured by unroll_echo_bench'), />measured by <code>unroll_echo_bench<\/code><\/span>/],
  ['an answer', '<details><summary>1. <code>run</code></summary>\n\nYes.\n</details>', /summary/],
];
for (const [what, text, expected] of well) test(`${what} that is well is taken`, async () => assert.match(await page(text), expected));

const broken = [
  ['a quotation of which the file says something else', quoting('chapters/01_queue/predict.cpp', 'int main() {\n  Loop hoop;'),
    /^docs\/order\.md: is not a quotation of chapters\/01_queue\/predict\.cpp:\nint main\(\) \{\n {2}Loop hoop;/],
  ['a quotation that leaves a line out', quoting('chapters/01_queue/predict.cpp', 'int main() {\n  loop.post([&] {'), /is not a quotation of/],
  ['a quotation of a file that is gone', quoting('chapters/01_queue/gone.cpp', 'int main() {'), /quotes a file that does not exist: chapters\/01_queue\/gone\.cpp/],
  ['a link to nothing', '[gone](../chapters/01_queue/gone.md)', /a link to nothing: \.\.\/chapters\/01_queue\/gone\.md/],
  ['a link that leaves the repository', '[out](../../../etc/passwd)', /a link to nothing/],
  ['a test that is not there', '`LoopOn.RunsEverythingHereAndNow`', /names a test that does not exist: LoopOn\.RunsEverythingHereAndNow/],
  ['a picture without words', '![](pictures/01_queue_demo.svg)', /a picture without words/],
  ['a picture that is no SVG', '![words](README.md)', /a picture that is no SVG/],
  ['Markdown where nobody reads it', '<details><summary>1. `run`</summary></details>\n', /within HTML, code is <code>/],
];
for (const [what, text, expected] of broken) test(`${what} is refused`, () => assert.rejects(page(text), {message: expected}));

test('of finished pages, each link to nothing is told, and no other', () => {
  write('index.html', '<h1 id="top">a</h1><a href="more/b.html#there">b</a><a href="#top">a</a><a href="https://example.org/gone">far</a><img src="gone.png">');
  write('more/b.html', '<h2 id="there">b</h2><a href="../index.html#gone">a</a><script src="../gone.js"></script><a href="c.html">c</a>');
  assert.deepEqual(deadLinks(folder, ['index.html', 'more/b.html']).sort(), [
    'index.html: a link to nothing: gone.png', 'more/b.html: a link to a heading that does not exist: ../index.html#gone',
    'more/b.html: a link to nothing: ../gone.js', 'more/b.html: a link to nothing: c.html'].sort());
});

/** What doxygen writes of a class with two functions, of which one has no comment. */
const silent = `<doxygen><compounddef kind="class" prot="public"><compoundname>unroll::Bell</compoundname>
  <sectiondef kind="public-func"><memberdef kind="function" prot="public" static="no"><type>void</type><name>ring</name><qualifiedname>unroll::Bell::ring</qualifiedname>
    <argsstring>()</argsstring><briefdescription><para>All hear it.</para></briefdescription></memberdef>
  <memberdef kind="function" prot="public" static="no"><type>void</type><name>hush</name><qualifiedname>unroll::Bell::hush</qualifiedname>
    <argsstring>()</argsstring></memberdef>
  <memberdef kind="function" prot="public" static="no"><name>~Bell</name><qualifiedname>unroll::Bell::~Bell</qualifiedname><argsstring>()</argsstring></memberdef></sectiondef>
  <briefdescription><para>A bell.</para></briefdescription><location file="chapters/01_queue/loop.hpp"/></compounddef></doxygen>`;

test('a public name without a comment is refused, and one that has its own rule is not asked for one', () => {
  write('xml/classunroll_1_1Bell.xml', silent);
  process.env.UNROLL_BOOK_API = join(folder, 'xml');
  process.env.UNROLL_BOOK_STRICT = 'yes';
  assert.throws(referencePages, {message: '01_queue: public names without a comment:\n  Bell::hush'});
  write('xml/classunroll_1_1Bell.xml', silent.replace('()</argsstring></memberdef>\n  <memberdef kind="function" prot="public" static="no"><name>~',
    '()</argsstring><briefdescription><para>Nobody does.</para></briefdescription></memberdef>\n  <memberdef kind="function" prot="public" static="no"><name>~'));
  const [{chapter, content}] = referencePages();
  assert.equal(chapter, '01_queue');
  assert.match(content, /All hear it\.[^]*Nobody does\./);
});

test('who only reads the book gets it all the same', () => {
  write('xml/classunroll_1_1Bell.xml', silent);
  delete process.env.UNROLL_BOOK_STRICT;
  assert.match(referencePages()[0].content, /void hush\(\);/);
});
