// @ts-check
import { createReadStream, statSync } from 'node:fs';
import { extname, join, normalize, sep } from 'node:path';

/** @type {Record<string, string>} */
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
};

/**
 * The file that a path names, or null. A folder means its index.html. Nothing outside the folder is reachable.
 * @param {string} folder @param {string} path as in a URL, without the mount's prefix
 */
function fileAt(folder, path) {
  let decoded;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return null;
  }
  const file = normalize(join(folder, decoded.endsWith('/') ? `${decoded}index.html` : decoded));
  if (decoded.includes('\0') || !file.startsWith(normalize(folder) + sep)) return null;
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? file : null;
}

/**
 * Serves folders under prefixes, as a CDN would: any origin may load the files, and nothing is cached.
 * @param {Record<string, string>} mounts prefix with both slashes → folder; the longest prefix wins
 * @param {Record<string, string>} [headers] added to every answer, as a Content-Security-Policy
 * @returns {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => boolean}
 *   false when there is no such file: the answer is the caller's
 */
export function staticFiles(mounts, headers = {}) {
  const prefixes = Object.keys(mounts).sort((a, b) => b.length - a.length);
  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const pathname = (request.url ?? '/').split(/[?#]/, 1)[0] ?? '/';
    const prefix = prefixes.find((candidate) => pathname.startsWith(candidate));
    const file = prefix && fileAt(mounts[prefix] ?? '', pathname.slice(prefix.length - 1));
    if (!file && prefix && fileAt(mounts[prefix] ?? '', `${pathname.slice(prefix.length - 1)}/`)) {
      response.writeHead(301, { location: `.${pathname.slice(pathname.lastIndexOf('/'))}/` }).end();
      return true;
    }
    if (!file) return false;
    response.writeHead(200, {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
      'cache-control': 'no-store',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
      ...headers,
    });
    if (request.method === 'HEAD') response.end();
    else createReadStream(file).pipe(response);
    return true;
  };
}
