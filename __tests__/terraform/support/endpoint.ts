import { endpointUrl, hasJournal } from "./requirements";

export const ACCOUNT = "111122223333";
export const REGION = "eu-west-1";

/** One call in the endpoint's journal, which is in the order of effect. */
export interface Call {
  readonly seq: number;
  readonly service: string;
  readonly op: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** 0: no answer came. */
  readonly status: number;
  /** The code of the answer where the call was refused. */
  readonly error?: string;
}

/** What the cluster would do with an entry; `state` is `ok` where it still lets its principal in. */
export interface EffectiveEntry {
  readonly cluster: string;
  readonly principalArn: string;
  readonly type: string;
  readonly state: string;
}

/** How the endpoint misbehaves. */
export interface Faults {
  readonly iamPropagationMs?: number;
  readonly entryLagMs?: number;
  readonly throttleP?: number;
  readonly iamReadLagMs?: number;
  readonly clusterCreateMs?: number;
}

/** A call that goes wrong. */
export interface Fault {
  readonly service: "iam" | "eks";
  readonly op: string;
  /** Parts of its parameters. */
  readonly match?: Readonly<Record<string, string>>;
  /** `drop`: nothing happens, and no answer comes; `dropAfter`: it happens, and no answer comes. */
  readonly kind: "drop" | "dropAfter" | "serverError" | "accessDenied" | "error" | "delay";
  /** How much later a `delay` has its effect, in milliseconds. */
  readonly delayMs?: number;
  /** What an `error` says. */
  readonly code?: string;
  readonly message?: string;
  /** How often; always, if left out. */
  readonly times?: number;
}

/** A new, well-behaved AWS, as far as the endpoint lets itself be reset. */
export async function freshAccount(): Promise<void> {
  await misbehave({ iamPropagationMs: 0, entryLagMs: 0, throttleP: 0, iamReadLagMs: 0, clusterCreateMs: 0 });
  if (hasJournal) await admin("POST", "reset");
}

/** The same, with one cluster that takes access entries. */
export async function freshCluster(name: string, region = REGION, authenticationMode = "API"): Promise<void> {
  await freshAccount();
  await seedCluster(name, authenticationMode, region);
}

/** A cluster that exists before Terraform comes. */
export async function seedCluster(name: string, authenticationMode: string, region = REGION): Promise<void> {
  const roleArn = await seedRole({ name: `${name}-seed`, service: "eks.amazonaws.com" });
  await eks(region, "/clusters", {
    name,
    roleArn,
    resourcesVpcConfig: { subnetIds: ["subnet-a", "subnet-b"] },
    accessConfig: { authenticationMode, bootstrapClusterCreatorAdminPermissions: authenticationMode === "CONFIG_MAP" },
  });
}

export interface SeededRole {
  readonly name: string;
  readonly path?: string;
  readonly service: string;
  readonly actions?: readonly string[];
  readonly account?: string;
}

/** A role that exists before Terraform comes. */
export async function seedRole({
  name,
  path = "/",
  service,
  actions = ["sts:AssumeRole"],
  account = ACCOUNT,
}: SeededRole): Promise<string> {
  const trust = { Effect: "Allow", Principal: { Service: service }, Action: actions };
  await iam("CreateRole", { RoleName: name, Path: path, AssumeRolePolicyDocument: document(trust) }, account);
  return `arn:aws:iam::${account}:role${path}${name}`;
}

/** A managed policy that exists before Terraform comes. */
export async function seedPolicy({ name, path }: { name: string; path: string }): Promise<void> {
  const rights = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
  await iam("CreatePolicy", { PolicyName: name, Path: path, PolicyDocument: document(rights) });
}

/** An IAM user that exists before Terraform comes. */
export async function seedUser({ name, account = ACCOUNT }: { name: string; account?: string }): Promise<string> {
  await iam("CreateUser", { UserName: name }, account);
  return `arn:aws:iam::${account}:user/${name}`;
}

/** An access entry that exists before Terraform comes, with its policies for the whole cluster. */
export async function seedEntry(
  cluster: string,
  { policies = [], region = REGION, ...entry }: SeededEntry,
): Promise<void> {
  const path = `/clusters/${cluster}/access-entries`;
  await eks(region, path, entry);
  for (const name of policies) {
    const policyArn = `arn:aws:eks::aws:cluster-access-policy/${name}`;
    const accessScope = { type: "cluster" };
    await eks(region, `${path}/${encodeURIComponent(entry.principalArn)}/access-policies`, { policyArn, accessScope });
  }
}

export interface SeededEntry {
  readonly principalArn: string;
  readonly type?: string;
  readonly kubernetesGroups?: readonly string[];
  readonly username?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly policies?: readonly string[];
  readonly region?: string;
}

/** What a cluster holds of an entry. */
export async function entryOf(cluster: string, principalArn: string): Promise<Readonly<Record<string, unknown>>> {
  const path = `/clusters/${cluster}/access-entries/${encodeURIComponent(principalArn)}`;
  const answer = await request({ region: REGION, service: "eks" }, path, undefined, "GET");
  return ((await answer.json()) as { accessEntry: Record<string, unknown> }).accessEntry;
}

/** What EKS itself says to one call; undefined where it does what it is asked for. */
export async function refusalOfEks(method: string, path: string, body?: object): Promise<string | undefined> {
  const answer = await request({ region: REGION, service: "eks" }, path, body && JSON.stringify(body), method);
  return answer.ok ? undefined : ((await answer.json()) as { message: string }).message;
}

/** Needs an endpoint with a journal; without one there is nothing to set. */
export async function misbehave(faults: Faults): Promise<void> {
  if (hasJournal) await admin("POST", "config", faults);
}

/** Makes calls fail, the first fault that fits, until `relent`. Needs an endpoint with a journal. */
export async function fail(faults: readonly Fault[]): Promise<void> {
  await admin("POST", "faults", faults);
}

/** How many of them have not come yet as often as they are to. */
export async function faultsLeft(kind: Fault["kind"]): Promise<number> {
  const all = (await admin("GET", "faults")) as { kind: string; hits: number; times: number }[];
  return all.filter((fault) => fault.kind === kind && fault.hits < fault.times).length;
}

export async function relent(): Promise<void> {
  await admin("DELETE", "faults");
}

/** What somebody changes by hand, past Terraform. */
export interface ByHand {
  readonly service: "iam" | "eks";
  readonly op: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Needs an endpoint with a journal. */
export async function byHand({ service, op, params }: ByHand): Promise<unknown> {
  const region = service === "iam" ? "us-east-1" : REGION;
  const { result } = (await admin("POST", "call", { service, op, params, region })) as { result?: unknown };
  return result;
}

/** All that the endpoint holds. */
export function everything(): Promise<unknown> {
  return admin("GET", "state");
}

/** Every call so far; none where the endpoint keeps no journal. */
export async function journal(): Promise<readonly Call[]> {
  return hasJournal ? ((await admin("GET", "journal")) as Call[]) : [];
}

/** The access entries of all clusters, none where the endpoint cannot tell. */
export async function effectiveAccess(): Promise<readonly EffectiveEntry[]> {
  return hasJournal ? ((await admin("GET", "effective-access")) as EffectiveEntry[]) : [];
}

const document = (statement: object): string => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });

async function admin(method: string, what: string, body?: object): Promise<unknown> {
  const answer = await send(`/__admin/${what}`, { method, body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} /__admin/${what}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

function iam(action: string, params: Readonly<Record<string, string>>, account?: string): Promise<void> {
  const query = new URLSearchParams({ Action: action, Version: "2010-05-08", ...params });
  return aws({ region: "us-east-1", service: "iam", account }, "/", query);
}

function eks(region: string, path: string, body: object): Promise<void> {
  return aws({ region, service: "eks" }, path, JSON.stringify(body));
}

interface Scope {
  readonly region: string;
  readonly service: string;
  readonly account?: string;
}

async function aws(scope: Scope, path: string, body: string | URLSearchParams): Promise<void> {
  const answer = await request(scope, path, body);
  // 409: what an endpoint that cannot be reset still has
  if (!answer.ok && answer.status !== 409)
    throw new Error(`${scope.service} ${path}: ${answer.status} ${await answer.text()}`);
}

/** The plain AWS API. An emulator looks at the scope of the credential, not at the signature. */
function request(
  { region, service, account = ACCOUNT }: Scope,
  path: string,
  body?: string | URLSearchParams,
  method = "POST",
): Promise<Response> {
  const scope = `${account}/20260101/${region}/${service}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
  return send(path, { method, headers: { authorization }, body });
}

/** On a connection of its own: while Terraform runs, nobody here would notice that the other side closes an idle one. */
function send(path: string, { headers, ...request }: RequestInit): Promise<Response> {
  return fetch(`${endpointUrl}${path}`, { ...request, headers: { ...headers, connection: "close" } });
}
