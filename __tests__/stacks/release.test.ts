import { validate } from "../../lib/load/validate";
import { nodeManifests } from "../../lib/manifests/documents";
import { ITEM_IDS } from "../../lib/plan/addresses";
import type { ClusterConfig } from "../../lib/schema/types";
import { diagnose, head, pool, spec } from "../support/decide";
import { addresses, type Synthesized, synthesized } from "../support/synth";

type Released = Synthesized & { removed?: readonly { from: string; lifecycle: { destroy: boolean } }[] };

const release = (config: ClusterConfig) => {
  const json = synthesized(config) as Released;
  const removed = (json.removed ?? []).map(({ from }) => from).sort();
  return { json, removed, left: addresses(json) };
};

/** The name of a resource in its address. */
const nameOf = (address: string): string => address.slice(address.indexOf(".") + 1);

const ARN = "arn:aws:iam::111122223333:role";

const belongsTo = (id: string, item: string): boolean => id === item || id.startsWith(`${item}_`);

/** Items of every section, some of which use others. */
const WIDE = head({
  cluster: { oidcIssuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/0A1B2C3D" },
  iam: { exclusive: true },
  clusterRole: { kind: "standard" },
  nodeClasses: {
    "gpu.large": { instanceProfile: true, role: { inlinePolicies: { own: { Statement: [] } } }, spec: spec() },
    shares: { instanceProfile: true, role: { use: "gpu.large" }, spec: spec() },
    exists: { role: { arn: `${ARN}/nodes` }, spec: spec() },
  },
  nodeRoles: {
    base: { kind: "self-managed" },
    "base-too": { kind: "self-managed", use: "base", instanceProfile: true },
    workers: { kind: "managed" },
  },
  otherRoles: { ack: { kind: "capability" } },
  identityPolicies: { viewers: { kind: "view-resources" } },
  identityProviders: {
    a: { issuerUrl: "https://a.example.com", clientId: "a" },
    b: { issuerUrl: "https://b.example.com", clientId: "b" },
    c: { issuerUrl: "https://c.example.com", clientId: "c" },
  },
  access: {
    people: { principal: `${ARN}/people`, policies: ["AmazonEKSEditPolicy", "AmazonEKSViewPolicy"] },
    ack: { role: "ack", entry: "by-eks", policies: ["AmazonEKSSecretReaderPolicy"] },
  },
  workloads: {
    api: { serviceAccount: ["apps/api", "apps/web.one"], policies: ["AmazonS3ReadOnlyAccess"] },
    reports: { serviceAccount: "apps/reports", via: "irsa" },
    karpenter: { controller: "karpenter", interruptionQueue: true, inputs: { nodeRoleArns: [`${ARN}/nodes`] } },
  },
});
const before = addresses(synthesized(WIDE));

const ITEMS = Object.entries(ITEM_IDS).flatMap(([section, idOf]) =>
  Object.keys(WIDE[section as keyof typeof ITEM_IDS] ?? {}).map((key) => ({ section, key, id: idOf(key) })),
);

describe("an item that Terraform lets go of", () => {
  test("is in each section", () => {
    expect([...new Set(ITEMS.map(({ section }) => section))].sort()).toEqual(Object.keys(ITEM_IDS).sort());
  });

  test.each(ITEMS)(
    "$section.$key is forgotten with all that belongs to it, and nothing else is",
    ({ section, key, id }) => {
      const items = WIDE[section as keyof typeof ITEM_IDS] as Record<string, object>;
      const { json, removed, left } = release({
        ...WIDE,
        [section]: { ...items, [key]: { ...items[key], release: true } },
      });
      const own = before.filter((address) => belongsTo(nameOf(address), id));
      expect(removed).toEqual(own);
      expect(left).toEqual(before.filter((address) => !own.includes(address)));
      expect(json.removed?.every(({ lifecycle }) => lifecycle.destroy === false) ?? true).toBe(true);
      const { removed: __, ...rest } = json;
      const text = JSON.stringify(rest);
      expect(own.filter((address) => text.includes(`${address}.`) || text.includes(`"${address}"`))).toEqual([]);
    },
  );
});

const ADMINS = {
  admins: { principal: "arn:aws:iam::111122223333:role/admins", policies: ["AmazonEKSClusterAdminPolicy"] },
};
const CREATED = head({
  nodeRoles: { auto: { kind: "auto" } },
  access: ADMINS,
  cluster: {
    create: { subnetIds: ["subnet-a", "subnet-b"], autoMode: { nodePools: ["system"], nodeRole: "auto" } },
  },
  workloads: { api: { serviceAccount: "apps/api", via: "irsa" } },
});

describe("a cluster that Terraform lets go of", () => {
  const ISSUER = "https://oidc.eks.eu-west-1.amazonaws.com/id/0A1B2C3D";
  const released = (more: object) =>
    ({
      ...CREATED,
      cluster: { ...more, create: { ...CREATED.cluster?.create, release: true } },
    }) as ClusterConfig;

  test("is forgotten alone, and what is on it names it as text", () => {
    const { json, removed, left } = release(released({ oidcIssuer: ISSUER }));
    expect(removed).toEqual(["aws_eks_cluster.cluster"]);
    expect(left).toEqual(addresses(synthesized(CREATED)).filter((address) => address !== "aws_eks_cluster.cluster"));
    expect(JSON.stringify({ ...json, removed: [] })).not.toContain("aws_eks_cluster");
    expect(json.output?.cluster).toBeUndefined();
  });

  test("leaves roles for IRSA that need the issuer as text", () => {
    expect(diagnose(released({})).errors).toEqual([
      "workloads.api.via: IRSA needs the cluster's issuer; write cluster.oidcIssuer: https://… as `aws eks describe-cluster` shows it",
    ]);
  });
});

test.each([
  ["a cluster that exists", WIDE],
  ["a cluster that is made here", CREATED],
])("a whole file of %s is forgotten, and nothing is left", (_name, config) => {
  const { json, removed, left } = release({ ...config, release: true });
  expect(left).toEqual([]);
  expect(removed).toEqual(addresses(synthesized(config)));
  // the manifests are applied once more, without the labels of this project
  expect(Object.keys(json.output ?? {})).toEqual(["next_steps"]);
  expect(json.terraform.required_version).toBe(">= 1.7.0");
});

test("manifests of what is let go of have no label of this project, and the others keep theirs", () => {
  const pools = { pool: pool() };
  const config = head({
    nodeClasses: { gone: { release: true, spec: spec(), nodePools: pools }, stays: { spec: spec() } },
  });
  const { plan } = validate(config, { name: "demo" });
  const labels = (plan ? nodeManifests(plan, "demo", () => "role") : []).map(({ name, document }) => [
    name,
    (document as { metadata: { labels?: object } }).metadata.labels ?? {},
  ]);
  const own = { "app.kubernetes.io/managed-by": "cdktf-eks-access", "eks-access/stack": "demo" };
  expect(labels).toEqual([
    ["nodeclass-gone", {}],
    ["nodeclass-stays", own],
    ["nodepool-pool", {}],
  ]);
});

test("what is let go of and taken over at once is refused, one line an item", () => {
  const config = head({
    nodeClasses: { gpu: { release: true, adopt: true, instanceProfile: true, spec: spec() } },
    access: { ops: { principal: "arn:aws:iam::111122223333:role/ops", groups: ["ops"], release: true } },
  });
  expect(diagnose(config).errors).toEqual([
    "nodeClasses.gpu: adopt takes over what release lets go of; leave one of them out",
  ]);
});

describe("IAM's provider of the cluster's issuer", () => {
  const cluster = { oidcIssuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/0A1B2C3D" };
  const irsa = { api: { serviceAccount: "apps/api", via: "irsa" } };
  const podIdentity = { api: { serviceAccount: "apps/api" } };
  const PROVIDER = "aws_iam_openid_connect_provider.oidc-provider";

  test.each<readonly [what: string, config: object, made: boolean, forgotten: boolean]>([
    ["is made for a workload with IRSA", { cluster, workloads: irsa }, true, false],
    ["is forgotten, not destroyed, with the last of them", { cluster, workloads: podIdentity }, false, true],
    ["stays without one where it is kept", { cluster: { ...cluster, oidcProvider: "keep" } }, true, false],
    [
      "is forgotten where it is that of others from now on",
      { cluster: { ...cluster, oidcProvider: "existing" }, workloads: irsa },
      false,
      true,
    ],
    ["is not spoken of where no issuer is known", { workloads: podIdentity }, false, false],
    ["of a cluster made here is forgotten too", { ...CREATED, workloads: podIdentity }, false, true],
    [
      "of a cluster made here may be kept",
      { ...CREATED, cluster: { ...CREATED.cluster, oidcProvider: "keep" }, workloads: {} },
      true,
      false,
    ],
  ])("%s", (_what, config, made, forgotten) => {
    const { removed, left } = release(head({ ...config }));
    expect({ made: left.includes(PROVIDER), forgotten: removed.includes(PROVIDER) }).toEqual({ made, forgotten });
  });
});
