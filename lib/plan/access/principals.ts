import { nameOfArn } from "../../aws/arn";
import { exactlyOne } from "../../aws/fact";
import { isIdentityCenterArnWithoutPath, lacksIdentityCenterSuffix } from "../../aws/iam/identity-center";
import { NODE_KINDS } from "../../aws/nodes/node-kinds";
import { didYouMean, isToken, list, quote, someOf } from "../../aws/text";
import type { PlanContext } from "../context";
import type { ResolvedAccess } from "../defaults";
import { type Path, showPath } from "../diagnostics";
import type { NamedRole, Principal, TypedItem } from "./item";
import { validatePrincipalArn } from "./principal-arn";
import type { PrincipalRegistry } from "./principal-registry";

/** Finds the principal that an item names by ARN or by key. An ARN that matches a role of this file gives that role. */
export function principalOf(
  item: ResolvedAccess,
  { path, principals }: { readonly path: Path; readonly principals: PrincipalRegistry },
  { diagnostics, roleOfFile }: PlanContext,
): Principal | undefined {
  const { principal, role: key } = item;
  const problem = exactlyOne(item, ["principal", "role"]);
  if (problem !== undefined) {
    diagnostics.report(
      "one-principal",
      path,
      `${problem}; principal takes an ARN, role the key of a role that this file makes`,
    );
  } else if (key !== undefined) {
    const role = roleOfKey(key, principals);
    if ("message" in role) {
      diagnostics.report("role-key", [...path, "role"], role.message);
      return undefined;
    }
    return { ref: role.ref, arn: role.arn, role };
  } else if (typeof principal === "object") {
    const found = roleOfFile(principal);
    if ("message" in found) {
      diagnostics.report("role-of-file", [...path, "principal", found.at], found.message);
      return undefined;
    }
    const role = principals.roleOfArn(found.arn);
    return { ref: role?.ref ?? { arn: found.arn }, arn: found.arn, roleOfFile: found, ...(role && { role }) };
  } else if (principal !== undefined) {
    // for a role that this file creates, the entry is created and destroyed with the role
    const role = principals.roleOfArn(principal);
    return { ref: role?.ref ?? { arn: principal }, arn: principal, ...(role && { role }) };
  }
  return undefined;
}

/** Returns the role with this key, or a message if there is not exactly one. */
function roleOfKey(key: string, principals: PrincipalRegistry): NamedRole | { readonly message: string } {
  const { rolesByKey } = principals;
  const [named, ...more] = rolesByKey.get(key) ?? [];
  if (named !== undefined && more.length === 0) return named;
  if (named !== undefined) {
    const places = [named, ...more].map(({ request }) => showPath(request.path));
    return { message: `${quote(key)} is a key of ${list(places, "and")}; rename one of them` };
  }
  if (isToken(key)) return { message: "a key of this file, got a token; write the key, or principal: <ARN>" };
  const keys = [...rolesByKey.keys()];
  const advice = didYouMean(key, keys) || `; the keys here: ${someOf(keys) || "none"}`;
  return { message: `no role ${quote(key)} is made here${advice}` };
}

/** Returns whether EKS accepts the principal in an entry of this type, and reports it if not. */
export function validatePrincipal(principal: Principal, typed: TypedItem, context: PlanContext): boolean {
  const sound = validateGivenArn(principal.arn, typed, context);
  validateAdoptedType(principal.role, typed, context);
  return sound;
}

function validateGivenArn(arn: string, { item, type, path }: TypedItem, context: PlanContext): boolean {
  const { principal, entry } = item;
  const { diagnostics } = context;
  if (principal === undefined) return true;
  const principalPath = [...path, "principal"];
  const sound = validatePrincipalArn({ given: arn, path: principalPath, type, ...(entry && { entry }) }, context);
  if (sound && lacksIdentityCenterSuffix(arn)) {
    diagnostics.report(
      "sso-suffix",
      principalPath,
      `the name of a role of IAM Identity Center ends with _ and 16 hexadecimal digits, which differ from account to account, got ${quote(arn)}; copy it: aws iam list-roles --path-prefix /aws-reserved/sso.amazonaws.com/`,
    );
  }
  if (sound && isIdentityCenterArnWithoutPath(arn)) {
    diagnostics.report(
      "sso-path",
      principalPath,
      `a role of IAM Identity Center keeps its path here, which aws-auth needed removed, got ${quote(arn)}; write …:role/aws-reserved/sso.amazonaws.com/[<region>/]${nameOfArn(arn)}`,
    );
  }
  return sound;
}

/** Warns of an adopted entry with another type than EKS has given it. */
function validateAdoptedType(
  role: NamedRole | undefined,
  { item, path }: TypedItem,
  { diagnostics }: PlanContext,
): void {
  const ofNodes = role?.owner.nodes && NODE_KINDS[role.owner.nodes].entry;
  if (!item.adopt || item.type === undefined || role?.entryBy !== "eks" || ofNodes?.by !== "eks") return;
  if (item.entry !== undefined || ofNodes.types.includes(item.type)) return;
  diagnostics.report(
    "adopted-type",
    [...path, "type"],
    `the entry that EKS makes for ${showPath(role.request.path)} is of type ${ofNodes.type}, got ${item.type}, and Terraform would put another in its place; leave type out`,
  );
}
