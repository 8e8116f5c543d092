import { partitionOf } from "../aws/partitions";
import { isToken, quote } from "../aws/text";
import type { ClusterConfig, RoleOfFileReference } from "../schema/types";
import { type ResolvedConfig, resolveDefaults } from "./defaults";
import { DiagnosticCollector, type Path, showPath } from "./diagnostics";
import { releasedIds } from "./release";
import type { Cluster, RoleOfFile } from "./types";

/** Why a reference to a role of another file leads nowhere, and which part of it is wrong. */
export interface NoRoleOfFile {
  readonly at: "of" | "role";
  readonly message: string;
}

export interface PlanOptions {
  /** The cluster's name if the configuration gives none: the name of the file, or of the stack. */
  readonly name: string;
  /** Whether texts may contain cdktf tokens. @default true */
  readonly tokens?: boolean;
  /** Returns the Terraform expression that a token stands for. @default the token itself */
  readonly label?: (token: string) => string;
  /** Returns how a message about path `from` refers to path `other`. @default the path alone */
  readonly place?: (other: Path, from: Path) => string;
  /** Finds a role of another file. @default none is found, because TypeScript has no files */
  readonly roleOfFile?: (reference: RoleOfFileReference) => RoleOfFile | NoRoleOfFile;
}

/** The input of the planning functions, and the collector of their diagnostics. */
export interface PlanContext extends Required<Omit<PlanOptions, "name">> {
  /** The configuration with all defaults applied. */
  readonly config: ResolvedConfig;
  readonly cluster: Cluster;
  /** The ids of everything that Terraform forgets, as {@link releasedIds} returns them. */
  readonly released: ReadonlySet<string>;
  readonly diagnostics: DiagnosticCollector;
}

export function createContext(
  given: ClusterConfig,
  { name, tokens = true, label = (token) => token, place = showPath, roleOfFile = withoutFiles }: PlanOptions,
): PlanContext {
  const diagnostics = new DiagnosticCollector();
  const cluster = clusterOf(given, name, diagnostics);
  const config = resolveDefaults(given);
  return { config, cluster, released: releasedIds(config), tokens, label, place, roleOfFile, diagnostics };
}

const withoutFiles = ({ of, role }: RoleOfFileReference): NoRoleOfFile => ({
  at: "of",
  message: `only YAML files can name each other, got ${quote(of)}; write the ARN, such as hub.${showPath(["otherRoles", role, "roleArn"])} of the ClusterAccess that makes the role`,
});

/** Returns the cluster that a configuration describes. Its partition follows from the region. */
function clusterOf(given: ClusterConfig, name: string, diagnostics: DiagnosticCollector): Cluster {
  const { account, region, partition } = given;
  const derived = isToken(region) ? undefined : partitionOf(region);
  if (derived === undefined && partition === undefined) {
    diagnostics.report(
      "partition-missing",
      ["region"],
      "the partition follows from the region, and the region is a token; state partition",
    );
  }
  if (derived !== undefined && partition !== undefined && partition !== derived) {
    diagnostics.report(
      "partition",
      ["partition"],
      `region ${quote(region)} lies in partition ${derived}, got ${quote(partition)}; leave partition out`,
    );
  }
  return { name: given.name ?? name, account, region, partition: partition ?? derived ?? "aws" };
}
