import { parseArn } from "../../aws/arn";
import { ACCESS_POLICIES, AUTO_NODE, accessPolicyArn, meantBy } from "../../aws/eks/access-policies";
import {
  AWS_AUTH_VARIABLES,
  ENTRY_TYPES,
  type EntryTypeName,
  INSTEAD_OF_GROUP,
  RESERVED_PREFIXES,
} from "../../aws/eks/entry-types";
import { MANAGED_POLICIES_BY_NAME } from "../../aws/iam/managed-policies";
import { isToken, list, quote } from "../../aws/text";
import type { AccessConfig } from "../../schema/config";
import type { Findings, Path } from "../diagnostics";

/** A policy and where it holds; `name` is undefined where only Terraform knows the policy. */
export interface Grant {
  readonly policyArn: string;
  readonly name?: string;
  readonly namespaces?: readonly string[];
  readonly at: Path;
}

/** Groups and usernames: STANDARD entries only, and never with a prefix that EKS keeps. */
export function judgeNames(
  { groups, username }: AccessConfig,
  type: EntryTypeName,
  path: Path,
  findings: Findings,
): void {
  const { groups: takesGroups, username: takesUsername } = ENTRY_TYPES[type];
  if (groups !== undefined && !takesGroups) {
    findings.refuse(
      [...path, "groups"],
      `an entry of type ${type} brings its groups itself, got ${quote(groups)}; leave groups out`,
    );
  } else {
    for (const [index, group] of (groups ?? []).entries()) {
      const prefix = RESERVED_PREFIXES.find((reserved) => group.startsWith(reserved));
      if (prefix === undefined || isToken(group)) continue;
      const advice = INSTEAD_OF_GROUP[group] ?? "bind a group of your own in the cluster and name that";
      findings.refuse(
        [...path, "groups", index],
        `EKS keeps groups that begin with ${prefix} for itself, got ${quote(group)}; ${advice}`,
      );
    }
  }
  if (username === undefined) return;
  const place = [...path, "username"];
  const prefix = RESERVED_PREFIXES.find((reserved) => username.startsWith(reserved));
  if (!takesUsername)
    findings.refuse(
      place,
      `EKS sets the username of an entry of type ${type}, got ${quote(username)}; leave username out`,
    );
  else if (isToken(username)) return;
  else if (prefix !== undefined) {
    findings.refuse(
      place,
      `EKS keeps usernames that begin with ${prefix} for itself, got ${quote(username)}; choose another beginning, or leave username out: EKS sets one`,
    );
  } else judgeVariables(username, place, findings);
}

function judgeVariables(username: string, place: Path, findings: Findings): void {
  const [variable, at] = firstSession(username);
  const before = username.slice(0, at);
  if (variable !== undefined && !before.includes(":")) {
    const right = `${before.replace(/[-_]$/, "") || "dev"}:${username.slice(at)}`;
    findings.refuse(place, `a colon stands before ${variable}, got ${quote(username)}; write ${quote(right)}`);
  }
  for (const variable of AWS_AUTH_VARIABLES) {
    if (!username.includes(variable)) continue;
    findings.warn(
      "username-variable",
      place,
      `${variable} comes from aws-auth, and access entries do not fill it in, got ${quote(username)}; use {{SessionName}} or a fixed name`,
    );
  }
}

/** The name of the session in a username, and where it stands. */
function firstSession(username: string): [variable: string | undefined, at: number] {
  const found = /\{\{SessionName(Raw)?\}\}/.exec(username);
  return [found?.[0], found?.index ?? 0];
}

/** The policies of an entry, each with its ARN and scope. */
export function grantsOf(
  { policies = [] }: AccessConfig,
  type: EntryTypeName,
  path: Path,
  partition: string,
  findings: Findings,
): Grant[] {
  const place = [...path, "policies"];
  if (policies.length > 0 && !ENTRY_TYPES[type].policies) {
    const given = policies.map((item) => (typeof item === "string" ? item : item.policy));
    findings.refuse(
      place,
      `an entry of type ${type} takes no access policy and needs none, got ${list(given, "and")}; use type EC2 for nodes of Auto Mode, or type STANDARD and another role for people and pipelines`,
    );
    return [];
  }
  const grants = policies.flatMap((item, index): Grant[] => {
    const { policy, namespaces } = typeof item === "string" ? { policy: item, namespaces: undefined } : item;
    const at = [...place, index, ...(typeof item === "string" ? [] : ["policy"])];
    if (isToken(policy)) return [{ policyArn: policy, at, ...(namespaces && { namespaces }) }];
    const name = policyName(policy, at, partition, findings);
    return name === undefined
      ? []
      : [{ policyArn: accessPolicyArn(partition, name), name, at, ...(namespaces && { namespaces }) }];
  });
  const places = new Map<string, Grant>();
  for (const grant of grants) {
    const other = places.get(grant.policyArn);
    if (other)
      findings.refuse(
        grant.at,
        `${grant.name ?? grant.policyArn} stands here twice, and the second would overwrite where the first holds; write one item with all namespaces`,
      );
    places.set(grant.policyArn, grant);
  }
  judgeNodePolicies(grants, type, place, findings);
  return grants;
}

/** The name of an access policy given by name or ARN; undefined if it cannot be one. */
function policyName(given: string, at: Path, partition: string, findings: Findings): string | undefined {
  const refuse = (message: string) => void findings.refuse(at, message);
  const form = accessPolicyArn(partition, "<name>");
  const arn = parseArn(given);
  const name = arn ? arn.resource.slice(arn.resource.lastIndexOf("/") + 1) : given;
  if (arn?.service === "iam") {
    const meant = meantBy(name);
    const advice = meant
      ? `write ${meant} or ${accessPolicyArn(partition, meant)}`
      : `write the name of one, or ${form}`;
    return refuse(`an IAM policy is not an access policy, got ${quote(given)}; ${advice}`);
  }
  if ((arn && given !== accessPolicyArn(arn.partition, name)) || !/^[A-Za-z0-9_-]+$/.test(name)) {
    return refuse(`the ARN of an access policy is ${form}, got ${quote(given)}; write the policy's name alone`);
  }
  if (arn && arn.partition !== partition)
    return refuse(`an access policy of partition ${partition}, got ${quote(given)}; write ${name} alone`);
  const known = Object.hasOwn(ACCESS_POLICIES, name) ? ACCESS_POLICIES[name] : undefined;
  if (known?.for === "eks") {
    const both = Object.hasOwn(MANAGED_POLICIES_BY_NAME, name)
      ? "; the IAM policy of the same name belongs on the cluster role"
      : "";
    return refuse(`${name} is for ${known.not ?? "EKS's own service-linked role alone"}; leave it out${both}`);
  }
  if (known === undefined) {
    const near = meantBy(name);
    findings.warn(
      "unknown-access-policy",
      at,
      `${quote(name)} is no access policy that is known here; ${near ? `did you mean ${quote(near)}?` : "it may be newer"}`,
    );
  }
  return name;
}

/** Nodes of Auto Mode need one policy, for the whole cluster. */
function judgeNodePolicies(grants: readonly Grant[], type: EntryTypeName, place: Path, findings: Findings): void {
  if (type === "EC2" && !grants.some(({ name }) => name === AUTO_NODE || name === undefined)) {
    findings.warn(
      "node-policy-missing",
      place.slice(0, -1),
      `nodes of this role cannot join without ${AUTO_NODE}; write policies: [${AUTO_NODE}]`,
    );
  }
  for (const { name, namespaces, at } of grants) {
    if (type === "EC2" && name !== undefined && name !== AUTO_NODE) {
      findings.warn("node-policy", at, `nodes of Auto Mode need ${AUTO_NODE} and no other policy, got ${name}`);
    }
    if (name === AUTO_NODE && namespaces) {
      findings.warn(
        "node-policy",
        at,
        `${AUTO_NODE} is meant for the whole cluster, got namespaces ${list(namespaces, "and")}; leave namespaces out`,
      );
    }
    if (name === AUTO_NODE && type === "STANDARD") {
      findings.warn("node-policy-on-standard", at, `${AUTO_NODE} is for nodes; write type: EC2`);
    }
  }
}
