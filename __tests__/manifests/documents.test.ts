import { hash } from "../../lib/aws/text";
import { type Manifest, nodeManifests, stackLabel } from "../../lib/manifests/documents";
import { plan } from "../../lib/plan/plan";
import type { ClusterConfig } from "../../lib/schema/types";
import { head, nodeClass, nodeClassSpec, nodePool, pool, spec } from "../support/decide";

/** The documents of a configuration, by name, with a role's id or ARN in place of its name. */
function documents(config: ClusterConfig): Record<string, Manifest> {
  const { plan: planned } = plan(config, { name: "demo" });
  const all = planned ? nodeManifests(planned, "demo", (role) => ("id" in role ? role.id : role.arn)) : [];
  return Object.fromEntries(all.map((manifest) => [manifest.name, manifest]));
}

const LABELS = { "app.kubernetes.io/managed-by": "cdktf-eks-access", "eks-access/stack": "demo" };

describe("NodeClass", () => {
  test("names its role where there is no instance profile", () => {
    expect(documents(nodeClass())["nodeclass-gpu"]?.document).toEqual({
      apiVersion: "eks.amazonaws.com/v1",
      kind: "NodeClass",
      metadata: { name: "gpu", labels: LABELS },
      spec: { role: "node-class_gpu", ...spec() },
    });
  });

  test("names its instance profile and no role where there is one", () => {
    expect(documents(nodeClass({ instanceProfile: true }))["nodeclass-gpu"]?.document).toEqual({
      apiVersion: "eks.amazonaws.com/v1",
      kind: "NodeClass",
      metadata: { name: "gpu", labels: LABELS },
      spec: { instanceProfile: "eks-demo-gpu", ...spec() },
    });
  });

  test("says which stack it is of, and keeps what a file says", () => {
    const labelsOf = (config: ClusterConfig, stack: string) => {
      const { plan: planned } = plan(config, { name: "demo" });
      const [first] = planned ? nodeManifests(planned, stack, () => "role") : [];
      return (first?.document as { metadata: { labels: object } } | undefined)?.metadata.labels;
    };
    expect(labelsOf(nodeClass(), "own.access")).toEqual({ ...LABELS, "eks-access/stack": "own.access" });
    const metadata = { labels: { "app.kubernetes.io/managed-by": "argocd" } };
    expect(labelsOf(nodeClass({ metadata }), "demo")).toEqual({ ...LABELS, ...metadata.labels });
  });

  test.each([
    [["demo"], "demo"],
    [["own", "access"], "own.access"],
    [["a".repeat(64)], hash("a".repeat(64))],
    [["a/b", "access"], hash("a/b.access")],
  ])("a stack, and a construct in it, %j is %s as the value of a label", (names, value) => {
    expect(stackLabel(names)).toBe(value);
  });

  test("names an instance profile that exists", () => {
    const config = nodeClass({
      instanceProfile: { existing: "nodes" },
      role: { arn: "arn:aws:iam::111122223333:role/nodes" },
    });
    expect(documents(config)["nodeclass-gpu"]?.document).toMatchObject({ spec: { instanceProfile: "nodes" } });
    expect(plan(config, { name: "demo" }).plan?.instanceProfiles).toEqual([]);
  });

  test("has labels and annotations of its own", () => {
    const metadata = { labels: { team: "ml" }, annotations: { "example.com/note": "ask ml" } };
    expect(documents(nodeClass({ metadata }))["nodeclass-gpu"]?.document).toMatchObject({
      metadata: { name: "gpu", ...metadata, labels: { ...LABELS, ...metadata.labels } },
    });
  });

  test("keeps every field of its spec", () => {
    const fields = {
      podSubnetSelectorTerms: [{ id: "subnet-1" }],
      podSecurityGroupSelectorTerms: [{ id: "sg-1" }],
      capacityReservationSelectorTerms: [{ id: "cr-1" }],
      placementGroupSelector: { name: "near" },
      snatPolicy: "Disabled",
      networkPolicy: "DefaultDeny",
      networkPolicyEventLogs: "Enabled",
      ephemeralStorage: { size: "100Gi", iops: 4000, throughput: 200, kmsKeyID: "alias/nodes" },
      advancedNetworking: {
        httpsProxy: "http://proxy:3128",
        noProxy: ["10.0.0.0/8"],
        ipv4PrefixSize: "32",
        enableV4Egress: false,
        networkInterfaces: [{ networkCardIndex: 0, deviceIndex: 0, interfaceType: "interface", secondaryIPv4Count: 2 }],
      },
      advancedSecurity: { fips: false, kernelLockdown: "integrity" },
      advancedCompute: { hugepages: { pages: [{ size: "2Mi", count: 512 }] } },
      certificateBundles: [{ name: "ca", data: "YQ==" }],
      tags: { Team: "gpu" },
    };
    expect(documents(nodeClassSpec(fields))["nodeclass-gpu"]?.document).toMatchObject({
      spec: { ...spec(), ...fields },
    });
  });
});

describe("NodePool", () => {
  test("of EKS's own NodeClass, for which nothing else is made", () => {
    const config = head({ nodePools: { batch: { nodeClass: "default", ...pool({ weight: 10 }) } } });
    expect(Object.keys(documents(config))).toEqual(["nodepool-batch"]);
    expect(documents(config)["nodepool-batch"]?.document).toMatchObject({
      metadata: { name: "batch", labels: LABELS },
      spec: {
        weight: 10,
        template: { spec: { nodeClassRef: { group: "eks.amazonaws.com", kind: "NodeClass", name: "default" } } },
      },
    });
    const { plan: planned } = plan(config, { name: "demo" });
    expect([planned?.roles, planned?.entries, planned?.nodeClasses]).toEqual([[], [], []]);
  });

  test("has labels and annotations of its own, beside those of its nodes", () => {
    const config = nodePool({ labels: { of: "nodes" }, metadata: { labels: { of: "pool" }, annotations: { a: "b" } } });
    expect(documents(config)["nodepool-batch"]?.document).toMatchObject({
      metadata: { name: "batch", labels: { of: "pool" }, annotations: { a: "b" } },
      spec: { template: { metadata: { labels: { of: "nodes" } } } },
    });
  });

  test("is the smallest one with a reference to its NodeClass", () => {
    expect(documents(nodePool({}))["nodepool-batch"]?.document).toEqual({
      apiVersion: "karpenter.sh/v1",
      kind: "NodePool",
      metadata: { name: "batch", labels: LABELS },
      spec: {
        template: {
          spec: { nodeClassRef: { group: "eks.amazonaws.com", kind: "NodeClass", name: "gpu" }, ...pool() },
        },
      },
    });
  });

  test("puts every field where Karpenter looks for it", () => {
    const template = {
      taints: [{ key: "gpu", effect: "NoSchedule" }],
      startupTaints: [{ key: "cilium", value: "x", effect: "NoExecute" }],
      expireAfter: "168h",
      terminationGracePeriod: "1h",
    };
    const outside = {
      disruption: {
        consolidationPolicy: "WhenEmpty",
        consolidateAfter: "30s",
        budgets: [{ nodes: "10%", reasons: ["Drifted"] }],
      },
      weight: 10,
    };
    const metadata = { labels: { team: "gpu" }, annotations: { note: "x" } };
    const config = nodePool({
      ...template,
      ...outside,
      ...metadata,
      limits: { cpu: 1000, memory: "1000Gi", "nvidia.com/gpu": 1.5 },
    });
    expect(documents(config)["nodepool-batch"]?.document).toEqual({
      apiVersion: "karpenter.sh/v1",
      kind: "NodePool",
      metadata: { name: "batch", labels: LABELS },
      spec: {
        ...outside,
        limits: { cpu: "1000", memory: "1000Gi", "nvidia.com/gpu": "1.5" },
        template: {
          metadata,
          spec: {
            nodeClassRef: { group: "eks.amazonaws.com", kind: "NodeClass", name: "gpu" },
            ...pool(),
            ...template,
          },
        },
      },
    });
  });

  test("with a fixed number of nodes has its replicas", () => {
    expect(documents(nodePool({ replicas: 3, limits: { nodes: 5 } }))["nodepool-batch"]?.document).toMatchObject({
      spec: { replicas: 3, limits: { nodes: "5" } },
    });
  });
});

test("the order of lists makes no difference: all of them are sets", () => {
  const terms = [{ id: "subnet-1" }, { tags: { b: "1", a: "2" } }];
  const one = documents(nodeClassSpec({ subnetSelectorTerms: terms }));
  const other = documents(nodeClassSpec({ subnetSelectorTerms: [{ tags: { a: "2", b: "1" } }, { id: "subnet-1" }] }));
  expect(JSON.stringify(one)).toBe(JSON.stringify(other));
});

test("a document with a token in it is not known", () => {
  const { "nodeclass-gpu": manifest, "nodepool-p": other } = documents(
    nodeClass({ role: { arn: "${aws_iam_role.x.arn}" }, nodePools: { p: pool() } }),
  );
  expect([manifest?.known, other?.known]).toEqual([false, true]);
});
