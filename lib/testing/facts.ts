import type { AccessRow } from "../answers/access";
import { quote } from "../aws/text";
import type { Path } from "../plan/diagnostics";
import { possibleItems } from "../plan/release";
import type { AccessPlan } from "../plan/types";
import { readStack, type StackJson, type Thing } from "./json";
import { keysOf, type Name, namesOf, sameKey, serviceAccountsOf } from "./names";
import { holdersOf, rowsOfStack } from "./rows";

/** Marks facts. Two copies of this module know each other's. */
export const FACTS: unique symbol = Symbol.for("cdktf-eks-access/facts");

/** A warning, as it is printed. */
export interface Warning {
  readonly rule: string;
  readonly line: string;
}

/** What is made in one stack, with the names that tests have for it. */
export interface Stack extends StackJson {
  /** The file or the stack that it comes from, for messages. */
  readonly name: string;
  readonly names: readonly Name[];
  /** Keys of the configuration. */
  readonly keys: readonly string[];
  /** `namespace/name`, of all workloads. */
  readonly serviceAccounts: readonly string[];
  /** Returns a thing as a message names it: with the place in the configuration, or else with the stack. */
  describe(ref: string, thing: Thing): string;
  /** The key and the principal of each item with access. */
  readonly holders: readonly { readonly key: string; readonly principal: string }[];
}

/**
 * What tests ask about: the access that a configuration or a stack gives, and what is made for it.
 *
 * @typeParam Key the keys of the configuration, if its type states them
 */
export interface Access<Key extends string = string> {
  readonly [FACTS]: true;
  readonly rows: readonly AccessRow[];
  /** One, or one a file of a folder. */
  readonly stacks: readonly Stack[];
  /** Undefined if the source does not say them. */
  readonly warnings?: readonly Warning[];
  /** Each file of a folder, by its name without the extension. */
  readonly files: Readonly<Record<string, Access>>;
  /** Holds the type of the keys alone. */
  readonly keyType?: Key;
}

export const isAccess = (value: unknown): value is Access =>
  typeof value === "object" && value !== null && FACTS in value;

export const access = (facts: Omit<Access, typeof FACTS>): Access => ({ [FACTS]: true, ...facts });

/** What is known of a stack besides its JSON. */
export interface Known {
  readonly name: string;
  readonly plans: readonly AccessPlan[];
  /** Returns the place of a path, such as `clusters/demo.yaml:12:7`. */
  readonly locationOf?: (path: Path) => string;
}

/** Returns what is made in a stack. */
export function stackOf(
  json: unknown,
  { name, plans, locationOf }: Known,
): { readonly stack: Stack; readonly rows: AccessRow[] } {
  const read = readStack(json);
  const { things } = read;
  const holderOf = holdersOf(things, plans);
  // with several plans in one stack, nobody knows which of them a thing is from
  const names = namesOf(things.values(), plans.length === 1 ? plans[0] : undefined);
  const planned = plans.flatMap(keysOf);
  const ofAddresses = names.map(({ key }) => key).filter((key) => !planned.some((known) => sameKey(known, key)));
  const holders = names.flatMap(({ key, thing }) => {
    const principal = holderOf(thing)?.principal;
    return principal === undefined ? [] : [{ key, principal }];
  });
  const associated = names.flatMap(({ kind, rest }) => (kind === "pod_identity" && rest) || []);
  const serviceAccounts = [...new Set([...plans.flatMap(serviceAccountsOf), ...associated])];
  const keys = [...new Set([...planned, ...ofAddresses])];
  const paths = pathsOf(plans);
  const describe = (ref: string, thing: Thing) => {
    const path = locationOf && pathOf(thing, paths);
    return path ? `${quote(ref)} (${locationOf(path)})` : `${quote(ref)} of ${name}`;
  };
  const rows = rowsOfStack(things, holderOf);
  return { stack: { ...read, name, names, keys, serviceAccounts, holders, describe }, rows };
}

/** Returns the paths of what plans make, by id. */
const pathsOf = (plans: readonly AccessPlan[]): ReadonlyMap<string, Path> =>
  new Map(
    plans
      .flatMap(({ roles, instanceProfiles, entries, podIdentities, identityPolicies, identityProviders }) =>
        [roles, instanceProfiles, entries, podIdentities, identityPolicies, identityProviders].flat(),
      )
      .map(({ id, path }) => [id, path]),
  );

/** Returns the path of a thing, or of what it belongs to. */
function pathOf({ constructId, name }: Thing, paths: ReadonlyMap<string, Path>): Path | undefined {
  for (const id of possibleItems(constructId ?? name)) {
    const path = paths.get(id);
    if (path) return path;
  }
  return undefined;
}
