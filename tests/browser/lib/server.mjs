// A static web server as plain as a host can be: files by their path, the
// usual media types, gzip, 404.html for the rest. Knows nothing of congbo.

import { createReadStream, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { createGzip } from "node:zlib";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".jsonld": "application/ld+json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".csv": "text/csv; charset=utf-8",
  ".xml": "application/xml",
  ".txt": "text/plain; charset=utf-8",
};
const PACKED = /\.(html|css|js|json|jsonld|svg|csv|xml|txt)$/;

// Serves a folder on this machine, below a path that ends with `/`. The page
// for missing addresses cannot know where it is shown, so it names the portal's
// own host, `base`; here it is told that this is that host.
export function serve(folder, { below = "/", base = null } = {}) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const file = path.startsWith(below) ? fileAt(folder, path.slice(below.length)) : null;
    if (file) return send(request, response, file);
    const missing = fileAt(folder, "404.html");
    if (!missing) return response.writeHead(404).end();
    const text = readFileSync(missing, "utf8").replaceAll(base ?? "\0", address());
    response.writeHead(404, { "Content-Type": TYPES[".html"] }).end(text);
  });
  const address = () => `http://127.0.0.1:${server.address().port}${below}`;
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const close = () => {
        server.closeAllConnections();
        server.close();
      };
      resolve({ address: address(), close });
    });
  });
}

function fileAt(folder, path) {
  const file = normalize(join(folder, path.endsWith("/") || path === "" ? `${path}index.html` : path));
  if (!file.startsWith(folder + sep)) return null;
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? file : null;
}

function send(request, response, file) {
  const head = { "Content-Type": TYPES[extname(file)] ?? "application/octet-stream", "Cache-Control": "max-age=60" };
  const packs = PACKED.test(file) && /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
  if (!packs) {
    response.writeHead(200, { ...head, "Content-Length": statSync(file).size });
    if (request.method === "HEAD") return response.end();
    return createReadStream(file).pipe(response);
  }
  response.writeHead(200, { ...head, "Content-Encoding": "gzip", Vary: "Accept-Encoding" });
  const gzip = createGzip();
  gzip.pipe(response);
  gzip.end(readFileSync(file));
}
