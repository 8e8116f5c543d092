import { iamArn } from "../aws/arn";
import { partitionOf } from "../aws/partitions";
import { list } from "../aws/text";
import { type Path, showPath } from "../plan/diagnostics";
import type { ClusterConfig } from "../schema/types";
import { type Item, itemOf } from "./items";
import { type Change, type Fate, type Values, withoutIndex } from "./plan-json";

/** What an apply does to people, nodes or pods. */
export interface Finding extends Said {
  readonly address: string;
  /** The item of the configuration behind it, or what was one. */
  readonly path?: Path;
}

/** What a reviewer says of one change. */
export interface Said {
  /** Whether somebody loses what they have and did not have to, or nobody can repair it, or the apply must fail. */
  readonly hurts: boolean;
  readonly message: string;
}

/** A change with the item that it belongs to, all changes of the plan, and the configuration that it was made from. */
export interface Reviewed {
  readonly change: Change;
  readonly item: Item | undefined;
  readonly all: readonly Change[];
  readonly config: ClusterConfig;
}

/** Says what one change does. */
export type Reviewer = (reviewed: Reviewed) => readonly Said[];

export const hurts = (message: string): Said => ({ hurts: true, message });
export const says = (message: string): Said => ({ hurts: false, message });

export const text = (value: unknown): string =>
  typeof value === "string" ? value : "what is known only after the apply";

/** Returns the texts of a list, none if it is something else. */
export const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

/** Returns what stands at a path of attributes; a block is a list of one. */
export function at(values: Values, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((value, step) => {
    const [block] = [value].flat();
    return typeof block === "object" && block !== null ? (block as Values)[step] : undefined;
  }, values);
}

/** `, because its until is over`, or nothing. */
export const byItsEnd = ({ expired }: Change): string => (expired ? ", because its until is over" : "");

export const ends = (fate: Fate): boolean => fate === "destroyed" || fate === "replaced";
export const stays = (fate: Fate): boolean => fate === "kept" || fate === "changed";

/** `nodeClasses.gpu`, or the address if no item is known. */
export const whose = ({ item, change }: Reviewed): string => (item ? showPath(item.path) : change.address);

/** The section of the item, such as `nodeClasses`. */
export const sectionOf = ({ item }: Reviewed): string => String(item?.path[0] ?? "");

/** `, because of name and path`; a block stands for its attributes. */
export function because({ because: all }: Change): string {
  const names = all.filter((name) => !all.some((block) => name.startsWith(`${block}.`)));
  return names.length > 0 ? `, because of ${list(names, "and")}` : "";
}

/** Returns the ARN of a role. Terraform knows it only when the role is made; its parts are known before. */
export function arnOfRole(
  { arn, name, path }: Values,
  { account, region, partition }: ClusterConfig,
): string | undefined {
  if (typeof arn === "string") return arn;
  if (typeof name !== "string" || account === "") return undefined;
  return iamArn(partition ?? partitionOf(region), account, "role", typeof path === "string" ? path : "/", name);
}

/** Returns an argument after the apply. The ARN of a role that the apply makes is made of the parts of the role. */
export function afterwards(
  change: Change,
  argument: string,
  plan: Pick<Reviewed, "all" | "config">,
): string | undefined {
  const value = change.after[argument];
  if (typeof value === "string") return value;
  const { references } = change;
  const source = plan.all.find(
    ({ address }) => address !== change.address && references[argument]?.includes(withoutIndex(address)),
  );
  if (source === undefined) return undefined;
  return source.type === "aws_iam_role" ? arnOfRole(source.after, plan.config) : afterwards(source, argument, plan);
}

/** Returns the item that has another key now, if an item that is new here can be the one that goes. */
export function renamed({
  change,
  item,
  all,
  config,
}: Reviewed): { readonly key: string; readonly now: string } | undefined {
  if (item === undefined || item.exists) return undefined;
  const [section, key] = item.path;
  for (const { type, name, fate, imported } of all) {
    const other = type === change.type && (fate === "made" || imported) ? itemOf(name, config) : undefined;
    if (other?.exists && other.path[0] === section) return { key: String(key), now: showPath(other.path) };
  }
  return undefined;
}

/** Returns `; if nodeClasses.big is the same item, write was: gpu there`, or nothing. */
export function renameAdvice(reviewed: Reviewed): string {
  const found = renamed(reviewed);
  return found ? `; if ${found.now} is the same item, write was: ${found.key} there` : "";
}

/** Whether a resource lies on a cluster that goes: the line of the cluster says enough. */
export const goesWithCluster = ({ change, all }: Reviewed): boolean =>
  change.type.startsWith("aws_eks_") &&
  change.type !== "aws_eks_cluster" &&
  all.some(({ type, fate }) => type === "aws_eks_cluster" && ends(fate));

/** What to do before the role or the entry of nodes goes. */
export function drain(reviewed: Reviewed): string {
  if (sectionOf(reviewed) !== "nodeClasses") return "drain them first";
  return reviewed.item?.exists
    ? "a NodeClass keeps its role, so make another NodeClass, move the NodePools to it, and delete this one"
    : "delete its NodePools and the NodeClass first";
}
