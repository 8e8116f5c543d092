import { decides, head, nodeClass } from "../../support/decide";

const AT = "nodeClasses.gpu.role";
const ROLE = "arn:aws:iam::111122223333:role";
const role = (more: object, top: object = {}) => nodeClass({ role: more }, { ...top });
const FORM = "write arn:aws:iam::111122223333:role/<path><name>";

describe("names", () => {
  decides([
    ["R301", "a role name of 64 characters is allowed", role({ name: "r".repeat(64) })],
    [
      "R301",
      "a role name of 65 characters is refused",
      role({ name: "r".repeat(65) }),
      `${AT}.name: a role name has 1-64 characters, got 65 ("${"r".repeat(65)}"); leave out the excess`,
    ],
    [
      "R301",
      "an empty role name is refused",
      role({ name: "" }),
      `${AT}.name: a role name has 1-64 characters, got 0 (""); leave out the excess`,
    ],
    ["R302", "all of _+=,.@- are allowed in a role name", role({ name: "a_+=,.@-Z9" })],
    [
      "R302",
      "a space in a role name is refused",
      role({ name: "my role" }),
      `${AT}.name: a role name is made of letters, digits and _+=,.@-, got "my role"; leave out " "`,
    ],
    [
      "R302",
      "an ARN is no role name",
      role({ name: `${ROLE}/nodes` }),
      `${AT}.name: a role name is made of letters, digits and _+=,.@-, got "${ROLE}/nodes"; an ARN is no name; for what exists write { arn: … } under role`,
    ],
    [
      "R302",
      "a path is no part of a role name",
      role({ name: "team/nodes" }),
      `${AT}.name: a role name is made of letters, digits and _+=,.@-, got "team/nodes"; a path does not belong into the name; write it as path, or as iam.path for all roles`,
    ],
    [
      "R303",
      "an instance profile name of 128 characters is allowed",
      nodeClass({ instanceProfile: { name: "p".repeat(128) } }),
    ],
    [
      "R303",
      "an instance profile name of 129 characters is refused",
      nodeClass({ instanceProfile: { name: "p".repeat(129) } }),
      `nodeClasses.gpu.instanceProfile.name: an instance profile name has 1-128 characters, got 129 ("${"p".repeat(129)}"); leave out the excess`,
    ],
    [
      "R304",
      "the ARN of an instance profile is refused",
      nodeClass({ instanceProfile: { name: "arn:aws:iam::111122223333:instance-profile/eks-gpu" } }),
      'nodeClasses.gpu.instanceProfile.name: an instance profile name is made of letters, digits and _+=,.@-, got "arn:aws:iam::111122223333:instance-profile/eks-gpu"; write the name alone: "eks-gpu"',
    ],
    [
      "R305",
      "neither name needs a prefix eks",
      nodeClass({ role: { name: "nodes" }, instanceProfile: { name: "nodes-profile" } }),
    ],
    [
      "R306",
      "a role and an instance profile may have one name",
      nodeClass({ role: { name: "x" }, instanceProfile: { name: "x" } }),
    ],
    ["R307", "a default name that would be too long is allowed", nodeClass({}, { name: "c".repeat(100) })],
  ]);
});

describe("a role that exists", () => {
  decides([
    ["R311", "the ARN of a role is allowed", role({ arn: `${ROLE}/nodes` })],
    [
      "R108",
      "a path of any depth stays as it is, and is a warning for a NodeClass",
      role({ arn: `${ROLE}/a/b/nodes` }),
      'warning nodeClasses.gpu.role.arn: nodes of a NodeClass whose role has a path, here "/a/b/", may never become ready (https://github.com/aws/containers-roadmap/issues/2486); use a role with the path "/"',
    ],
    [
      "R108",
      "for other nodes a path is no matter",
      head({ nodeRoles: { a: { kind: "self-managed", arn: `${ROLE}/a/b/nodes` } } }),
    ],
    [
      "R311",
      "a bare name is refused",
      role({ arn: "nodes" }),
      `${AT}.arn: the ARN of a role that exists, got "nodes"; ${FORM}, or name for a role made here`,
    ],
    [
      "R115",
      "a user is refused",
      role({ arn: "arn:aws:iam::111122223333:user/kim" }),
      `${AT}.arn: the ARN of a role, got a user, "arn:aws:iam::111122223333:user/kim"; ${FORM}`,
    ],
    [
      "R104",
      "a group is refused",
      role({ arn: "arn:aws:iam::111122223333:group/nodes" }),
      `${AT}.arn: the ARN of a role, got a group, "arn:aws:iam::111122223333:group/nodes"; ${FORM}`,
    ],
    [
      "R104",
      "an instance profile is refused",
      role({ arn: "arn:aws:iam::111122223333:instance-profile/nodes" }),
      `${AT}.arn: the ARN of a role, got an instance profile, "arn:aws:iam::111122223333:instance-profile/nodes"; write the ARN of the role inside it`,
    ],
    [
      "R105",
      "the account root is refused",
      role({ arn: "arn:aws:iam::111122223333:root" }),
      `${AT}.arn: the ARN of a role, got a root, "arn:aws:iam::111122223333:root"; ${FORM}`,
    ],
    [
      "R106",
      "a session is refused, with the role spelled out",
      role({ arn: "arn:aws:sts::111122223333:assumed-role/nodes/i-0abc" }),
      `${AT}.arn: the ARN of a role, got a session of one, "arn:aws:sts::111122223333:assumed-role/nodes/i-0abc"; write ${ROLE}/nodes, with the role's path where it has one`,
    ],
    [
      "R107",
      "a service-linked role is refused",
      head({
        nodeRoles: {
          a: { kind: "self-managed", arn: `${ROLE}/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS` },
        },
      }),
      `nodeRoles.a.arn: a role of your own, got a service-linked role, "${ROLE}/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS"; only AWS's services take those, so have a role made here`,
    ],
    [
      "R111",
      "a wildcard is refused",
      role({ arn: `${ROLE}/nodes-*` }),
      `${AT}.arn: the whole ARN of a role, got "${ROLE}/nodes-*"; ${FORM}`,
    ],
    [
      "R112",
      "a role of another partition is refused",
      role({ arn: "arn:aws-cn:iam::111122223333:role/nodes" }),
      `${AT}.arn: a role of the cluster's partition aws, got "arn:aws-cn:iam::111122223333:role/nodes"; ${FORM}`,
    ],
    [
      "R114",
      "a role of another account is refused",
      role({ arn: "arn:aws:iam::444455556666:role/nodes" }),
      `${AT}.arn: a role of the cluster's account 111122223333, got "arn:aws:iam::444455556666:role/nodes"; a role of another account cannot be used here`,
    ],
    [
      "R312",
      "the role of a NodeClass is in the cluster's account",
      role({ arn: "arn:aws:iam::444455556666:role/other" }),
      `${AT}.arn: a role of the cluster's account 111122223333, got "arn:aws:iam::444455556666:role/other"; a role of another account cannot be used here`,
    ],
    [
      "R313",
      "name and arn are refused together",
      role({ name: "a", arn: `${ROLE}/a` }),
      `${AT}: at most one of name, arn and use, got name and arn; name makes a role, arn takes one that exists, use shares one of this file`,
    ],
    ["R313", "neither is allowed", role({})],
    [
      "R314",
      "policies for a role that exists would be lost",
      role({ arn: `${ROLE}/a`, additionalPolicies: ["AmazonSSMManagedInstanceCore"], description: "x" }),
      `${AT}: with arn nothing is made or attached here, so additionalPolicies and description would be lost; write it where the role is made`,
    ],
    ["R305", "a token stands for any role", role({ arn: "${aws_iam_role.nodes.arn}" })],
  ]);
});

describe("roles of one file", () => {
  const two = (a: object | undefined, b: object | undefined, keys = ["a", "b"]) => {
    const { spec } = nodeClass().nodeClasses?.gpu ?? {};
    return nodeClass({}, { nodeClasses: { [keys[0] ?? ""]: { role: a, spec }, [keys[1] ?? ""]: { role: b, spec } } });
  };
  decides([
    ["R808", "two NodeClasses share a role by use", two({}, { use: "a" })],
    ["R808", "they share one that exists, too", two({ arn: `${ROLE}/nodes` }, { use: "a" })],
    [
      "R806",
      "two NodeClasses that name one existing role are refused",
      two({ arn: `${ROLE}/nodes` }, { arn: `${ROLE}/nodes` }),
      `nodeClasses.b.role.arn: nodeClasses.a has the same role, "${ROLE}/nodes", and EKS keeps one entry a role; write role: { use: a }`,
    ],
    [
      "R806",
      "a role made here and given by its ARN is one role",
      two({ arn: `${ROLE}/nodes` }, { name: "nodes" }),
      `nodeClasses.a.role.arn: nodeClasses.b has the same role, "${ROLE}/nodes", and EKS keeps one entry a role; write role: { use: b }`,
    ],
    [
      "R813",
      "use of a key that is not there is refused",
      two({}, { use: "aa" }),
      'nodeClasses.b.role.use: no item "aa" in nodeClasses or nodeRoles; did you mean "a"?',
    ],
    [
      "R814",
      "use that leads back to itself is refused",
      two({ use: "b" }, { use: "a" }),
      "nodeClasses.a.role.use: use leads back to itself: a -> b -> a; one of them needs a role of its own",
      "nodeClasses.b.role.use: use leads back to itself: b -> a -> b; one of them needs a role of its own",
    ],
    [
      "R815",
      "two roles whose names differ in case only are refused",
      two({ name: "Nodes" }, { name: "nodes" }),
      'nodeClasses.b.role.name: the role made here is named "nodes", which IAM takes for "Nodes", and so is that of nodeClasses.a; give one another name, or share one role: role: { use: a }',
    ],
    [
      "R817",
      "a default name that another item gives as its own is refused",
      two({ name: "demo-b-node" }, {}),
      'nodeClasses.b: the role made here is named "demo-b-node" by default, and so is that of nodeClasses.a; give one another name, or share one role: role: { use: a }',
    ],
    [
      "R822",
      "roles that exist and differ in case only are a warning",
      two({ arn: `${ROLE}/Nodes` }, { arn: `${ROLE}/nodes` }),
      `warning nodeClasses.b.role.arn: "${ROLE}/nodes" and "${ROLE}/Nodes" of nodeClasses.a differ in case only, and IAM cannot have both; write the spelling that IAM shows`,
    ],
    [
      "R820",
      "a key that would lose characters in a Terraform address is refused",
      two({}, {}, ["team.a", "teama"]),
      'nodeClasses.teama: "team.a" and "teama" become one Terraform address, node-class_teama; choose another key',
    ],
  ]);

  const profiles = (a: unknown, b: unknown) => {
    const { spec } = nodeClass().nodeClasses?.gpu ?? {};
    return nodeClass({}, { nodeClasses: { a: { instanceProfile: a, spec }, b: { instanceProfile: b, spec } } });
  };
  decides([
    ["R816", "instance profiles of different names are allowed", profiles(true, { name: "x" })],
    [
      "R816",
      "two instance profiles with one name are refused",
      profiles({ name: "X" }, { name: "x" }),
      'nodeClasses.b.instanceProfile.name: the instance profile made here is named "x", and so is that of nodeClasses.a; give one another name',
    ],
    [
      "R817",
      "a default name of an instance profile that another item gives is refused",
      profiles({ name: "eks-demo-b" }, true),
      'nodeClasses.b.instanceProfile: the instance profile made here is named "eks-demo-b" by default, and so is that of nodeClasses.a; give one another name',
    ],
  ]);
});

describe("the number of entries", () => {
  const { spec } = nodeClass().nodeClasses?.gpu ?? {};
  const many = (count: number, own: number) =>
    nodeClass(
      {},
      {
        nodeClasses: Object.fromEntries(
          Array.from({ length: count }, (_, n) => [`n${n}`, { spec, role: n < own ? {} : { use: "n0" } }]),
        ),
      },
    );
  decides([
    ["R128", "3000 entries are allowed, for more NodeClasses too", many(3001, 3000)],
    [
      "R128",
      "3001 entries are refused",
      many(3001, 3001),
      "nodeClasses: a cluster has at most 3000 access entries, got 3001; share roles between NodeClasses: role: { use: <key> }",
    ],
  ]);
});
