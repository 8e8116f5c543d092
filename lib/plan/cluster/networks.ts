import { type Block, contains, ipv4Block, overlap, PRIVATE_RANGES, SHARED_RANGE } from "../../aws/eks/networks";
import { isToken, quote } from "../../aws/text";
import type { PlanContext } from "../context";
import type { ResolvedCreate } from "../defaults";
import type { Path } from "../diagnostics";

const CREATE: Path = ["cluster", "create"];

/** Validates the endpoints of a cluster that is created, and the networks of its hybrid nodes. */
export function validateNetworks({ endpoint, remoteNetworks, ipFamily }: ResolvedCreate, context: PlanContext): void {
  const { diagnostics } = context;
  if (endpoint?.public === false && endpoint.private !== true) {
    diagnostics.report(
      "no-endpoint",
      [...CREATE, "endpoint"],
      "a cluster has an endpoint, public or private, and private is off by default; write private: true",
    );
  }
  if (remoteNetworks === undefined) return;
  const path = [...CREATE, "remoteNetworks"];
  if (ipFamily === "ipv6") {
    diagnostics.report(
      "remote-networks",
      path,
      "hybrid nodes need a cluster of IPv4, got ipFamily: ipv6; leave one of the two out",
    );
  }
  const nodes = blocksOf(remoteNetworks.nodes, [...path, "nodes"], context);
  const pods = blocksOf(remoteNetworks.pods, [...path, "pods"], context);
  for (const pod of pods) {
    const node = nodes.find(({ block }) => overlap(block, pod.block));
    if (node === undefined) continue;
    diagnostics.report(
      "remote-networks",
      pod.path,
      `${quote(pod.text)} overlaps with ${quote(node.text)} of nodes; write another block`,
    );
  }
}

interface PlacedBlock {
  readonly text: string;
  readonly block: Block;
  readonly path: Path;
}

function blocksOf(given: readonly string[] | undefined, path: Path, { diagnostics }: PlanContext): PlacedBlock[] {
  if (given?.length === 0) {
    diagnostics.report("remote-networks", path, "one block or more, got none; write one, or leave the list out");
  }
  return (given ?? []).flatMap((text, index): PlacedBlock[] => {
    if (isToken(text)) return [];
    const block = ipv4Block(text);
    const at = [...path, index];
    // what is no block at all is reported as such
    if (block === undefined && !text.includes(":")) return [];
    if (block === undefined || ![...PRIVATE_RANGES, SHARED_RANGE].some((range) => contains(range, block))) {
      diagnostics.report(
        "remote-networks",
        at,
        `a block of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, got ${quote(text)}; write one of these`,
      );
      return [];
    }
    if (contains(SHARED_RANGE, block)) {
      diagnostics.report(
        "shared-address-space",
        at,
        `the guide takes ${quote(text)}, of 100.64.0.0/10, and the API reference does not; EKS may refuse it`,
      );
    }
    return [{ text, block, path: at }];
  });
}
