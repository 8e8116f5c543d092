import { CNI_KINDS, NODE_KINDS, POD_IDENTITY_KINDS, TRUST_ANCHOR_KINDS } from "../../aws/nodes/node-kinds";
import { isToken, list, quote } from "../../aws/text";
import type { PlanContext } from "../context";
import type { ResolvedNodeRole } from "../defaults";

/** Reports fields that this kind of node does not use, and required fields that are missing. */
export function validateNodeRole(key: string, item: ResolvedNodeRole, context: PlanContext): void {
  const { config, diagnostics } = context;
  const { kind, instanceProfile, ipFamily } = item;
  const { noIpv6, cni: takesCni, ec2 } = NODE_KINDS[kind];
  const path = ["nodeRoles", key];
  if (noIpv6 && ipFamily === "ipv6") {
    diagnostics.report("no-ipv6", [...path, "ipFamily"], `${noIpv6.why}, got ${quote(ipFamily)}; ${noIpv6.instead}`);
  }
  const { ipFamily: givenFamily, cni } = config.given.nodeRoles?.[key] ?? {};
  for (const [option, value] of Object.entries({ ipFamily: givenFamily, cni })) {
    if (value === undefined || takesCni) continue;
    diagnostics.report(
      "cni-of-kind",
      [...path, option],
      `${option} is for the VPC CNI of kinds ${list(CNI_KINDS, "and")}, got kind ${quote(kind)}; leave it out`,
    );
  }
  if (instanceProfile !== false && !ec2) {
    diagnostics.report(
      "instance-profile-of-kind",
      [...path, "instanceProfile"],
      `nodes of kind ${kind} are no EC2 instances and take no instance profile; leave it out`,
    );
  }
  if (item.podIdentity && !NODE_KINDS[kind].podIdentityOnRequest) {
    diagnostics.report(
      "pod-identity-of-kind",
      [...path, "podIdentity"],
      `podIdentity is for kinds ${list(POD_IDENTITY_KINDS, "and")}, got kind ${quote(kind)}; leave it out`,
    );
  }
  validateTrustAnchor(key, item, context);
}

/** @see https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html */
const TRUST_ANCHOR = /^arn:aws[a-z-]*:rolesanywhere:[a-z0-9-]+:\d{12}:trust-anchor\/[\w-]+$/;

function validateTrustAnchor(
  key: string,
  { kind, trustAnchorArn }: ResolvedNodeRole,
  { cluster, diagnostics }: PlanContext,
): void {
  const { partition, region, account } = cluster;
  const form = `arn:${partition}:rolesanywhere:${region}:${account}:trust-anchor/<id>`;
  const path = ["nodeRoles", key, "trustAnchorArn"];
  const refuse = (at: readonly string[], message: string) => diagnostics.report("trust-anchor", at, message);
  if (!NODE_KINDS[kind].trustAnchor) {
    if (trustAnchorArn === undefined) return;
    const kinds = list(TRUST_ANCHOR_KINDS, "and");
    refuse(path, `a trust anchor is for kind ${kinds}, got kind ${quote(kind)}; leave it out`);
  } else if (trustAnchorArn === undefined) {
    refuse(path.slice(0, -1), `kind ${kind} needs trustAnchorArn; write ${form}`);
  } else if (!isToken(trustAnchorArn) && !TRUST_ANCHOR.test(trustAnchorArn)) {
    refuse(path, `the ARN of a trust anchor, got ${quote(trustAnchorArn)}; write ${form}`);
  }
}
