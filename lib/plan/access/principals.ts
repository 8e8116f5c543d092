import type { EntryTypeName } from "../../aws/eks/entry-types";
import { exactlyOne } from "../../aws/fact";
import { NODE_KINDS } from "../../aws/nodes/role-kinds";
import { didYouMean, isToken, list, quote } from "../../aws/text";
import type { AccessConfig, ClusterConfig } from "../../schema/config";
import { type Findings, type Path, showPath } from "../diagnostics";
import type { RoleFound, RoleWanted } from "../roles/roles";
import type { Cluster, RoleRef } from "../types";
import { pathWasCut, principalProblem } from "./principal";

/** A role of the file, as an item of `access` may name it: by its key, or by its ARN. */
export interface NamedRole extends RoleFound {
  readonly wanted: RoleWanted;
  /** Who makes an entry for this role already. */
  readonly entry?: { readonly by: "us" | "eks" | "built-in pools" };
}

export interface AccessContext {
  readonly config: ClusterConfig;
  readonly cluster: Cluster;
  readonly roles: readonly NamedRole[];
  readonly label: (token: string) => string;
  /** How one place is named in what is said of another. */
  readonly place: (other: Path, from: Path) => string;
  readonly findings: Findings;
}

/** Who an item of `access` is for. */
export interface Principal {
  readonly ref: RoleRef;
  readonly arn: string;
  readonly role?: NamedRole;
}

interface Place {
  readonly path: Path;
  readonly arn: string;
}

/** By ARN or by key: a role of this file either way, where it is one. */
export function principalOf(
  item: AccessConfig,
  path: Path,
  taken: Taken,
  { roles, findings }: AccessContext,
): Principal | undefined {
  const { principal, role: key } = item;
  const problem = exactlyOne(item, ["principal", "role"]);
  if (problem !== undefined) {
    findings.refuse(path, `${problem}; principal takes an ARN, role the key of a role that this file makes`);
  } else if (key !== undefined) {
    const role = roleOfKey(key, [...path, "role"], roles, findings);
    return role && { ref: role.ref, arn: role.arn, role };
  } else if (principal !== undefined) {
    // made here: the entry goes and comes with its role
    const role = taken.roleOf(principal);
    return { ref: role?.ref ?? { arn: principal }, arn: principal, ...(role && { role }) };
  }
  return undefined;
}

function roleOfKey(key: string, path: Path, all: readonly NamedRole[], findings: Findings): NamedRole | undefined {
  const roles = all.filter(({ wanted }) => wanted.path.length > 1);
  const named = roles.filter(({ wanted }) => wanted.key === key);
  if (named.length === 1) return named[0];
  if (named.length > 1) {
    const places = list(
      named.map(({ wanted }) => showPath(wanted.path)),
      "and",
    );
    findings.refuse(path, `${quote(key)} is a key of ${places}; rename one of them`);
  } else if (isToken(key)) {
    findings.refuse(path, "a key of this file, got a token; write the key, or principal: <ARN>");
  } else {
    const keys = [...new Set(roles.map(({ wanted }) => wanted.key))];
    const advice = didYouMean(key, keys) || `; the keys here: ${list(keys, "and") || "none"}`;
    findings.refuse(path, `no role ${quote(key)} is made here${advice}`);
  }
  return undefined;
}

/** Whether EKS takes this principal in an entry of this type. */
export function judgePrincipal(
  { role }: Principal,
  { principal, type: given, adopt = false }: AccessConfig,
  type: EntryTypeName,
  path: Path,
  { cluster, findings }: AccessContext,
): void {
  const place = [...path, "principal"];
  const wrong = principal === undefined ? undefined : principalProblem(principal, type, cluster);
  if (wrong !== undefined) findings.refuse(place, wrong);
  else if (principal !== undefined && pathWasCut(principal)) {
    const name = principal.slice(principal.lastIndexOf("/") + 1);
    findings.warn(
      "sso-path",
      place,
      `a role of IAM Identity Center has a path, and aws-auth alone wanted it cut, got ${quote(principal)}; write …:role/aws-reserved/sso.amazonaws.com/[<region>/]${name}`,
    );
  }
  const nodes = role?.owner.nodes;
  if (!adopt || given === undefined || role?.entry?.by !== "eks" || !nodes) return;
  const { type: made } = NODE_KINDS[nodes].entry;
  // EKS makes entries of Windows node groups for roles of the same kind
  if (given === made || (made === "EC2_LINUX" && given === "EC2_WINDOWS")) return;
  findings.warn(
    "adopted-type",
    [...path, "type"],
    `the entry that EKS makes for ${showPath(role.wanted.path)} is of type ${made}, got ${given}, and Terraform would put another in its place; leave type out`,
  );
}

/** One principal, one entry, whoever makes it. */
export class Taken {
  private readonly roles = new Map<string, NamedRole>();
  private readonly items = new Map<string, Path>();
  private readonly folded = new Map<string, Place>();

  constructor(private readonly context: AccessContext) {
    for (const role of context.roles) {
      const arn = this.spelling(role.arn);
      if (!this.roles.has(arn)) this.roles.set(arn, role);
      this.fold(role.arn, role.wanted.path);
    }
  }

  roleOf(principal: string): NamedRole | undefined {
    return this.roles.get(this.spelling(principal));
  }

  judge({ arn, role }: Principal, { principal, adopt = false }: AccessConfig, path: Path): void {
    const place = [...path, principal === undefined ? "role" : "principal"];
    const refuse = (message: string) => this.context.findings.refuse(place, message);
    const same = this.items.get(this.spelling(arn));
    this.items.set(this.spelling(arn), path);
    const owned = role && entryElsewhere(role, this.context.place(role.wanted.path, path), arn, adopt);
    const near = this.fold(arn, path);
    if (owned) refuse(owned);
    else if (same !== undefined) {
      refuse(
        `${this.context.place(same, path)} has the same principal, ${quote(arn)}, and EKS keeps one entry a principal; write one item with all groups and policies`,
      );
    } else if (near !== undefined && near.arn !== arn) {
      this.context.findings.warn(
        "case-only",
        place,
        `${quote(arn)} and ${quote(near.arn)} of ${this.context.place(near.path, path)} differ in case only, and IAM cannot have both; write the spelling that IAM shows`,
      );
    }
  }

  /** What a token stands for, since two tokens may stand for one thing. */
  private readonly spelling = (arn: string): string => (isToken(arn) ? this.context.label(arn) : arn);

  /** Who was here first under this ARN, however it is spelled. */
  private fold(arn: string, path: Path): Place | undefined {
    if (isToken(arn)) return undefined;
    const first = this.folded.get(arn.toLowerCase());
    if (first === undefined) this.folded.set(arn.toLowerCase(), { path, arn });
    return first;
  }
}

/** Why an item of `access` for this role would be a second entry. */
function entryElsewhere({ owner, entry }: NamedRole, place: string, arn: string, adopt: boolean): string | undefined {
  switch (entry?.by) {
    case "us":
      return `${place} has this role and brings its entry, ${quote(arn)}, and EKS keeps one entry a principal; leave this item out`;
    case "built-in pools":
      return `EKS makes the entry of ${place} with the built-in node pools, ${quote(arn)}; leave this item out`;
    case "eks": {
      const maker = owner.nodes === "fargate" ? "Fargate profile" : "node group";
      const message = `EKS makes the entry of ${place} with the ${maker}, ${quote(arn)}; leave this item out, or write adopt: true to take over the entry that exists`;
      return adopt ? undefined : message;
    }
    default:
      return undefined;
  }
}
