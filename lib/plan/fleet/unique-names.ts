import { nameOfArn } from "../../aws/arn";
import { isToken } from "../../aws/text";
import { nodeClassId } from "../addresses";
import type { Path } from "../diagnostics";
import { isReleased } from "../release";
import type { AccessPlan, PlannedEntry } from "../types";
import type { NameKindName } from "./name-kinds";
import { stateOf } from "./state";

/** A name that a plan uses, and that no other plan may use. */
export interface UniqueName {
  readonly kind: NameKindName;
  readonly name: string;
  readonly path: Path;
  /** What it belongs to, if that is made here. Two files that both make this are told so for this. */
  readonly within?: "role" | "entry";
}

/**
 * Returns everything in a plan that a second plan must not create, in the order in which it is reported. What a token
 * stands for is not known.
 */
export function uniqueNamesOf(plan: AccessPlan): UniqueName[] {
  const { account, region, name: cluster } = plan.cluster;
  if ([account, region, cluster].some(isToken)) return [];
  return namesOf(plan).filter(({ name }) => !isToken(name));
}

const named =
  (kind: NameKindName) =>
  ({ name, path }: { readonly name: string; readonly path: Path }): UniqueName => ({ kind, name, path });

function namesOf(plan: AccessPlan): UniqueName[] {
  const stays = ({ id }: { readonly id: string }) => !isReleased(id, plan.released);
  const podIdentities = plan.podIdentities.filter(stays);
  return [
    ...statesOf(plan),
    ...[plan.oidcProvider ?? []]
      .flat()
      .filter(stays)
      .flatMap(({ issuer: name, path }): UniqueName[] =>
        name === undefined ? [] : [{ kind: "oidcProvider", name, path }],
      ),
    ...podIdentities.map(({ namespace, serviceAccount, path }): UniqueName => {
      return { kind: "podIdentity", name: `${namespace}/${serviceAccount}`, path };
    }),
    ...podIdentities.flatMap(({ importId: name, path }): UniqueName[] =>
      name === undefined ? [] : [{ kind: "adoptedPodIdentity", name, path }],
    ),
    ...[plan.create ?? []]
      .flat()
      .filter(stays)
      .map(({ path }): UniqueName => ({ kind: "cluster", name: plan.cluster.name, path })),
    ...plan.identityPolicies.filter(stays).map(named("policy")),
    ...plan.roles.filter(stays).map(named("role")),
    ...plan.instanceProfiles.filter(stays).map(named("instanceProfile")),
    ...plan.queues.filter(stays).map(named("queue")),
    ...plan.entries.filter(stays).flatMap(namesOfEntry),
    ...plan.identityProviders.filter(stays).flatMap(({ name, path, issuerUrl }): UniqueName[] => [
      { kind: "identityProvider", name, path },
      { kind: "issuer", name: issuerUrl, path: [...path, "issuerUrl"] },
    ]),
    ...plan.nodeClasses
      .filter(({ key }) => stays({ id: nodeClassId(key) }))
      .map(({ key }): UniqueName => ({ kind: "nodeClass", name: key, path: ["nodeClasses", key] })),
    ...plan.nodePools
      .filter(({ released }) => !released)
      .map(({ key, path }): UniqueName => ({ kind: "nodePool", name: key, path })),
  ];
}

/** A principal that one file names by key is the one that another names by ARN. */
function namesOfEntry({ principal, principalArn, path, madeBy, associations }: PlannedEntry): UniqueName[] {
  const ofRole = "id" in principal && ({ within: "role" } as const);
  const within = madeBy === undefined ? ({ within: "entry" } as const) : ofRole;
  const grants = associations.map(({ policyArn, path: grantPath = path }): UniqueName => {
    return { kind: "grant", name: `${principalArn} ${nameOfArn(policyArn)}`, path: grantPath, ...within };
  });
  return madeBy === undefined ? [{ kind: "entry", name: principalArn, path, ...ofRole }, ...grants] : grants;
}

const STATE_KINDS = {
  s3: "s3State",
  http: "httpState",
  gcs: "gcsState",
  azurerm: "azurermState",
  cloud: "cloudState",
} as const satisfies Readonly<Record<string, NameKindName>>;

/**
 * Two stacks with the same state would destroy each other's resources. Each has a local state of its own. Where only
 * `terraform init` is given the address of a state, nothing is known of it.
 */
function statesOf(plan: AccessPlan): UniqueName[] {
  const { backend } = plan.terraform;
  if (backend.type === "local" || (backend.type === "http" && backend.address === undefined)) return [];
  return [{ kind: STATE_KINDS[backend.type], name: stateOf(plan, ""), path: ["terraform", "backend"] }];
}
