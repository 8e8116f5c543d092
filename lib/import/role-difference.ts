import { nameOfArn, parseArn } from "../aws/arn";
import { DEFAULT_SESSION_SECONDS } from "../aws/iam/limits";
import { byCodePoint, list, quote } from "../aws/text";
import { isMapping } from "../load/mapping";
import type { PlannedInstanceProfile, PlannedRole } from "../plan/types";
import { mappingOf } from "./fields";
import type { ExistingProfile, ExistingRole } from "./row";
import type { Tags } from "./tags";
import { flow } from "./text";

/** What would be made in place of a role. */
export interface RoleInPlace {
  readonly role: PlannedRole;
  readonly profile?: PlannedInstanceProfile;
  /** The account of the cluster. */
  readonly account: string;
  /** The tags that the file gives everything. */
  readonly tags: Tags;
}

/** Says in what a role that exists differs from what would be made in its place; undefined if in nothing. */
export function roleDifference(
  existing: ExistingRole,
  { role, profile, account, tags }: RoleInPlace,
): string | undefined {
  const documents = new Map(role.inlinePolicies.map(({ name, document }) => [name, document]));
  const policies = role.attachments.map(({ policyArn }) => policyArn);
  const differences = [
    differs("account", parseArn(existing.arn)?.account, account),
    trustDifference(existing.trust, role.trust),
    setDifference("policy", existing.policyArns, policies),
    setDifference("inline policy", [...existing.inlinePolicies.keys()], [...documents.keys()]),
    ...[...existing.inlinePolicies].map(([name, document]) =>
      !documents.has(name) || sameDocument(document, documents.get(name))
        ? undefined
        : `its inline policy ${quote(name)} is another than ours`,
    ),
    differs("path", pathOf(existing.arn), role.iamPath),
    differs("permissions boundary", existing.permissionsBoundary, role.permissionsBoundary),
    differs("description", existing.description || undefined, role.description),
    differs(
      "longest session",
      existing.maxSessionSeconds ?? DEFAULT_SESSION_SECONDS,
      role.maxSessionSeconds ?? DEFAULT_SESSION_SECONDS,
    ),
    tagDifference("its", existing.tags, { ...tags, ...role.tags }),
    profileDifference(existing.instanceProfiles, profile, tags),
    role.exclusive ? "iam.exclusive would make a list of its policies, which no import takes over" : undefined,
  ].filter((one) => one !== undefined);
  return differences.length === 0 ? undefined : differences.join("; ");
}

/** Returns the path of a role, with both slashes. */
export const pathOf = (arn: string): string => arn.replace(/^[^/]*/, "").replace(/[^/]*$/, "");

function differs(what: string, has: string | number | undefined, ours: string | number | undefined) {
  if (has === ours) return undefined;
  const shown = (value: string | number | undefined) => (value === undefined ? "none" : quote(String(value)));
  return `its ${what} is ${shown(has)}, and ours ${shown(ours)}`;
}

function setDifference(one: string, has: readonly string[], ours: readonly string[]): string | undefined {
  const named = (arns: readonly string[]) =>
    `the ${arns.length === 1 ? one : one.replace(/y$/, "ie").concat("s")} ${list(arns.map(nameOfArn), "and")}`;
  const lacks = ours.filter((arn) => !has.includes(arn));
  const more = has.filter((arn) => !ours.includes(arn));
  if (lacks.length > 0) return `it does not have ${named(lacks)}`;
  return more.length > 0 ? `it has ${named(more)}, and ours has not` : undefined;
}

function tagDifference(what: string, has: Tags, ours: Tags): string | undefined {
  const names = [...new Set([...Object.keys(has), ...Object.keys(ours)])].sort(byCodePoint);
  const differing = names.filter((name) => has[name] !== ours[name]).map((name) => quote(name));
  if (differing.length === 0) return undefined;
  return `${what} ${differing.length === 1 ? "tag" : "tags"} ${list(differing, "and")} ${differing.length === 1 ? "is" : "are"} not as in the file`;
}

function profileDifference(
  has: readonly ExistingProfile[],
  ours: PlannedInstanceProfile | undefined,
  tags: Tags,
): string | undefined {
  const names = setDifference(
    "instance profile",
    has.map(({ name }) => name),
    ours === undefined ? [] : [ours.name],
  );
  if (names !== undefined) return names;
  const [profile] = has;
  if (profile === undefined) return undefined;
  if (profile.tags === undefined) return `the tags of its instance profile ${quote(profile.name)} are not known`;
  return (
    differs("instance profile's path", profile.path, "/") ?? tagDifference("its instance profile's", profile.tags, tags)
  );
}

/** What a trust policy grants, in the order in which differences are told. */
const PARTS = ["Principal", "Action", "Condition"];

function trustDifference(has: unknown, ours: unknown): string | undefined {
  if (sameDocument(has, ours)) return undefined;
  const [theirs, own] = [statementsOf(has), statementsOf(ours)];
  const [statement, another] = theirs;
  const [ourStatement, ourOther] = own;
  if (statement === undefined) return "its trust policy cannot be read";
  if (another !== undefined || ourOther !== undefined || ourStatement === undefined) {
    return `its trust policy has ${theirs.length === 1 ? "1 statement" : `${theirs.length} statements`}, and ours ${own.length}`;
  }
  const part = PARTS.find((key) => normal(statement[key]) !== normal(ourStatement[key]));
  if (part !== undefined) {
    const shown = (value: unknown) => (value === undefined ? "none" : flow(value));
    return `the ${part} of its trust policy is ${shown(statement[part])}, and ours ${shown(ourStatement[part])}`;
  }
  const { Sid } = statement;
  if (typeof Sid === "string" && Sid !== "") return `its trust policy has the Sid ${quote(Sid)}, and ours has none`;
  return `its trust policy is ${flow(mappingOf(has))}, and ours ${flow(mappingOf(ours))}`;
}

const statementsOf = (document: unknown) => [mappingOf(document).Statement].flat().filter(isMapping);

/** Whether IAM reads two documents alike, and Terraform plans no change from one to the other. */
const sameDocument = (one: unknown, other: unknown): boolean => normal(one) === normal(other);

/** The order of a list says nothing in a policy, and one value is the same as a list of it. */
function normal(value: unknown): string {
  if (Array.isArray(value)) {
    const all = [...new Set(value.map(normal))].sort(byCodePoint);
    return all.length === 1 ? (all[0] ?? "") : `[${all.join()}]`;
  }
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "";
  const pairs = Object.entries(value).filter(([key, inner]) => !(key === "Sid" && inner === "") && inner !== undefined);
  return `{${pairs
    .map(([key, inner]) => `${JSON.stringify(key)}:${normal(inner)}`)
    .sort(byCodePoint)
    .join()}}`;
}
