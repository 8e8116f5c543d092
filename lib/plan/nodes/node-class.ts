import { exactlyOne, oneOfKeys } from "../../aws/fact";
import { OWN_NODE_CLASS } from "../../aws/nodes/node-class";
import { FIPS_REGIONS } from "../../aws/partitions";
import { isToken, list, quote } from "../../aws/text";
import type { NodeClassConfig, NodeClassSpec } from "../../schema/config";
import type { Findings, Path } from "../diagnostics";

type Interface = NonNullable<NonNullable<NodeClassSpec["advancedNetworking"]>["networkInterfaces"]>[number];

/** What of a NodeClass can only be judged with several values in view. */
export function judgeNodeClass(key: string, { spec }: NodeClassConfig, region: string, findings: Findings): void {
  const path: Path = ["nodeClasses", key];
  const at = [...path, "spec"];
  if (key === OWN_NODE_CLASS) findings.refuse(path, `EKS owns the NodeClass ${quote(key)}; choose another key`);
  judgeTerms(spec, at, findings);
  judgeInterfaces(spec, [...at, "advancedNetworking"], findings);
  if (spec.advancedSecurity?.fips === true && !isToken(region) && !FIPS_REGIONS.test(region)) {
    findings.refuse(
      [...at, "advancedSecurity", "fips"],
      `FIPS mode works in the regions of the United States, GovCloud and Canada only, got region ${quote(region)}; leave it out`,
    );
  }
}

function judgeTerms(spec: NodeClassSpec, at: Path, findings: Findings): void {
  const lists = [
    ["subnetSelectorTerms", ["id", "tags"]],
    ["podSubnetSelectorTerms", ["id", "tags"]],
    ["securityGroupSelectorTerms", ["id", "name", "tags"]],
    ["podSecurityGroupSelectorTerms", ["id", "tags"]],
    ["capacityReservationSelectorTerms", ["id", "tags"]],
  ] as const;
  for (const [field, keys] of lists) {
    spec[field]?.forEach((term, index) => {
      const problem = exactlyOne(term, keys);
      if (problem) findings.refuse([...at, field, index], `${problem}; ${termAdvice(field, term, keys)}`);
    });
  }
  spec.capacityReservationSelectorTerms?.forEach((term, index) => {
    if (term.owner !== undefined && term.id !== undefined && term.tags === undefined) {
      const place = [...at, "capacityReservationSelectorTerms", index, "owner"];
      findings.refuse(place, "owner goes with tags only; a reservation's id already says whose it is, so leave it out");
    }
  });
  if (spec.placementGroupSelector) {
    const problem = exactlyOne(spec.placementGroupSelector, ["name", "id"]);
    const advice = oneOfKeys(spec.placementGroupSelector, ["name", "id"]).length === 0 ? "write" : "keep";
    if (problem) findings.refuse([...at, "placementGroupSelector"], `${problem}; ${advice} one`);
  }
  const pod = ["podSubnetSelectorTerms", "podSecurityGroupSelectorTerms"] as const;
  const [present, ...more] = oneOfKeys(spec, pod);
  if (present !== undefined && more.length === 0) {
    const other = pod.find((field) => field !== present);
    findings.refuse([...at, present], `${present} and ${other} come together or not at all; add ${other}`);
  }
}

function termAdvice(field: string, term: object, keys: readonly string[]): string {
  if (field === "capacityReservationSelectorTerms") return "write id alone, or tags with an optional owner";
  return oneOfKeys(term, keys).length === 0 ? `write ${list(keys)}` : 'write two terms, which are joined by "or"';
}

function judgeInterfaces(spec: NodeClassSpec, at: Path, findings: Findings): void {
  const networking = spec.advancedNetworking;
  const interfaces = networking?.networkInterfaces ?? [];
  if (networking?.associatePublicIPAddress !== undefined && interfaces.length > 1) {
    findings.refuse(
      [...at, "associatePublicIPAddress"],
      `public addresses do not go with more than one network interface, got ${interfaces.length}; leave it out`,
    );
  }
  judgePlaces(interfaces, [...at, "networkInterfaces"], findings);
  const efa = interfaces.some(({ interfaceType }) => interfaceType === "efa-only");
  if (efa && (spec.advancedCompute?.hugepages?.pages?.length ?? 0) > 0) {
    const place = [...at.slice(0, -1), "advancedCompute", "hugepages"];
    findings.refuse(place, "huge pages do not go with efa-only interfaces; keep one of the two");
  }
}

/** Where an interface sits can only be compared if its indexes are known: a token may stand for any. */
function judgePlaces(interfaces: readonly Interface[], at: Path, findings: Findings): void {
  const places = new Map<string, number>();
  const efaOfCard = new Map<number, number>();
  interfaces.forEach((item, index) => {
    const place = [...at, index];
    const { networkCardIndex: card, deviceIndex: device, interfaceType: type } = item;
    judgeInterface(item, place, findings);
    if (typeof card !== "number") return;
    const slot = `card ${card}, device ${device}`;
    const earlier = typeof device === "number" ? places.get(slot) : undefined;
    if (earlier !== undefined) {
      findings.refuse(
        place,
        `${slot} is taken by networkInterfaces[${earlier}]; choose another device index or another card`,
      );
    } else places.set(slot, index);
    if (type !== "efa-only") return;
    const efa = efaOfCard.get(card);
    if (efa !== undefined) {
      findings.refuse(
        place,
        `a card has one efa-only interface, and card ${card} has networkInterfaces[${efa}]; choose another card`,
      );
    } else efaOfCard.set(card, index);
  });
}

function judgeInterface(item: Interface, place: Path, findings: Findings): void {
  const counts = oneOfKeys(item, ["secondaryIPv4Count", "secondaryIPv4PrefixCount"]);
  const [count] = counts;
  if (item.networkCardIndex === 0 && item.deviceIndex === 0 && item.interfaceType === "efa-only") {
    findings.refuse(
      [...place, "interfaceType"],
      'card 0, device 0 is of type "interface", got "efa-only"; move EFA to another card or device',
    );
  }
  if (counts.length === 2)
    findings.refuse(place, "an interface has secondaryIPv4Count or secondaryIPv4PrefixCount, got both; keep one");
  if (count === undefined) return;
  if (typeof item.networkCardIndex === "number" && item.networkCardIndex !== 0) {
    findings.refuse(
      [...place, count],
      `${count} is for card 0 only, got card ${item.networkCardIndex}; move it to card 0`,
    );
  }
  if (item.interfaceType === "efa-only") {
    findings.refuse(
      [...place, count],
      `an efa-only interface has no addresses; leave ${count} out, or make the interface of type "interface"`,
    );
  }
}
