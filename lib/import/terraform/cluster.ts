import { parseArn } from "../../aws/arn";
import { list, quote } from "../../aws/text";
import { ConfigError } from "../../load/config-error";
import { listOf, mappingOf, textOf } from "../fields";
import type { StateResource } from "./state";
import { readType } from "./types";

/** What options or a file of ours state of the cluster. */
export interface StatedCluster {
  readonly name?: string;
  readonly account?: string;
  readonly region?: string;
}

/** The cluster whose access is imported. */
export interface ClusterOfState {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** Whether the state has resources of no other cluster. */
  readonly alone: boolean;
  /** Undefined if the cluster is not in the state. */
  readonly authenticationMode?: string;
  readonly issuer?: string;
}

/** Returns the cluster that a resource is about; undefined if it does not say. */
export function clusterNameOf({ type, values }: StateResource): string | undefined {
  const { is } = readType(type);
  if (is === "cluster") return textOf(values.name);
  return textOf(values.cluster_name);
}

/**
 * Finds the cluster.
 *
 * @param file for messages
 * @throws ConfigError if there are several, or none, or what is stated contradicts the state
 */
export function clusterOf(file: string, resources: readonly StateResource[], stated: StatedCluster): ClusterOfState {
  const names = [...new Set(resources.flatMap((resource) => clusterNameOf(resource) ?? []))];
  const name = stated.name ?? names[0];
  if (name === undefined) {
    throw new ConfigError([
      `${file}: no EKS cluster, access entry or Pod Identity association in it; is it the right state?`,
    ]);
  }
  if (stated.name === undefined && names.length > 1) {
    throw new ConfigError([
      `${file}: ${names.length} clusters, ${list(names.map(quote), "and")}; say which with --cluster`,
    ]);
  }
  if (!names.includes(name)) {
    const there = names.length === 0 ? "none" : list(names.map(quote), "and");
    throw new ConfigError([`${file}: nothing of a cluster ${quote(name)}; there is ${there}`]);
  }
  const own = resources.filter((resource) => clusterNameOf(resource) === name);
  const arns = own.flatMap(({ values }) => eksArns(values));
  const one = (what: "account" | "region"): string => {
    const found = [...new Set(arns.map((arn) => arn[what]))];
    const [first, second] = found;
    if (second !== undefined) {
      throw new ConfigError([
        `${file}: clusters ${quote(name)} in the ${what}s ${list(found, "and")}, whose resources cannot be told apart; keep each in a state of its own`,
      ]);
    }
    const given = stated[what];
    if (first !== undefined && given !== undefined && first !== given) {
      throw new ConfigError([`${file}: the cluster is in the ${what} ${first}, and --${what} says ${given}`]);
    }
    const value = first ?? given;
    if (value === undefined)
      throw new ConfigError([`${file}: no ARN names the ${what} of ${quote(name)}; write --${what}`]);
    return value;
  };
  const cluster = own.find(({ type }) => readType(type).is === "cluster")?.values;
  const mode = textOf(mappingOf(listOf(cluster?.access_config)[0]).authentication_mode);
  const oidc = mappingOf(listOf(mappingOf(listOf(cluster?.identity)[0]).oidc)[0]);
  const issuer = textOf(oidc.issuer);
  return {
    name,
    account: one("account"),
    region: one("region"),
    alone: names.length === 1,
    ...(mode !== undefined && { authenticationMode: mode }),
    ...(issuer !== undefined && { issuer }),
  };
}

/** ARNs of EKS in a resource, which name the cluster's account and region. */
function eksArns({ arn, access_entry_arn, association_arn }: StateResource["values"]) {
  return [arn, access_entry_arn, association_arn].flatMap((one) => {
    const found = parseArn(textOf(one) ?? "");
    return found?.service === "eks" ? [found] : [];
  });
}
