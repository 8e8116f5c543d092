import { podIdentityAgent } from "../../aws/iam/permissions";
import { roleOfKind } from "../../aws/iam/role-kind";
import { CNI, NODE_KINDS, type NodeKindName, POD_IDENTITY_AGENT } from "../../aws/nodes/node-kinds";
import { sortedEntries } from "../../aws/text";
import { nodeClassId, nodeRoleId } from "../addresses";
import { type Adopt, wider } from "../adopt";
import type { PlanContext } from "../context";
import type { ResolvedNodeRole } from "../defaults";
import { firstKey } from "../renames";
import type { RoleRequest } from "../roles/requests";
import { scopeOf } from "../scope";
import { validateNodeRole } from "./node-role";

/** An item whose nodes have a role: a NodeClass, or an item of `nodeRoles`. */
export interface NodeItem extends RoleRequest {
  readonly nodes: NodeKindName;
  readonly instanceProfile: boolean | { readonly name?: string; readonly adopt?: boolean; readonly existing?: string };
  /** Default names are built from it. */
  readonly firstKey: string;
  /** Whether the item's resources already exist, including the access entry, and Terraform imports them. */
  readonly adopt: Adopt;
}

/** Returns all items whose nodes have a role, sorted by key: NodeClasses first, then `nodeRoles`. */
export function nodeItems(context: PlanContext): NodeItem[] {
  const { config, cluster } = context;
  const classes = sortedEntries(config.nodeClasses).map(
    ([key, { role, instanceProfile, adopt, was }]): NodeItem => ({
      key,
      path: ["nodeClasses", key],
      rolePath: ["nodeClasses", key, "role"],
      id: nodeClassId(key),
      nodes: "node-class",
      reference: role,
      instanceProfile,
      adopt,
      adoptRole: wider(adopt, role.adopt ?? false),
      firstKey: firstKey(key, { was }),
      defaultName: defaultName(cluster.name, firstKey(key, { was })),
      ...roleOfKind(NODE_KINDS["node-class"], scopeOf(cluster)),
      userPolicies: [],
      fieldsForCreatedRole: [],
    }),
  );
  return [...classes, ...sortedEntries(config.nodeRoles).map(([key, item]) => nodeRoleItem(key, item, context))];
}

const defaultName = (cluster: string, key: string): string => `${cluster}-${key}-node`;

function nodeRoleItem(key: string, item: ResolvedNodeRole, context: PlanContext): NodeItem {
  const { cluster } = context;
  const {
    kind,
    instanceProfile,
    ipFamily,
    cni,
    podIdentity,
    trustAnchorArn,
    adopt,
    was: _,
    release: __,
    ...reference
  } = item;
  const path = ["nodeRoles", key];
  validateNodeRole(key, item, context);
  const role = roleOfKind(NODE_KINDS[kind], scopeOf(cluster, trustAnchorArn));
  const cniOnNode = cni === "node" && NODE_KINDS[kind].cni ? ipFamily : undefined;
  return {
    key,
    path,
    rolePath: path,
    id: nodeRoleId(key),
    nodes: kind,
    reference,
    instanceProfile,
    adopt: adopt === "role" ? false : adopt,
    adoptRole: adopt === "role" ? true : adopt,
    firstKey: firstKey(key, item),
    defaultName: defaultName(cluster.name, firstKey(key, item)),
    trust: role.trust,
    policies: [...role.policies, ...(cniOnNode === "ipv4" ? [CNI.ipv4] : [])],
    inline: {
      ...role.inline,
      ...(cniOnNode === "ipv6" && { [CNI.name]: CNI.ipv6(scopeOf(cluster)) }),
      ...(podIdentity && { [POD_IDENTITY_AGENT]: podIdentityAgent(scopeOf(cluster)) }),
    },
    userPolicies: [],
    fieldsForCreatedRole: [...(cni === "node" ? ["cni"] : []), ...(podIdentity ? ["podIdentity"] : [])],
  };
}
