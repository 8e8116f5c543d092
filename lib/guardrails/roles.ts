import { isNodeType } from "../aws/eks/entry-types";
import { identityPolicy, nodeServices } from "../aws/iam/identity-policies";
import { literalArn } from "../aws/iam/literal";
import type { PipelineAction } from "../aws/iam/pipeline-trust";
import type { Statement } from "../aws/iam/policy-document";
import { clusterArn, oneOrMany } from "../aws/iam/trust";
import { PARTITIONS } from "../aws/partitions";
import { CLUSTER_DATA_SOURCE, RESOURCE_CALLS, type ResourceCalls, type Target } from "../aws/terraform/permissions";
import { POD_IDENTITY_SERVICE } from "../aws/workloads/trust";
import { isReleased } from "../plan/release";
import type { RoleRef } from "../plan/role-ref";
import type { AccessPlan } from "../plan/types";
import { lower } from "../terraform/lower";
import type { Resource, ResourceType } from "../terraform/resource";
import { type Grant, statementsOf } from "./grants";
import { stateGrants } from "./state";
import { unique } from "./statements";
import { arnsOf, type TargetsOf } from "./targets";
import type { NamedPlan } from "./types";

/** The permissions of a pipeline's role, and what the files leave open, one line each. */
export interface PipelinePermissions {
  readonly statements: readonly Statement[];
  readonly notes: readonly string[];
}

const CALLS: Readonly<Record<ResourceType, ResourceCalls>> = RESOURCE_CALLS;

/**
 * Returns what a pipeline needs in one account to plan some files, or to apply and destroy them: the actions of each
 * resource, on the ARN that it has or will have.
 *
 * @param byPath whether what IAM has is named by its path, where that is not `/`
 */
export function pipelinePermissions(
  action: PipelineAction,
  plans: readonly NamedPlan[],
  byPath: boolean,
): PipelinePermissions {
  const found = plans.map(({ name, plan }) => {
    const state = stateGrants(plan);
    const role = plan.terraform.assumeRole;
    return {
      grants: [...(action === "plan" ? readGrants(plan, byPath) : applyGrants(plan, byPath)), ...state[action]],
      notes: [
        ...(state.note === undefined ? [] : [`${name}: ${state.note}`]),
        ...(role === undefined
          ? []
          : [
              `${name}: Terraform assumes ${role}: attach the policies there; the role of the pipeline itself needs sts:AssumeRole on it, and what they say of the state`,
            ]),
      ],
    };
  });
  return {
    statements: statementsOf(found.flatMap(({ grants }) => grants)),
    notes: found.flatMap(({ notes }) => notes),
  };
}

/** Terraform also looks at what it is about to let go of. */
const everything = (plan: AccessPlan) => lower({ ...plan, released: new Set() });

function readGrants(plan: AccessPlan, byPath: boolean): Grant[] {
  const { resources, dataSources } = everything(plan);
  const { targets } = arnsOf(plan, resources, byPath);
  const { name: cluster, ...place } = plan.cluster;
  return [
    ...resources.flatMap((resource) => grantsOf(CALLS[resource.type].read, targets(resource))),
    ...(dataSources.length > 0
      ? grantsOf(CLUSTER_DATA_SOURCE.read, { cluster: clusterArn({ ...place, cluster }) })
      : []),
  ];
}

function applyGrants(plan: AccessPlan, byPath: boolean): Grant[] {
  const { resources } = lower(plan);
  const { targets, role } = arnsOf(plan, resources, byPath);
  const written = resources.flatMap((resource) => grantsOf(CALLS[resource.type].write, targets(resource)));
  const kept = withoutReleased(plan);
  return [
    ...readGrants(plan, byPath),
    ...written.flatMap((grant) => limited(grant, kept)),
    ...boundaryGrants(kept, resources, targets),
    ...passGrants(kept, role),
    ...createGrants(kept, role),
  ];
}

/** What Terraform lets go of is neither made nor given to anybody. */
function withoutReleased({ create, ...plan }: AccessPlan): AccessPlan {
  const stays = ({ id }: { readonly id: string }) => !isReleased(id, plan.released);
  return {
    ...plan,
    roles: plan.roles.filter(stays),
    entries: plan.entries.filter(stays),
    instanceProfiles: plan.instanceProfiles.filter(stays),
    podIdentities: plan.podIdentities.filter(stays),
    ...(create && stays(create) && { create }),
  };
}

const grantsOf = (actions: ResourceCalls["read"], arns: ReturnType<TargetsOf>): Grant[] =>
  (Object.keys(actions) as Target[]).map((target) => ({
    actions: actions[target] ?? [],
    resources: [arns[target] ?? ""],
  }));

const ATTACH = "iam:AttachRolePolicy";

/** Policies of the plan alone may be attached. */
function limited(grant: Grant, { roles }: AccessPlan): Grant[] {
  if (!grant.actions.includes(ATTACH)) return [grant];
  const policies = unique(
    roles.flatMap(({ attachments }) => attachments.map(({ policyArn }) => literalArn(policyArn))),
  );
  return [
    { ...grant, actions: grant.actions.filter((action) => action !== ATTACH) },
    ...(policies.length > 0
      ? [{ ...grant, actions: [ATTACH], condition: { ArnEquals: { "iam:PolicyARN": oneOrMany(policies) } } }]
      : []),
  ];
}

/** The boundaries of the plan alone may be set, and none may be removed. */
function boundaryGrants({ roles }: AccessPlan, resources: readonly Resource[], targets: TargetsOf): Grant[] {
  const boundaries = new Map(roles.flatMap(({ id, permissionsBoundary: arn }) => (arn ? [[id, arn] as const] : [])));
  return resources.flatMap((resource) => {
    const boundary = resource.type === "aws_iam_role" ? boundaries.get(resource.id) : undefined;
    const { role } = targets(resource);
    if (boundary === undefined || role === undefined) return [];
    return [
      {
        actions: ["iam:PutRolePermissionsBoundary"],
        resources: [role],
        condition: { ArnEquals: { "iam:PermissionsBoundary": literalArn(boundary) } },
      },
    ];
  });
}

/** Whoever gives a role to a service must be allowed to pass it. */
function passGrants(plan: AccessPlan, role: (ref: RoleRef) => string): Grant[] {
  const { partition } = plan.cluster;
  const pass = (ref: RoleRef, services: readonly string[]): Grant => ({
    actions: ["iam:PassRole"],
    resources: [role(ref)],
    condition: { StringEquals: { "iam:PassedToService": oneOrMany(services) } },
  });
  return [
    ...plan.entries
      .filter(({ type, madeBy }) => madeBy === undefined && isNodeType(type))
      .map(({ principal }) => pass(principal, nodeServices(partition))),
    ...plan.instanceProfiles.map((profile) => pass(profile.role, PARTITIONS[partition].ec2)),
    ...plan.podIdentities.flatMap((association) => [
      pass(association.role, [POD_IDENTITY_SERVICE]),
      { actions: ["iam:GetRole"], resources: [role(association.role)] },
    ]),
  ];
}

/** What a policy for people who create clusters allows. */
function createGrants(plan: AccessPlan, role: (ref: RoleRef) => string): Grant[] {
  const { create, cluster } = plan;
  if (create === undefined) return [];
  const { nodeRole } = create.autoMode;
  const { Statement } = identityPolicy(nodeRole ? "create-auto-cluster" : "create-cluster", {
    ...cluster,
    cluster: cluster.name,
    clusterRoleArn: role(create.role),
    nodeRoleArns: nodeRole ? [role(nodeRole)] : [],
    ...(create.encryptionKeyArn !== undefined && { encryptionKeyArn: literalArn(create.encryptionKeyArn) }),
  });
  return Statement.map(({ Action, Resource = [], Condition }) => ({
    actions: [Action].flat(),
    resources: [Resource].flat(),
    ...(Condition && { condition: Condition }),
  }));
}
