// The little that a page does: light or dark, the list of pages on a phone, search, copying a command. A classic
// script, for browsers refuse modules to pages that were opened as files.
(() => {
  const root = document.documentElement;
  const up = document.currentScript.src.replace(/static\/book\.js.*$/, '');
  const find = (selector) => document.querySelector(selector);

  // Light or dark: the reader's word counts, else the machine's.
  const theme = find('.theme');
  const dark = () => (root.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
  theme.hidden = false;
  theme.addEventListener('click', () => {
    root.dataset.theme = dark() ? 'light' : 'dark';
    try { localStorage.setItem('unroll-theme', root.dataset.theme); } catch { /* a folder may have no storage */ }
  });

  // The list of pages covers a small screen only while it is asked for.
  const menu = find('.menu');
  const pages = find('#pages');
  const open = (yes) => {
    root.classList.toggle('listing', yes);
    menu.setAttribute('aria-expanded', yes);
  };
  menu.setAttribute('role', 'button');
  open(false);
  menu.addEventListener('click', (event) => {
    event.preventDefault();
    open(!root.classList.contains('listing'));
    if (root.classList.contains('listing')) pages.querySelector('a').focus();
  });
  pages.querySelector('[aria-current]')?.scrollIntoView({block: 'nearest'});

  // Commands can be copied.
  for (const code of document.querySelectorAll('.code.sh')) {
    const button = document.createElement('button');
    button.className = 'copy';
    button.type = 'button';
    button.textContent = 'Copy';
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(code.querySelector('pre').textContent.trimEnd());
      button.textContent = 'Copied';
    });
    code.append(button);
  }

  // Paper is light, and nobody can open an answer on it.
  const closed = [];
  let chosen;
  let onPaper = false;
  addEventListener('beforeprint', () => {
    if (onPaper) return;
    onPaper = true;
    chosen = root.dataset.theme;
    root.dataset.theme = 'light';
    closed.push(...document.querySelectorAll('details:not([open])'));
    for (const one of closed) one.open = true;
  });
  addEventListener('afterprint', () => {
    onPaper = false;
    if (chosen) root.dataset.theme = chosen;
    else delete root.dataset.theme;
    for (const one of closed.splice(0)) one.open = false;
  });

  // Search: its words are fetched when somebody asks for the first time.
  const script = (name) => new Promise((done, failed) => {
    const one = document.createElement('script');
    Object.assign(one, {src: `${up}static/${name}`, onload: done, onerror: failed});
    document.head.append(one);
  });
  let ready;
  const index = () => (ready ??= script('minisearch.js').then(() => script('index.js')).then(() => {
    const search = new MiniSearch({fields: ['title', 'page', 'text'], storeFields: ['title', 'page', 'text'],
      searchOptions: {prefix: true, fuzzy: 0.15, combineWith: 'AND', boost: {title: 4, page: 2},
        // Who looks for a word wants the text first, and of that the page about it.
        boostDocument: (id) => (id.startsWith('api/') ? 0.4 : id.includes('#') ? 1 : 1.5)}});
    search.addAll(window.unrollIndex);
    return search;
  }));

  const dialog = document.createElement('dialog');
  dialog.className = 'search';
  dialog.setAttribute('aria-label', 'Search');
  dialog.innerHTML = '<form method="dialog"><label for="q">Search the book</label><input id="q" type="search" autocomplete="off" spellcheck="false">'
    + '<button>Close</button></form><p role="status"></p><ol></ol>';
  const [input, said, list] = ['input', 'p', 'ol'].map((one) => dialog.querySelector(one));

  const around = (text, word) => {
    const at = Math.max(0, text.toLowerCase().indexOf(word) - 50);
    return (at ? '…' : '') + text.slice(at, at + 150) + (text.length > at + 150 ? '…' : '');
  };
  // The best places of four pages come first: one page that says a word in many headings does not hide the others.
  const varied = (all) => {
    const pageOf = (one) => one.id.split('#')[0];
    const pages = [...new Set(all.map(pageOf))].slice(0, 4);
    const first = pages.map((page) => all.find((one) => pageOf(one) === page));
    return [...first, ...all.filter((one) => !first.includes(one))];
  };
  const show = async () => {
    const asked = input.value.trim();
    let all = asked ? (await index()).search(asked) : [];
    if (asked && !all.length) all = (await index()).search(asked, {combineWith: 'OR'});  // "lost wakeup": the book writes it in two
    const found = varied(all).slice(0, 12);
    if (input.value.trim() !== asked) return;
    said.textContent = !asked ? '' : !all.length ? 'Nothing found.' : all.length > found.length ? `The first ${found.length} of ${all.length} places` : all.length === 1 ? 'One place' : `${all.length} places`;
    list.replaceChildren(...found.map((one) => {
      const item = document.createElement('li');
      const link = document.createElement('a');
      const [title, page, text] = ['strong', 'small', 'span'].map((tag) => document.createElement(tag));
      link.href = up + one.id;
      title.textContent = one.title;
      page.textContent = one.page === one.title ? '' : one.page;
      text.textContent = around(one.text, (one.terms[0] ?? asked).toLowerCase());
      link.append(title, page, text);
      item.append(link);
      return item;
    }));
  };
  const ask = () => {
    if (dialog.open) return;
    if (!dialog.isConnected) document.body.append(dialog);
    dialog.showModal();
    input.select();
    index();
  };
  input.addEventListener('input', show);
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog || event.target.closest('a')) dialog.close();
  });
  dialog.querySelector('form').addEventListener('submit', (event) => {
    if (event.submitter !== null && document.activeElement === event.submitter) return;
    event.preventDefault();
    list.querySelector('a')?.click();
  });
  dialog.addEventListener('keydown', (event) => {
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (!step) return;
    const places = [input, ...list.querySelectorAll('a')];
    const next = places[places.indexOf(document.activeElement) + step];
    if (next) next.focus();
    event.preventDefault();
  });

  const button = find('.find');
  button.hidden = false;
  button.addEventListener('click', ask);
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') open(false);
    const typing = event.target.closest?.('input, textarea, [contenteditable]');
    if ((event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) || (event.key === 'k' && (event.ctrlKey || event.metaKey))) {
      event.preventDefault();
      ask();
    }
  });
})();
