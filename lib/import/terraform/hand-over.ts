import { shellWord } from "../../aws/text";
import type { Settled } from "../settle";
import { oneLine } from "../text";
import { handedOver } from "./handed-over";
import { CHANGES, listed } from "./moved";
import type { StateResource } from "./state";

/** The copy of the old state. A second run must not overwrite it with what the first one left. */
const COPY = "before-hand-over.tfstate";

/**
 * Writes what is to do so that another Terraform state lets go of what a file takes over, and nobody loses access.
 *
 * @param settled as it stands in the file: what became a question there is not handed over
 * @param resources those of the state
 * @see https://developer.hashicorp.com/terraform/cli/commands/state/rm
 */
export function handOverScript(
  settled: Pick<Settled, "imported" | "plan">,
  resources: readonly StateResource[],
): string {
  const { taken, roles, open, twice, added, changed, imports } = handedOver(settled, resources);
  const name = oneLine(String(settled.imported.top.name));
  if (taken.length + twice.length === 0)
    return `# Nothing of ${name} is handed over: the file takes over none of the resources of this state.\n`;
  return [
    "#!/bin/sh",
    `# Hands ${objects(taken.length)} of the cluster ${name} over from an old Terraform state to the stack of its file.`,
    "# Do these steps in this order. This script does step 2 alone. Run it in the folder of the old configuration.",
    "#",
    "# DO NOT EMPTY THE OLD CONFIGURATION FIRST, AND DO NOT APPLY IT BEFORE STEP 4:",
    `# IT WOULD DESTROY ${objects(taken.length + twice.length).toUpperCase()}, AND TAKE AWAY THE ACCESS THAT THEY GIVE.`,
    "#",
    "# 1. Apply the stack of the file. Its plan must say:",
    `#      Plan: ${imports} to import, ${added.length === 0 ? "0" : "…"} to add, ${changed.length} to change, 0 to destroy.`,
    ...(added.length === 0 ? [] : ["#    It adds the entries of these rows, which have none yet, and nothing else:"]),
    ...added.map((place) => `#      ${oneLine(place)}`),
    ...(changed.length === 0 ? [] : [`#    ${CHANGES}`]),
    ...changed.map(({ address }) => `#      ${oneLine(address)}`),
    `# 2. Let the old state forget them. Nothing is deleted at AWS. ${COPY} keeps what it was; it may hold secrets.`,
    "# 3. Take them out of the old configuration. With terraform-aws-modules/eks: access_entries = {} and",
    "#    enable_cluster_creator_admin_permissions = false, and in self-managed node groups create_access_entry = false.",
    "#    With cloudposse/eks-cluster: access_entry_map, access_entries, access_entries_for_nodes, access_policy_associations.",
    ...(roles.length === 0
      ? []
      : [
          "#    It names these roles by their ARN from now on. With terraform-aws-modules/eks, in their node groups and Fargate",
          "#    profiles: create_iam_role = false and iam_role_arn = <ARN>; self-managed node groups take",
          "#    create_iam_instance_profile = false and iam_instance_profile_arn = <ARN of the profile> too.",
          ...roles.map(({ values }) => `#      ${oneLine(String(values.arn))}`),
        ]),
    "# 4. Plan the old configuration. It must say:",
    "#      No changes. Your infrastructure matches the configuration.",
    "#    IF IT SAYS THAT ANYTHING IS DESTROYED, DO NOT APPLY IT.",
    `# 5. Plan the stack of the file again. It must say the same. Then take adopt out of the file${roles.length > 0 ? ", and adopted-role out of its accept" : ""}.`,
    ...listed("NOT HANDED OVER, BECAUSE THE FILE SAYS DECIDE. THE OLD CONFIGURATION MUST KEEP THESE:", open),
    ...listed(
      "THE FILE HAD THESE BEFORE. ONCE ITS STACK MANAGES THEM, FORGET THEM HERE TOO, BY terraform state rm:",
      twice,
    ),
    "",
    "set -eu",
    "umask 077",
    `if [ -e ${COPY} ]; then`,
    `  echo "${COPY} exists: it may be the only copy of the state before the hand-over. Move it away, and keep it." >&2`,
    "  exit 1",
    "fi",
    `terraform state pull > ${COPY} || { rm ${COPY}; exit 1; }`,
    ...(taken.length === 0
      ? []
      : [
          [
            "terraform state rm",
            ...addresses(
              taken,
              resources.filter(({ deposed }) => !deposed),
            ).map((one) => shellWord(oneLine(one))),
          ].join(" \\\n  "),
        ]),
    "",
  ].join("\n");
}

const objects = (count: number): string => (count === 1 ? "1 object" : `${count} objects`);

/** Returns what to forget: a resource as a whole where all its instances are taken. */
function addresses(taken: readonly StateResource[], all: readonly StateResource[]): string[] {
  const kept = new Set(all.filter((one) => !taken.includes(one)).map(({ whole }) => whole));
  return [...new Set(taken.map(({ whole, address }) => (kept.has(whole) ? address : whole)))];
}
