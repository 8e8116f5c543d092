import type { Stack } from "../answers/stacks";
import type { FileFacts } from "../plan/fleet/facts";
import { stackFile } from "../writer/output";

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
