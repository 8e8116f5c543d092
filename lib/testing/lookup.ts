import { parseArn } from "../aws/arn";
import { accessPolicy, suggestedAccessPolicy } from "../aws/eks/access-policies";
import { managedPolicy } from "../aws/iam/managed-policies";
import { didYouMean, isToken, list, nearest, quote, someOf } from "../aws/text";
import type { Access, Stack } from "./facts";
import type { Thing } from "./json";
import { KIND_NAMES, type Name, nameText, SINGLE_KINDS, sameKey } from "./names";

/** A name that leads nowhere. It fails a test with and without `.not`. */
export class NameError extends Error {
  override readonly name = "NameError";
}

/** Returns the one stack of a source. */
export function theStack({ stacks, files }: Access): Stack {
  const [stack, ...others] = stacks;
  if (stack && others.length === 0) return stack;
  const names = Object.keys(files).map((file) => `accessOf(…).files[${JSON.stringify(file)}]`);
  throw new NameError(`this needs one file, got a folder of ${stacks.length}; take ${list(names)}`);
}

/** Fails for a key that no item of the configuration has. */
export function mustBeKey(key: string, stacks: readonly Stack[]): void {
  const known = stacks.flatMap(({ keys }) => keys);
  if (known.some((one) => sameKey(one, key))) return;
  const names = known.length > 0 ? `its keys are ${someOf([...new Set(known)])}` : "it has none";
  throw new NameError(
    `no item has the key ${quote(key)} in ${placesOf(stacks)}${didYouMean(key, known) || `; ${names}`}`,
  );
}

const placesOf = (stacks: readonly Stack[]): string => someOf(stacks.map(({ name }) => name));

/**
 * Returns the things with a name: `role:gpu`, `policy:gpu/AmazonEKSAutoNodePolicy`, `cluster`, or an address of
 * Terraform. There may be none; then the item exists, and needs no such thing.
 *
 * @throws NameError if no item has the key
 */
export function thingsNamed(ref: string, stack: Stack): Thing[] {
  const address = stack.things.get(ref);
  if (address) return [address];
  const [kind = "", ...others] = ref.split(":");
  const text = others.join(":");
  if (kind.includes(".") && others.length === 0) {
    const advice = didYouMean(ref, stack.things.keys()) || "; write one that the stack has";
    throw new NameError(`${stack.name} has no resource ${quote(ref)}${advice}`);
  }
  if (!KIND_NAMES.includes(kind)) throw new NameError(unknownKind(ref, kind));
  if (SINGLE_KINDS.includes(kind)) return named(stack, { kind, key: kind });
  if (text === "") throw new NameError(`${quote(ref)} says no key; write ${kind}:${quote(stack.keys[0] ?? "key")}`);
  const slash = text.indexOf("/");
  const key = slash < 0 ? text : text.slice(0, slash);
  const rest = slash < 0 ? undefined : text.slice(slash + 1);
  const given = { kind, key, ...(rest !== undefined && { rest }) };
  if (kind === "pod_identity") mustBeServiceAccount(text, stack);
  else mustBeKey(key, [stack]);
  if (kind === "policy") mustBeAccessPolicy(rest ?? "", [stack]);
  if (kind === "attachment") mustNotBeMisspelt(rest ?? "", policiesAttached(stack));
  return named(stack, kind === "pod_identity" ? { kind, key: "", rest: text } : given);
}

function mustBeServiceAccount(given: string, { name, serviceAccounts }: Stack): void {
  if (serviceAccounts.includes(given)) return;
  const known = serviceAccounts.length > 0 ? `they have ${someOf(serviceAccounts)}` : "there is none";
  const advice = didYouMean(given, serviceAccounts) || `; ${known}`;
  throw new NameError(`no workload of ${name} has the service account ${quote(given)}${advice}`);
}

/** Fails for a name that is neither that of an access policy of AWS nor given to anybody. ARNs are taken as they are. */
export function mustBeAccessPolicy(given: string, stacks: readonly Stack[]): void {
  const used = stacks.flatMap(({ names }) => names.flatMap(({ kind, rest }) => (kind === "policy" && rest) || []));
  if (parseArn(given) || isToken(given) || accessPolicy(given) || used.includes(given)) return;
  const suggested = suggestedAccessPolicy(given);
  const advice = suggested === undefined ? "; write its ARN if it is new" : `; did you mean ${quote(suggested)}?`;
  throw new NameError(`no access policy has the name ${quote(given)}${advice}`);
}

/** Fails for the name of an IAM policy that is nearly another. AWS has too many to know them all. */
export function mustNotBeMisspelt(given: string, attached: readonly string[]): void {
  if (attached.includes(given) || managedPolicy(given) || parseArn(given)) return;
  const meant = nearest(given, attached, 2);
  if (meant === undefined) return;
  throw new NameError(`no policy ${quote(given)} is attached; did you mean ${quote(meant)}? If not, write its ARN`);
}

export const policiesAttached = ({ names }: Stack): string[] =>
  names.flatMap(({ kind, rest }) => (kind === "attachment" && rest) || []);

function unknownKind(ref: string, kind: string): string {
  const example = SINGLE_KINDS.includes(kind) ? kind : `${KIND_NAMES[0]}:<key>`;
  const advice = didYouMean(kind, KIND_NAMES) || `; write one of ${list(KIND_NAMES)}, such as ${example}`;
  return `${quote(ref)} names no kind of thing${advice}`;
}

const named = ({ names }: Stack, wanted: Pick<Name, "kind" | "key" | "rest">): Thing[] =>
  names
    .filter(({ kind, key, rest }) => {
      if (kind !== wanted.kind) return false;
      if (kind === "pod_identity") return rest === wanted.rest;
      return SINGLE_KINDS.includes(kind) || (sameKey(key, wanted.key) && rest === wanted.rest);
    })
    .map(({ thing }) => thing);

/**
 * Returns the one thing with a name.
 *
 * @throws NameError if there is none, or more
 */
export function theThing(ref: string, stack: Stack): Thing {
  const things = thingsNamed(ref, stack);
  const [thing, ...others] = things;
  if (thing === undefined) throw new NameError(`${stack.name} makes no ${quote(ref)}; ${whatIsMade(ref, stack)}`);
  if (others.length > 0) {
    const addresses = things.map(({ address }) => quote(address));
    throw new NameError(`${quote(ref)} names ${things.length} resources of ${stack.name}; write ${list(addresses)}`);
  }
  return thing;
}

function whatIsMade(ref: string, { names }: Stack): string {
  const key = ref.slice(ref.indexOf(":") + 1).split("/")[0] ?? "";
  const ofKey = names.filter((name) => sameKey(name.key, key)).map(nameText);
  return ofKey.length > 0
    ? `of ${quote(key)} it makes ${someOf([...new Set(ofKey)])}`
    : `it makes nothing of ${quote(key)}`;
}
