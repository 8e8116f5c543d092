import { nameOfArn, parseArn } from "../aws/arn";
import { list, quote, someOf } from "../aws/text";
import { parseServiceAccount } from "../aws/workloads/trust";
import type { Access, Stack } from "./facts";
import { type Block, block, type Thing } from "./json";
import { mustNotBeMisspelt, NameError, policiesAttached, theStack, theThing } from "./lookup";
import { everythingOf } from "./order-matchers";
import { below, type Result, result } from "./result";

/** Who may assume a role. All that is given holds in one statement. */
export interface Trusted {
  /** `ec2.amazonaws.com`. */
  readonly service?: string;
  /** `namespace/name` of a service account, whose pods take the role by Pod Identity or IRSA. */
  readonly pod?: string;
  /** An ARN. */
  readonly principal?: string;
}

const TRUSTED = ["service", "pod", "principal"];

/** Whether the trust policy of a role lets somebody assume it. */
export function trusts(access: Access, ref: string, trusted: Trusted): Result {
  const stack = theStack(access);
  const role = theRole(ref, stack);
  const given = Object.entries(trusted);
  if (given.length === 0 || given.some(([key]) => !TRUSTED.includes(key))) {
    throw new NameError(`toTrust takes ${list(TRUSTED)}, got ${quote(trusted)}`);
  }
  const statements = statementsOf(role, stack.describe(ref, role));
  const found = statements.filter((statement) => trustsBy(statement, trusted));
  const whom = given.map(([key, value]) => `${key} ${value}`).join(" with ");
  const texts = (some: readonly Block[]) => some.map((statement) => JSON.stringify(statement));
  return result(
    found.length > 0,
    () => below(`${stack.describe(ref, role)} does not trust ${whom}; it trusts:`, texts(statements)),
    () => below(`${stack.describe(ref, role)} trusts ${whom}:`, texts(found)),
  );
}

function theRole(ref: string, stack: Stack): Thing {
  const thing = theThing(ref, stack);
  if (thing.type === "aws_iam_role") return thing;
  throw new NameError(`${quote(ref)} is an ${thing.type}; name a role, such as role:<key>`);
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

function statementsOf(role: Thing, name: string): Block[] {
  try {
    const document: unknown = JSON.parse(String(role.attributes.assume_role_policy));
    return listOf(block(document).Statement).map(block);
  } catch {
    throw new NameError(`the trust policy of ${name} is no JSON before the apply; write it as text, or do not test it`);
  }
}

function trustsBy({ Effect, Principal, Condition }: Block, { service, pod, principal }: Trusted): boolean {
  const { Service, AWS, Federated } = block(Principal);
  if (Effect !== "Allow") return false;
  if (service !== undefined && !listOf(Service).includes(service)) return false;
  if (principal !== undefined && ![...listOf(AWS), ...listOf(Federated)].includes(principal)) return false;
  return pod === undefined || letsPod({ Service, Federated, Condition: block(Condition) }, pod);
}

const PODS = "pods.eks.amazonaws.com";

function letsPod({ Service, Federated, Condition }: Block, pod: string): boolean {
  const account = parseServiceAccount(pod);
  if (account === undefined) {
    throw new NameError(`a service account is namespace/name, got ${quote(pod)}; write both`);
  }
  const { namespace, name } = account;
  const allows = (suffix: string, value: string) => conditionAllows(block(Condition), suffix, value);
  if (listOf(Service).includes(PODS)) {
    return allows("/kubernetes-namespace", namespace) && allows("/kubernetes-service-account", name);
  }
  return Federated !== undefined && allows(":sub", `system:serviceaccount:${namespace}:${name}`);
}

/** Whether a condition lets a value of a key pass. Without a condition on the key, it does. */
function conditionAllows(condition: Block, suffix: string, value: string): boolean {
  return Object.entries(condition).every(([operator, keys]) =>
    Object.entries(block(keys)).every(([key, expected]) => {
      if (!key.endsWith(suffix)) return true;
      const patterns = listOf(expected).map(String);
      if (operator === "StringEquals") return patterns.includes(value);
      return operator === "StringLike" && patterns.some((pattern) => isLike(value, pattern));
    }),
  );
}

const isLike = (value: string, pattern: string): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".")}$`,
    "s",
  ).test(value);

/** Whether a policy is attached to a role. */
export function attaches(access: Access, ref: string, policy: string): Result {
  const stack = theStack(access);
  const role = theRole(ref, stack);
  mustNotBeMisspelt(policy, policiesAttached(stack));
  const attached = everythingOf(role, stack).flatMap(({ type, attributes }) =>
    type === "aws_iam_role_policy_attachment" ? [String(attributes.policy_arn)] : [],
  );
  const isIt = (arn: string) => arn === policy || (!parseArn(policy) && nameOfArn(arn) === policy);
  return result(
    attached.some(isIt),
    () =>
      `${stack.describe(ref, role)} does not have the policy ${policy}; it has ${someOf(attached) || "none"}: attach it, or expect what is there`,
    () => `${stack.describe(ref, role)} has the policy ${list(attached.filter(isIt), "and")}`,
  );
}

/** Whether all roles that are made have this permissions boundary. */
export function hasBoundary({ stacks }: Access, arn: string): Result {
  const roles = stacks.flatMap(({ things }) => [...things.values()].filter(({ type }) => type === "aws_iam_role"));
  if (roles.length === 0) {
    throw new NameError(
      `${list(
        stacks.map(({ name }) => name),
        "and",
      )} makes no role, so none has a boundary`,
    );
  }
  const others = roles.filter(({ attributes }) => attributes.permissions_boundary !== arn);
  return result(
    others.length === 0,
    () =>
      below(
        `not every role has the boundary ${arn}; write it as iam.permissionsBoundary, for all roles:`,
        others.map(({ address, attributes }) => `${address} has ${attributes.permissions_boundary ?? "none"}`),
      ),
    () => `every role has the boundary ${arn}`,
  );
}
