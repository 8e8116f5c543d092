import type { AccessPlan } from "../plan/types";
import type { BackendConfig } from "../schema/types";
import type { PlanAttributes } from "./attributes";
import type { ProviderArguments } from "./resource";
import type { Expression } from "./values";

/** What a stack has besides its resources. */
export interface StackSettings {
  readonly provider: ProviderArguments;
  readonly backend: Backend;
  /** The range of versions of the AWS provider. The cdktf bindings would pin one exact version. */
  readonly requiredProvider: { readonly source: "hashicorp/aws"; readonly version: string };
  readonly requiredVersion: string;
}

/** The settings of a backend as they go to Terraform, but for those of `Others`. */
type Settings<Type extends BackendConfig["type"], Others extends string = never> = Omit<
  Extract<BackendConfig, { type: Type }>,
  "type" | "partial" | Others
>;

/** A backend with its arguments. `others` are those that cdktf's classes do not have yet, as Terraform names them. */
export type Backend = { readonly others: Readonly<Record<string, boolean>> } & (
  | { readonly type: "local"; readonly config: { readonly path: string } }
  | { readonly type: "s3"; readonly config: Settings<"s3", "useLockfile"> }
  | { readonly type: "http"; readonly config: Settings<"http"> }
  | { readonly type: "gcs"; readonly config: Settings<"gcs"> }
  | { readonly type: "azurerm"; readonly config: Settings<"azurerm"> }
  | {
      readonly type: "cloud";
      readonly config: Settings<"cloud", "workspace" | "project"> & {
        readonly workspaces: { readonly name: string; readonly project?: string };
      };
    }
);

export function settingsOf({ cluster, tags, terraform }: AccessPlan, stack: string): StackSettings {
  return {
    provider: {
      region: cluster.region,
      allowedAccountIds: [cluster.account],
      ...(Object.keys(tags).length > 0 && { defaultTags: [{ tags }] }),
      ...(terraform.assumeRole !== undefined && { assumeRole: [{ roleArn: terraform.assumeRole }] }),
    },
    backend: backendOf(terraform.backend, stack),
    requiredProvider: { source: "hashicorp/aws", version: terraform.awsVersion },
    requiredVersion: terraform.requiredVersion,
  };
}

function backendOf(backend: BackendConfig, stack: string): Backend {
  switch (backend.type) {
    case "local":
      // Next to the output folder, which users may delete. The path is relative, so that all machines generate the same
      // output.
      return { type: "local", config: { path: `../../../terraform.${stack}.tfstate` }, others: {} };
    case "s3": {
      const { type, partial: _, useLockfile, encrypt = true, ...config } = backend;
      return {
        type,
        config: { ...config, encrypt },
        others: useLockfile === undefined ? {} : { use_lockfile: useLockfile },
      };
    }
    case "http":
    case "gcs":
    case "azurerm": {
      const { type, partial: _, ...config } = backend;
      // the type of a backend and its settings go together
      return { type, config, others: {} } as Backend;
    }
    case "cloud": {
      const { type, workspace, project, ...config } = backend;
      const workspaces = { name: workspace, ...(project !== undefined && { project }) };
      return { type, config: { ...config, workspaces }, others: {} };
    }
  }
}

/** The value of an output. */
export type OutputValue = string | Expression | { readonly [key: string]: OutputValue };

/** Returns the outputs of a stack: the attributes of what is made, and what is left to do after the apply. */
export function outputsOf(
  attributes: PlanAttributes,
  nextSteps: string | undefined,
): Readonly<Record<string, OutputValue>> {
  const { cluster, clusterRole, nodeClasses, nodeRoles, otherRoles, workloads, identityPolicies } = attributes;
  return {
    ...(cluster && { cluster: inTerraform(cluster) }),
    ...(clusterRole && { cluster_role: inTerraform(clusterRole) }),
    ...ofItems("node_classes", nodeClasses),
    ...ofItems("node_roles", nodeRoles),
    ...ofItems("other_roles", otherRoles),
    ...ofItems("workloads", workloads),
    ...ofItems("identity_policies", identityPolicies),
    ...(nextSteps !== undefined && { next_steps: nextSteps }),
  };
}

type Item = Readonly<Record<string, string | Expression | undefined>>;

function ofItems(name: string, items: Readonly<Record<string, object>>): Record<string, OutputValue> {
  const entries = Object.entries(items);
  return entries.length === 0
    ? {}
    : { [name]: Object.fromEntries(entries.map(([key, item]) => [key, inTerraform({ ...item })])) };
}

/** Terraform's `null`. All items of an output have the same keys, and cdktf does not accept JavaScript's null. */
const NULL = "${null}";

/** Writes the attributes of an item as Terraform names them. */
const inTerraform = (item: Item): Record<string, OutputValue> =>
  Object.fromEntries(Object.entries(item).map(([key, value]) => [snakeCase(key), value ?? NULL]));

const names = new Map<string, string>();

/** Returns Terraform's name of an argument or attribute. */
export function snakeCase(name: string): string {
  const known = names.get(name) ?? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  names.set(name, known);
  return known;
}
