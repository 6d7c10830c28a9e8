// Serves a folder on this machine alone, on a port that the system chooses, and opens a browser where there is one.
import {spawn} from 'node:child_process';
import {createReadStream, existsSync, statSync} from 'node:fs';
import {createServer} from 'node:http';
import {join, normalize, sep} from 'node:path';
import {fileURLToPath} from 'node:url';

const types = {html: 'text/html', css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml', json: 'application/json', png: 'image/png'};

/** The file that an address means, or nothing: nobody looks outside the folder. */
function fileOf(folder, address) {
  let path;
  try {
    path = normalize(join(folder, decodeURIComponent(address.split(/[?#]/)[0])));
  } catch {
    return;
  }
  if (path !== folder && !path.startsWith(folder + sep)) return;
  if (existsSync(path) && statSync(path).isDirectory()) path = join(path, 'index.html');
  return existsSync(path) && statSync(path).isFile() ? path : undefined;
}

export function serve(folder) {
  const server = createServer((request, response) => {
    const path = fileOf(normalize(folder).replace(/\/$/, ''), request.url);
    if (!path) {
      response.writeHead(404, {'content-type': 'text/plain'}).end('There is no such page.\n');
      return;
    }
    response.writeHead(200, {'content-type': `${types[path.split('.').at(-1)] ?? 'text/plain'}; charset=utf-8`, 'cache-control': 'no-store'});
    createReadStream(path).pipe(response);
  });
  return new Promise((listening) => {
    server.listen(0, '127.0.0.1', () => listening({server, address: `http://127.0.0.1:${server.address().port}/`}));
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const {address} = await serve(process.argv[2]);
  console.log(`The book is at ${address} until you press Ctrl-C.`);
  if (process.env.DISPLAY || process.env.WAYLAND_DISPLAY) {
    const browser = spawn('xdg-open', [address], {stdio: 'ignore', detached: true});
    browser.on('error', () => {});  // nobody has to have one
    browser.unref();
  }
}
