import { nameOfArn, parseArn } from "../aws/arn";
import { sortedEntries } from "../aws/text";
import type { Path } from "../plan/diagnostics";
import type { RoleReference } from "../schema/types";
import type { Subject } from "./subject";

/** A role that a file makes, with what the user gives it. */
export interface MadeRole {
  /** The item that it is made for. */
  readonly path: Path;
  /** Names of managed policies of AWS, each with its path. */
  readonly managed: readonly { readonly name: string; readonly path: Path }[];
  /** Managed policies of the account, as they are given: the file does not say what they allow. */
  readonly ofAccount: readonly { readonly policy: string; readonly path: Path }[];
  readonly inline: readonly { readonly document: object; readonly path: Path }[];
}

/** An item that has a role, made here or not. */
interface Item {
  readonly path: Path;
  readonly rolePath: Path;
  readonly role: Pick<RoleReference, "arn" | "use" | "additionalPolicies" | "inlinePolicies">;
  /** Managed policies beside those of the role. */
  readonly policies?: readonly string[];
}

const isMade = ({ role }: Item): boolean => role.arn === undefined && role.use === undefined;

const nodeItems = ({ config }: Subject): Item[] => [
  ...sortedEntries(config.nodeClasses).map(([key, { role = {} }]): Item => {
    const path = ["nodeClasses", key];
    return { path, rolePath: [...path, "role"], role };
  }),
  ...sortedEntries(config.nodeRoles).map(([key, role]): Item => {
    const path = ["nodeRoles", key];
    return { path, rolePath: path, role };
  }),
];

const otherItems = ({ plan, config }: Subject): Item[] => [
  ...(plan.clusterRole && "id" in plan.clusterRole
    ? [{ path: ["clusterRole"], rolePath: ["clusterRole"], role: config.clusterRole ?? {} }]
    : []),
  ...sortedEntries(config.otherRoles).map(([key, role]): Item => {
    const path = ["otherRoles", key];
    return { path, rolePath: path, role };
  }),
  ...sortedEntries(config.workloads).map(([key, { role = {}, policies = [] }]): Item => {
    const path = ["workloads", key];
    return { path, rolePath: [...path, "role"], role, policies };
  }),
];

/** Returns the roles of nodes that a file makes. */
export const madeNodeRoles = (subject: Subject): MadeRole[] => nodeItems(subject).filter(isMade).map(madeRole);

/** Returns all other roles that it makes: of the cluster, of capabilities, of pods. */
export const otherMadeRoles = (subject: Subject): MadeRole[] => otherItems(subject).filter(isMade).map(madeRole);

/** Returns the items whose nodes have a role that the file does not make. */
export const nodesOfOthers = (subject: Subject): Path[] =>
  nodeItems(subject).flatMap(({ path, role }) => (role.arn === undefined ? [] : [path]));

function madeRole({ path, rolePath, role, policies = [] }: Item): MadeRole {
  const given = [
    ...policies.map((policy, index) => ({ policy, path: [...path, "policies", index] })),
    ...(role.additionalPolicies ?? []).map((policy, index) => ({
      policy,
      path: [...rolePath, "additionalPolicies", index],
    })),
  ];
  const isOfAws = (policy: string): boolean => policy === nameOfArn(policy) || parseArn(policy)?.account === "aws";
  return {
    path,
    managed: given.flatMap(({ policy, path: at }) => (isOfAws(policy) ? [{ name: nameOfArn(policy), path: at }] : [])),
    ofAccount: given.filter(({ policy }) => !isOfAws(policy)),
    inline: Object.entries(role.inlinePolicies ?? {}).map(([name, document]) => ({
      document,
      path: [...rolePath, "inlinePolicies", name],
    })),
  };
}
