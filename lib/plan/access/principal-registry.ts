import { NODE_KINDS } from "../../aws/nodes/node-kinds";
import { isToken, quote } from "../../aws/text";
import type { PlanContext } from "../context";
import type { ResolvedAccess } from "../defaults";
import type { Path } from "../diagnostics";
import type { NamedRole, Principal } from "./item";

interface Named {
  readonly path: Path;
  readonly arn: string;
}

/**
 * Ensures that each principal has one access entry. Knows the roles of the file and the items of `access` added so far.
 */
export class PrincipalRegistry {
  /** The roles that an item of `access` can name by key. */
  readonly rolesByKey = new Map<string, NamedRole[]>();
  private readonly roles = new Map<string, NamedRole>();
  private readonly items = new Map<string, Path>();
  private readonly byLowerCaseArn = new Map<string, Named>();

  constructor(
    named: readonly NamedRole[],
    private readonly context: PlanContext,
  ) {
    for (const role of named) {
      const arn = this.keyOf(role.arn);
      if (!this.roles.has(arn)) this.roles.set(arn, role);
      this.firstOf(role.arn, role.request.path);
      const { key, path } = role.request;
      const same = this.rolesByKey.get(key);
      if (same) same.push(role);
      else if (path.length > 1) this.rolesByKey.set(key, [role]);
    }
  }

  roleOfArn(principal: string): NamedRole | undefined {
    return this.roles.get(this.keyOf(principal));
  }

  /** Reports a second entry for a principal, and warns of a principal that differs from an earlier one in case only. */
  add({ arn, role }: Principal, { principal, adopt, entry }: ResolvedAccess, path: Path): void {
    const { place, diagnostics } = this.context;
    const principalPath = [...path, principal === undefined ? "role" : "principal"];
    const same = this.items.get(this.keyOf(arn));
    this.items.set(this.keyOf(arn), path);
    const elsewhere = role && entryElsewhere(role, place(role.request.path, path), arn);
    const near = this.firstOf(arn, path);
    if (elsewhere && !(adopt && elsewhere.adoptable) && !(entry && elsewhere.takesPolicies)) {
      diagnostics.report(elsewhere.rule, principalPath, elsewhere.message);
    } else if (same !== undefined) {
      diagnostics.report(
        "principal-given-twice",
        principalPath,
        `${place(same, path)} has the same principal, ${quote(arn)}, and EKS keeps one entry a principal; write one item with all groups and policies`,
      );
    } else if (near !== undefined && near.arn !== arn) {
      diagnostics.report(
        "case-only",
        principalPath,
        `${quote(arn)} and ${quote(near.arn)} of ${place(near.path, path)} differ in case only, and IAM cannot have both; write the spelling that IAM shows`,
      );
    }
  }

  /** Returns the expression behind a token, because two tokens may stand for the same value. */
  private keyOf(arn: string): string {
    return isToken(arn) ? this.context.label(arn) : arn;
  }

  /** Returns the first item with this ARN, ignoring case. */
  private firstOf(arn: string, path: Path): Named | undefined {
    if (isToken(arn)) return undefined;
    const first = this.byLowerCaseArn.get(arn.toLowerCase());
    if (first === undefined) this.byLowerCaseArn.set(arn.toLowerCase(), { path, arn });
    return first;
  }
}

/** Explains why an item of `access` for this role would create a second entry. */
function entryElsewhere({ owner, entryBy }: NamedRole, place: string, arn: string) {
  switch (entryBy) {
    case "us":
      return {
        rule: "entry-of-nodes",
        message: `${place} has this role and brings its entry, ${quote(arn)}, and EKS keeps one entry a principal; leave this item out`,
        adoptable: false,
        takesPolicies: false,
      } as const;
    case "built-in pools":
      return {
        rule: "entry-of-built-in-pools",
        message: `EKS makes the entry of ${place} with the built-in node pools, ${quote(arn)}; leave this item out`,
        adoptable: false,
        takesPolicies: false,
      } as const;
    case "eks": {
      const entry = owner.nodes && NODE_KINDS[owner.nodes].entry;
      const maker = entry?.by === "eks" ? entry.createdWith : (owner.entryCreatedWith ?? "nodes");
      // entries of nodes take no policies
      const takesPolicies = owner.nodes === undefined;
      const advice = takesPolicies
        ? "leave this item out, or write entry: by-eks to give policies to that entry, or adopt: true to take over the entry that exists"
        : "leave this item out, or write adopt: true to take over the entry that exists";
      return {
        rule: "entry-of-eks",
        message: `EKS makes the entry of ${place} with the ${maker}, ${quote(arn)}; ${advice}`,
        adoptable: true,
        takesPolicies,
      } as const;
    }
    default:
      return undefined;
  }
}
