import { identityKindsWith } from "../aws/iam/identity-policies";
import { FAILURES, type Failure, type PLACEHOLDERS } from "../aws/terraform/failures";
import { list } from "../aws/text";
import { type Path, showPath } from "../plan/diagnostics";
import type { ClusterConfig } from "../schema/types";
import { itemOf } from "./items";
import type { TerraformError } from "./terraform-output";

/** What is known of an error. */
export interface Explanation {
  /** The place in the configuration, if one is known. */
  readonly path?: Path;
  readonly address?: string;
  /** Undefined if no row explains the error. */
  readonly reason?: string;
  readonly wayOut?: string;
  /** The first line that Terraform printed. */
  readonly summary: string;
}

/** A resource, and the item that it belongs to. */
interface Subject {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly path: Path | undefined;
}

/**
 * Explains an error of Terraform.
 *
 * @param cluster the name of the cluster, if it is known
 */
export function explainError(error: TerraformError, config: ClusterConfig, cluster?: string): Explanation {
  const { summary, text, address } = error;
  const subject = subjectOf(error, config);
  const failure = failureOf(error, config);
  const path = failure?.path ?? subject.path;
  const said = { summary, ...(path && { path }), ...(address && { address }) };
  if (failure === undefined) return said;
  const { pattern, reason, wayOut } = failure;
  // the text of AWS ends with the first line, and what follows it may be of others
  const found = pattern.exec(summary) ?? pattern.exec(text);
  const fill = filler({ ...standard(error, subject, cluster), ...found?.groups });
  return { ...said, reason: fill(reason), wayOut: fill(wayOut) };
}

/** Returns the row of an error; undefined if there is none. */
export function failureOf(error: TerraformError, config: ClusterConfig): Failure | undefined {
  const subject = subjectOf(error, config);
  return FAILURES.find((failure) => concerns(failure, subject) && failure.pattern.test(error.text));
}

function concerns({ types, sections }: Failure, { type, path }: Subject): boolean {
  return (types?.includes(type) ?? true) && (sections?.includes(String(path?.[0])) ?? true);
}

const RESOURCE = /(?:^|\.)(aws_[a-z0-9_]+)\.([\w-]+)(?:\[.*\])?$/;

function subjectOf({ address = "" }: TerraformError, config: ClusterConfig): Subject {
  const [, type = "", name = ""] = RESOURCE.exec(address) ?? [];
  return { address, type, name, path: itemOf(name, config)?.path };
}

const PRINCIPAL = /arn:[\w-]+:(?:iam|sts)::\d{12}:(?:(?:role|user|assumed-role)\/[\w+=,.@/-]*[\w+=@-]|root)/;
const CLUSTER =
  /(?:Access Entry|Provider Config|EKS Cluster|Association) \(([\w-]+)[:#)]|(?:cluster found for name:|with name:|The cluster) ([\w-]+)/;

/** Returns the names of clusters that errors name. */
export function clusterNamesIn(errors: readonly TerraformError[]): ReadonlySet<string> {
  const names = errors.map(({ text }) => clusterIn(text));
  return new Set(names.flatMap((name) => name ?? []));
}

function clusterIn(text: string): string | undefined {
  const [, one, other] = CLUSTER.exec(text) ?? [];
  return one ?? other;
}

type Placeholders = Readonly<Record<(typeof PLACEHOLDERS)[number], string>>;

function standard({ text }: TerraformError, subject: Subject, cluster: string | undefined): Placeholders {
  const { address, path } = subject;
  const item = path ? showPath(path) : "<item>";
  const role = `${item}${HAVE_ROLE.includes(String(path?.[0])) ? ".role" : ""}`;
  const principal = PRINCIPAL.exec(text)?.[0];
  const kinds = identityKindsWith(/not authorized to perform: ([\w-]+:\w+)/.exec(text)?.[1] ?? "");
  return {
    address,
    adopt: adoptionOf(subject, item, role),
    arn: `${role}.arn`,
    cluster: clusterIn(text) ?? cluster ?? "<cluster>",
    item,
    kinds: kinds.length > 0 ? `, as identityPolicies of kind ${list(kinds)} do` : "",
    ...podsOf(subject),
    principal: principal ?? "this principal",
    principalName: principal?.split("/").at(-1) ?? "<name>",
    roleName: `${role}.name`,
  };
}

/** Sections whose items have a role below them. */
const HAVE_ROLE: readonly string[] = ["nodeClasses", "workloads"];

/** What makes Terraform take over one thing that exists, and no more than that where it can be said. */
const ADOPTIONS: Readonly<Record<string, (item: string) => string>> = {
  aws_eks_cluster: () => "cluster.create.adopt: true",
  aws_iam_openid_connect_provider: () => "cluster.oidcProvider: adopt",
  aws_iam_instance_profile: (item) => `${item}.instanceProfile: { adopt: true }`,
};

function adoptionOf({ type, path }: Subject, item: string, role: string): string {
  const special = Object.hasOwn(ADOPTIONS, type) ? ADOPTIONS[type] : undefined;
  if (type === "aws_iam_role" && path?.[0] === "nodeRoles") return `${item}.adopt: role`;
  return special?.(item) ?? `${type === "aws_iam_role" ? role : item}.adopt: true`;
}

/** Returns the pods of a Pod Identity association, by its address: see `podIdentityId`. */
function podsOf({ name, type }: Subject): Pick<Placeholders, "namespace" | "serviceAccount"> {
  const [, namespace = "<namespace>", account = "<name>"] =
    (type === "aws_eks_pod_identity_association" && /^workload_[^_]+_([^_]+)_(.+)$/.exec(name)) || [];
  return { namespace, serviceAccount: account === "token" ? "<name>" : account.replaceAll("__", ".") };
}

/** Longer values are cut: they come from outside. */
const LONGEST = 300;

const filler = (values: Readonly<Record<string, string | undefined>>) => (sentence: string) =>
  sentence
    .replace(/\{(\w+)\}/g, (placeholder, name: string) => {
      if (!Object.hasOwn(values, name)) return placeholder;
      const value = values[name] ?? "";
      return value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value;
    })
    .trimEnd();
