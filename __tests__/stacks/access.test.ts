import { head, nodeClass, spec } from "../support/decide";
import { addresses, resources, type Synthesized, synthesized } from "../support/synth";

const ROLE = "arn:aws:iam::111122223333:role";
const POLICY = "arn:aws:eks::aws:cluster-access-policy";
const access = (items: object, top: object = {}): Synthesized => synthesized(head({ access: items, ...top }));
const entries = (json: Synthesized) => resources(json, "aws_eks_access_entry");
const associations = (json: Synthesized) => resources(json, "aws_eks_access_policy_association");

/** What every association of an entry has. */
const of = (entry: string) => ({
  cluster_name: "demo",
  principal_arn: `\${aws_eks_access_entry.${entry}.principal_arn}`,
  depends_on: [`aws_eks_access_entry.${entry}`],
  lifecycle: { replace_triggered_by: [`aws_eks_access_entry.${entry}.access_entry_arn`] },
});

describe("an entry of a person", () => {
  test("R118 with one policy is an entry with no groups, said aloud, and one association", () => {
    const json = access({ dev: { principal: `${ROLE}/dev`, policies: ["AmazonEKSViewPolicy"] } });
    expect(json.resource).toEqual({
      aws_eks_access_entry: {
        access_dev: {
          cluster_name: "demo",
          principal_arn: `${ROLE}/dev`,
          type: "STANDARD",
          kubernetes_groups: [],
        },
      },
      aws_eks_access_policy_association: {
        access_dev_AmazonEKSViewPolicy: {
          ...of("access_dev"),
          policy_arn: `${POLICY}/AmazonEKSViewPolicy`,
          access_scope: { type: "cluster" },
        },
      },
    });
  });

  test("with everything has everything", () => {
    const json = access({
      "team-a": {
        principal: "arn:aws:iam::444455556666:user/people/kim",
        type: "STANDARD",
        groups: ["ops", "dev"],
        username: "kim:{{SessionName}}",
        policies: [
          { policy: `${POLICY}/AmazonEKSEditPolicy`, namespaces: ["team-a-*", "team-a"] },
          { policy: "AmazonEKSViewPolicy" },
          "AmazonEKSSecretReaderPolicy",
        ],
        tags: { Team: "a" },
      },
    });
    expect(json.resource).toEqual({
      aws_eks_access_entry: {
        "access_team-a": {
          cluster_name: "demo",
          principal_arn: "arn:aws:iam::444455556666:user/people/kim",
          type: "STANDARD",
          kubernetes_groups: ["dev", "ops"],
          user_name: "kim:{{SessionName}}",
          tags: { Team: "a" },
        },
      },
      aws_eks_access_policy_association: {
        "access_team-a_AmazonEKSEditPolicy": {
          ...of("access_team-a"),
          policy_arn: `${POLICY}/AmazonEKSEditPolicy`,
          access_scope: { type: "namespace", namespaces: ["team-a", "team-a-*"] },
        },
        "access_team-a_AmazonEKSSecretReaderPolicy": {
          ...of("access_team-a"),
          policy_arn: `${POLICY}/AmazonEKSSecretReaderPolicy`,
          access_scope: { type: "cluster" },
        },
        "access_team-a_AmazonEKSViewPolicy": {
          ...of("access_team-a"),
          policy_arn: `${POLICY}/AmazonEKSViewPolicy`,
          access_scope: { type: "cluster" },
        },
      },
    });
  });
});

describe("an entry of nodes", () => {
  test.each(["EC2_LINUX", "EC2_WINDOWS", "FARGATE_LINUX", "HYBRID_LINUX"])(
    "R117 R118 of type %s has neither groups nor username, not even empty",
    (type) => {
      expect(access({ nodes: { principal: `${ROLE}/nodes`, type } }).resource).toEqual({
        aws_eks_access_entry: {
          access_nodes: { cluster_name: "demo", principal_arn: `${ROLE}/nodes`, type },
        },
      });
    },
  );

  test("R211 of type EC2 has its policy", () => {
    const nodes = { principal: `${ROLE}/nodes`, type: "EC2", policies: ["AmazonEKSAutoNodePolicy"] };
    expect(access({ nodes }).resource).toEqual({
      aws_eks_access_entry: {
        access_nodes: { cluster_name: "demo", principal_arn: `${ROLE}/nodes`, type: "EC2" },
      },
      aws_eks_access_policy_association: {
        access_nodes_AmazonEKSAutoNodePolicy: {
          ...of("access_nodes"),
          policy_arn: `${POLICY}/AmazonEKSAutoNodePolicy`,
          access_scope: { type: "cluster" },
        },
      },
    });
  });
});

describe("a role that is made here", () => {
  const otherRoles = { ack: { kind: "connector", additionalPolicies: ["ReadOnlyAccess"] } };
  const entry = {
    cluster_name: "demo",
    principal_arn: "${aws_iam_role.other-role_ack.arn}",
    type: "STANDARD",
    kubernetes_groups: ["dev"],
    depends_on: [
      "aws_iam_role_policy.other-role_ack_inline_ConnectorAgent",
      "aws_iam_role_policy_attachment.other-role_ack_policy_ReadOnlyAccess",
    ],
  };

  test.each([
    ["by its key", { role: "ack" }],
    ["by its ARN", { principal: `${ROLE}/demo-ack` }],
  ])("given %s has an entry that refers to it and waits for its policies", (_, given) => {
    const json = access({ ci: { ...given, groups: ["dev"] } }, { otherRoles });
    expect(entries(json)).toEqual({ access_ci: entry });
  });

  test("is not waited for by the entries of others", () => {
    const json = access(
      { ci: { role: "ack", groups: ["dev"] }, dev: { principal: `${ROLE}/dev`, groups: ["dev"] } },
      { otherRoles },
    );
    expect(entries(json).access_dev).not.toHaveProperty("depends_on");
  });
});

test("on a cluster that is made here, every entry waits for it by its name", () => {
  const json = access(
    { admins: { principal: `${ROLE}/admins`, policies: ["AmazonEKSClusterAdminPolicy"] } },
    { cluster: { create: { subnetIds: ["subnet-1", "subnet-2"] } } },
  );
  expect(entries(json).access_admins).toEqual({
    cluster_name: "${aws_eks_cluster.cluster.name}",
    principal_arn: `${ROLE}/admins`,
    type: "STANDARD",
    kubernetes_groups: [],
    lifecycle: { replace_triggered_by: ["aws_eks_cluster.cluster.created_at"] },
  });
});

test("tokens go through, the principal with a precondition", () => {
  const json = access({
    ci: {
      principal: "${var.principal}",
      username: "${var.username}",
      groups: ["${var.group}"],
      policies: [{ policy: "${var.policy}", namespaces: ["${var.namespace}"] }],
    },
  });
  expect(json.resource).toEqual({
    aws_eks_access_entry: {
      access_ci: {
        cluster_name: "demo",
        principal_arn: "${var.principal}",
        type: "STANDARD",
        kubernetes_groups: ["${var.group}"],
        user_name: "${var.username}",
        lifecycle: {
          precondition: [
            {
              condition: '${can(regex("^arn:aws:iam::[0-9]{12}:(role|user)/", var.principal))}',
              error_message:
                "The principal of an access entry of type STANDARD must be an IAM role or user in partition aws, given by its ARN.",
            },
          ],
        },
      },
    },
    aws_eks_access_policy_association: {
      "access_ci_policy-from_var-policy": {
        ...of("access_ci"),
        policy_arn: "${var.policy}",
        access_scope: { type: "namespace", namespaces: ["${var.namespace}"] },
      },
    },
  });
});

test("R121 a username with session variables is written as it stands", () => {
  const json = access({ dev: { principal: `${ROLE}/dev`, groups: ["x"], username: "a:{{SessionNameRaw}}" } });
  expect(entries(json).access_dev?.user_name).toBe("a:{{SessionNameRaw}}");
});

test("another item, another policy and another order change no address", () => {
  const view = { principal: `${ROLE}/a`, policies: ["AmazonEKSViewPolicy"] };
  const more = { principal: `${ROLE}/a`, policies: ["AmazonEKSEditPolicy", "AmazonEKSViewPolicy"] };
  const before = addresses(access({ m: view }));
  expect(addresses(access({ z: { ...view, principal: `${ROLE}/z` }, m: more }))).toEqual(
    expect.arrayContaining(before),
  );
  expect(JSON.stringify(access({ a: view, b: { ...more, principal: `${ROLE}/b` } }))).toBe(
    JSON.stringify(access({ b: { ...more, principal: `${ROLE}/b`, policies: [...more.policies].reverse() }, a: view })),
  );
});

test("entries of nodes and of people stand side by side", () => {
  const config = nodeClass({}, { access: { gpu: { principal: `${ROLE}/gpu`, groups: ["gpu"] } } });
  expect(Object.keys(entries(synthesized(config)))).toEqual(["access_gpu", "node-class_gpu_entry"]);
  expect(Object.keys(associations(synthesized(head({ nodeClasses: { gpu: { spec: spec() } } }))))).toEqual([
    "node-class_gpu_entry_AmazonEKSAutoNodePolicy",
  ]);
});

describe("an entry that somebody else makes", () => {
  const BATCH = `${ROLE}/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch`;
  const batch = {
    principal: BATCH,
    entry: "by-batch",
    policies: [{ policy: "AWSBatchNamespacePolicy", namespaces: ["jobs", "batch"] }],
  };
  const ofBatch = {
    cluster_name: "demo",
    principal_arn: BATCH,
    policy_arn: `${POLICY}/AWSBatchNamespacePolicy`,
    access_scope: { type: "namespace", namespaces: ["batch", "jobs"] },
  };

  test("gets associations, and nothing else is made", () => {
    expect(access({ batch }).resource).toEqual({
      aws_eks_access_policy_association: { access_batch_AWSBatchNamespacePolicy: ofBatch },
    });
  });

  test("of a role that is made here refers to it and waits for its policies", () => {
    const otherRoles = { ack: { kind: "capability", additionalPolicies: ["ReadOnlyAccess"] } };
    const policies = ["AmazonEKSViewPolicy", { policy: "AmazonEKSSecretReaderPolicy", namespaces: ["databases"] }];
    const json = access({ ack: { role: "ack", entry: "by-eks", policies } }, { otherRoles });
    const ofAck = {
      cluster_name: "demo",
      principal_arn: "${aws_iam_role.other-role_ack.arn}",
      depends_on: ["aws_iam_role_policy_attachment.other-role_ack_policy_ReadOnlyAccess"],
    };
    expect(entries(json)).toEqual({});
    expect(associations(json)).toEqual({
      access_ack_AmazonEKSSecretReaderPolicy: {
        ...ofAck,
        policy_arn: `${POLICY}/AmazonEKSSecretReaderPolicy`,
        access_scope: { type: "namespace", namespaces: ["databases"] },
      },
      access_ack_AmazonEKSViewPolicy: {
        ...ofAck,
        policy_arn: `${POLICY}/AmazonEKSViewPolicy`,
        access_scope: { type: "cluster" },
      },
    });
  });

  test("has associations that are replaced with a cluster made here", () => {
    const json = access(
      { admins: { principal: `${ROLE}/admins`, policies: ["AmazonEKSClusterAdminPolicy"] }, batch },
      { cluster: { create: { subnetIds: ["subnet-1", "subnet-2"] } } },
    );
    expect(associations(json).access_batch_AWSBatchNamespacePolicy).toEqual({
      ...ofBatch,
      cluster_name: "${aws_eks_cluster.cluster.name}",
      lifecycle: { replace_triggered_by: ["aws_eks_cluster.cluster.created_at"] },
    });
  });

  test("has associations that check a token, and the cluster, before they are made", () => {
    const item = { principal: "${var.role}", entry: "elsewhere", policies: ["AmazonEKSViewPolicy"] };
    const association = (top: object) => associations(access({ ci: item }, top)).access_ci_AmazonEKSViewPolicy;
    const checked = (...conditions: unknown[]) => ({
      lifecycle: { precondition: conditions.map((condition) => expect.objectContaining({ condition })) },
    });
    const token = '${can(regex("^arn:aws:iam::[0-9]{12}:(role|user)/", var.role))}';
    expect(association({})).toMatchObject(checked(token));
    expect(association({ cluster: { verify: true } })).toMatchObject(
      checked(expect.stringContaining("authentication_mode"), token),
    );
  });

  test("keeps its addresses when the entry becomes ours", () => {
    const item = { principal: `${ROLE}/ci`, policies: ["AmazonEKSViewPolicy"] };
    const others = addresses(access({ ci: { ...item, entry: "elsewhere" } }));
    expect(others).toEqual(["aws_eks_access_policy_association.access_ci_AmazonEKSViewPolicy"]);
    expect(addresses(access({ ci: item }))).toEqual(["aws_eks_access_entry.access_ci", ...others]);
  });
});
