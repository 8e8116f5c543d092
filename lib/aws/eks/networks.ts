/** IPv4 blocks, as numbers, and the ranges that hybrid nodes may have. */
export interface Block {
  readonly first: number;
  readonly last: number;
}

/** Returns the addresses of an IPv4 block; undefined if the text is none. */
export function ipv4Block(text: string): Block | undefined {
  const [, address = "", length = ""] = /^([0-9.]+)\/([0-9]+)$/.exec(text) ?? [];
  const parts = address.split(".").map(Number);
  if (parts.length !== 4 || parts.some((part) => part > 255) || Number(length) > 32) return undefined;
  const size = 2 ** (32 - Number(length));
  const number = parts.reduce((sum, part) => sum * 256 + part, 0);
  const first = Math.floor(number / size) * size;
  return { first, last: first + size - 1 };
}

export const contains = (outer: Block, inner: Block): boolean => outer.first <= inner.first && inner.last <= outer.last;
export const overlap = (a: Block, b: Block): boolean => a.first <= b.last && b.first <= a.last;

const range = (text: string): Block => ipv4Block(text) ?? { first: 0, last: -1 };

/**
 * Ranges of remote networks. The guide also names the last one, the API reference does not.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-networking.html
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_RemoteNodeNetwork.html
 */
export const PRIVATE_RANGES: readonly Block[] = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].map(range);
export const SHARED_RANGE: Block = range("100.64.0.0/10");
