import { parse, stringify } from "yaml";

/** Numbers from 0 to 1 that a seed decides. */
export type Random = () => number;

/** The generator mulberry32. */
export function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const below = (random: Random, end: number): number => Math.floor(random() * end);
function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[below(random, items.length)];
  if (item === undefined) throw new Error("nothing to pick from");
  return item;
}

/** Values that schemas and rules are not made for. */
const VALUES: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1.5, 1e15, "", " ", "*", "/", "x".repeat(300), "\n", "a b", "é", "system:masters"],
  ...[
    "${x}",
    "%{x}",
    "#{TfToken[1]}",
    "constructor",
    "__proto__",
    "toString",
    "length",
    "0",
    "-",
    "a,b",
    "..",
    "\\u0000",
  ],
  ...[
    "arn:aws:iam::111122223333:role/x",
    "arn:aws:iam::aws:policy/x",
    "arn:",
    ":::::",
    "111122223333",
    "eu-west-1",
    "cn-x",
  ],
  ...["AmazonEKSClusterAdminPolicy", "https://x/y", "10.0.0.0/8", "subnet-1", "720h", "2012-10-17", "gpu", "demo"],
  ...[[], {}, [[]], [{}], [null], { a: null }, { "": "" }, { constructor: {} }, [1, "a", {}]],
];

/** Pieces of YAML's syntax. */
const SYNTAX: readonly string[] = [
  ...[
    "&a ",
    "*a",
    "*a : ",
    "!!set ",
    "!x ",
    "? ",
    "- ",
    "\t",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    ": ",
    "#",
    "%",
    "@",
    "`",
    "|",
    ">",
    "---\n",
    "...\n",
  ],
  ...[
    '"',
    "'",
    "\\",
    "\n",
    "\r",
    "  ",
    "<<: ",
    "~",
    "\u0000",
    "\u202e",
    "\u200b",
    "\ufeff",
    "\u00e9",
    "${",
    "%{",
    "0x1",
    ".nan",
  ],
];

/** Changes a file: its structure, or its bytes. */
export function mutated(text: string, others: readonly string[], random: Random): Uint8Array {
  let bytes: Uint8Array = Buffer.from(text);
  if (random() < 0.6) bytes = Buffer.from(restructured(text, others, random));
  if (random() < 0.5) for (let times = 1 + below(random, 3); times > 0; times -= 1) bytes = damaged(bytes, random);
  return bytes;
}

/** A mapping or list in a value, and one of its keys. */
interface Place {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== "object" || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key])]);
}

function placeIn(value: unknown, random: Random): Place {
  const places = placesIn(value);
  return places[below(random, places.length)] ?? { holder: {}, key: "" };
}

function restructured(text: string, others: readonly string[], random: Random): string {
  const value: unknown = parse(text);
  for (let times = 1 + below(random, 4); times > 0; times -= 1) {
    const { holder, key } = placeIn(value, random);
    const other = placeIn(random() < 0.5 ? value : parse(others[below(random, others.length)] ?? "a: 1"), random);
    const found: unknown = structuredClone(other.holder[other.key]);
    const put = (name: string, given: unknown) => void putInto(holder, name, given);
    pick<() => void>(random, [
      () => void Reflect.deleteProperty(holder, key),
      () => put(key, structuredClone(pick(random, VALUES))),
      () => put(key, found),
      () => put(JSON.stringify(pick(random, VALUES)).replaceAll('"', ""), structuredClone(holder[key])),
      () => put(other.key, found),
      () => put(key, [structuredClone(holder[key]), structuredClone(holder[key])]),
      () => put(key, { [other.key]: structuredClone(holder[key]) }),
      () => put(key, JSON.stringify(holder[key]) ?? ""),
    ])();
  }
  return stringify(value, { aliasDuplicateObjects: random() < 0.5 });
}

/** Sets a key of a mapping, whatever its name, or an item of a list. */
function putInto(holder: Record<string, unknown>, key: string, value: unknown): void {
  if (Array.isArray(holder)) holder.splice(Number(key) || 0, 1, value);
  else Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

function damaged(bytes: Uint8Array, random: Random): Uint8Array {
  const at = below(random, bytes.length + 1);
  const end = Math.min(bytes.length, at + below(random, 40));
  const [before, part, after] = [bytes.subarray(0, at), bytes.subarray(at, end), bytes.subarray(end)];
  return pick<() => Uint8Array>(random, [
    () => Buffer.concat([before, Buffer.from(pick(random, SYNTAX)), bytes.subarray(at)]),
    () => Buffer.concat([before, Buffer.from(pick(random, SYNTAX)), after]),
    () => Buffer.concat([before, after]),
    () => Buffer.concat([before, part, part, after]),
    () => Buffer.concat([before, Buffer.from([below(random, 256)]), bytes.subarray(at + 1)]),
    () => Buffer.from(before),
  ])();
}
