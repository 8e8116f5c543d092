import { nameOfArn, parseArn } from "../../aws/arn";
import { quote } from "../../aws/text";
import { ConfigError } from "../../load/config-error";
import type { Answers } from "../answers";
import { type ClusterOfRows, importAwsAuth } from "../aws-auth/import";
import { listOf, mappingOf, textOf } from "../fields";
import type { Row } from "../row";
import { type StateResource, sensitiveText } from "./state";

/** What the state says besides about principals that aws-auth names. */
export interface KnownPrincipals {
  /** Addresses of access entries, by account and name. */
  readonly entries: ReadonlyMap<string, string>;
  /** Names of managed node groups, by account and name of their role. */
  readonly nodeGroups: ReadonlyMap<string, string>;
}

/** Account, kind and name: what aws-auth knows of a principal. */
export function principalKey(arn: string): string {
  const { account = "", resource = "" } = parseArn(arn) ?? {};
  return `${account} ${resource.split("/")[0]} ${nameOfArn(resource)}`.toLowerCase();
}

export const isAwsAuth = ({ values }: StateResource): boolean =>
  textOf(mappingOf(listOf(values.metadata)[0]).name) === "aws-auth";

/** Returns what becomes of the rows of aws-auth in a resource. */
export function configMapRows(
  resource: StateResource,
  cluster: ClusterOfRows,
  { answers, known, needs }: { answers: Answers; known: KnownPrincipals; needs: readonly string[] },
): Row[] {
  const { address, values } = resource;
  const whole = [{ name: address }] as const;
  const sensitive = sensitiveText(resource, needs);
  if (sensitive !== undefined) return [{ is: "question", places: whole, question: sensitive }];
  const text = JSON.stringify({ metadata: { name: "aws-auth" }, data: mappingOf(values.data) });
  try {
    const { rows } = importAwsAuth({ file: address, text }, cluster, answers);
    if (rows.length === 0) return [{ is: "left out", places: whole, because: "aws-auth without rows" }];
    return rows.map((row) => without(placed(row, address), known));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [{ is: "question", places: whole, question: `aws-auth that is not read: ${error.message}` }];
  }
}

/** The text has no lines in a state. */
function placed(row: Row, address: string): Row {
  const [first, ...others] = row.places.map(({ name }) => ({ name: `${address} ${name}` }));
  return first === undefined ? row : { ...row, places: [first, ...others] };
}

/** Leaves out what the state has an entry of, or EKS makes one of. */
function without(row: Row, { entries, nodeGroups }: KnownPrincipals): Row {
  if (row.is !== "item") return row;
  const { principal, arn } = row.value;
  const key = principalKey(String(principal ?? arn));
  const entry = entries.get(key);
  if (entry !== undefined) {
    const because = `${entry} is the entry of the same principal, and EKS reads it in place of this row`;
    return { is: "left out", places: row.places, because };
  }
  const nodeGroup = row.section === "nodeRoles" ? nodeGroups.get(key) : undefined;
  if (nodeGroup === undefined) return row;
  const because = `the role is of managed node group ${quote(nodeGroup)}; EKS makes its entry`;
  return { is: "left out", places: row.places, because };
}
