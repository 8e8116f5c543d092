// A server for Terraform states, as far as Terraform asks: states over HTTP with a lock, as GitLab has them, and objects
// of S3. Prints its URL. Its journal and its content are under /__admin.
import { createServer } from "node:http";

const PASSWORD = `Basic ${Buffer.from("robot:hunter2").toString("base64")}`;

const content = new Map();
const locks = new Map();
const journal = [];

const state = {
  GET: (path) => (content.has(path) ? [200, content.get(path)] : [404]),
  POST: (path, body) => {
    content.set(path, body);
    return [200];
  },
};

const lock = {
  POST: (path, body) => {
    const held = locks.get(path);
    if (held === undefined) locks.set(path, body);
    return held === undefined ? [200] : [423, held];
  },
  DELETE: (path) => [locks.delete(path) ? 200 : 404],
};

const missing = "<Error><Code>NoSuchKey</Code><Message>there is no such object</Message></Error>";

const object = {
  GET: (path, _, { range }) => {
    if (path.split("/").length === 2) return [200, "<ListBucketResult></ListBucketResult>"];
    const text = content.get(path);
    if (text === undefined) return [404, missing];
    // whoever asks for a part goes on asking until the last one has come
    const last = Buffer.byteLength(text) - 1;
    return range === undefined ? [200, text] : [206, text, { "content-range": `bytes 0-${last}/${last + 1}` }];
  },
  HEAD: (path) => [content.has(path) ? 200 : 404],
  PUT: (path, body, headers) => {
    if (headers["if-none-match"] === "*" && content.has(path)) return [412, missing];
    content.set(path, body);
    return [200];
  },
  DELETE: (path) => {
    content.delete(path);
    return [204];
  },
};

function answer(method, path, headers, body) {
  if (path === "/__admin/journal") return [200, JSON.stringify(journal)];
  if (path === "/__admin/content") return [200, JSON.stringify(Object.fromEntries(content))];
  journal.push(`${method} ${path}`);
  if (path.startsWith("/state/") && headers.authorization !== PASSWORD) return [401];
  const kind = !path.startsWith("/state/") ? object : path.endsWith("/lock") ? lock : state;
  return kind[method]?.(path, body, headers) ?? [405];
}

const server = createServer((request, response) => {
  const parts = [];
  request.on("data", (part) => parts.push(part));
  request.on("end", () => {
    const { pathname } = new URL(request.url, "http://localhost");
    const [status, text = "", headers = {}] = answer(
      request.method,
      pathname,
      request.headers,
      Buffer.concat(parts).toString(),
    );
    // a test that runs Terraform meanwhile does not see that a connection ends
    response.writeHead(status, { ...headers, connection: "close" }).end(text);
  });
});

server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));
