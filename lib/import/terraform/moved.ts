import { textOf } from "../fields";
import { PLANNED, plannedAddresses } from "../planned-addresses";
import type { Settled } from "../settle";
import { oneLine } from "../text";
import { handedOver } from "./handed-over";
import { roleNameOf } from "./roles";
import type { StateResource } from "./state";

/**
 * Writes `moved` blocks for a file whose items stand in the same state as before, in a construct of TypeScript.
 *
 * @param settled as it stands in the file
 * @param resources those of the state
 * @see https://developer.hashicorp.com/terraform/language/block/moved
 */
export function movedBlocks(settled: Pick<Settled, "imported" | "plan">, resources: readonly StateResource[]): string {
  const { taken, open, changed } = handedOver(settled, resources);
  const addresses = plannedAddresses(settled.plan);
  const moves = new Map<string, StateResource>();
  const left: StateResource[] = [];
  for (const one of taken) {
    const to = addresses.get(plannedOf(one));
    if (to === undefined || moves.has(to) || oneLine(one.address) !== one.address) left.push(one);
    else moves.set(to, one);
  }
  const name = oneLine(String(settled.imported.top.name));
  if (moves.size === 0) return `# Nothing of ${name} moves: the file takes over none of the resources of this state.\n`;
  return [
    `# Moves ${moves.size === 1 ? "1 resource" : `${moves.size} resources`} of the cluster ${name} within one state, for a construct with the id Default:`,
    '#   new ClusterAccess(this, "Default", { … })',
    "# In the same change, take them out of the configuration that made them, and put these blocks beside the output of synth.",
    "# The plan must say:",
    `#   Plan: 0 to add, ${changed.length} to change, 0 to destroy.`,
    ...(changed.length === 0 ? [] : [`# ${CHANGES}`]),
    ...changed.map(({ address }) => `#   ${oneLine(address)}`),
    "# IF IT SAYS THAT ANYTHING IS DESTROYED, DO NOT APPLY IT: ACCESS WOULD BE LOST.",
    ...listed("NOT MOVED, BECAUSE THE FILE SAYS DECIDE. THE CONFIGURATION MUST KEEP THESE:", open),
    ...listed(
      "NOT MOVED, BECAUSE THE FILE HAS NOTHING IN THEIR PLACE. BEFORE THE APPLY, FORGET THEM BY terraform state rm:",
      left,
    ),
    ...[...moves].flatMap(([to, { address }]) => [
      "",
      "moved {",
      `  from = ${oneLine(address)}`,
      `  to   = ${to}`,
      "}",
    ]),
    "",
  ].join("\n");
}

export const CHANGES = "It changes the tags of these, and nothing else:";

/** Writes a list of addresses in comments. */
export const listed = (head: string, resources: readonly StateResource[]): string[] =>
  resources.length === 0 ? [] : ["#", `# ${head}`, ...resources.map(({ address }) => `#   ${oneLine(address)}`)];

/** What a resource is at AWS. */
function plannedOf(resource: StateResource): string {
  const { type, values } = resource;
  const text = (name: string) => textOf(values[name]) ?? "";
  const role = roleNameOf(resource) ?? "";
  switch (type) {
    case "aws_eks_access_entry":
      return PLANNED.entry(text("principal_arn"));
    case "aws_eks_access_policy_association":
      return PLANNED.policyAssociation(text("principal_arn"), text("policy_arn"));
    case "aws_eks_pod_identity_association":
      return PLANNED.podAssociation(text("namespace"), text("service_account"));
    case "aws_iam_role":
      return PLANNED.role(role);
    case "aws_iam_role_policy_attachment":
      return PLANNED.attachment(role, text("policy_arn"));
    case "aws_iam_role_policy":
      return PLANNED.inlinePolicy(role, text("name"));
    case "aws_iam_instance_profile":
      return PLANNED.instanceProfile(text("name"));
    default:
      return "";
  }
}
