// A page for each file that the book links to or quotes, and for each folder.
import {filesOf, isFolder, read, shownSources, sourceHref} from '../.vitepress/pages.mjs';

const languages = {hpp: 'cpp', cpp: 'cpp', sh: 'bash', txt: 'text', py: 'python', cmake: 'cmake', md: 'md', toml: 'toml'};
const languageOf = (path) => (path.endsWith('CMakeLists.txt') ? 'cmake' : languages[path.split('.').at(-1)] ?? 'text');

export default {
  paths: () =>
    shownSources().map((path) => ({
      params: {file: path},
      content: isFolder(path)
        ? `# ${path}\n\n${filesOf(path).map((one) => `- [${one.slice(path.length + 1)}](${sourceHref(one)})`).join('\n')}\n`
        : `# ${path}\n\n~~~~${languageOf(path)}\n${read(path)}~~~~\n`,
    })),
};
