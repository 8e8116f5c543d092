import { join } from "node:path";
import { changesOf } from "../../../lib/review/plan-json";
import { review } from "../../../lib/review/review";
import type { ClusterConfig } from "../../../lib/schema/types";
import { type ByHand, byHand, everything } from "./endpoint";
import type { Workspace } from "./terraform";

/** What a plan would do. */
export interface Planned {
  /** A line for each resource that is made or replaced, and for each attribute that is changed. */
  readonly changes: readonly string[];
  /** What a review says that hurts. */
  readonly hurts: readonly string[];
  /** Names of the outputs that change. */
  readonly outputs: readonly string[];
}

export function planned(workspace: Workspace, config: ClusterConfig): Planned {
  const file = join(workspace.folder, "plan");
  const { status, output } = workspace.plan(`-out=${file}`);
  if (status === 1) throw new Error(output);
  const json = workspace.show(file);
  const { output_changes = {} } = JSON.parse(json) as { output_changes?: Record<string, { actions: string[] }> };
  const all = changesOf(json) ?? [];
  return {
    hurts: review(all, config).flatMap(({ hurts, message }) => (hurts ? message : [])),
    changes: all
      .filter(({ fate }) => fate !== "kept")
      .flatMap(({ address, fate, before, after }) =>
        fate === "changed" ? differences(before, after).map((name) => `${address} ${name}`) : `${address} is ${fate}`,
      )
      .sort(),
    outputs: Object.entries(output_changes).flatMap(([name, { actions }]) => (actions.includes("no-op") ? [] : name)),
  };
}

type Attributes = Readonly<Record<string, unknown>>;

/** `tags_all` has those of `tags`, and those of the provider. */
const differences = (before: Attributes, after: Attributes): readonly string[] =>
  Object.keys(before).filter((name) => name !== "tags" && differ(before[name], after[name]));

const differ = (one: unknown, other: unknown): boolean => JSON.stringify(one) !== JSON.stringify(other);

/** Somebody at the keyboard, past Terraform. */
export interface Hand {
  readonly iam: (op: string, params: Attributes) => Promise<unknown>;
  /** On the cluster "demo". */
  readonly eks: (op: string, params: Attributes) => Promise<unknown>;
  /** The id of the Pod Identity association of a service account. */
  readonly associationOf: (serviceAccount: string) => Promise<string>;
  /** The only OIDC provider of the account. */
  readonly provider: () => Promise<string>;
  /** Deletes a role and makes it again with all that it had. */
  readonly remake: (role: string) => Promise<void>;
}

interface Role {
  readonly AssumeRolePolicyDocument: string;
  readonly PermissionsBoundary?: { readonly PermissionsBoundaryArn: string };
}

const iam: Hand["iam"] = (op, params) => byHand({ service: "iam", op, params });
const eks: Hand["eks"] = (op, params) => byHand({ service: "eks", op, params: { name: "demo", ...params } });

export const hand: Hand = {
  iam,
  eks,
  async associationOf(serviceAccount) {
    const { associations } = (await eks("ListPodIdentityAssociations", { serviceAccount })) as {
      associations: { associationId: string }[];
    };
    return associations[0]?.associationId ?? "";
  },
  async provider() {
    const { OpenIDConnectProviderList: all } = (await iam("ListOpenIDConnectProviders", {})) as {
      OpenIDConnectProviderList: { Arn: string }[];
    };
    return all[0]?.Arn ?? "";
  },
  async remake(RoleName) {
    const { Role: role } = (await iam("GetRole", { RoleName })) as { Role: Role };
    const attached = (await iam("ListAttachedRolePolicies", { RoleName })) as {
      AttachedPolicies: { PolicyArn: string }[];
    };
    for (const { PolicyArn } of attached.AttachedPolicies) await iam("DetachRolePolicy", { RoleName, PolicyArn });
    await iam("DeleteRole", { RoleName });
    await iam("CreateRole", {
      ...role,
      AssumeRolePolicyDocument: decodeURIComponent(role.AssumeRolePolicyDocument),
      PermissionsBoundary: role.PermissionsBoundary?.PermissionsBoundaryArn,
    });
    for (const { PolicyArn } of attached.AttachedPolicies) await iam("AttachRolePolicy", { RoleName, PolicyArn });
  },
};

/** What an `aws` command on the command line asks, and gets. */
export function answerTo(command: string): Promise<unknown> {
  const [, service, op = "", ...options] = command.split(" ");
  const pascal = (words: string) => words.replace(/(^|-)(.)/g, (_, __, first: string) => first.toUpperCase());
  const camel = (words: string) => pascal(words).replace(/^./, (first) => first.toLowerCase());
  const params: [string, string][] = [];
  for (let at = 0; at < options.length; at += 2) {
    const [option = "", value = ""] = options.slice(at, at + 2);
    const name = option.slice(2);
    if (service === "eks") params.push([name === "cluster-name" ? "name" : camel(name), value]);
    else params.push([pascal(name), value]);
  }
  return byHand({ service: service as ByHand["service"], op: pascal(op), params: Object.fromEntries(params) });
}

/** What is new each time that a thing is made. */
const OF_ITS_MAKING =
  /^(.*(Id|Date|At|Ms)|token|arn|accessEntryArn|next|updates|DefaultVersionId|versions|podIdentity)$/;

/** All that AWS holds, less what is new each time that a thing is made. */
export const lasting = async (): Promise<unknown> => withoutMaking(await everything());

function withoutMaking(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutMaking).sort();
  if (typeof value !== "object" || value === null) return value;
  const { versions, DefaultVersionId, podIdentity, ...rest } = value as Record<string, Record<string, unknown>>;
  const kept = Object.entries(rest).filter(([name]) => !OF_ITS_MAKING.test(name));
  return {
    ...Object.fromEntries(kept.map(([name, one]) => [name, withoutMaking(one)])),
    ...(versions && { policy: (versions[String(DefaultVersionId)] as { doc: string }).doc }),
    ...(podIdentity && {
      pods: Object.values(podIdentity)
        .map((pod) => JSON.stringify(withoutMaking(pod)))
        .sort(),
    }),
  };
}
