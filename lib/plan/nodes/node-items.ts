import type { PolicyDocument } from "../../aws/iam/policy-document";
import type { TrustScope } from "../../aws/iam/trust";
import { CNI, isEc2, NODE_KINDS, type NodeKindName, roleOfKind } from "../../aws/nodes/role-kinds";
import { isToken, quote, sortedEntries } from "../../aws/text";
import type { ClusterConfig, NodeRoleConfig, RoleReference } from "../../schema/config";
import type { Findings, Path } from "../diagnostics";
import type { RoleWanted } from "../roles/roles";
import type { Cluster } from "../types";

/** Something whose nodes have a role: a NodeClass, or an item of `nodeRoles`. */
export interface NodeItem extends RoleWanted {
  readonly nodes: NodeKindName;
  readonly instanceProfile: InstanceProfileConfig;
  /** What the item asks for exists, its entry too: Terraform takes it over. */
  readonly adopt: boolean;
}

type InstanceProfileConfig = boolean | { readonly name?: string; readonly adopt?: boolean };

/** Every item whose nodes have a role, in the order of their ids. */
export function nodeItems(config: ClusterConfig, cluster: Cluster, findings: Findings): NodeItem[] {
  const classes = sortedEntries(config.nodeClasses).map(
    ([key, { role = {}, instanceProfile = false, adopt = false }]) =>
      nodeItem({
        key,
        path: ["nodeClasses", key],
        rolePath: ["nodeClasses", key, "role"],
        id: `node-class_${key}`,
        kind: "node-class",
        reference: role,
        instanceProfile,
        adopt,
        adoptRole: adopt || role.adopt === true,
        cluster,
      }),
  );
  const roles = sortedEntries(config.nodeRoles).map(([key, item]) => nodeRole(key, item, cluster, findings));
  return [...classes, ...roles];
}

interface Given {
  readonly key: string;
  readonly path: Path;
  readonly rolePath: Path;
  readonly id: string;
  readonly kind: NodeKindName;
  readonly reference: RoleReference;
  readonly instanceProfile: InstanceProfileConfig;
  readonly adopt: boolean;
  readonly adoptRole: boolean;
  readonly cluster: Cluster;
  readonly policies?: readonly string[];
  readonly inline?: Readonly<Record<string, PolicyDocument>>;
  readonly extras?: readonly string[];
  readonly trustAnchorArn?: string;
}

export function scopeOf({ partition, region, account, name }: Cluster, trustAnchorArn?: string): TrustScope {
  return { partition, region, account, cluster: name, ...(trustAnchorArn !== undefined && { trustAnchorArn }) };
}

function nodeItem({
  kind,
  cluster,
  policies = [],
  inline = {},
  extras = [],
  trustAnchorArn,
  ...item
}: Given): NodeItem {
  const role = roleOfKind(NODE_KINDS[kind], scopeOf(cluster, trustAnchorArn));
  return {
    ...item,
    nodes: kind,
    defaultName: `${cluster.name}-${item.key}-node`,
    trust: role.trust,
    policies: [...role.policies, ...policies],
    inline: { ...role.inline, ...inline },
    added: [],
    extras,
  };
}

function nodeRole(key: string, config: NodeRoleConfig, cluster: Cluster, findings: Findings): NodeItem {
  const { kind, instanceProfile = false, ipFamily, cni, trustAnchorArn, adopt = false, ...reference } = config;
  const path: Path = ["nodeRoles", key];
  judgeOptions(config, path, findings);
  judgeTrustAnchor(config, path, cluster, findings);
  const onNode = cni === "node" && NODE_KINDS[kind].cni;
  return nodeItem({
    key,
    path,
    rolePath: path,
    id: `node-role_${key}`,
    kind,
    reference,
    instanceProfile,
    adopt,
    adoptRole: adopt,
    cluster,
    trustAnchorArn,
    policies: onNode && ipFamily !== "ipv6" ? [CNI.ipv4] : [],
    inline: onNode && ipFamily === "ipv6" ? { [CNI.name]: CNI.ipv6(scopeOf(cluster)) } : {},
    extras: cni === "node" ? ["cni"] : [],
  });
}

/** What a kind has no use for would be lost. */
function judgeOptions({ kind, ipFamily, cni, instanceProfile }: NodeRoleConfig, path: Path, findings: Findings): void {
  if (kind === "windows" && ipFamily === "ipv6") {
    findings.refuse([...path, "ipFamily"], 'Windows nodes have no IPv6, got "ipv6"; use Linux nodes for it');
  }
  for (const [option, value] of Object.entries({ ipFamily, cni })) {
    if (value === undefined || NODE_KINDS[kind].cni) continue;
    findings.refuse(
      [...path, option],
      `${option} is for the VPC CNI of kinds managed, self-managed and windows, got kind ${quote(kind)}; leave it out`,
    );
  }
  if (instanceProfile !== undefined && instanceProfile !== false && !isEc2(kind)) {
    findings.refuse(
      [...path, "instanceProfile"],
      `nodes of kind ${kind} are no EC2 instances and take no instance profile; leave it out`,
    );
  }
}

function judgeTrustAnchor(
  { kind, trustAnchorArn }: NodeRoleConfig,
  path: Path,
  cluster: Cluster,
  findings: Findings,
): void {
  const { partition, region, account } = cluster;
  const form = `arn:${partition}:rolesanywhere:${region}:${account}:trust-anchor/<id>`;
  const place = [...path, "trustAnchorArn"];
  if (kind !== "hybrid-roles-anywhere") {
    if (trustAnchorArn !== undefined)
      findings.refuse(place, `a trust anchor is for kind hybrid-roles-anywhere, got kind ${quote(kind)}; leave it out`);
  } else if (trustAnchorArn === undefined) {
    findings.refuse(path, `kind hybrid-roles-anywhere needs trustAnchorArn; write ${form}`);
  } else if (!isToken(trustAnchorArn) && !TRUST_ANCHOR.test(trustAnchorArn)) {
    findings.refuse(place, `the ARN of a trust anchor, got ${quote(trustAnchorArn)}; write ${form}`);
  }
}

/** @see https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html */
const TRUST_ANCHOR = /^arn:aws[a-z-]*:rolesanywhere:[a-z0-9-]+:\d{12}:trust-anchor\/[\w-]+$/;
