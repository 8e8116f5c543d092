import { didYouMean, list, quote, someOf } from "../aws/text";
import type { Access, Stack } from "./facts";
import type { Thing } from "./json";
import { NameError, theStack, theThing, thingsNamed } from "./lookup";
import { nameText } from "./names";
import { wayBetween } from "./order";
import { below, type Result, result } from "./result";

/** When a thing is made. Each is a name, such as `role:gpu`, or an address of Terraform. */
export interface Order<Name extends string = string> {
  readonly before?: Name;
  readonly after?: Name;
  /** The same as `after`, for a thing and all that belongs to it: the policies and instance profiles of a role. */
  readonly onlyAfterEverythingOf?: Name;
}

const ORDERS = ["before", "after", "onlyAfterEverythingOf"];

/** Whether a thing is made, and in this order. */
export function makes(access: Access, ref: string, order: Order = {}): Result {
  const stack = theStack(access);
  mustBeOneOf(Object.keys(order), ORDERS);
  const { before, after, onlyAfterEverythingOf } = order;
  if (Object.keys(order).length === 0) return isMade(stack, ref);
  const thing = theThing(ref, stack);
  const pairs = [
    ...(before === undefined ? [] : [{ first: thing, second: theThing(before, stack) }]),
    ...(after === undefined ? [] : [{ first: theThing(after, stack), second: thing }]),
    ...(onlyAfterEverythingOf === undefined
      ? []
      : everythingOf(theThing(onlyAfterEverythingOf, stack), stack).map((first) => ({ first, second: thing }))),
  ];
  const ways = pairs.map((pair) => ({
    ...pair,
    way: wayBetween(stack.needs, pair.second.address, pair.first.address),
  }));
  const wrong = ways.filter(({ way }) => way === undefined);
  return result(
    wrong.length === 0,
    () =>
      below(
        `Terraform may make ${stack.describe(ref, thing)} in another order; add a dependency, or expect no order:`,
        wrong.flatMap((pair) => whyNot(stack, pair)),
      ),
    () =>
      below(`Terraform makes ${stack.describe(ref, thing)} in this order:`, [
        ...new Set(ways.flatMap(({ way }) => (way ? [way.join(" needs ")] : []))),
      ]),
  );
}

function mustBeOneOf(given: readonly string[], known: readonly string[]): void {
  for (const word of given) {
    if (known.includes(word)) continue;
    throw new NameError(`there is no ${quote(word)}${didYouMean(word, known) || `; write ${list(known)}`}`);
  }
}

function isMade(stack: Stack, ref: string): Result {
  const found = thingsNamed(ref, stack);
  return result(
    found.length > 0,
    () => `${stack.name} makes no ${quote(ref)}; it makes ${someOf(namesLike(ref, stack))}`,
    () =>
      `${stack.name} makes ${quote(ref)}: ${list(
        found.map(({ address }) => address),
        "and",
      )}`,
  );
}

/** Returns the names of the same kind. */
const namesLike = (ref: string, { names }: Stack): string[] =>
  names.filter(({ kind }) => kind === ref.split(":")[0]).map(nameText);

/** What belongs to a thing, by type: arguments that refer to it. */
const PARTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  aws_iam_role: {
    aws_iam_role_policy_attachment: "role",
    aws_iam_role_policy: "role",
    aws_iam_instance_profile: "role",
  },
  aws_eks_access_entry: { aws_eks_access_policy_association: "principal_arn" },
};

/** Returns a thing with all that belongs to it. */
export function everythingOf(thing: Thing, { things }: Pick<Stack, "things">): Thing[] {
  const parts = PARTS[thing.type] ?? {};
  // what has an end is referred to by its index
  const refers = (value: unknown) => [".", "["].some((next) => String(value).startsWith(`\${${thing.address}${next}`));
  return [
    thing,
    ...[...things.values()].filter(({ type, attributes }) => {
      const argument = parts[type];
      return argument !== undefined && refers(attributes[argument]);
    }),
  ];
}

function whyNot({ needs }: Stack, { first, second }: { readonly first: Thing; readonly second: Thing }): string[] {
  const direct = [...(needs.get(second.address) ?? [])];
  const back = wayBetween(needs, first.address, second.address);
  return [
    `nothing leads from ${second.address} to ${first.address}`,
    back ? `the other way round: ${back.join(" needs ")}` : `${second.address} needs ${someOf(direct) || "nothing"}`,
  ];
}

/** With what a thing is replaced. */
export interface Trigger<Name extends string = string> {
  readonly when: Name;
}

/** Whether Terraform replaces a thing whenever it replaces another. */
export function replaces(access: Access, ref: string, { when }: Trigger): Result {
  const stack = theStack(access);
  const [thing, trigger] = [theThing(ref, stack), theThing(when, stack)];
  const way = wayBetween(stack.replacedWith, thing.address, trigger.address);
  const direct = [...(stack.replacedWith.get(thing.address) ?? [])];
  return result(
    way !== undefined,
    () =>
      `Terraform does not replace ${stack.describe(ref, thing)} with ${stack.describe(when, trigger)}; it does with ${someOf(direct) || "nothing"}: name ${trigger.address} in replace_triggered_by`,
    () =>
      `Terraform replaces ${stack.describe(ref, thing)} with ${stack.describe(when, trigger)}: ${list((way ?? []).slice(1), "and")}`,
  );
}
