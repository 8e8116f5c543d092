/**
 * Whether CIDR blocks hold every address of IPv4, or every address of IPv6, together if not alone. What is no block, such
 * as an expression of Terraform, counts as no address.
 */
export const holdEverywhere = (blocks: readonly string[]): boolean =>
  [FOUR, SIX].some((version) => holdAll(blocks.flatMap((block) => prefixOf(block, version) ?? [])));

/** The addresses that begin with some bits hold all if both halves hold all. */
const holdAll = (prefixes: readonly string[]): boolean =>
  prefixes.includes("") ||
  (prefixes.length > 1 && ["0", "1"].every((bit) => holdAll(prefixes.flatMap((one) => afterBit(one, bit)))));

const afterBit = (prefix: string, bit: string): string[] => (prefix.startsWith(bit) ? [prefix.slice(1)] : []);

/** How a version of IP writes an address. */
interface Version {
  readonly block: RegExp;
  readonly bitsOf: (address: string) => string;
}

const FOUR: Version = {
  block: /^([\d.]+)\/(\d+)$/,
  bitsOf: (address) => bitsOf(address.split("."), 10, 8),
};

const SIX: Version = {
  block: /^([\da-f]*:[\da-f:.]*)\/(\d+)$/i,
  bitsOf: (address) => bitsOf(groupsOf(address), 16, 16),
};

const bitsOf = (parts: readonly string[], radix: number, width: number): string =>
  parts.map((part) => Number.parseInt(part, radix).toString(2).padStart(width, "0")).join("");

const GROUPS = 8;

/** Returns the eight groups of an address of IPv6. A URL writes the last two as groups too, where they are written as IPv4. */
function groupsOf(address: string): string[] {
  const [before = "", after] = new URL(`http://[${address}]`).hostname.slice(1, -1).split("::");
  const [first, last] = [before, after ?? ""].map((part) => part.split(":").filter((group) => group !== ""));
  if (first === undefined || last === undefined) return [];
  return [...first, ...Array<string>(GROUPS - first.length - last.length).fill("0"), ...last];
}

/** Returns the bits that all addresses of a block begin with; undefined if it is none of this version. */
function prefixOf(block: string, { block: pattern, bitsOf }: Version): string | undefined {
  const [, address, length] = pattern.exec(block) ?? [];
  return address === undefined ? undefined : bitsOf(address).slice(0, Number(length));
}
