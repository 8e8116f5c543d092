import { AWS_AUTH_VARIABLES, ENTRY_TYPES, INSTEAD_OF_GROUP, RESERVED_PREFIXES } from "../../aws/eks/entry-types";
import { isToken, quote } from "../../aws/text";
import type { PlanContext } from "../context";
import type { Path } from "../diagnostics";
import type { TypedItem } from "./item";

/** Validates groups and username: allowed in STANDARD entries only, and without the prefixes that EKS reserves. */
export function validateNames(typed: TypedItem, context: PlanContext): void {
  validateGroups(typed, context);
  validateUsername(typed, context);
}

const reservedPrefixOf = (name: string): string | undefined =>
  isToken(name) ? undefined : RESERVED_PREFIXES.find((reserved) => name.startsWith(reserved));

function validateGroups({ item: { groups }, type, path }: TypedItem, { diagnostics }: PlanContext): void {
  if (groups === undefined) return;
  if (!ENTRY_TYPES[type].groups) {
    diagnostics.report(
      "groups-of-node-entry",
      [...path, "groups"],
      `an entry of type ${type} brings its groups itself, got ${quote(groups)}; leave groups out`,
    );
    return;
  }
  for (const [index, group] of groups.entries()) {
    const prefix = reservedPrefixOf(group);
    if (prefix === undefined) continue;
    const advice = INSTEAD_OF_GROUP[group] ?? "bind a group of your own in the cluster and name that";
    diagnostics.report(
      "reserved-group",
      [...path, "groups", index],
      `EKS keeps groups that begin with ${prefix} for itself, got ${quote(group)}; ${advice}`,
    );
  }
}

function validateUsername({ item: { username }, type, path }: TypedItem, { diagnostics }: PlanContext): void {
  if (username === undefined) return;
  const usernamePath = [...path, "username"];
  const prefix = reservedPrefixOf(username);
  if (!ENTRY_TYPES[type].username) {
    diagnostics.report(
      "username-of-node-entry",
      usernamePath,
      `EKS sets the username of an entry of type ${type}, got ${quote(username)}; leave username out`,
    );
  } else if (prefix !== undefined) {
    diagnostics.report(
      "reserved-username",
      usernamePath,
      `EKS keeps usernames that begin with ${prefix} for itself, got ${quote(username)}; choose another beginning, or leave username out: EKS sets one`,
    );
  } else if (!isToken(username)) validateVariables({ username, path: usernamePath }, diagnostics);
}

/**
 * Validates the variables in a username: access entries need a colon before them, and do not support those of aws-auth.
 */
function validateVariables(
  { username, path }: { readonly username: string; readonly path: Path },
  diagnostics: PlanContext["diagnostics"],
): void {
  const found = /\{\{SessionName(Raw)?\}\}/.exec(username);
  const before = username.slice(0, found?.index ?? 0);
  if (found && !before.includes(":")) {
    const right = `${before.replace(/[-_]$/, "") || "dev"}:${username.slice(found.index)}`;
    diagnostics.report(
      "username-session",
      path,
      `a colon stands before ${found[0]}, got ${quote(username)}; write ${quote(right)}`,
    );
  }
  for (const variable of AWS_AUTH_VARIABLES) {
    if (!username.includes(variable)) continue;
    diagnostics.report(
      "username-variable",
      path,
      `${variable} comes from aws-auth, and access entries do not fill it in, got ${quote(username)}; use {{SessionName}} or a fixed name`,
    );
  }
}
