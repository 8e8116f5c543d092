// Runs the AWS provider and stands between it and Terraform, to shorten one answer: the schema. Each command of Terraform
// asks for that of all 1,500 types and spends most of its time on it. Here it gets those of a few services, and a test
// that uses another fails at once: Terraform does not know the type. Everything else passes through unread.
//
// node narrow-provider.mjs <provider> <regular expression of the types that stay>
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer } from "node:http2";
import { connect as connectTo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [, , program, pattern] = process.argv;
const stays = new RegExp(pattern);
const SCHEMA = "/tfplugin5.Provider/GetSchema";
/** Fields of the schema that are maps by type: of resources, data sources and ephemeral resources. */
const MAPS = [2, 3, 8];

const provider = spawn(program, ["-debug"], { stdio: ["ignore", "pipe", "inherit"] });
const folder = mkdtempSync(join(tmpdir(), "narrow-provider-"));
const end = () => {
  provider.kill();
  rmSync(folder, { recursive: true, force: true });
  process.exit();
};
process.on("SIGTERM", end);
provider.on("exit", end);

let printed = "";
provider.stdout.on("data", (text) => {
  const known = /TF_REATTACH_PROVIDERS='(.*)'/;
  if (known.test(printed)) return;
  printed += text;
  const [, reattach] = known.exec(printed) ?? [];
  if (reattach === undefined) return;
  const [[name, config]] = Object.entries(JSON.parse(reattach));
  const socket = join(folder, "socket");
  passOn(config.Addr.String).listen(socket, () => {
    const own = { ...config, Pid: process.pid, Addr: { Network: "unix", String: socket } };
    console.log(`TF_REATTACH_PROVIDERS='${JSON.stringify({ [name]: own })}'`);
  });
});

/** The shorter schema, once it is known. */
let narrow;

/** A server that passes each call on to the provider, and its answer back. */
function passOn(socket) {
  const upstream = connect("http://localhost", { createConnection: () => connectTo(socket) });
  return createServer({ maxSendHeaderBlockLength: 1 << 20 }).on("stream", (stream, headers) => {
    stream.on("error", () => {});
    if (headers[":path"] === SCHEMA && narrow !== undefined) {
      answer(stream, SUCCESS, () => ({ "grpc-status": "0" })).end(narrow);
      return;
    }
    const call = upstream.request(own(headers));
    call.on("error", () => {});
    stream.on("aborted", () => call.close());
    stream.pipe(call);
    let last = {};
    call.on("trailers", (trailers) => {
      last = own(trailers);
    });
    call.on("response", (head, flags) => {
      // an error has no body
      if (flags & 1) stream.respond(own(head), { endStream: true });
      else if (headers[":path"] !== SCHEMA) call.pipe(answer(stream, own(head), () => last));
      else {
        whole(call).then((message) => {
          narrow = narrowed(message);
          answer(stream, own(head), () => last).end(narrow);
        });
      }
    });
  });
}

const SUCCESS = { ":status": 200, "content-type": "application/grpc" };

/** Begins an answer. Trailers are known when it ends. */
function answer(stream, head, trailers) {
  stream.respond(head, { waitForTrailers: true });
  return stream.on("wantTrailers", () => stream.sendTrailers(trailers()));
}

/** Headers without what Node adds. */
const own = (headers) => Object.fromEntries(Object.entries(headers));

async function whole(call) {
  const parts = [];
  for await (const part of call) parts.push(part);
  return Buffer.concat(parts);
}

/** A message of gRPC begins with a byte and its length. */
function narrowed(message) {
  const body = Buffer.concat([...fieldsOf(message.subarray(5))].filter(isWanted).map(({ bytes }) => bytes));
  const head = Buffer.alloc(5);
  head.writeUInt32BE(body.length, 1);
  return Buffer.concat([head, body]);
}

/** An entry of a map is a message whose first field is the key. */
function isWanted({ field, content }) {
  if (!MAPS.includes(field)) return true;
  const [key] = fieldsOf(content);
  return stays.test(key.content.toString());
}

/**
 * The fields of a message; those of this one all have a length.
 *
 * @see https://protobuf.dev/programming-guides/encoding/
 */
function* fieldsOf(message) {
  let at = 0;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = message[at++];
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < message.length) {
    const start = at;
    const tag = number();
    const length = number();
    const content = message.subarray(at, at + length);
    at += length;
    yield { field: tag >>> 3, content, bytes: message.subarray(start, at) };
  }
}
