// The book as a site. Pages are finished HTML (VitePress calls this MPA): no framework runs in the reader's browser,
// and what little script there is is classic, so that the same pages read from a server and from a folder.
import {fileURLToPath} from 'node:url';
import {files, nameOf, parts, urlOf} from './pages.mjs';
import {extend, slugify} from './markdown.mjs';
import {finish, finishPage} from './finish.mjs';

const modules = (name) => fileURLToPath(new URL(`../node_modules/${name}/`, import.meta.url)).replace(/\/$/, '');
const out = process.env.UNROLL_BOOK_SITE ?? fileURLToPath(new URL('../../.unroll/book/site', import.meta.url));

export default {
  srcDir: '..',
  outDir: out,
  cacheDir: `${out}.cache`,
  srcExclude: ['{tests,exercises,solutions,.build,.unroll}/**', '**/node_modules/**'],
  rewrites: (id) =>
    id.startsWith('docs/source/') ? id.slice('docs/'.length) : id.startsWith('docs/reference/') ? id.replace('docs/reference/', 'api/')
      : files.includes(id) ? `${urlOf(id)}.md` : id,
  mpa: true,
  lang: 'en',
  title: 'Unrolled',
  titleTemplate: ':title · Unrolled',
  description: 'Asynchronous programming in C++, one rung at a time',
  appearance: false,
  markdown: {
    theme: {light: 'github-light-high-contrast', dark: 'github-dark-high-contrast'},
    anchor: {slugify, permalink: undefined},
    headers: {level: [2, 3], slugify},
    config: extend,
  },
  vue: {template: {compilerOptions: {isCustomElement: (tag) => tag.startsWith('unroll-')}}},
  // The pages lie beside the folder of the packages, not below it.
  vite: {logLevel: 'warn', resolve: {alias: {'vue/server-renderer': modules('vue/server-renderer'), vue: modules('vue')}}},
  themeConfig: {
    reference: process.env.UNROLL_BOOK_API ? files.filter((file) => file.startsWith('chapters/')).map((file) => ({chapter: urlOf(file), name: nameOf(file)})) : [],
    parts: parts.map(({title, files}) => ({title, pages: files.map((file) => ({url: urlOf(file), name: nameOf(file)}))})),
  },
  transformHtml: finishPage,
  buildEnd: finish,
};
