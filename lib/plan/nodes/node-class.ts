import { exactlyOne, presentKeys } from "../../aws/fact";
import { EKS_NODE_CLASS, POD_TERMS, PRIMARY_INTERFACE, TAG_OF_EKS, TERM_KEYS } from "../../aws/nodes/node-class";
import { FIPS_REGIONS } from "../../aws/partitions";
import { isToken, quote } from "../../aws/text";
import type { NodeClassSpec } from "../../schema/types";
import type { PlanContext } from "../context";
import type { ResolvedNodeClass } from "../defaults";
import type { Path } from "../diagnostics";

type Interface = NonNullable<NonNullable<NodeClassSpec["advancedNetworking"]>["networkInterfaces"]>[number];

/** Validates rules of a NodeClass that involve several values. */
export function validateNodeClass(key: string, { spec }: ResolvedNodeClass, context: PlanContext): void {
  const { cluster, diagnostics } = context;
  const path: Path = ["nodeClasses", key];
  const specPath = [...path, "spec"];
  if (key === EKS_NODE_CLASS) {
    diagnostics.report("own-node-class", path, `EKS owns the NodeClass ${quote(key)}; choose another key`);
  }
  if (spec.tags && Object.hasOwn(spec.tags, TAG_OF_EKS)) {
    diagnostics.report(
      "tag-of-eks",
      [...specPath, "tags", TAG_OF_EKS],
      `EKS sets the tag ${TAG_OF_EKS} itself; choose another key`,
    );
  }
  validateTerms(spec, specPath, context);
  validateInterfaces(spec, specPath, context);
  if (spec.advancedSecurity?.fips === true && !isToken(cluster.region) && !FIPS_REGIONS.test(cluster.region)) {
    diagnostics.report(
      "fips-region",
      [...specPath, "advancedSecurity", "fips"],
      `FIPS mode works in the regions of the United States, GovCloud and Canada only, got region ${quote(cluster.region)}; leave it out`,
    );
  }
}

function validateTerms(spec: NodeClassSpec, path: Path, { diagnostics }: PlanContext): void {
  for (const { field, keys, advice } of TERM_KEYS) {
    spec[field]?.forEach((term, index) => {
      const problem = exactlyOne(term, keys);
      if (problem) diagnostics.report("selector-term", [...path, field, index], `${problem}; ${advice(term)}`);
    });
  }
  spec.capacityReservationSelectorTerms?.forEach((term, index) => {
    if (term.owner === undefined || term.id === undefined || term.tags !== undefined) return;
    diagnostics.report(
      "selector-term",
      [...path, "capacityReservationSelectorTerms", index, "owner"],
      "owner goes with tags only; a reservation's id already says whose it is, so leave it out",
    );
  });
  if (spec.placementGroupSelector) {
    const problem = exactlyOne(spec.placementGroupSelector, ["name", "id"]);
    const advice = presentKeys(spec.placementGroupSelector, ["name", "id"]).length === 0 ? "write" : "keep";
    if (problem) {
      diagnostics.report("placement-group", [...path, "placementGroupSelector"], `${problem}; ${advice} one`);
    }
  }
  const [present, ...more] = presentKeys(spec, POD_TERMS);
  if (present !== undefined && more.length === 0) {
    const other = POD_TERMS.find((field) => field !== present);
    diagnostics.report(
      "pod-selectors",
      [...path, present],
      `${present} and ${other} come together or not at all; add ${other}`,
    );
  }
}

function validateInterfaces(spec: NodeClassSpec, specPath: Path, context: PlanContext): void {
  const { diagnostics } = context;
  const path = [...specPath, "advancedNetworking"];
  const networking = spec.advancedNetworking;
  const interfaces = networking?.networkInterfaces ?? [];
  if (networking?.associatePublicIPAddress !== undefined && interfaces.length > 1) {
    diagnostics.report(
      "public-address",
      [...path, "associatePublicIPAddress"],
      `public addresses do not go with more than one network interface, got ${interfaces.length}; leave it out`,
    );
  }
  validateSlots(interfaces, [...path, "networkInterfaces"], context);
  const efa = interfaces.some(({ interfaceType }) => interfaceType === "efa-only");
  if (efa && (spec.advancedCompute?.hugepages?.pages?.length ?? 0) > 0) {
    diagnostics.report(
      "hugepages-with-efa",
      [...specPath, "advancedCompute", "hugepages"],
      "huge pages do not go with efa-only interfaces; keep one of the two",
    );
  }
}

/** Validates the position of each network interface. Interfaces with a token as index are skipped. */
function validateSlots(interfaces: readonly Interface[], path: Path, context: PlanContext): void {
  const { diagnostics } = context;
  const slots = new Map<string, number>();
  const efaOfCard = new Map<number, number>();
  interfaces.forEach((item, index) => {
    const itemPath = [...path, index];
    const { networkCardIndex: card, deviceIndex: device, interfaceType: type } = item;
    validateInterface(item, itemPath, context);
    if (typeof card !== "number") return;
    const slot = `card ${card}, device ${device}`;
    const earlier = typeof device === "number" ? slots.get(slot) : undefined;
    if (earlier !== undefined) {
      diagnostics.report(
        "interface-slot",
        itemPath,
        `${slot} is taken by networkInterfaces[${earlier}]; choose another device index or another card`,
      );
    } else slots.set(slot, index);
    if (type !== "efa-only") return;
    const efa = efaOfCard.get(card);
    if (efa !== undefined) {
      diagnostics.report(
        "interface-slot",
        itemPath,
        `a card has one efa-only interface, and card ${card} has networkInterfaces[${efa}]; choose another card`,
      );
    } else efaOfCard.set(card, index);
  });
}

function validateInterface(item: Interface, path: Path, { diagnostics }: PlanContext): void {
  const { networkCardIndex: card, deviceIndex: device, interfaceType: type } = item;
  const counts = presentKeys(item, ["secondaryIPv4Count", "secondaryIPv4PrefixCount"]);
  const [count] = counts;
  if (card === PRIMARY_INTERFACE.card && device === PRIMARY_INTERFACE.device && type === "efa-only") {
    diagnostics.report(
      "primary-interface",
      [...path, "interfaceType"],
      'card 0, device 0 is of type "interface", got "efa-only"; move EFA to another card or device',
    );
  }
  if (counts.length === 2) {
    diagnostics.report(
      "secondary-addresses",
      path,
      "an interface has secondaryIPv4Count or secondaryIPv4PrefixCount, got both; keep one",
    );
  }
  if (count === undefined) return;
  if (typeof card === "number" && card !== PRIMARY_INTERFACE.card) {
    diagnostics.report(
      "secondary-addresses",
      [...path, count],
      `${count} is for card 0 only, got card ${card}; move it to card 0`,
    );
  }
  if (type === "efa-only") {
    diagnostics.report(
      "secondary-addresses",
      [...path, count],
      `an efa-only interface has no addresses; leave ${count} out, or make the interface of type "interface"`,
    );
  }
}
