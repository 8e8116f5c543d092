import { type Change, changesOf, type Fate } from "../../lib/review/plan-json";
import { review } from "../../lib/review/review";
import type { ClusterConfig } from "../../lib/schema/types";
import { head } from "../support/decide";

type Values = Readonly<Record<string, unknown>>;

const ACTIONS: Readonly<Record<Fate, readonly string[]>> = {
  made: ["create"],
  changed: ["update"],
  replaced: ["delete", "create"],
  destroyed: ["delete"],
  forgotten: ["forget"],
  kept: ["no-op"],
};

/** A change as a plan has it. */
function change(
  fate: Fate,
  type: string,
  name: string,
  before: Values | null,
  after: Values | null,
  more: object = {},
) {
  const address = `${type}.${name}`;
  return { address, mode: "managed", type, name, change: { actions: ACTIONS[fate], before, after, ...more } };
}

const planOf = (changes: readonly object[]): readonly Change[] =>
  changesOf(JSON.stringify({ format_version: "1.2", resource_changes: changes })) ?? [];

const linesOf = (changes: readonly object[], config: ClusterConfig = head()): string[] =>
  review(planOf(changes), config).map(({ hurts, message }) => `${hurts ? "hurts: " : ""}${message}`);

const CLUSTER = {
  name: "demo",
  version: "1.33",
  access_config: [{ authentication_mode: "API_AND_CONFIG_MAP" }],
  compute_config: [{ enabled: true, node_pools: ["general-purpose", "system"] }],
  encryption_config: [{ provider: [{ key_arn: "arn:aws:kms:eu-west-1:111122223333:key/a" }] }],
  vpc_config: [
    {
      endpoint_private_access: true,
      endpoint_public_access: true,
      public_access_cidrs: ["192.0.2.0/24", "198.51.100.0/24"],
    },
  ],
};
const [VPC] = CLUSTER.vpc_config;
const API = { access_config: [{ authentication_mode: "API" }] };

/** Settings of a cluster that become others, from those above. */
describe("a cluster that stays", () => {
  test.each<[what: string, before: Values, after: Values, said: string[]]>([
    ["nothing of it", {}, { tags: { Team: "a" } }, []],
    [
      "entries alone",
      {},
      API,
      [
        "hurts: the cluster demo takes access entries alone: who is in aws-auth and has no entry is out, and there is no way back; write authenticationMode: API_AND_CONFIG_MAP until everybody has one",
      ],
    ],
    [
      "back to aws-auth",
      API,
      { access_config: CLUSTER.access_config },
      [
        "hurts: EKS does not go back from API to API_AND_CONFIG_MAP, and the apply fails; write authenticationMode: API",
      ],
    ],
    ["aws-auth and entries", { access_config: [{ authentication_mode: "CONFIG_MAP" }] }, {}, []],
    [
      "another key",
      {},
      { encryption_config: [{ provider: [{ key_arn: "arn:aws:kms:eu-west-1:111122223333:key/b" }] }] },
      [
        "hurts: the cluster demo keeps the key arn:aws:kms:eu-west-1:111122223333:key/a, which EKS does not change, and its role may use arn:aws:kms:eu-west-1:111122223333:key/b alone; write encryptionKeyArn: arn:aws:kms:eu-west-1:111122223333:key/a",
      ],
    ],
    [
      "a key",
      { encryption_config: [] },
      {},
      [
        "EKS encrypts the secrets of the cluster demo with arn:aws:kms:eu-west-1:111122223333:key/a too, and there is no way back",
      ],
    ],
    [
      "the next version",
      {},
      { version: "1.34" },
      ["the cluster demo goes from 1.33 to 1.34, and there is no way back"],
    ],
    [
      "two versions at once",
      {},
      { version: "1.35" },
      ["hurts: EKS goes from 1.33 one version at a time, not to 1.35, and the apply fails"],
    ],
    [
      "an older version",
      {},
      { version: "1.32" },
      ['hurts: EKS does not go back from 1.33 to 1.32, and the apply fails; write version: "1.33"'],
    ],
    [
      "no public endpoint",
      {},
      { vpc_config: [{ ...VPC, endpoint_public_access: false }] },
      ["hurts: people and pipelines outside the VPC of the cluster demo do not reach its API any more"],
    ],
    [
      "no private endpoint",
      {},
      { vpc_config: [{ ...VPC, endpoint_private_access: false }] },
      [
        "hurts: nodes of the cluster demo reach its API from the internet alone; 192.0.2.0/24 and 198.51.100.0/24 must have their addresses",
      ],
    ],
    [
      "one public block less",
      {},
      { vpc_config: [{ ...VPC, public_access_cidrs: ["192.0.2.0/24"] }] },
      [
        "hurts: people and pipelines in 198.51.100.0/24 reach the API of the cluster demo only if 192.0.2.0/24 has their address",
      ],
    ],
    ["everybody", {}, { vpc_config: [{ ...VPC, public_access_cidrs: ["0.0.0.0/0"] }] }, []],
    [
      "no Auto Mode",
      {},
      { compute_config: [{ enabled: false }] },
      ["hurts: EKS ends all nodes of Auto Mode in the cluster demo: pods that have no other nodes stop"],
    ],
    [
      "one built-in node pool less",
      {},
      { compute_config: [{ enabled: true, node_pools: ["system"] }] },
      [
        "hurts: EKS ends the nodes of the built-in node pool general-purpose in the cluster demo: pods that fit no other NodePool stop",
      ],
    ],
  ])("%s", (_, before, after, said) => {
    const changed = change(
      "changed",
      "aws_eks_cluster",
      "cluster",
      { ...CLUSTER, ...before },
      { ...CLUSTER, ...after },
    );
    expect(linesOf([changed])).toEqual(said);
  });
});

const ENTRY = { cluster_name: "demo", principal_arn: "arn:aws:iam::111122223333:role/team", type: "STANDARD" };

test("a cluster that goes is said once, and not for all that lies on it", () => {
  const cluster = change("replaced", "aws_eks_cluster", "cluster", CLUSTER, CLUSTER, { replace_paths: [["name"]] });
  const entry = change("replaced", "aws_eks_access_entry", "access_team", ENTRY, ENTRY);
  expect(linesOf([entry, cluster])).toEqual([
    "hurts: the cluster demo is destroyed and made again, empty, because of name",
  ]);
});

const OIDC = { oidc: [{ identity_provider_config_name: "corp" }] };
const QUEUE = { name: "demo" };
const POLICY = { name: "demo-viewers", path: "/" };
const REFUSAL = "IAM answers DeleteConflict as long as a user, group or role has it";

describe("what no apply here can show", () => {
  test.each<[what: string, changes: object[], said: string[]]>([
    [
      "an identity provider is made again",
      [change("replaced", "aws_eks_identity_provider_config", "identity-provider_corp", OIDC, OIDC)],
      ["hurts: users of identityProviders.corp cannot log in while it is made again, which takes minutes"],
    ],
    [
      "an identity provider under another key",
      [
        change("made", "aws_eks_identity_provider_config", "identity-provider_new", null, OIDC),
        change("destroyed", "aws_eks_identity_provider_config", "identity-provider_corp", OIDC, null),
      ],
      [
        "hurts: the identity provider corp is destroyed and made again for identityProviders.new: EKS may answer 409, and its users cannot log in until the next apply; write was: corp in identityProviders.new",
      ],
    ],
    [
      "a queue is made again",
      [change("replaced", "aws_sqs_queue", "workload_karpenter_queue", QUEUE, { name: "other" })],
      [
        "the queue demo of workloads.karpenter is destroyed, and other made: Karpenter hears of no interruption until settings.interruptionQueue names it",
      ],
    ],
    [
      "a queue goes",
      [change("destroyed", "aws_sqs_queue", "workload_karpenter_queue", QUEUE, null)],
      ["the queue demo of workloads.karpenter is destroyed: Karpenter hears of no interruption"],
    ],
    [
      "a policy of people goes",
      [change("destroyed", "aws_iam_policy", "identity-policy_viewers", POLICY, null)],
      [`the policy demo-viewers is destroyed; ${REFUSAL}`],
    ],
    [
      "a policy of people is made again",
      [
        change("replaced", "aws_iam_policy", "identity-policy_viewers", POLICY, POLICY, {
          replace_paths: [["description"]],
        }),
      ],
      [
        `hurts: the policy demo-viewers is destroyed and made again, because of description: ${REFUSAL}; detach it first`,
      ],
    ],
    [
      "the role of a capability goes",
      [change("destroyed", "aws_iam_role", "other-role_ack", { name: "demo-ack" }, null)],
      ["the role demo-ack of otherRoles.ack is destroyed"],
    ],
    [
      "the role of a capability is made again",
      [
        change(
          "replaced",
          "aws_iam_role",
          "other-role_ack",
          { name: "demo-ack" },
          { name: "Ack" },
          {
            replace_paths: [["name"]],
          },
        ),
      ],
      [
        "hurts: the role demo-ack of otherRoles.ack is destroyed and made again, because of name: the capability or connector that has it may do nothing until it has the new one",
      ],
    ],
    [
      "an object that is taken over and destroyed",
      [
        change("kept", "aws_eks_access_entry", "access_new", ENTRY, ENTRY, { importing: { id: "x" } }),
        change("destroyed", "aws_eks_access_entry", "access_old", ENTRY, null),
      ],
      [
        `hurts: the entry of ${ENTRY.principal_arn} is taken over for access.new, and then destroyed for access.old: ${ENTRY.principal_arn} is out until the next apply; write was: old in access.new, and no adopt`,
        `the entry of ${ENTRY.principal_arn} is taken over`,
      ],
    ],
    [
      "an entry that goes from one section to another",
      [
        change("made", "aws_eks_access_entry", "node-class_gpu_entry", null, { ...ENTRY, type: "EC2" }),
        change("destroyed", "aws_eks_access_entry", "access_team", ENTRY, null),
      ],
      [
        `hurts: the entry of ${ENTRY.principal_arn} is destroyed and made again for nodeClasses.gpu: EKS may answer 409, and ${ENTRY.principal_arn} is out until the next apply; put access.team back with release: true and apply, then write adopt: true in nodeClasses.gpu`,
        `${ENTRY.principal_arn} gets access`,
      ],
    ],
    [
      "nothing of the file in the state",
      [change("made", "aws_eks_access_entry", "access_team", null, ENTRY)],
      [
        "nothing of this file is in the state: 1 resource is made; if it was made before, the state is elsewhere (file renamed, backend changed, another job): do not apply, move the state",
        `${ENTRY.principal_arn} gets access`,
      ],
    ],
  ])("%s", (_, changes, said) => {
    expect(linesOf(changes)).toEqual(said);
  });
});

const trust = (...statements: readonly object[]) => ({ assume_role_policy: JSON.stringify({ Statement: statements }) });
const service = (name: string) => ({ Effect: "Allow", Principal: { Service: name }, Action: "sts:AssumeRole" });
const NODES = { name: "Nodes", role: "Nodes" };

/** What a role loses that nobody destroys. */
describe("a role that stays", () => {
  test.each<[what: string, name: string, before: Values, after: Values, said: string[]]>([
    [
      "nodes that nothing trusts",
      "node-role_spot",
      trust(service("ec2.amazonaws.com")),
      trust(service("eks-fargate-pods.amazonaws.com")),
      ["hurts: the role Nodes of nodeRoles.spot trusts ec2.amazonaws.com no more: who has it so loses it"],
    ],
    [
      "another agent",
      "other-role_agent",
      trust(service("ssm.amazonaws.com")),
      trust(service("capabilities.eks.amazonaws.com")),
      ["the role Nodes of otherRoles.agent trusts ssm.amazonaws.com no more"],
    ],
    ["a trust that the apply decides", "node-role_spot", trust(service("ec2.amazonaws.com")), {}, []],
    ["a trust that nobody can read", "node-role_spot", { assume_role_policy: "{" }, trust(), []],
    [
      "a boundary",
      "node-role_spot",
      {},
      { permissions_boundary: "arn:aws:iam::111122223333:policy/Edge" },
      ["the role Nodes of nodeRoles.spot may do no more than Edge allows"],
    ],
  ])("%s", (_, name, before, after, said) => {
    expect(linesOf([change("changed", "aws_iam_role", name, { ...NODES, ...before }, { ...NODES, ...after })])).toEqual(
      said,
    );
  });

  const [MANAGED, INLINE] = ["aws_iam_role_policy_attachments_exclusive", "aws_iam_role_policies_exclusive"];
  const arn = (name: string) => `arn:aws:iam::aws:policy/${name}`;
  const managed = (...names: readonly string[]) => ({ role_name: "Nodes", policy_arns: names.map(arn) });
  const inline = (...names: readonly string[]) => ({ role_name: "Nodes", policy_names: names });
  const kept = (name: string) => change("kept", "aws_iam_role", "node-role_spot", { name }, { name });
  const detached = (name: string) =>
    change(
      "destroyed",
      "aws_iam_role_policy_attachment",
      `node-role_spot_policy_${name}`,
      { role: "Nodes", policy_arn: arn(name) },
      null,
    );

  test.each<[what: string, changes: object[], said: string[]]>([
    [
      "is to have no managed policies besides",
      [kept("Nodes"), change("made", MANAGED, "node-role_spot_policies-exclusive", null, managed("Known"))],
      [
        "policies that the role Nodes of nodeRoles.spot has besides go; aws iam list-attached-role-policies --role-name Nodes lists what it has",
      ],
    ],
    [
      "is to have no policies of its own besides",
      [kept("Nodes"), change("made", INLINE, "node-role_spot_inline-exclusive", null, inline())],
      [
        "policies that the role Nodes of nodeRoles.spot has besides go; aws iam list-role-policies --role-name Nodes lists what it has",
      ],
    ],
    [
      "has another name",
      [kept("Other"), change("made", MANAGED, "node-role_spot_policies-exclusive", null, managed())],
      [],
    ],
    [
      "has a managed policy of others, and loses its own",
      [
        kept("Nodes"),
        detached("Known"),
        change("changed", MANAGED, "node-role_spot_policies-exclusive", managed("Known", "Stray"), managed()),
      ],
      [
        "nodes of nodeRoles.spot lose Known",
        "the role Nodes of nodeRoles.spot loses Stray, which somebody gave it past Terraform",
      ],
    ],
    [
      "has inline policies of others",
      [kept("Nodes"), change("changed", INLINE, "node-role_spot_inline-exclusive", inline("a", "b"), inline())],
      ["the role Nodes of nodeRoles.spot loses a and b, which somebody gave it past Terraform"],
    ],
    [
      "lacks a policy",
      [kept("Nodes"), change("changed", MANAGED, "node-role_spot_policies-exclusive", managed(), managed("Known"))],
      [],
    ],
  ])("%s", (_, changes, said) => {
    expect(linesOf(changes)).toEqual(said);
  });

  test.each<[policy: string, hurts: boolean]>([
    ["AmazonEKSWorkerNodePolicy", true],
    ["AmazonEKS_CNI_Policy", true],
    ["AmazonSSMManagedInstanceCore", false],
  ])("loses %s", (policy, hurts) => {
    const detached = { role: "Nodes", policy_arn: `arn:aws:iam::aws:policy/${policy}` };
    const gone = change(
      "destroyed",
      "aws_iam_role_policy_attachment",
      `node-role_spot_policy_${policy}`,
      detached,
      null,
    );
    expect(linesOf([change("kept", "aws_iam_role", "node-role_spot", NODES, NODES), gone])).toEqual([
      hurts
        ? `hurts: nodes of nodeRoles.spot lose ${policy}, which they need`
        : `nodes of nodeRoles.spot lose ${policy}`,
    ]);
  });
});

describe("what has an end", () => {
  const ROLE = "arn:aws:iam::111122223333:role/kim";
  const END = { until: "2026-01-31", reason: "ACME-1234" };
  const config = head({
    access: { kim: { principal: ROLE, policies: ["AmazonEKSViewPolicy"], ...END } },
    workloads: { report: { serviceAccount: "apps/report", ...END } },
  });
  /** The same at its index in the state. */
  const indexed = (one: ReturnType<typeof change>, more: object = {}) => ({
    ...one,
    address: `${one.address}[0]`,
    index: 0,
    ...more,
  });
  const OVER = { action_reason: "delete_because_count_index" };
  const entry = (fate: Fate, before: Values | null, after: Values | null) =>
    change(fate, "aws_eks_access_entry", "access_kim", before, after);
  const policy = (fate: Fate, before: Values) =>
    change(fate, "aws_eks_access_policy_association", "access_kim_AmazonEKSViewPolicy", before, null);
  const VIEW = {
    principal_arn: ROLE,
    policy_arn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
    access_scope: [{ type: "cluster" }],
  };
  const PERSON = { type: "STANDARD", principal_arn: ROLE };
  const pods = change(
    "destroyed",
    "aws_eks_pod_identity_association",
    "workload_report_apps_report",
    { namespace: "apps", service_account: "report", role_arn: ROLE },
    null,
  );

  test.each<[what: string, changes: object[], said: string[]]>([
    [
      "goes when it is over",
      [indexed(entry("destroyed", PERSON, null), OVER)],
      [`${ROLE} loses access, because its until is over`],
    ],
    [
      "goes with its policies",
      [indexed(entry("destroyed", PERSON, null), OVER), indexed(policy("destroyed", VIEW), OVER)],
      [`${ROLE} loses access, because its until is over`],
    ],
    [
      "goes as a policy alone",
      [indexed(policy("destroyed", VIEW), OVER)],
      [`${ROLE} loses AmazonEKSViewPolicy in the whole cluster, because its until is over`],
    ],
    ["goes from pods", [indexed(pods, OVER)], ["pods of apps/report lose their role, because its until is over"]],
    ["is taken out of the file like all else", [indexed(entry("destroyed", PERSON, null))], [`${ROLE} loses access`]],
    [
      "moves to its index and back",
      [indexed(entry("kept", PERSON, PERSON), { previous_address: "aws_eks_access_entry.access_kim" })],
      [],
    ],
  ])("%s", (_, changes, said) => {
    expect(linesOf(changes, config)).toEqual(said);
    expect(review(planOf(changes), config).map(({ path }) => path?.[1])).toEqual(
      said.map((line) => (line.startsWith("pods") ? "report" : "kim")),
    );
  });

  test("names a principal that the apply makes", () => {
    const changes = [
      change("made", "aws_iam_role", "other-role_agent", null, { name: "agent", path: "/" }),
      indexed(entry("made", null, { type: "STANDARD" })),
    ];
    const resources = [
      {
        address: "aws_eks_access_entry.access_kim",
        expressions: {
          principal_arn: { references: ["aws_iam_role.other-role_agent.arn", "aws_iam_role.other-role_agent"] },
        },
      },
    ];
    const plan =
      changesOf(
        JSON.stringify({
          format_version: "1.2",
          resource_changes: changes,
          configuration: { root_module: { resources } },
        }),
      ) ?? [];
    expect(plan[1]?.references).toEqual({ principal_arn: resources[0]?.expressions.principal_arn.references });
    expect(review(plan, config).map(({ message }) => message)).toContain("the role of access.kim gets access");
  });
});
