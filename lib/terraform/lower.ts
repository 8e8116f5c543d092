import { OIDC_ISSUER_ID } from "../plan/addresses";
import { isReleased } from "../plan/release";
import { movesOf } from "../plan/renames";
import type { AccessPlan, Rename } from "../plan/types";
import { attributesOf, type PlanAttributes } from "./attributes";
import { eksCluster, existingCluster, identityProvider, verification } from "./cluster";
import { accessEntry } from "./entries";
import { loweringOf } from "./lowering";
import type { DataSource, Resource, ResourceType } from "./resource";
import { iamPolicy, iamRole, instanceProfile } from "./roles";
import { Call, type Expression } from "./values";
import { interruptionQueue, oidcProvider, podIdentity } from "./workloads";

/** What Terraform gets for a plan, in any stack with an AWS provider. */
export interface Lowered {
  /** Local values, by id. */
  readonly locals: Readonly<Record<string, Expression>>;
  readonly dataSources: readonly DataSource[];
  /** Each stands after those that it depends on. */
  readonly resources: readonly Resource[];
  /** Resources that had other ids before. */
  readonly moved: readonly Moved[];
  /** Resources that Terraform forgets and does not destroy. It takes no `removed` block for what is configured. */
  readonly removed: readonly Removed[];
  readonly attributes: PlanAttributes;
}

export interface Moved extends Rename {
  readonly type: ResourceType;
}

export interface Removed {
  readonly type: ResourceType;
  readonly id: string;
}

/** Lowers a plan to resources of Terraform, in one list. Both writers read it: the constructs, and that of the JSON. */
export function lower(plan: AccessPlan): Lowered {
  const { cluster, create, verify } = plan;
  const lowering = loweringOf(plan);
  const verified = verify ? [verification(verify)] : [];
  const planned: Resource[] = [
    ...plan.roles.flatMap((role) => iamRole(role, lowering)),
    ...plan.instanceProfiles.map(instanceProfile),
    ...plan.identityPolicies.map((policy) => iamPolicy(policy, lowering)),
    ...(create ? [eksCluster(cluster, create)] : []),
    ...plan.entries.flatMap((entry) => accessEntry(entry, lowering, verified)),
    ...plan.identityProviders.map((provider) => identityProvider(provider, lowering)),
    ...(plan.oidcProvider ? [oidcProvider(plan.oidcProvider, lowering)] : []),
    ...plan.queues.flatMap((queue) => interruptionQueue(queue, lowering)),
    ...plan.podIdentities.map((association) => podIdentity(association, lowering)),
  ];
  const types = new Map(planned.map(({ id, type }) => [id, type]));
  const stays = ({ id }: Resource) => !isReleased(id, plan.released);
  return {
    locals: lowering.issuer ? { [OIDC_ISSUER_ID]: new Call("trimprefix", lowering.issuerUrl ?? "", "https://") } : {},
    dataSources: verify ? [existingCluster(cluster)] : [],
    resources: planned.filter(stays),
    moved: movesOf([...types.keys()], plan.renames).flatMap(({ id, from, to }) => {
      const type = types.get(id);
      return type === undefined ? [] : [{ type, from, to }];
    }),
    removed: planned.filter((resource) => !stays(resource)).map(({ id, type }) => ({ id, type })),
    attributes: attributesOf(plan, lowering),
  };
}
