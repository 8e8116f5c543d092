import { nameOfArn } from "../aws/arn";
import { issuerPath } from "../aws/workloads/trust";
import { isMapping, type Mapping } from "../load/mapping";
import { mappingOf, textsOf } from "./fields";
import { ROLE_STAYS, type Row } from "./row";

/** A role that exists, with its trust policy. */
export interface TrustingRole {
  readonly places: Row["places"];
  readonly arn: string;
  readonly trust: Mapping;
}

/** Returns the item of a role that pods take by the OIDC provider of the issuer; undefined for another role. */
export function irsaRow({ places, arn, trust }: TrustingRole, issuer: string): Row | undefined {
  const host = issuerPath(issuer);
  const statements = [trust.Statement]
    .flat()
    .map(mappingOf)
    .filter((one) => isOfProvider(one, host));
  if (statements.length === 0) return undefined;
  const accounts = statements.map((statement) => accountsOf(statement, host));
  const [only, ...others] = [...new Set(accounts.flatMap((all) => all ?? []))];
  if (only === undefined || accounts.includes(undefined)) return { is: "question", places, question: NOT_READ };
  return {
    is: "item",
    places,
    section: "workloads",
    name: nameOfArn(arn),
    value: { serviceAccount: others.length === 0 ? only : [only, ...others], via: "irsa", role: { arn } },
    notes: [ROLE_STAYS],
  };
}

const NOT_READ =
  "pods take this role by the OIDC provider of the cluster, on conditions that are not read here; write a workload with via: irsa and role: { arn: … } if this file is to name it";

const isOfProvider = ({ Principal }: Mapping, host: string): boolean =>
  isMapping(Principal) && textsIn(Principal.Federated).some((arn) => arn.endsWith(`:oidc-provider/${host}`));

/**
 * Returns the service accounts of a statement as `namespace/name`; undefined if it has another form. Several operators
 * must all hold, and wildcards are what they look like in `StringLike` alone.
 */
function accountsOf({ Effect, Condition }: Mapping, host: string): string[] | undefined {
  const conditions = Object.entries(mappingOf(Condition)).flatMap(([operator, keys]) =>
    Object.entries(mappingOf(keys)).map(([key, value]) => ({ operator, key: key.toLowerCase(), value })),
  );
  const [subject, another] = conditions.filter(({ key }) => key === `${host}:sub`.toLowerCase());
  if (Effect !== "Allow" || subject === undefined || another !== undefined) return undefined;
  const { operator, value } = subject;
  if (operator !== "StringEquals" && operator !== "StringLike") return undefined;
  const accounts = textsIn(value).map((text) => {
    const [, namespace, name] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(text) ?? [];
    const literal = operator === "StringEquals" && /[*?]/.test(text);
    return namespace === undefined || literal ? undefined : `${namespace}/${name}`;
  });
  const known = accounts.flatMap((account) => account ?? []);
  return known.length === accounts.length ? known : undefined;
}

const textsIn = (value: unknown): string[] => textsOf([value].flat());
