import { allowedActions, PUSH_IMAGE, REGISTRY_WRITERS } from "../aws/iam/wide-policies";
import { isToken, quote, sortedEntries } from "../aws/text";
import { type Path, showPath } from "../plan/diagnostics";
import type { PlannedNodeClass } from "../plan/types";
import { contains, literally, patternOf } from "../power/wildcards";
import { policiesWith, SERVICE_WIDE_OR_MORE, type Sought } from "./policies";
import { madeNodeRoles } from "./roles";
import type { Breach, Decide } from "./subject";

export const cniOnNode: Decide = (subject) => [
  ...sortedEntries(subject.config.nodeRoles).flatMap(([key, { cni }]) =>
    cni === "node"
      ? [
          {
            path: ["nodeRoles", key, "cni"],
            message:
              "the VPC CNI takes its permissions from the role of the nodes, which pods can reach; leave cni out, and write the add-on vpc-cni under workloads",
          },
        ]
      : [],
  ),
  ...policiesWith({ managed: (policy) => policy === CNI_POLICY, inline: () => undefined }, madeNodeRoles(subject)).map(
    ({ path, is }): Breach => ({
      path,
      message: `${is} gives the permissions of the VPC CNI to the nodes, which pods can reach; leave it out, and write the add-on vpc-cni under workloads`,
    }),
  ),
];

/** The managed policy of the VPC CNI for IPv4. */
const CNI_POLICY = "AmazonEKS_CNI_Policy";

/** Decides about the policies of the roles of nodes. What a policy of the account allows, the file does not say. */
const ofNodePolicies =
  (sought: Sought, messageOf: (is: string) => string): Decide =>
  (subject) => {
    const roles = madeNodeRoles(subject);
    const breaches = policiesWith(sought, roles).map(({ path, is }): Breach => ({ path, message: messageOf(is) }));
    const [unknown] = roles.flatMap(({ ofAccount }) => ofAccount);
    if (unknown === undefined || breaches.length > 0) return breaches;
    const { policy, path } = unknown;
    const why = `the file does not say what ${isToken(policy) ? "the policy" : quote(policy)} of ${showPath(path)} allows; aws iam get-policy-version tells`;
    return { teller: "account", why };
  };

export const nodePowers = ofNodePolicies(
  SERVICE_WIDE_OR_MORE,
  (is) =>
    `${is} gives the nodes more than they need, and every pod that reaches the metadata of its node has it too; give it to the role of the pods that need it`,
);

export const registryWrite = ofNodePolicies(
  {
    managed: (policy) => REGISTRY_WRITERS.includes(policy),
    inline: (document) => allowedActions(document).find(isPush),
  },
  (is) => `${is} lets the nodes push images; nodes only pull, so leave it out`,
);

/** Whether a pattern of actions allows one that pushes an image. */
const isPush = (pattern: string): boolean =>
  PUSH_IMAGE.some((action) => contains(patternOf(pattern.toLowerCase()), literally(action)));

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
