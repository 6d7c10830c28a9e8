// The reference: a page a chapter, made of what doxygen read in its public headers.
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {nameOf, sourceHref} from './pages.mjs';

/** As much of XML as doxygen writes: elements with `name`, `has` (attributes) and `of` (elements and texts). */
function parse(xml) {
  const top = {of: []};
  const open = [top];
  for (const [, close, name, attributes, empty, text] of xml.matchAll(/<(\/?)([\w:]+)((?:\s[\w:]+="[^"]*")*)\s*(\/?)>|([^<]+)/g)) {
    if (text !== undefined) open.at(-1).of.push(decode(text));
    else if (close) open.pop();
    else {
      const one = {name, has: Object.fromEntries([...attributes.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, key, value]) => [key, decode(value)])), of: []};
      open.at(-1).of.push(one);
      if (!empty) open.push(one);
    }
  }
  return top;
}
const decode = (text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&');
const all = (one, name) => one.of.filter((inner) => inner.name === name);
const first = (one, name) => all(one, name)[0] ?? {of: [], has: {}};
const plain = (one) => one.of.map((inner) => (typeof inner === 'string' ? inner : plain(inner))).join('');

/** A comment as Markdown: paragraphs, `code`. What looks like a tag is none. */
function words(one) {
  const inline = (inner) => (typeof inner === 'string' ? inner.replace(/[<>{}*_[\]\\]/g, (c) => `&#${c.charCodeAt(0)};`)
    : inner.name === 'computeroutput' ? `\`${plain(inner)}\`` : inner.of.map(inline).join(''));
  return all(one, 'para').map((para) => inline(para).replace(/\s+/g, ' ').trim()).join('\n\n');
}
const said = (one) => [words(first(one, 'briefdescription')), words(first(one, 'detaileddescription'))].filter(Boolean).join('\n\n');

/** As the sources are written: `T& name`, `Future<T>`. */
const tidy = (code) =>
  code.replace(/< (?=\S)/g, '<').replace(/(?<=\S) >/g, '>').replace(/ ([&*]+) ?(?=\w)/g, '$1 ').replace(/ ([&*]+)(?=[,)>]|\.\.\.)/g, '$1')
    .replace(/ =(?=\w)/g, ' = ').replace(/\(\* (?=\w)/g, '(*').replace(/(?<=\d) '(?=\d)/g, "'").replace(/\bTask(?![<\w(])/g, 'Task<>');  // doxygen drops empty brackets

/** On one line; or each on its own, with what is said of it. */
function enumerators(member) {
  const values = all(member, 'enumvalue').map((value) => ({name: plain(first(value, 'name')), about: ['briefdescription', 'detaileddescription'].map((part) => plain(first(value, part)).trim()).filter(Boolean).join(' ')}));
  if (!values.some(({about}) => about)) return `{ ${values.map(({name}) => name).join(', ')} }`;
  return `{\n${values.map(({name, about}) => `  ${name},${about && `  // ${about}`}\n`).join('')}}`;
}

function signature(member) {
  const kind = member.has.kind;
  const template = all(member, 'templateparamlist').map((list) => `template <${all(list, 'param').map((param) => `${plain(first(param, 'type'))} ${plain(first(param, 'declname'))}`.trim()).join(', ')}>\n`).join('');
  const name = plain(first(member, 'name'));
  const before = `${member.has.static === 'yes' && kind === 'function' ? 'static ' : ''}${plain(first(member, 'type'))}`;
  if (kind === 'enum') return `enum class ${name} ${enumerators(member)};`;
  if (kind === 'typedef') return tidy(`${template}using ${name} = ${plain(first(member, 'type'))};`);
  return tidy(`${template}${before ? `${before} ` : ''}${name}${plain(first(member, 'argsstring'))};`);
}

/**
 * What one rule says of all classes (docs/design.md, "What needs no comment of its own") is not said again at each of their
 * names: what is defaulted or deleted, what dying, copying, moving and comparing do; the constructor of an exception that is
 * given nothing; and what was promised in a base class.
 */
function speaksForItself(member, owner) {
  const name = plain(first(member, 'name'));
  const args = plain(first(member, 'argsstring'));
  const itself = plain(first(owner, 'compoundname')).replace(/<.*/, '').replace(/.*::/, '');
  const isConstructor = name === itself;
  return member.has.kind === 'friend' || name.startsWith('@') || /=\s*(?:default|delete)$/.test(args) || /^~|^operator(?:=|[=!]=|<=?>?|>=?)$/.test(name) ||
    (isConstructor && (new RegExp(`^\\((?:const )?${itself}(?:<.*>)? &{1,2}\\w*\\)`).test(args) || (/^\(\)/.test(args) && isException(owner)))) ||
    all(member, 'reimplements').length > 0;
}
const isException = (owner) => all(owner, 'basecompoundref').some((base) => /^std::(?:\w+_error|exception)$/.test(plain(base)));

const chapterOf = (one) => /(?:^|chapters\/)(\d\d_\w+)\//.exec(first(one, 'location').has.file ?? '')?.[1];

/** Of a concept: what it asks for. */
const definition = (one) => `\`\`\`cpp\n${plain(first(one, 'initializer')).replace('template<', 'template <').replace('concept unroll::', 'concept ').replace(/ {2,}/g, ' ').trim()};\n\`\`\``;

/** Doxygen takes a definition in another file than its class for a function of its own: the declaration has the comment. */
function withoutDefinitions(members) {
  const call = (member) => plain(first(member, 'name')) + plain(first(member, 'argsstring')).replace(/\s*=\s*\{\}/g, '');
  const file = (member) => first(member, 'location').has.file;
  const isDefinitionOf = (member, other) => said(other) && call(other) === call(member) && file(other) !== file(member);
  return members.filter((member) => said(member) || !members.some((other) => isDefinitionOf(member, other)));
}

/** Of all chapters: their classes and free functions, with all that is public. */
function chapters(folder) {
  const found = new Map();
  const add = (one, title, members) => {
    const chapter = chapterOf(one);
    if (!chapter || /\bdetail\b/.test(title)) return;
    const named = withoutDefinitions(members).filter((member) => said(member) || !speaksForItself(member, one));
    const isMember = members[0] === one;
    if (isMember && named.length === 0) return;
    found.set(chapter, [...(found.get(chapter) ?? []), {title, isMember, file: `chapters/${first(one, 'location').has.file.replace(/^.*chapters\//, '')}`, text: said(one), code: one.has.kind === 'concept' ? definition(one) : '', members: named}]);
  };
  for (const file of readdirSync(folder).filter((one) => /^(?:class|struct|union|concept|namespace)/.test(one)).sort()) {
    const compound = first(first(parse(readFileSync(join(folder, file), 'utf8')), 'doxygen'), 'compounddef');
    const title = plain(first(compound, 'compoundname')).replace(/^unroll::/, '');
    if (compound.has.kind === 'namespace') {
      for (const member of all(compound, 'sectiondef').flatMap((section) => all(section, 'memberdef'))) add(member, plain(first(member, 'name')), [member]);
    } else if (compound.has.prot !== 'private') {
      const visible = all(compound, 'sectiondef').flatMap((section) => all(section, 'memberdef')).filter((member) => member.has.prot === 'public');
      add(compound, title, visible);
    }
  }
  return found;
}

export const undocumentedOf = (entries) => entries.flatMap(({title, isMember, text, members}) => [...(isMember || text ? [] : [title]),
  ...members.filter((member) => !said(member)).map((member) => plain(first(member, 'qualifiedname')).replace(/^unroll::/, '') || title)]);

function pageOf(chapter, entries) {
  const readme = `chapters/${chapter}/README.md`;
  const groups = Map.groupBy ? Map.groupBy(entries, (one) => one.title) : entries.reduce((map, one) => map.set(one.title, [...(map.get(one.title) ?? []), one]), new Map());
  const body = [...groups].map(([title, ones]) => {
    const parts = ones.map(({file, text, code, members}) => {
      const free = members.length === 1 && plain(first(members[0], 'name')) === title;
      const listed = members.map((member) => `\`\`\`cpp\n${signature(member)}\n\`\`\`\n\n${said(member)}`).join('\n\n');
      return {file, text: free ? listed : [code, text, listed].filter(Boolean).join('\n\n')};
    });
    return `## ${title.replace(/< (?=\S)/g, '<').replace(/(?<=\S) >/g, '>').replaceAll('<', '&lt;')}\n\n[${parts[0].file}](${sourceHref(parts[0].file)})\n\n${parts.map((part) => part.text).join('\n\n')}`;
  });
  return `# Reference of ${nameOf(readme)}\n\nWhat the headers of [the chapter](/chapters/${chapter}.html) say of each public name.\n\n${body.join('\n\n')}\n`;
}

/**
 * All pages of the reference, if doxygen was here. Who tests the book hears of a name without a word; who reads it does not:
 * another doxygen may see names where this one sees none.
 */
export function referencePages() {
  const folder = process.env.UNROLL_BOOK_API;
  if (!folder || !existsSync(folder)) return [];
  return [...chapters(folder)].sort().map(([chapter, entries]) => {
    const silent = undocumentedOf(entries);
    if (silent.length && process.env.UNROLL_BOOK_STRICT)
      throw new Error(`${chapter}: public names without a comment:\n  ${silent.join('\n  ')}`);
    return {chapter, content: pageOf(chapter, entries)};
  });
}
