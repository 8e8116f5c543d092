import { DATA_SOURCES, RESOURCES } from "../../../lib/constructs/classes";
import { clusterFile } from "../../../lib/schema/files";
import { nodeClassSpec } from "../../../lib/schema/node-class";
import { nodePool, nodePoolOfEks } from "../../../lib/schema/node-pool";
import { expectSame, outputsOf } from "../engines";
import { Vocabulary } from "../vocabulary";
import { CLUSTERS, folderOfClusters } from "./folders";

const FOLDERS = 20;

/** What is said of the output of 1,000 clusters. */
const MADE = {
  stacks: FOLDERS * CLUSTERS,
  blocks: ["data", "import", "locals", "moved", "output", "provider", "removed", "resource", "terraform"],
  backends: ["azurerm", "cloud tfc", "cloud tfe", "gcs", "http", "local", "s3"],
  overrides: ["aws_eks_pod_identity_association", "backend", "stack"],
  dataSources: Object.keys(DATA_SOURCES),
  resources: Object.keys(RESOURCES),
  // what is never moved has one id; what is never imported stands or falls with something else
  moved: without(["aws_eks_cluster", "aws_iam_openid_connect_provider"]),
  imported: without([
    "aws_cloudwatch_event_rule",
    "aws_cloudwatch_event_target",
    "aws_iam_role_policies_exclusive",
    "aws_iam_role_policy_attachments_exclusive",
    "aws_sqs_queue",
    "aws_sqs_queue_policy",
  ]),
  removed: without([]),
  outputs: [
    ...["cluster", "cluster_role", "identity_policies", "next_steps"],
    ...["node_classes", "node_roles", "other_roles", "workloads"],
  ],
};

function without(types: readonly string[]): string[] {
  return Object.keys(RESOURCES).filter((type) => !types.includes(type));
}

/** Tests that both engines write the same bytes for 1,000 generated clusters, and what is among them. */
export function testThousand(firstFolder: number): void {
  const vocabulary = new Vocabulary(clusterFile, [nodeClassSpec, nodePool, nodePoolOfEks]);
  const made = new Made();

  test.each(Array.from({ length: FOLDERS }, (_, index) => firstFolder + index))("folder %d", (number) => {
    const files = folderOfClusters(number);
    const outputs = outputsOf(files);
    expectSame(outputs);
    for (const [name, text] of Object.entries(files)) {
      if (name.startsWith("clusters/")) vocabulary.use(JSON.parse(text));
    }
    for (const [name, text] of Object.entries(outputs.direct)) {
      if (name.endsWith("/cdk.tf.json")) made.add(JSON.parse(text));
    }
  });

  test("use every word but those of NodeClasses and NodePools, which are in manifests alone", () => {
    expect(vocabulary.left).toEqual([]);
  });

  test("have everything that a stack can have", () => {
    expect(made.all).toEqual(MADE);
  });
}

/** Terraform JSON, as far as it says what a stack has. */
interface Stack {
  readonly "//": {
    readonly metadata: { readonly backend: string; readonly cloud?: string; readonly overrides: object };
  };
  readonly resource?: object;
  readonly data?: object;
  readonly output?: object;
  readonly import?: readonly { readonly to: string }[];
  readonly moved?: readonly { readonly to: string }[];
  readonly removed?: readonly { readonly from: string }[];
}

/** What stacks have. */
class Made {
  private stacks = 0;
  private readonly names = new Map<string, Set<string>>();

  add({ "//": { metadata }, ...stack }: Stack): void {
    const { backend, cloud, overrides } = metadata;
    const typeOf = (address: string) => address.split(".")[0] ?? "";
    this.stacks += 1;
    this.note("blocks", Object.keys(stack));
    this.note("backends", [cloud === undefined ? backend : `${backend} ${cloud}`]);
    this.note("overrides", Object.keys(overrides));
    this.note("dataSources", Object.keys(stack.data ?? {}));
    this.note("resources", Object.keys(stack.resource ?? {}));
    this.note(
      "moved",
      stack.moved?.map(({ to }) => typeOf(to)),
    );
    this.note(
      "imported",
      stack.import?.map(({ to }) => typeOf(to)),
    );
    this.note(
      "removed",
      stack.removed?.map(({ from }) => typeOf(from)),
    );
    this.note("outputs", Object.keys(stack.output ?? {}));
  }

  get all(): object {
    const sorted = [...this.names].map(([what, names]) => [what, [...names].sort()]);
    return { stacks: this.stacks, ...Object.fromEntries(sorted) };
  }

  private note(what: string, names: readonly string[] = []): void {
    this.names.set(what, new Set([...(this.names.get(what) ?? []), ...names]));
  }
}
