import { parseArn } from "../aws/arn";
import { ConfigError } from "../load/config-error";
import { isMapping, type Mapping } from "../load/mapping";
import { answeredRoles } from "./answered-roles";
import { listOf, mappingOf } from "./fields";
import type { ExistingRole } from "./row";

/** A file with what the AWS CLI printed. */
export interface AnswerFile {
  readonly file: string;
  readonly text: string;
}

/** A Pod Identity association. */
export interface Association {
  readonly id: string;
  readonly roleArn?: string;
  /** The add-on that owns it. */
  readonly owner?: string;
}

/** What IAM and EKS said. An answer that was not given says nothing: a role may exist that no answer names. */
export class Answers {
  /** ARNs of roles and users as IAM spells them, by account, kind and name. */
  private readonly principals = new Map<string, string>();
  /** Accounts whose roles, or users, are all known. */
  private readonly complete = new Set<string>();
  /** Principals of access entries, each with the access policies of it that are known. */
  private readonly entries = new Map<string, { policies?: readonly string[] }>();
  private entriesKnown = false;
  /** Names of node groups by the ARN of their role. */
  private readonly nodeGroups = new Map<string, string>();
  private nodeGroupNames: readonly string[] | undefined;
  /** Pod Identity associations by `namespace/service account`; undefined if nobody was asked. */
  private associations: Map<string, Association> | undefined;
  private oidcIssuer: string | undefined;
  /** What IAM says of roles with their policies, and of roles alone. */
  private readonly roleDetails: Mapping[] = [];
  private readonly roleSummaries: Mapping[] = [];

  /** @throws ConfigError if a file holds something else than such an answer, or one page of several */
  constructor(files: readonly AnswerFile[] = []) {
    for (const { file, text } of files) {
      const answer = parsed(file, text);
      if (!isMapping(answer) || !this.add(answer))
        throw new ConfigError([`${file}: no answer that is read here; ${READ}`]);
      if (answer.IsTruncated === true || MORE.some((key) => typeof answer[key] === "string")) {
        throw new ConfigError([`${file}: one page of several; run the command without --max-items and --no-paginate`]);
      }
    }
  }

  private add(answer: Mapping): boolean {
    const { Roles, Users, RoleDetailList, UserDetailList, Role, User } = answer;
    for (const all of [Roles, RoleDetailList]) if (Array.isArray(all)) this.addAll(all, "role");
    for (const all of [Users, UserDetailList]) if (Array.isArray(all)) this.addAll(all, "user");
    for (const one of [Role, User]) this.addPrincipal(arnIn(one));
    this.roleDetails.push(...listOf(RoleDetailList).map(mappingOf));
    this.roleSummaries.push(...[...listOf(Roles), Role].map(mappingOf));
    const { accessEntries, accessEntry, associatedAccessPolicies, nodegroups, nodegroup } = answer;
    if (Array.isArray(accessEntries)) {
      this.entriesKnown = true;
      for (const arn of accessEntries) if (typeof arn === "string") this.entries.set(arn.toLowerCase(), {});
    }
    if (isMapping(accessEntry)) this.addEntry(accessEntry.principalArn);
    if (Array.isArray(associatedAccessPolicies)) {
      const policies = associatedAccessPolicies.flatMap((one) => (isMapping(one) ? [String(one.policyArn)] : []));
      this.addEntry(answer.principalArn, policies);
    }
    if (Array.isArray(nodegroups)) this.nodeGroupNames = nodegroups.map(String);
    if (isMapping(nodegroup))
      this.nodeGroups.set(String(nodegroup.nodeRole).toLowerCase(), String(nodegroup.nodegroupName));
    for (const one of [answer.associations, answer.association].flat()) if (isMapping(one)) this.addAssociation(one);
    if (Array.isArray(answer.associations)) this.associations ??= new Map();
    if (isMapping(answer.cluster)) this.oidcIssuer = issuerIn(answer.cluster);
    return Object.keys(answer).some((key) => KEYS.includes(key));
  }

  private addAssociation({ namespace, serviceAccount, associationId, roleArn, ownerArn }: Mapping): void {
    this.associations ??= new Map();
    const account = `${namespace}/${serviceAccount}`;
    this.associations.set(account, {
      ...this.associations.get(account),
      id: String(associationId),
      ...(typeof roleArn === "string" && { roleArn }),
      ...(typeof ownerArn === "string" && { owner: ownerArn }),
    });
  }

  private addAll(list: readonly unknown[], kind: "role" | "user"): void {
    for (const one of list) {
      const arn = this.addPrincipal(arnIn(one));
      if (arn !== undefined) this.complete.add(`${arn.account} ${kind}`);
    }
  }

  private addPrincipal(arn: string | undefined) {
    const found = arn === undefined ? undefined : parseArn(arn);
    if (arn === undefined || found === undefined) return undefined;
    this.principals.set(keyOf(arn), arn);
    return found;
  }

  private addEntry(arn: unknown, policies?: readonly string[]): void {
    if (typeof arn !== "string") return;
    const known = this.entries.get(arn.toLowerCase());
    this.entries.set(arn.toLowerCase(), { ...known, ...(policies && { policies }) });
  }

  /**
   * Returns the ARN of the role or user with this name, whatever its path: names are unique in an account whatever their
   * case. `undefined` if nobody was asked, `null` if there is none.
   */
  principal(arn: string): string | null | undefined {
    const kind = /:user\//.test(arn) ? "user" : "role";
    return (
      this.principals.get(keyOf(arn)) ?? (this.complete.has(`${parseArn(arn)?.account} ${kind}`) ? null : undefined)
    );
  }

  /** The roles whose policies are known. */
  roles(): ExistingRole[] {
    return answeredRoles(this.roleDetails, this.roleSummaries);
  }

  /** Whether the roles of an account are known. */
  knowsRoles(): boolean {
    return [...this.complete].some((known) => known.endsWith(" role"));
  }

  /** Whether an access entry exists; undefined if nobody was asked. */
  hasEntry(arn: string): boolean | undefined {
    return this.entries.has(arn.toLowerCase()) ? true : this.entriesKnown ? false : undefined;
  }

  /** The Pod Identity association of `namespace/service account`; `null` if there is none, undefined if nobody was asked. */
  association(serviceAccount: string): Association | null | undefined {
    return this.associations && (this.associations.get(serviceAccount) ?? null);
  }

  /** For a cluster that is made anew, which has no associations yet. */
  ofNewCluster(): this {
    this.associations = new Map();
    return this;
  }

  /** The issuer of the cluster's tokens, if it was asked for. */
  issuer(): string | undefined {
    return this.oidcIssuer;
  }

  /** The ARNs of the access policies of an entry, where they are known. */
  policiesOf(arn: string): readonly string[] | undefined {
    return this.entries.get(arn.toLowerCase())?.policies;
  }

  /** The name of the managed node group that has a role; `null` if none has, undefined if nobody was asked. */
  nodeGroupOf(arn: string): string | null | undefined {
    const name = this.nodeGroups.get(arn.toLowerCase());
    if (name !== undefined || this.nodeGroupNames === undefined) return name;
    const described = new Set(this.nodeGroups.values());
    return this.nodeGroupNames.every((one) => described.has(one)) ? null : undefined;
  }
}

/** The keys by which answers are told apart. */
const KEYS: readonly string[] = [
  ...["Roles", "Users", "Role", "User", "RoleDetailList", "UserDetailList"],
  ...["accessEntries", "accessEntry", "associatedAccessPolicies", "nodegroups", "nodegroup"],
  ...["associations", "association", "cluster"],
];

/** The keys of an answer that is one page of several. */
const MORE: readonly string[] = ["NextToken", "nextToken", "Marker"];

const READ =
  "read are the JSON answers of aws iam list-roles, list-users, get-role, get-user and get-account-authorization-details, and of aws eks list-access-entries, describe-access-entry, list-associated-access-policies, list-nodegroups, describe-nodegroup, list-pod-identity-associations, describe-pod-identity-association and describe-cluster";

const arnIn = (one: unknown): string | undefined =>
  isMapping(one) && typeof one.Arn === "string" ? one.Arn : undefined;

function issuerIn({ identity }: Mapping): string | undefined {
  const oidc = isMapping(identity) ? identity.oidc : undefined;
  return isMapping(oidc) && typeof oidc.issuer === "string" ? oidc.issuer : undefined;
}

/** Account, kind and name of a principal, without its path. */
function keyOf(arn: string): string {
  const { account = "", resource = "" } = parseArn(arn) ?? {};
  return `${account} ${resource.split("/")[0]} ${resource.split("/").at(-1)}`.toLowerCase();
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new ConfigError([`${file}: not JSON: ${message}; write it with --output json`]);
  }
}
