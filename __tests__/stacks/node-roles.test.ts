import { head } from "../support/decide";
import { addresses, resources, type Synthesized, stackAccess, synthesized } from "../support/synth";

const ROLE = "arn:aws:iam::111122223333:role";

/** What one item of nodeRoles makes. */
const made = (item: object, top: object = {}): Synthesized => synthesized(head({ nodeRoles: { a: item }, ...top }));

const policiesOf = (json: Synthesized): string[] =>
  Object.values(resources(json, "aws_iam_role_policy_attachment")).map(({ policy_arn }) =>
    String(policy_arn).replace("arn:aws:iam::aws:policy/", ""),
  );

const trustOf = (json: Synthesized) =>
  JSON.parse(String(resources(json, "aws_iam_role")["node-role_a"]?.assume_role_policy)).Statement;

const EC2 = [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }];
const NODE = ["AmazonEC2ContainerRegistryPullOnly", "AmazonEKSWorkerNodePolicy"];

describe("each kind has its trust, its policies and its entry", () => {
  test.each([
    ["auto", EC2, ["AmazonEC2ContainerRegistryPullOnly", "AmazonEKSWorkerNodeMinimalPolicy"], ["EC2"]],
    ["managed", EC2, NODE, []],
    ["self-managed", EC2, NODE, ["EC2_LINUX"]],
    ["windows", EC2, NODE, ["EC2_WINDOWS"]],
    [
      "fargate",
      [
        {
          Effect: "Allow",
          Principal: { Service: "eks-fargate-pods.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: { ArnLike: { "aws:SourceArn": "arn:aws:eks:eu-west-1:111122223333:fargateprofile/demo/*" } },
        },
      ],
      ["AmazonEKSFargatePodExecutionRolePolicy"],
      [],
    ],
    [
      "hybrid-ssm",
      [
        {
          Effect: "Allow",
          Principal: { Service: "ssm.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: {
            StringEquals: { "aws:SourceAccount": "111122223333" },
            ArnEquals: { "aws:SourceArn": "arn:aws:ssm:eu-west-1:111122223333:*" },
          },
        },
      ],
      ["AmazonEC2ContainerRegistryPullOnly", "AmazonSSMManagedInstanceCore"],
      ["HYBRID_LINUX"],
    ],
  ])("%s", (kind, trust, policies, entries) => {
    const json = made({ kind });
    expect(trustOf(json)).toEqual(trust);
    expect(policiesOf(json)).toEqual(policies);
    expect(Object.values(resources(json, "aws_eks_access_entry")).map(({ type }) => type)).toEqual(entries);
  });

  test("hybrid-roles-anywhere, bound to its trust anchor and to the node's own name", () => {
    const trustAnchorArn = "arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/0a1b";
    const json = made({ kind: "hybrid-roles-anywhere", trustAnchorArn });
    const CN = "aws:PrincipalTag/x509Subject/CN";
    const Principal = { Service: "rolesanywhere.amazonaws.com" };
    const ArnEquals = { "aws:SourceArn": trustAnchorArn };
    // as Terraform's text: IAM's variables are escaped
    expect(trustOf(json)).toEqual([
      {
        Effect: "Allow",
        Principal,
        Action: ["sts:TagSession", "sts:SetSourceIdentity"],
        Condition: { StringEquals: { [CN]: `$\${${CN}}` }, ArnEquals },
      },
      {
        Effect: "Allow",
        Principal,
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "sts:RoleSessionName": `$\${${CN}}`, [CN]: `$\${${CN}}` }, ArnEquals },
      },
    ]);
    expect(policiesOf(json)).toEqual(["AmazonEC2ContainerRegistryPullOnly"]);
    expect(Object.values(resources(json, "aws_eks_access_entry")).map(({ type }) => type)).toEqual(["HYBRID_LINUX"]);
  });

  test("entries of kinds other than auto have no access policy", () => {
    for (const kind of ["self-managed", "windows", "hybrid-ssm"]) {
      expect(resources(made({ kind }), "aws_eks_access_policy_association")).toEqual({});
    }
  });

  test("a role that exists gets its entry, and nothing else", () => {
    expect(addresses(made({ kind: "windows", arn: `${ROLE}/windows` }))).toEqual([
      "aws_eks_access_entry.node-role_a_entry",
    ]);
    expect(addresses(made({ kind: "managed", arn: `${ROLE}/managed` }))).toEqual([]);
  });
});

describe("the VPC CNI", () => {
  test("has its permissions elsewhere by default", () => {
    expect(policiesOf(made({ kind: "managed" }))).toEqual(NODE);
  });

  test("takes AWS's policy on the node where the file says so", () => {
    expect(policiesOf(made({ kind: "self-managed", cni: "node" }))).toEqual([...NODE, "AmazonEKS_CNI_Policy"]);
  });

  test("takes a policy of our own with IPv6, where AWS has none", () => {
    const json = made({ kind: "managed", cni: "node", ipFamily: "ipv6" });
    expect(policiesOf(json)).toEqual(NODE);
    expect(Object.values(resources(json, "aws_iam_role_policy")).map(({ name }) => name)).toEqual(["CNIIPv6"]);
  });
});

test("an instance profile is made where it is asked for, before the entry", () => {
  const item = { kind: "self-managed", instanceProfile: true };
  expect(resources(made(item), "aws_iam_instance_profile")).toEqual({
    "node-role_a_instance-profile": {
      name: "eks-demo-a",
      role: "${aws_iam_role.node-role_a.name}",
      lifecycle: { replace_triggered_by: ["aws_iam_role.node-role_a.unique_id"] },
    },
  });
  expect(stackAccess(head({ nodeRoles: { a: item } }))).toMake("profile:a", { before: "access_entry:a" });
});

test("R808 a NodeClass and a node role of kind auto share one role, one entry, one association", () => {
  const selectors = { subnetSelectorTerms: [{ id: "subnet-1" }], securityGroupSelectorTerms: [{ id: "sg-1" }] };
  const json = made({ kind: "auto" }, { nodeClasses: { gpu: { role: { use: "a" }, spec: selectors } } });
  expect(addresses(json).filter((address) => !address.includes("attachment"))).toEqual([
    "aws_eks_access_entry.node-role_a_entry",
    "aws_eks_access_policy_association.node-role_a_entry_AmazonEKSAutoNodePolicy",
    "aws_iam_role.node-role_a",
  ]);
});

test("iam sets path, boundary and name prefix of every role, and a role's own come first", () => {
  const boundary = "arn:aws:iam::111122223333:policy/b";
  const json = synthesized(
    head({
      iam: { path: "/team/", permissionsBoundary: boundary, namePrefix: "acme-" },
      nodeRoles: { a: { kind: "managed" }, b: { kind: "managed", name: "own", path: "/" } },
    }),
  );
  const roles = Object.values(resources(json, "aws_iam_role")).map(({ name, path, permissions_boundary }) => [
    name,
    path,
    permissions_boundary,
  ]);
  expect(roles).toEqual([
    ["acme-demo-a-node", "/team/", boundary],
    ["own", "/", boundary],
  ]);
});

test("iam.exclusive takes off what is attached to a role out of band", () => {
  const json = made({ kind: "managed", cni: "node", ipFamily: "ipv6" }, { iam: { exclusive: true } });
  expect(resources(json, "aws_iam_role_policy_attachments_exclusive")).toEqual({
    "node-role_a_policies-exclusive": {
      role_name: "${aws_iam_role.node-role_a.name}",
      policy_arns: NODE.map((name) => `arn:aws:iam::aws:policy/${name}`),
      depends_on: NODE.map((name) => `aws_iam_role_policy_attachment.node-role_a_policy_${name}`),
    },
  });
  expect(resources(json, "aws_iam_role_policies_exclusive")).toEqual({
    "node-role_a_inline-exclusive": {
      role_name: "${aws_iam_role.node-role_a.name}",
      policy_names: ["CNIIPv6"],
      depends_on: ["aws_iam_role_policy.node-role_a_inline_CNIIPv6"],
    },
  });
});

test("other roles have their trust and no entry", () => {
  const json = synthesized(head({ otherRoles: { ack: { kind: "capability" }, agent: { kind: "connector" } } }));
  expect(addresses(json)).toEqual([
    "aws_iam_role.other-role_ack",
    "aws_iam_role.other-role_agent",
    "aws_iam_role_policy.other-role_agent_inline_ConnectorAgent",
  ]);
  const principals = Object.values(resources(json, "aws_iam_role")).map(
    ({ assume_role_policy }) => JSON.parse(String(assume_role_policy)).Statement[0].Principal.Service,
  );
  expect(principals).toEqual(["capabilities.eks.amazonaws.com", "ssm.amazonaws.com"]);
  expect(json.output?.other_roles?.value).toEqual({
    ack: {
      role_name: "${aws_iam_role.other-role_ack.name}",
      role_arn: "${aws_iam_role.other-role_ack.arn}",
      role_unique_id: "${aws_iam_role.other-role_ack.unique_id}",
    },
    agent: expect.any(Object),
  });
});
