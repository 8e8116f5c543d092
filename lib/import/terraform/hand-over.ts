import { shellWord } from "../../aws/text";
import type { Imported } from "../row";
import { oneLine } from "../text";
import type { StateResource } from "./state";
import { readType } from "./types";

/** The copy of the old state. A second run must not overwrite it with what the first one left. */
const COPY = "before-hand-over.tfstate";

/** In this order the old state forgets them: what refers to an entry goes before it. */
const TAKEN = ["pod association", "policy association", "entry"] as const;

/**
 * Writes what is to do so that another Terraform state lets go of what a file takes over, and nobody loses access.
 *
 * @param imported as it stands in the file: what became a question there is not handed over
 * @param resources those of the state
 * @see https://developer.hashicorp.com/terraform/cli/commands/state/rm
 */
export function handOverScript({ top, rows }: Imported, resources: readonly StateResource[]): string {
  const placesOf = (is: "item" | "question") =>
    new Set(rows.flatMap((row) => (row.is === is ? row.places.map(({ name }) => name) : [])));
  const [items, questions] = [placesOf("item"), placesOf("question")];
  const ours = resources.filter(({ type, deposed }) => TAKEN.some((is) => readType(type).is === is) && !deposed);
  const taken = ours.filter(({ address }) => items.has(address));
  const open = ours.filter(({ address }) => questions.has(address));
  const inState = new Set(ours.map(({ address }) => address));
  const added = rows.flatMap((row) =>
    row.is === "item" && row.section !== "workloads" && !row.places.some((place) => inState.has(place.name))
      ? row.places.map((place) => place.name)
      : [],
  );
  const name = oneLine(String(top.name));
  const there = new Set(
    rows.flatMap((row) => (row.is === "left out" && row.there ? row.places.map((place) => place.name) : [])),
  );
  const twice = ours.filter(({ address }) => there.has(address));
  if (taken.length + twice.length === 0)
    return `# Nothing of ${name} is handed over: the file takes over none of the resources of this state.\n`;
  const objects = taken.length === 1 ? "1 object" : `${taken.length} objects`;
  return [
    "#!/bin/sh",
    `# Hands ${objects} of the cluster ${name} over from an old Terraform state to the stack of its file.`,
    "# Do these steps in this order. This script does step 2 alone. Run it in the folder of the old configuration.",
    "#",
    "# DO NOT EMPTY THE OLD CONFIGURATION FIRST, AND DO NOT APPLY IT BEFORE STEP 4:",
    `# IT WOULD DESTROY ${objects.toUpperCase()}, AND TAKE AWAY THE ACCESS THAT THEY GIVE.`,
    "#",
    "# 1. Apply the stack of the file. Its plan must say:",
    `#      Plan: ${taken.length} to import, ${added.length === 0 ? "0" : "…"} to add, 0 to change, 0 to destroy.`,
    ...(added.length === 0 ? [] : ["#    It adds the entries of these rows, which have none yet, and nothing else:"]),
    ...added.map((place) => `#      ${oneLine(place)}`),
    `# 2. Let the old state forget them. Nothing is deleted at AWS. ${COPY} keeps what it was; it may hold secrets.`,
    "# 3. Take them out of the old configuration. With terraform-aws-modules/eks: access_entries = {} and",
    "#    enable_cluster_creator_admin_permissions = false.",
    "# 4. Plan the old configuration. It must say:",
    "#      No changes. Your infrastructure matches the configuration.",
    "#    IF IT SAYS THAT ANYTHING IS DESTROYED, DO NOT APPLY IT.",
    "# 5. Plan the stack of the file again. It must say the same. Then take adopt out of the file.",
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
      : [["terraform state rm", ...addresses(taken, ours).map((one) => shellWord(oneLine(one)))].join(" \\\n  ")]),
    "",
  ].join("\n");
}

const listed = (head: string, resources: readonly StateResource[]): string[] =>
  resources.length === 0 ? [] : ["#", `# ${head}`, ...resources.map(({ address }) => `#   ${oneLine(address)}`)];

/** Returns what to forget: a resource as a whole where all its instances are taken. */
function addresses(taken: readonly StateResource[], ours: readonly StateResource[]): string[] {
  const kept = new Set(ours.filter((one) => !taken.includes(one)).map(({ whole }) => whole));
  const named = TAKEN.flatMap((is) => taken.filter(({ type }) => readType(type).is === is)).map(({ whole, address }) =>
    kept.has(whole) ? address : whole,
  );
  return [...new Set(named)];
}
