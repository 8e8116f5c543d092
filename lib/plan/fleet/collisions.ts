import { nameOfArn } from "../../aws/arn";
import { isToken, quote } from "../../aws/text";
import { nodeClassId } from "../addresses";
import type { RuleName } from "../catalogue";
import type { Path } from "../diagnostics";
import { isReleased } from "../release";
import type { AccessPlan, PlannedEntry } from "../types";
import type { FleetDiagnostic, PlanOfFile } from "./fleet";
import { stateOf } from "./state";

/** Within which scope a name must be unique. */
type Scope = "anywhere" | "account" | "region" | "cluster";

/** A name that a plan uses, and that no other plan may use. */
interface UniqueName {
  readonly rule: RuleName;
  readonly kind: string;
  readonly scope: Scope;
  readonly name: string;
  readonly path: Path;
  readonly advice: string;
  /** Whether the name is case-sensitive: S3 keys are, IAM names are not. */
  readonly caseSensitive?: true;
  /** What it belongs to, if that is made here. Two files that both make this are told so for this. */
  readonly within?: "role" | "entry";
}

/** Finds resources that two plans both create. IAM names are unique in an account and case-insensitive. */
export class CollisionFinder {
  private readonly taken = new Map<string, Pick<UniqueName, "within"> & { readonly file: string }>();

  /** Adds a plan. Returns a diagnostic for everything that it creates and an earlier plan creates too. */
  add({ file, plan }: PlanOfFile): FleetDiagnostic[] {
    const { account, partition, region, name: cluster } = plan.cluster;
    const scopeKeys: Readonly<Record<Scope, readonly string[]>> = {
      anywhere: [],
      account: [partition, account],
      region: [partition, account, region],
      cluster: [partition, account, region, cluster],
    };
    const places: Readonly<Record<Scope, string>> = {
      anywhere: "",
      account: ` of account ${account}`,
      region: ` of account ${account}`,
      cluster: ` of cluster ${cluster}`,
    };
    return uniqueNamesOf(plan).flatMap(
      ({ rule, kind, scope, name, path, advice, caseSensitive, within }): FleetDiagnostic[] => {
        if ([account, region, cluster, name].some(isToken)) return [];
        const claim = JSON.stringify([kind, ...scopeKeys[scope], caseSensitive ? name : name.toLowerCase()]);
        const other = this.taken.get(claim) ?? { file, ...(within && { within }) };
        this.taken.set(claim, other);
        if (other.file === file || (within !== undefined && other.within === within)) return [];
        const message = `${other.file} makes the ${kind} ${quote(name)}${places[scope]} too; ${advice}`;
        return [{ rule, file, path, message }];
      },
    );
  }
}

const made = (kind: string, scope: Scope, advice: string) => (name: string, path: Path) =>
  ({ rule: "made-twice", kind, scope, name, path, advice }) as const;

const ANOTHER_NAME = "give one another name";
const ANOTHER_KEY = "choose another key";

/** Returns everything in a plan that a second plan must not create, in the order in which it is reported. */
function uniqueNamesOf(plan: AccessPlan): UniqueName[] {
  const oidcProvider = made("OIDC provider of", "account", "write cluster.oidcProvider: existing in one of the files");
  const association = made(
    "Pod Identity association of",
    "cluster",
    "Pod Identity knows one role for a service account, so describe it in one file",
  );
  const adopted = made("Pod Identity association with the id", "cluster", "adopt it in one file");
  const cluster = made("cluster", "region", "make it in one file, and leave create out of the other");
  const policy = made("policy", "account", ANOTHER_NAME);
  const role = made("role", "account", `${ANOTHER_NAME}, or write arn in one of the files`);
  const profile = made("instance profile", "account", ANOTHER_NAME);
  const queue = made("queue", "region", ANOTHER_NAME);
  const identityProvider = made("identity provider", "cluster", ANOTHER_KEY);
  const issuer = made(
    "identity provider of",
    "cluster",
    "a cluster takes each issuer once, so describe it in one file",
  );
  const nodeClass = made("NodeClass", "cluster", ANOTHER_KEY);
  const nodePool = made("NodePool", "cluster", ANOTHER_KEY);
  const stays = ({ id }: { readonly id: string }) => !isReleased(id, plan.released);
  const podIdentities = plan.podIdentities.filter(stays);
  return [
    ...statesOf(plan),
    ...[plan.oidcProvider ?? []]
      .flat()
      .filter(stays)
      .flatMap(({ issuer: url, path }) => (url === undefined ? [] : [oidcProvider(url, path)])),
    ...podIdentities.map((item) => association(`${item.namespace}/${item.serviceAccount}`, item.path)),
    ...podIdentities.flatMap(({ importId, path }) => (importId === undefined ? [] : [adopted(importId, path)])),
    ...(plan.create && stays(plan.create) ? [cluster(plan.cluster.name, plan.create.path)] : []),
    ...plan.identityPolicies.filter(stays).map((item) => policy(item.name, item.path)),
    ...plan.roles.filter(stays).map((item) => role(item.name, item.path)),
    ...plan.instanceProfiles.filter(stays).map((item) => profile(item.name, item.path)),
    // the names of its EventBridge rules follow from its own, so they need no line of theirs
    ...plan.queues.filter(stays).map((item) => ({ ...queue(item.name, item.path), caseSensitive: true as const })),
    ...plan.entries.filter(stays).flatMap(namesOfEntry),
    ...plan.identityProviders
      .filter(stays)
      .flatMap(({ name, path, issuerUrl }) => [
        identityProvider(name, path),
        issuer(issuerUrl, [...path, "issuerUrl"]),
      ]),
    ...plan.nodeClasses
      .filter(({ key }) => stays({ id: nodeClassId(key) }))
      .map(({ key }) => nodeClass(key, ["nodeClasses", key])),
    ...plan.nodePools.filter(({ released }) => !released).map(({ key, path }) => nodePool(key, path)),
  ];
}

const entryOf = made("access entry of", "cluster", "EKS keeps one entry a role, so describe it in one file");
const grantTo = made(
  "access policy association of",
  "cluster",
  "EKS keeps each policy of a principal once, so give it in one file, with all namespaces",
);

/** A principal that one file names by key is the one that another names by ARN. */
function namesOfEntry({ principal, principalArn, path, madeBy, associations }: PlannedEntry): UniqueName[] {
  const ofRole = "id" in principal && ({ within: "role" } as const);
  const grants = associations.map(({ policyArn, path: grantPath = path }) => ({
    ...grantTo(`${principalArn} ${nameOfArn(policyArn)}`, grantPath),
    ...(madeBy === undefined ? ({ within: "entry" } as const) : ofRole),
  }));
  return madeBy === undefined ? [{ ...entryOf(principalArn, path), ...ofRole }, ...grants] : grants;
}

/** Two stacks with the same state would destroy each other's resources. Each has a local state of its own. */
function statesOf(plan: AccessPlan): UniqueName[] {
  const { type } = plan.terraform.backend;
  if (type === "local") return [];
  return [
    {
      rule: "state-of-two-files",
      kind: "state",
      scope: "anywhere",
      name: stateOf(plan, ""),
      path: ["terraform", "backend"],
      advice: `each stack keeps a state of its own, so give one another ${type === "s3" ? "key" : "workspace"}`,
      caseSensitive: true,
    },
  ];
}
