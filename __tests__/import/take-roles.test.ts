import { join } from "node:path";
import { importAws } from "../../lib/import/aws/import";
import { importEksctl } from "../../lib/import/eksctl/import";
import { withoutAdopt } from "../../lib/import/no-adopt";
import type { Imported, ItemRow } from "../../lib/import/row";
import { settle } from "../../lib/import/settle";
import { jsonOf } from "../../lib/import/summary";
import { takeRoles } from "../../lib/import/take-roles";
import { handOverScript } from "../../lib/import/terraform/hand-over";
import { importTerraform } from "../../lib/import/terraform/import";
import { movedBlocks } from "../../lib/import/terraform/moved";
import type { Mapping } from "../../lib/load/mapping";
import { folderOf } from "../support/files";
import { answers, role as arnOf, CLUSTER, clusterAnswers, entry as foundEntry, stateOf } from "./support";

const HOST = "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE";
const POLICY = "arn:aws:iam::aws:policy";
const ALLOW = { Effect: "Allow" };
const EC2 = { ...ALLOW, Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" };
const PODS = {
  ...ALLOW,
  Principal: { Service: "pods.eks.amazonaws.com" },
  Action: ["sts:TagSession", "sts:AssumeRole"],
  Condition: {
    StringEquals: {
      "aws:SourceAccount": [CLUSTER.account],
      "aws:RequestTag/kubernetes-namespace": "apps",
      "aws:RequestTag/kubernetes-service-account": "nodes",
    },
    ArnEquals: { "aws:SourceArn": `arn:aws:eks:eu-west-1:${CLUSTER.account}:cluster/demo` },
  },
};
const IRSA = {
  ...ALLOW,
  Principal: { Federated: `arn:aws:iam::${CLUSTER.account}:oidc-provider/${HOST}` },
  Action: "sts:AssumeRoleWithWebIdentity",
  Condition: {
    StringEquals: { [`${HOST}:aud`]: "sts.amazonaws.com", [`${HOST}:sub`]: "system:serviceaccount:apps:nodes" },
  },
};
const FARGATE = {
  ...ALLOW,
  Principal: { Service: "eks-fargate-pods.amazonaws.com" },
  Action: "sts:AssumeRole",
  Condition: {
    ArnLike: { "aws:SourceArn": `arn:aws:eks:eu-west-1:${CLUSTER.account}:fargateprofile/demo/*` },
  },
};
const document = (...Statement: object[]) => ({ Version: "2012-10-17", Statement });
const trust = (...statements: object[]) => ({ assume_role_policy: JSON.stringify(document(...statements)) });

const resource = (type: string, name: string, values: object, more: object = {}) => ({
  ...{ address: `${type}.${name}`, mode: "managed", type, name, values, sensitive_values: {} },
  ...more,
});
const role = (values: object = {}, more: object = {}) =>
  resource(
    "aws_iam_role",
    "nodes",
    { name: "nodes", arn: arnOf("nodes"), max_session_duration: 3600, description: "", ...trust(EC2), ...values },
    more,
  );
const attached = (policy: string) =>
  resource("aws_iam_role_policy_attachment", policy.split("/").at(-1) ?? "", {
    role: "nodes",
    policy_arn: policy.startsWith("arn:") ? policy : `${POLICY}/${policy}`,
  });
const WORKER = [attached("AmazonEKSWorkerNodePolicy"), attached("AmazonEC2ContainerRegistryPullOnly")];
const entry = (values: object = {}) =>
  resource("aws_eks_access_entry", "nodes", {
    ...{ cluster_name: "demo", principal_arn: arnOf("nodes"), type: "EC2_LINUX", tags_all: {}, ...values },
  });
const profile = (values: object = {}) =>
  resource("aws_iam_instance_profile", "nodes", { name: "nodes", role: "nodes", path: "/", tags_all: {}, ...values });
const inline = (name: string, policy: object) =>
  resource("aws_iam_role_policy", name, { role: "nodes", name, policy: JSON.stringify(policy) });
const cluster = resource("aws_eks_cluster", "demo", {
  ...{ name: "demo", arn: `arn:aws:eks:eu-west-1:${CLUSTER.account}:cluster/demo` },
  identity: [{ oidc: [{ issuer: `https://${HOST}` }] }],
});
const pods = resource("aws_eks_pod_identity_association", "nodes", {
  ...{ cluster_name: "demo", namespace: "apps", service_account: "nodes", role_arn: arnOf("nodes") },
  ...{ association_id: "a-0a1b2c3d4e5f6a7b8", tags_all: {} },
});
const group = resource("aws_eks_node_group", "main", { cluster_name: "demo", node_role_arn: arnOf("nodes") });
const fargate = resource("aws_eks_fargate_profile", "kube", {
  ...{ cluster_name: "demo", pod_execution_role_arn: arnOf("nodes") },
});

const DESTINATION = { name: "demo" };

function read(resources: readonly object[], { sameState = false }: { sameState?: boolean } = {}) {
  const stated = { ...CLUSTER };
  const { imported, resources: all } = importTerraform(
    { file: "state.json", text: stateOf(...resources) },
    { stated, answers: answers(), sameState },
  );
  const taken = takeRoles(imported, imported.roles ?? [], DESTINATION);
  const settled = settle(sameState ? withoutAdopt(taken) : taken, DESTINATION);
  return { settled, all };
}

/** The rows about the role: what is in the file of it, or why it is not taken over. */
function outcome({ imported: { rows } }: { imported: Imported }): object | string {
  const taken = rows.find((row): row is ItemRow => row.is === "item" && row.imports !== undefined);
  if (taken !== undefined) return taken.value;
  const said = rows.flatMap((row) =>
    row.is === "item" ? (row.notes ?? []) : row.is === "left out" ? [row.because] : [row.question],
  );
  return [...new Set(said.flatMap((text) => text.split("not taken over: ")[1] ?? []))].join();
}

const NODES = { kind: "self-managed", name: "nodes" };
const ADOPT = { adopt: "with-policies" };
const LOGS = document({ ...ALLOW, Action: "logs:PutLogEvents", Resource: "*" });

const TAKEN: readonly (readonly [string, readonly object[], object])[] = [
  ["nodes", [entry(), role(), ...WORKER], { ...NODES, ...ADOPT }],
  [
    "policies that the role itself lists",
    [entry(), role({ managed_policy_arns: WORKER.map(({ values }) => (values as Mapping).policy_arn) })],
    { ...NODES, ...ADOPT },
  ],
  ["Windows nodes", [entry({ type: "EC2_WINDOWS" }), role(), ...WORKER], { ...NODES, kind: "windows", ...ADOPT }],
  [
    "all that an item has words for",
    [
      entry(),
      role({
        arn: arnOf("teams/nodes"),
        ...{
          description: "Nodes",
          max_session_duration: 7200,
          permissions_boundary: arnOf("b").replace("role", "policy"),
        },
        tags_all: { Team: "x" },
      }),
      ...WORKER,
      attached("AmazonEKS_CNI_Policy"),
      attached("AmazonSSMManagedInstanceCore"),
      attached(`arn:aws:iam::${CLUSTER.account}:policy/own`),
      inline("logs", LOGS),
      profile({ name: "p" }),
    ].map((one) => ({
      ...one,
      values: { ...one.values, ...("principal_arn" in one.values && { principal_arn: arnOf("teams/nodes") }) },
    })),
    {
      ...NODES,
      path: "/teams/",
      permissionsBoundary: arnOf("b").replace("role", "policy"),
      description: "Nodes",
      maxSessionSeconds: 7200,
      tags: { Team: "x" },
      inlinePolicies: { logs: LOGS },
      cni: "node",
      additionalPolicies: ["AmazonSSMManagedInstanceCore", `arn:aws:iam::${CLUSTER.account}:policy/own`],
      instanceProfile: { name: "p" },
      ...ADOPT,
    },
  ],
  [
    "pods by Pod Identity",
    [pods, role(trust(PODS)), attached("service-role/AmazonEBSCSIDriverPolicy")],
    {
      serviceAccount: "apps/nodes",
      policies: ["AmazonEBSCSIDriverPolicy"],
      role: { name: "nodes", ...ADOPT },
      adopt: { "apps/nodes": "a-0a1b2c3d4e5f6a7b8" },
    },
  ],
  [
    "pods by IRSA",
    [cluster, role(trust(IRSA))],
    { serviceAccount: "apps/nodes", via: "irsa", role: { name: "nodes", ...ADOPT } },
  ],
  ["a managed node group", [cluster, group, role(), ...WORKER], { ...NODES, kind: "managed", ...ADOPT }],
  [
    "a Fargate profile",
    [cluster, fargate, role(trust(FARGATE)), attached("AmazonEKSFargatePodExecutionRolePolicy")],
    { ...NODES, kind: "fargate", ...ADOPT },
  ],
];

test.each(TAKEN)("takes over the role of %s", (_, resources, value) => {
  const { settled } = read(resources);
  expect(outcome(settled)).toEqual(value);
  expect(settled.imported.rows.filter((row) => row.is === "question")).toEqual([]);
  expect(settled.warnings.filter((warning) => warning.includes("adopted-role"))).toEqual([]);
});

const nodesWith = (values: object, ...more: object[]) => [entry(), role(values), ...WORKER, ...more];

const DIFFERENT: readonly (readonly [string, readonly object[], string])[] = [
  ["a Sid", nodesWith(trust({ ...EC2, Sid: "Nodes" })), 'its trust policy has the Sid "Nodes", and ours has none'],
  [
    "another service",
    nodesWith(trust({ ...EC2, Principal: { Service: ["ec2.amazonaws.com", "ssm.amazonaws.com"] } })),
    "the Principal of its trust policy is { Service: [ec2.amazonaws.com, ssm.amazonaws.com] }, and ours { Service: ec2.amazonaws.com }",
  ],
  ["two statements", nodesWith(trust(EC2, PODS)), "its trust policy has 2 statements, and ours 1"],
  [
    "another version",
    nodesWith({ assume_role_policy: JSON.stringify({ Version: "2008-10-17", Statement: [EC2] }) }),
    "its trust policy is { Version: 2008-10-17, Statement: [{ Effect: Allow, Principal: { Service: ec2.amazonaws.com }, Action: sts:AssumeRole }] }, and ours { Version: 2012-10-17, Statement: [{ Effect: Allow, Principal: { Service: ec2.amazonaws.com }, Action: sts:AssumeRole }] }",
  ],
  ["no trust that is JSON", nodesWith({ assume_role_policy: "{" }), "its trust policy cannot be read"],
  [
    "fewer policies",
    [entry(), role(), attached("AmazonEC2ContainerRegistryReadOnly")],
    "it does not have the policies AmazonEC2ContainerRegistryPullOnly and AmazonEKSWorkerNodePolicy",
  ],
  [
    "pods without conditions",
    [pods, role(trust({ ...PODS, Condition: undefined }))],
    `the Condition of its trust policy is none, and ours { StringEquals: { aws:SourceAccount: "${CLUSTER.account}", aws:RequestTag/kubernetes-namespace: apps, aws:RequestTag/kubernetes-service-account: nodes }, ArnEquals: { aws:SourceArn: arn:aws:eks:eu-west-1:${CLUSTER.account}:cluster/demo } }`,
  ],
  [
    "two instance profiles",
    nodesWith({}, profile(), profile({ name: "q" })),
    "it has the instance profile q, and ours has not",
  ],
  [
    "an instance profile with a path",
    nodesWith({}, profile({ path: "/x/" })),
    `its instance profile's path is "/x/", and ours "/"`,
  ],
  [
    "an instance profile with tags",
    nodesWith({}, profile({ tags_all: { A: "b" } })),
    `its instance profile's tag "A" is not as in the file`,
  ],
  [
    "an instance profile, of pods",
    [pods, role(trust(PODS)), profile()],
    "it has the instance profile nodes, and ours has not",
  ],
  [
    "not the tags of the file",
    [entry({ tags_all: { Team: "x", Of: "y" } }), role(), ...WORKER],
    'its tags "Of" and "Team" are not as in the file',
  ],
  [
    "what rules refuse",
    nodesWith({ description: "${x}" }),
    'refused here: a file is data, and nothing in it is evaluated: no "${", got "${x}"; write the value itself, or describe this cluster in TypeScript [expression]',
  ],
  [
    "an inline policy of another content",
    [
      { ...pods, values: { ...pods.values, target_role_arn: arnOf("target") } },
      role(trust(PODS)),
      inline("TargetRole", LOGS),
    ],
    'its inline policy "TargetRole" is another than ours',
  ],
  [
    "an entry with tags of its own",
    [entry({ tags_all: { A: "b" } }), pods, role(), ...WORKER],
    "its entry has tags or policies that an item of nodeRoles has no words for",
  ],
  [
    "another account",
    [
      cluster,
      role({
        ...trust({ ...IRSA, Principal: { Federated: IRSA.Principal.Federated } }),
        arn: "arn:aws:iam::444455556666:role/nodes",
      }),
    ],
    'its account is "444455556666", and ours "111122223333"',
  ],
  [
    "two items",
    [pods, { ...pods, address: "x", values: { ...pods.values, service_account: "b" } }, role(trust(PODS))],
    "several items name it",
  ],
  [
    "no entry yet",
    [
      resource("kubernetes_config_map", "a", {
        metadata: [{ name: "aws-auth" }],
        data: {
          mapRoles: `- { rolearn: "${arnOf("nodes")}", username: "system:node:{{EC2PrivateDNSName}}", groups: [system:nodes, system:bootstrappers] }`,
        },
      }),
      cluster,
      role(),
      ...WORKER,
    ],
    "its access entry does not exist yet: apply first, and take it over then",
  ],
  [
    "another kind, of a managed node group",
    [cluster, group, role(trust(FARGATE)), ...WORKER],
    "the Principal of its trust policy is { Service: eks-fargate-pods.amazonaws.com }, and ours { Service: ec2.amazonaws.com }",
  ],
  [
    "nodes of another cluster",
    nodesWith({}, { ...entry({ cluster_name: "other" }), address: "aws_eks_access_entry.other" }),
    "the cluster other has it too",
  ],
  [
    "a node group of another cluster",
    nodesWith({}, { ...group, values: { ...group.values, cluster_name: "other" } }),
    "the cluster other has it too",
  ],
  [
    "pods of another cluster",
    [pods, { ...pods, address: "x", values: { ...pods.values, cluster_name: "other" } }, role(trust(PODS))],
    "the cluster other has it too",
  ],
  [
    "a policy that one resource attaches to several roles",
    nodesWith({}, resource("aws_iam_policy_attachment", "logs", { name: "logs", roles: ["nodes"], policy_arn: "x" })),
    "aws_iam_policy_attachment.logs attaches a policy to it, and detaches it from everything else",
  ],
  [
    "what is sensitive",
    nodesWith({ description: "hunter2" }).map((one) =>
      "type" in one && one.type === "aws_iam_role" ? { ...one, sensitive_values: { description: true } } : one,
    ),
    "description is sensitive in this state, and not printed; write the item by hand",
  ],
];

test.each(DIFFERENT)("a role with %s stays where it is, with a note", (_, resources, differs) => {
  const { settled, all } = read(resources);
  expect(outcome(settled)).toEqual(differs);
  expect(settled.text).not.toContain("adopted-role");
  expect(handOverScript(settled, all)).not.toContain("aws_iam");
});

test("what is to decide stands before what is said of the role", () => {
  const { settled } = read([
    { ...pods, values: { ...pods.values, tags_all: { Sa: "a" } } },
    entry({ principal_arn: arnOf("other") }),
    role(trust(EC2)),
  ]);
  expect(settled.text).toMatch(
    /# DECIDE: aws_eks_pod_identity_association\.nodes: the association has the tag Sa, which an item cannot have: the first apply takes it off\. The role stays where it is managed, and is not taken over: the Principal of its trust policy is /,
  );
});

/** What IAM says of the same role. */
const DETAIL = {
  Arn: arnOf("nodes"),
  AssumeRolePolicyDocument: document(EC2),
  AttachedManagedPolicies: WORKER.map(({ values }) => ({ PolicyArn: (values as Mapping).policy_arn })),
  RolePolicyList: [{ PolicyName: "logs", PolicyDocument: LOGS }],
  InstanceProfileList: [] as object[],
  Tags: [
    { Key: "Team", Value: "x" },
    { Key: "aws:x", Value: "y" },
  ],
};
const SUMMARY = { Arn: arnOf("nodes"), MaxSessionDuration: 7200, Description: "Nodes" };
const OF_IAM = {
  ...NODES,
  description: "Nodes",
  maxSessionSeconds: 7200,
  tags: { Team: "x" },
  inlinePolicies: { logs: LOGS },
  ...ADOPT,
};

/** Reads the source with these answers of IAM. */
function answered(source: "AWS" | "eksctl", ...given: readonly object[]) {
  const iam = answers(...given);
  const yaml = `kind: ClusterConfig\nmetadata: { name: demo, region: eu-west-1 }\naccessConfig: { accessEntries: [{ principalARN: "${arnOf("nodes")}", type: EC2_LINUX }] }\n`;
  const imported =
    source === "AWS"
      ? importAws(clusterAnswers([foundEntry(arnOf("nodes"), { type: "EC2_LINUX" })]))
      : importEksctl({ file: "cluster.yaml", text: yaml }, CLUSTER, iam);
  return settle(takeRoles(imported, iam.roles(), DESTINATION), DESTINATION);
}

describe.each(["AWS", "eksctl"] as const)("from %s, with answers of IAM", (source) => {
  test("takes over what they say is equal", () => {
    expect(outcome(answered(source, { RoleDetailList: [DETAIL] }, { Roles: [SUMMARY] }))).toEqual(OF_IAM);
    expect(outcome(answered(source, { Role: SUMMARY }, { RoleDetailList: [DETAIL] }))).toEqual(OF_IAM);
  });

  test("names by its ARN what they do not say, or say otherwise", () => {
    expect(outcome(answered(source, { RoleDetailList: [DETAIL] }))).toBe(
      "its description and its longest session are not known: give --iam the answer of aws iam list-roles too",
    );
    const profiled = { ...DETAIL, InstanceProfileList: [{ InstanceProfileName: "p", Path: "/" }] };
    expect(outcome(answered(source, { RoleDetailList: [profiled] }, { Roles: [SUMMARY] }))).toBe(
      'the tags of its instance profile "p" are not known',
    );
    const other = { ...DETAIL, AttachedManagedPolicies: [] };
    expect(outcome(answered(source, { RoleDetailList: [other] }, { Roles: [SUMMARY] }))).toBe(
      "it does not have the policies AmazonEC2ContainerRegistryPullOnly and AmazonEKSWorkerNodePolicy",
    );
    expect(outcome(answered(source, { Roles: [SUMMARY] }))).toBe("");
  });
});

test("a file that makes the role already keeps it", () => {
  const { imported } = importTerraform(
    { file: "state.json", text: stateOf(entry(), role(), ...WORKER) },
    { stated: CLUSTER, answers: answers() },
  );
  const { text } = settle(takeRoles(imported, imported.roles ?? [], DESTINATION), DESTINATION);
  const existing = { file: "demo.yaml", text };
  const again = takeRoles(imported, imported.roles ?? [], { ...DESTINATION, existing });
  expect(settle(again, { ...DESTINATION, existing }).text).toBe(text);
});

test("a shared file beside it counts too", () => {
  const { imported } = importTerraform(
    { file: "state.json", text: stateOf(entry(), role(), ...WORKER) },
    { stated: CLUSTER, answers: answers() },
  );
  const folder = folderOf({ "defaults.yaml": "iam: { exclusive: true }\n", "clusters/other.yaml": "" });
  const taken = takeRoles(imported, imported.roles ?? [], { name: "demo", file: join(folder, "clusters/demo.yaml") });
  expect(outcome({ imported: taken })).toBe(
    "iam.exclusive would make a list of its policies, which no import takes over",
  );
});

describe("in the same state", () => {
  const blocks = (...resources: readonly object[]) => {
    const { settled, all } = read(resources, { sameState: true });
    return { text: movedBlocks(settled, all), settled };
  };

  test("blocks move each resource to its address, and no item has adopt", () => {
    const { text, settled } = blocks(entry(), role(), ...WORKER, inline("logs", LOGS), profile());
    expect(text).toBe(`# Moves 6 resources of the cluster demo within one state, for a construct with the id Default:
#   new ClusterAccess(this, "Default", { … })
# In the same change, take them out of the configuration that made them, and put these blocks beside the output of synth.
# The plan must say:
#   Plan: 0 to add, 0 to change, 0 to destroy.
# IF IT SAYS THAT ANYTHING IS DESTROYED, DO NOT APPLY IT: ACCESS WOULD BE LOST.

moved {
  from = aws_eks_access_entry.nodes
  to   = aws_eks_access_entry.node-role_nodes_entry
}

moved {
  from = aws_iam_role_policy_attachment.AmazonEKSWorkerNodePolicy
  to   = aws_iam_role_policy_attachment.node-role_nodes_policy_AmazonEKSWorkerNodePolicy
}

moved {
  from = aws_iam_role_policy_attachment.AmazonEC2ContainerRegistryPullOnly
  to   = aws_iam_role_policy_attachment.node-role_nodes_policy_AmazonEC2ContainerRegistryPullOnly
}

moved {
  from = aws_iam_role_policy.logs
  to   = aws_iam_role_policy.node-role_nodes_inline_logs
}

moved {
  from = aws_iam_instance_profile.nodes
  to   = aws_iam_instance_profile.node-role_nodes_instance-profile
}

moved {
  from = aws_iam_role.nodes
  to   = aws_iam_role.node-role_nodes
}
`);
    expect(settled.text).not.toMatch(/adopt/);
    expect(settled.warnings).toEqual([]);
  });

  test("a resource that has no counterpart, or whose counterpart has one already, must leave the state first", () => {
    const twice = { ...attached("AmazonEKSWorkerNodePolicy"), address: "aws_iam_role_policy_attachment.again" };
    const exclusive = resource("aws_iam_role_policies_exclusive", "nodes", { role_name: "nodes", policy_names: [] });
    const { text } = blocks(entry(), role(), ...WORKER, twice, exclusive);
    expect(text).toContain(
      `FORGET THEM BY terraform state rm:\n#   aws_iam_role_policy_attachment.again\n#   aws_iam_role_policies_exclusive.nodes\n`,
    );
    expect(text.match(/moved \{/g)).toHaveLength(4);
  });

  test("tags of the provider are no tags of an item, and what the plan would change stays", () => {
    const team = { tags: {}, tags_all: { Team: "x" } };
    expect(outcome(blocks(entry(team), role(team), ...WORKER).settled)).toEqual(NODES);
    expect(outcome(blocks(entry(), role({ force_detach_policies: true }), ...WORKER).settled)).toBe(
      "force_detach_policies is true, which the plan would change",
    );
  });

  test("names what loses a tag that an item cannot have", () => {
    const { text } = blocks({ ...pods, values: { ...pods.values, tags: { Sa: "a" }, tags_all: { Sa: "a" } } });
    expect(text).toContain(`# The plan must say:
#   Plan: 0 to add, 1 to change, 0 to destroy.
# It changes the tags of these, and nothing else:
#   ${pods.address}
# IF IT SAYS`);
  });

  test("a policy that stands in the role itself keeps it, since only resources move", () => {
    const policies = {
      managed_policy_arns: [
        ...WORKER.map(({ values }) => (values as Mapping).policy_arn),
        `${POLICY}/AmazonEKS_CNI_Policy`,
      ],
      inline_policy: [{ name: "logs", policy: JSON.stringify(LOGS) }],
    };
    const differs = (...resources: object[]) => outcome(blocks(entry(), ...resources, ...WORKER).settled);
    expect(differs(role(policies))).toBe(
      'the state has no resource of its policies "AmazonEKS_CNI_Policy" and "logs", and the plan would add them',
    );
    expect(differs(role({ inline_policy: policies.inline_policy }), inline("logs", LOGS))).toEqual({
      ...NODES,
      inlinePolicies: { logs: LOGS },
    });
  });

  test("says if nothing moves", () => {
    expect(blocks(cluster).text).toBe(
      "# Nothing of demo moves: the file takes over none of the resources of this state.\n",
    );
  });
});

test("what is sensitive in a state is in no output", () => {
  const hidden = [
    role({ description: "hunter2" }, { sensitive_values: { description: true } }),
    { ...inline("logs", { hunter2: 1 }), sensitive_values: { policy: true } },
    { ...profile({ tags_all: { A: "hunter2" } }), sensitive_values: { tags_all: { A: true } } },
    role(trust({ ...EC2, Sid: "hunter2" }), { sensitive_values: { assume_role_policy: true } }),
  ];
  for (const one of hidden) {
    const others = one.type === "aws_iam_role" ? [one] : [role(), one];
    for (const sameState of [false, true]) {
      const { settled, all } = read([entry(), ...others, ...WORKER], { sameState });
      const outputs = [
        settled.text,
        handOverScript(settled, all),
        movedBlocks(settled, all),
        JSON.stringify(jsonOf(settled)),
      ];
      expect(outputs.join("\n")).not.toContain("hunter2");
      expect(outcome(settled)).toMatch(/^(description|policy|tags_all|assume_role_policy) is sensitive in this state/);
    }
  }
});
