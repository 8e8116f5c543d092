import type { PartitionName } from "../aws/partitions";
import type { FileFacts } from "../plan/fleet/facts";
import { stackFile } from "../writer/output";

/** What became of a stack since an earlier revision. */
export type Change = "added" | "changed" | "renamed" | "deleted" | "same";

/** The ARNs of the roles that a pipeline plans and applies with. */
export interface Roles {
  readonly plan: string;
  readonly apply: string;
}

/** What a pipeline must know of a stack. Paths are relative to the current folder. */
export interface Stack {
  readonly name: string;
  /** The file of its cluster. */
  readonly file: string;
  /** The folder that Terraform runs in. */
  readonly folder: string;
  /** Null if nothing is to be applied with kubectl. */
  readonly manifests: string | null;
  readonly cluster: string;
  readonly account: string;
  readonly region: string;
  readonly partition: PartitionName;
  /** Its type, and its arguments as Terraform names them. */
  readonly backend: Readonly<Record<string, unknown>>;
  readonly roles?: Roles;
  /** The names of the stacks that are applied before. */
  readonly after: readonly string[];
  /** All files that its output is made from. */
  readonly inputs: readonly string[];
  /** Null if nothing was asked about an earlier revision. */
  readonly change: Change | null;
  /** The earlier name of a renamed stack. */
  readonly was: string | null;
}

/** What a file makes: its facts, and the texts of its output by their paths in the output folder. */
export interface Made {
  readonly facts: FileFacts;
  readonly output: Readonly<Record<string, string>>;
}

type Described = Omit<Stack, "roles" | "after" | "inputs" | "change" | "was">;

/** Describes the stack of a file. */
export function describe({ facts, output }: Made, outdir: string): Described {
  const { name, file, cluster } = facts;
  const hasManifests = Object.keys(output).some((path) => path.startsWith(`manifests/${name}/`));
  return {
    name,
    file,
    folder: `${outdir}/stacks/${name}`,
    manifests: hasManifests ? `${outdir}/manifests/${name}` : null,
    cluster: cluster.name,
    account: cluster.account,
    region: cluster.region,
    partition: cluster.partition,
    backend: backendIn(output[stackFile(name)] ?? "{}"),
  };
}

/** Returns the backend that the Terraform JSON of a stack states. */
function backendIn(json: string): Readonly<Record<string, unknown>> {
  const { cloud, backend = {} } = JSON.parse(json).terraform ?? {};
  const [[type, settings] = ["local", {}]] = cloud ? [["cloud", cloud] as const] : Object.entries(backend);
  return { type, ...settings };
}
