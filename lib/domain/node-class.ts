import type { NodeClassConfig, NodeClassSpec } from "../config/schema";
import { exactlyOne, oneOfKeys } from "./fact";
import { OWN_NODE_CLASS } from "./node-class-facts";
import { FIPS_REGIONS } from "./partitions";
import type { Findings, Path } from "./problem";
import { isToken, quote } from "./text";

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
      if (problem) findings.refuse([...at, field, index], `${problem}; write two terms, which are joined by "or"`);
    });
  }
  spec.capacityReservationSelectorTerms?.forEach((term, index) => {
    if (term.owner !== undefined && term.id !== undefined) {
      const place = [...at, "capacityReservationSelectorTerms", index, "owner"];
      findings.refuse(place, "owner goes with tags only; a reservation's id already says whose it is, so leave it out");
    }
  });
  if (spec.placementGroupSelector) {
    const problem = exactlyOne(spec.placementGroupSelector, ["name", "id"]);
    if (problem) findings.refuse([...at, "placementGroupSelector"], `${problem}; keep one`);
  }
  const pod = ["podSubnetSelectorTerms", "podSecurityGroupSelectorTerms"] as const;
  const [present, ...more] = oneOfKeys(spec, pod);
  if (present !== undefined && more.length === 0) {
    const other = pod.find((field) => field !== present);
    findings.refuse([...at, present], `${present} and ${other} come together or not at all; add ${other}`);
  }
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
  const places = new Map<string, number>();
  const efaOfCard = new Map<number, number>();
  interfaces.forEach((item, index) => {
    const place = [...at, "networkInterfaces", index];
    judgeInterface(item, place, findings);
    const slot = `card ${item.networkCardIndex}, device ${item.deviceIndex}`;
    const earlier = places.get(slot);
    if (earlier !== undefined)
      findings.refuse(place, `${slot} is taken by networkInterfaces[${earlier}]; choose another device index`);
    else places.set(slot, index);
    if (item.interfaceType !== "efa-only") return;
    const efa = efaOfCard.get(item.networkCardIndex);
    if (efa !== undefined) {
      findings.refuse(
        place,
        `one efa-only interface a card: card ${item.networkCardIndex} has networkInterfaces[${efa}]; choose another card`,
      );
    } else efaOfCard.set(item.networkCardIndex, index);
  });
  if (efaOfCard.size > 0 && (spec.advancedCompute?.hugepages?.pages.length ?? 0) > 0) {
    const place = [...at.slice(0, -1), "advancedCompute", "hugepages"];
    findings.refuse(place, "huge pages do not go with efa-only interfaces; keep one of the two");
  }
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
  if (counts.length === 2) findings.refuse(place, "secondaryIPv4Count or secondaryIPv4PrefixCount, got both; keep one");
  if (count === undefined) return;
  if (item.networkCardIndex !== 0) {
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
