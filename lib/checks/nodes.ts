import { allowedActions, PUSH_IMAGE, REGISTRY_WRITERS } from "../aws/iam/wide-policies";
import { sortedEntries } from "../aws/text";
import type { Path } from "../plan/diagnostics";
import type { PlannedNodeClass } from "../plan/types";
import { matchesGlob } from "../power/globs";
import { policiesWith, SERVICE_WIDE_OR_MORE } from "./policies";
import { madeNodeRoles } from "./roles";
import type { Breach, Decide } from "./subject";

export const cniOnNode: Decide = ({ config }) =>
  sortedEntries(config.nodeRoles).flatMap(([key, { cni }]) =>
    cni === "node"
      ? [
          {
            path: ["nodeRoles", key, "cni"],
            message:
              "the VPC CNI takes its permissions from the role of the nodes, which pods can reach; leave cni out, and write the add-on vpc-cni under workloads",
          },
        ]
      : [],
  );

export const nodePowers: Decide = (subject) =>
  policiesWith(SERVICE_WIDE_OR_MORE, madeNodeRoles(subject)).map(({ path, is }) => ({
    path,
    message: `${is} gives the nodes more than they need, and every pod that reaches the metadata of its node has it too; give it to the role of the pods that need it`,
  }));

export const registryWrite: Decide = (subject) =>
  policiesWith(
    {
      managed: (policy) => REGISTRY_WRITERS.includes(policy),
      inline: (document) =>
        allowedActions(document).find((pattern) => PUSH_IMAGE.some((action) => matchesGlob(pattern, action))),
    },
    madeNodeRoles(subject),
  ).map(({ path, is }) => ({ path, message: `${is} lets the nodes push images; nodes only pull, so leave it out` }));

type Settings = PlannedNodeClass["spec"];

/** Decides about each NodeClass, by where its spec says otherwise. */
const ofNodeClasses =
  (field: Path, message: string, isKept: (spec: Settings) => boolean): Decide =>
  ({ plan }) =>
    plan.nodeClasses.flatMap(({ key, spec }): Breach[] =>
      isKept(spec) ? [] : [{ path: ["nodeClasses", key, "spec", ...field], message }],
    );

export const noNetworkPolicy = ofNodeClasses(
  ["networkPolicy"],
  "pods reach everything that no network policy refuses; write networkPolicy: DefaultDeny",
  ({ networkPolicy }) => networkPolicy === "DefaultDeny",
);

export const noLockdown = ofNodeClasses(
  ["advancedSecurity", "kernelLockdown"],
  "root on a node may change its kernel while it runs; write advancedSecurity: { kernelLockdown: integrity }",
  ({ advancedSecurity }) => advancedSecurity?.kernelLockdown === "integrity",
);

export const defaultDiskKey = ofNodeClasses(
  ["ephemeralStorage", "kmsKeyID"],
  "the disks are encrypted with a key of AWS; write ephemeralStorage: { kmsKeyID: … } for one of your own",
  ({ ephemeralStorage }) => ephemeralStorage?.kmsKeyID !== undefined,
);

const publicAddresses = ofNodeClasses(
  ["advancedNetworking", "associatePublicIPAddress"],
  "nodes get public addresses; write associatePublicIPAddress: false",
  ({ advancedNetworking }) => advancedNetworking?.associatePublicIPAddress !== true,
);

export const publicNodeAddress: Decide = (subject) => {
  const breaches = publicAddresses(subject);
  const open = subject.plan.nodeClasses.find(
    ({ spec }) => spec.advancedNetworking?.associatePublicIPAddress === undefined,
  );
  if (open === undefined || !("length" in breaches) || breaches.length > 0) return breaches;
  return {
    teller: "account",
    why: `the subnets decide about the nodes of nodeClasses.${open.key}; write associatePublicIPAddress: false, or look at the subnets`,
  };
};
