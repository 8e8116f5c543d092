import { isMapping } from "../../load/mapping";
import type { RawRow } from "./config-map";

/** A row as EKS reads it: keys in any case, and nothing in place of what has another type. */
export interface AwsAuthRow {
  readonly arn: string;
  readonly username: string;
  readonly groups: readonly string[];
  /** Fields that EKS reads as if they were empty, because they hold something else than text. */
  readonly unreadable: readonly string[];
}

/** Returns the row, or why EKS skips it. */
export function readRow({ list, value }: RawRow): AwsAuthRow | string {
  if (!isMapping(value)) return "no mapping, so EKS skips it";
  const fields = new Map(Object.entries(value).map(([key, field]) => [key.toLowerCase(), field]));
  const key = list === "mapUsers" ? "userarn" : "rolearn";
  const arn = fields.get(key);
  if (list === "mapRoles" && isMapping(fields.get("sso")))
    return "sso: is of the authenticator that people run themselves; EKS never matches it";
  if (typeof arn !== "string" || arn === "") return `no ${key}, so EKS skips it`;
  const username = fields.get("username") ?? "";
  const groups = fields.get("groups") ?? [];
  const texts = Array.isArray(groups) ? groups : [];
  const unreadable = [
    ...(typeof username === "string" ? [] : ["username"]),
    ...(Array.isArray(groups) && groups.every((group) => typeof group === "string" && group !== "") ? [] : ["groups"]),
  ];
  return {
    arn,
    username: typeof username === "string" ? username : "",
    groups: [...new Set(texts.filter((group): group is string => typeof group === "string" && group !== ""))],
    unreadable,
  };
}
