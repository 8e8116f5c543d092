/** Writes files of clusters to measure with. bare-clusters.cjs makes the same resources. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A cluster of 30 resources. What differs between clusters has their name or number in it. */
const cluster = (name, number) => `version: 1
account: "111122223333"
region: eu-west-1
tags: { Team: platform }
terraform:
  backend: { type: s3, bucket: acme-terraform, key: eks/${name}.tfstate, region: eu-west-1 }
nodeClasses:
  gpu:
    instanceProfile: true
    spec:
      subnetSelectorTerms: [{ tags: { Name: private } }]
      securityGroupSelectorTerms: [{ tags: { aws:eks:cluster-name: ${name} } }]
      ephemeralStorage: { size: 100Gi }
    nodePools:
      gpu:
        requirements:
          - { key: eks.amazonaws.com/instance-category, operator: In, values: [g, p] }
          - { key: karpenter.sh/capacity-type, operator: In, values: [on-demand] }
        limits: { cpu: "1000" }
nodeRoles:
  system: { kind: managed, cni: node }
  karpenter: { kind: self-managed, cni: node, instanceProfile: true }
access:
  admins:
    principal: arn:aws:iam::111122223333:role/admins
    policies: [AmazonEKSClusterAdminPolicy]
  auditors:
    principal: arn:aws:iam::111122223333:role/auditors
    policies: [AmazonEKSViewPolicy]
  developers:
    principal: arn:aws:iam::111122223333:role/developers
    policies: [AmazonEKSViewPolicy]
    groups: [developers]
  pipeline:
    principal: arn:aws:iam::111122223333:role/pipeline-${number}
    policies: [{ policy: AmazonEKSViewPolicy, namespaces: [payments, shop] }]
    groups: [deployers]
workloads:
  reports:
    serviceAccount: reports/reports
    role:
      inlinePolicies:
        read: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: "s3:GetObject", Resource: "arn:aws:s3:::reports-${number}/*" }] }
  orders:
    serviceAccount: shop/orders
    role:
      inlinePolicies:
        send: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: "sqs:SendMessage", Resource: "arn:aws:sqs:eu-west-1:111122223333:orders-${number}" }] }
`;

/** The section of one large cluster with many items. */
const SECTIONS = {
  entries: (count) =>
    section(
      "access",
      count,
      (i) => `{ principal: "arn:aws:iam::111122223333:role/team-${i}", policies: [AmazonEKSViewPolicy] }`,
    ),
  workloads: (count) =>
    section("workloads", count, (i) => `{ serviceAccount: apps/app-${i}, policies: [AmazonS3ReadOnlyAccess] }`),
  "chained uses": (count) =>
    section("nodeRoles", count, (i) => `{ kind: managed, ${i === 0 ? "cni: node" : `use: item-${i - 1}`} }`),
};

const section = (key, count, item) =>
  [`${key}:`, ...Array.from({ length: count }, (_, i) => `  item-${i}: ${item(i)}`), ""].join("\n");

/** Writes as many clusters. Returns what to run, and a function that gives the last cluster another tag. */
export function manyClusters(folder, count) {
  const config = folderIn(folder, `clusters-${count}`);
  const names = Array.from({ length: count }, (_, i) => `team-${i}`);
  for (const [number, name] of names.entries()) writeFileSync(join(config, `${name}.yaml`), cluster(name, number));
  let changes = 0;
  const change = () => {
    changes += 1;
    const [name] = names.slice(-1);
    writeFileSync(join(config, `${name}.yaml`), cluster(name, count - 1).replace("platform", `platform-${changes}`));
  };
  return { config, stacks: count, bare: ["bench/bare-clusters.cjs", "clusters", String(count)], change };
}

/** Writes one cluster with as many access entries, workloads, or node roles of which each uses the one before. */
export function largeCluster(folder, what, count) {
  const config = folderIn(folder, `${what}-${count}`);
  writeFileSync(join(config, "large.yaml"), `account: "111122223333"\nregion: eu-west-1\n${SECTIONS[what](count)}`);
  return { config, stacks: 1, bare: ["bench/bare-clusters.cjs", what, String(count)] };
}

function folderIn(folder, name) {
  const config = join(folder, name, "clusters");
  mkdirSync(config, { recursive: true });
  return config;
}
