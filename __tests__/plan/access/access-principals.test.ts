import { plan } from "../../../lib/plan/plan";
import { decides, head } from "../../support/decide";

const ARN = "arn:aws:iam::111122223333";
const AT = "access.a.principal";
const FORM = "write arn:aws:iam::<account>:role/<path><name>";
const LISTED = "one of STANDARD, EC2, EC2_LINUX, EC2_WINDOWS, FARGATE_LINUX or HYBRID_LINUX";

const VIEW = { policies: ["AmazonEKSViewPolicy"] };
const person = (principal: unknown, top: object = {}) => head({ access: { a: { principal, ...VIEW } }, ...top });
const nodes = (type: string, principal = `${ARN}:role/nodes`) => head({ access: { a: { principal, type } } });
const NODE_TYPES = ["EC2_LINUX", "EC2_WINDOWS", "FARGATE_LINUX", "HYBRID_LINUX"];

describe("types", () => {
  decides([
    ["R101", "left out means STANDARD, which takes policies", person(`${ARN}:role/dev`)],
    ...["STANDARD", "EC2"].map(
      (type) =>
        [
          "R101",
          `${type} is allowed`,
          head({ access: { a: { principal: `${ARN}:role/dev`, type, policies: ["AmazonEKSAutoNodePolicy"] } } }),
          ...(type === "EC2"
            ? []
            : ["warning access.a.policies[0]: AmazonEKSAutoNodePolicy is for nodes; write type: EC2"]),
        ] as const,
    ),
    ...NODE_TYPES.map((type) => ["R101", `${type} is allowed`, nodes(type)] as const),
    [
      "R101",
      "EC2_Windows, as some guides print it, is refused with the spelling",
      nodes("EC2_Windows"),
      `access.a.type: ${LISTED}, got "EC2_Windows"; did you mean "EC2_WINDOWS"?`,
    ],
    [
      "R101",
      "lower case is refused with the spelling",
      nodes("ec2_linux"),
      `access.a.type: ${LISTED}, got "ec2_linux"; did you mean "EC2_LINUX"?`,
    ],
    ["R101", "any other word is refused with the list", nodes("ADMIN"), `access.a.type: ${LISTED}, got "ADMIN"`],
    [
      "R101",
      "a token is refused: the type decides what else is made",
      nodes("${var.type}"),
      `access.a.type: ${LISTED}, got "\${var.type}"`,
    ],
    [
      "R102",
      "HYPERPOD_LINUX is refused with the way around it",
      nodes("HYPERPOD_LINUX"),
      `access.a.type: ${LISTED}, got "HYPERPOD_LINUX"; the Terraform provider does not take this type; HyperPod's guide uses a STANDARD entry with groups, or make the entry outside Terraform`,
    ],
  ]);
});

describe("what a principal is", () => {
  const not = (what: string, given: string, advice: string) => `${AT}: ${what}, got "${given}"; ${advice}`;
  const refused = (rule: string, title: string, what: string, given: string, advice: string) =>
    [rule, `${title} is refused`, person(given), not(what, given, advice)] as const;
  const neither = "an IAM role or user";
  const federation = "write the role that the federation assumes";

  decides([
    [
      "R103",
      "neither principal nor role is refused",
      head({ access: { a: VIEW } }),
      "access.a: exactly one of principal and role, got none; principal takes an ARN, role the key of a role that this file makes",
    ],
    [
      "R103",
      "both are refused",
      head({ otherRoles: { ci: { kind: "connector" } }, access: { a: { principal: `${ARN}:role/x`, role: "ci" } } }),
      "access.a: exactly one of principal and role, got principal and role; principal takes an ARN, role the key of a role that this file makes",
      "warning access.a: this entry may log in and see nothing; give it a policy or a group",
    ],
    ["R104", "a role is allowed", person(`${ARN}:role/dev`)],
    ["R116", "a user is allowed in a STANDARD entry", person(`${ARN}:user/kim`)],
    refused(
      "R104",
      "a group",
      neither,
      `${ARN}:group/devs`,
      "EKS knows no IAM groups; write the role that its members assume",
    ),
    refused("R104", "a federated user", neither, "arn:aws:sts::111122223333:federated-user/kim", federation),
    refused("R104", "a SAML provider", neither, `${ARN}:saml-provider/okta`, federation),
    refused(
      "R104",
      "an OIDC provider",
      neither,
      `${ARN}:oidc-provider/token.actions.githubusercontent.com`,
      federation,
    ),
    refused(
      "R104",
      "an instance profile",
      neither,
      `${ARN}:instance-profile/nodes`,
      "write the ARN of the role inside it",
    ),
    refused("R104", "a policy", neither, `${ARN}:policy/dev`, "write the role or user that has the policy"),
    refused("R104", "anything else of IAM", neither, `${ARN}:constructor/x`, FORM),
    refused("R104", "what is not of IAM", "the ARN of an IAM role or user", "arn:aws:s3:::role/dev", FORM),
    refused("R105", "the account root", neither, `${ARN}:root`, "write a role of that account"),
    [
      "R106",
      "a session is refused, with the role spelled out",
      person("arn:aws:sts::111122223333:assumed-role/dev/kim@example.com"),
      `${AT}: a role, got a session of one, "arn:aws:sts::111122223333:assumed-role/dev/kim@example.com"; write ${ARN}:role/dev, with the role's path where it has one`,
    ],
    refused(
      "R107",
      "a service-linked role",
      "a service-linked role can have no entry of yours",
      `${ARN}:role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS`,
      "leave it out: EKS makes its own",
    ),
    refused(
      "R107",
      "that of AWS Batch, which has another way,",
      "a service-linked role can have no entry of yours",
      `${ARN}:role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch`,
      "write entry: by-batch to give policies to the entry that AWS Batch makes",
    ),
    ["R107", "a path that only looks like theirs is allowed", person(`${ARN}:role/aws-service-roles/dev`)],
    ["R108", "a path of any depth is right as it stands", person(`${ARN}:role/a/b/c/dev`)],
    [
      "R109",
      "a role of IAM Identity Center keeps its path",
      person(`${ARN}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_dev_0123456789abcdef`),
    ],
    [
      "R109",
      "with a region in it, too",
      person(`${ARN}:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_dev_0123456789abcdef`),
    ],
    [
      "R110",
      "without its path it is a warning",
      person(`${ARN}:role/AWSReservedSSO_dev_0123456789abcdef`),
      `warning ${AT}: a role of IAM Identity Center keeps its path here, which aws-auth needed removed, got "${ARN}:role/AWSReservedSSO_dev_0123456789abcdef"; write …:role/aws-reserved/sso.amazonaws.com/[<region>/]AWSReservedSSO_dev_0123456789abcdef`,
    ],
    ["R110", "a role of another name is not", person(`${ARN}:role/AWSReserved_dev`)],
  ]);
});

describe("the form of the ARN", () => {
  const whole = (given: string) =>
    [
      "R111",
      `${given.slice(0, 60)} is refused`,
      person(given),
      `${AT}: the whole ARN of a role or user, got "${given}"; ${FORM}`,
    ] as const;
  decides([
    ["R111", "a role name of 64 characters is allowed", person(`${ARN}:role/${"r".repeat(64)}`)],
    whole(`${ARN}:role/${"r".repeat(65)}`),
    ["R111", "a user name of 64 characters is allowed", person(`${ARN}:user/${"u".repeat(64)}`)],
    whole(`${ARN}:user/${"u".repeat(65)}`),
    ["R111", "all of +=,.@-_ are allowed", person(`${ARN}:user/kim_+=,.@-x`)],
    ["R111", "a path may hold more than a name", person(`${ARN}:role/a(b)/~!/dev`)],
    whole(`${ARN}:role/dev!`),
    whole(`${ARN}:role/dev ops`),
    whole(`${ARN}:role/`),
    whole(`${ARN}:role/dev/`),
    whole(`${ARN}:role/*`),
    whole(`${ARN}:role/team-*/dev`),
    whole("arn:aws:iam::12345678901:role/dev"),
    whole("arn:aws:iam::1111-2222-3333:role/dev"),
    whole("arn:aws:iam:::role/dev"),
    whole("arn:aws:iam:eu-west-1:111122223333:role/dev"),
    whole("arn:aws:sts::111122223333:role/dev"),
    ...["dev", "role/dev", "", " arn:aws:iam::111122223333:role/dev", "arn:aws:iam:111122223333:role/dev"].map(
      (given) =>
        [
          "R111",
          `${JSON.stringify(given)} is no ARN`,
          person(given),
          `${AT}: the ARN of an IAM role or user, got "${given}"; ${FORM}`,
        ] as const,
    ),
    [
      "R111",
      "a number is no text",
      person(111122223333),
      `${AT}: text or a mapping, got 111122223333 (a number); write it in quotes: "111122223333"`,
    ],
    ["R111", "a token stands for any principal", person("${aws_iam_role.dev.arn}")],
    [
      "R112",
      "a role of another partition is refused, with the ARN as it should be",
      person("arn:aws:iam::111122223333:role/dev", { region: "cn-north-1" }),
      `${AT}: a principal of the cluster's partition aws-cn, got "${ARN}:role/dev"; write arn:aws-cn:iam::111122223333:role/dev`,
    ],
    [
      "R112",
      "one of the cluster's partition is allowed",
      person("arn:aws-us-gov:iam::111122223333:role/dev", { region: "us-gov-west-1" }),
    ],
  ]);
});

describe("whose account", () => {
  const other = "arn:aws:iam::444455556666";
  decides([
    ["R113", "a STANDARD entry takes a role of another account", person(`${other}:role/dev`)],
    ["R113", "and a user of one", person(`${other}:user/kim`)],
    ...["EC2", ...NODE_TYPES].flatMap((type) => {
      const missing =
        type === "EC2"
          ? [
              "warning access.a: nodes of this role cannot join without AmazonEKSAutoNodePolicy; write policies: [AmazonEKSAutoNodePolicy]",
            ]
          : [];
      return [
        [
          "R114",
          `type ${type} takes no role of another account`,
          nodes(type, `${other}:role/nodes`),
          `${AT}: an entry of type ${type} is for a role of the cluster's account 111122223333, got "${other}:role/nodes"; write a role of that account, or type STANDARD`,
          ...missing,
        ] as const,
        [
          "R115",
          `type ${type} takes no user`,
          nodes(type, `${ARN}:user/kim`),
          `${AT}: an entry of type ${type} is for a role, got a user, "${ARN}:user/kim"; write a role, or type STANDARD for a person`,
          ...missing,
        ] as const,
        ["R114", `type ${type} takes a role of the cluster's account`, nodes(type), ...missing] as const,
      ];
    }),
    [
      "R114",
      "where the account is a token nothing is compared",
      head({ account: "${var.account}", access: { a: { principal: `${other}:role/nodes`, type: "EC2_LINUX" } } }),
    ],
  ]);

  test("R113 a token of a STANDARD entry is left to Terraform: any account, a role or a user", () => {
    const found = plan(person("${var.arn}"), { name: "demo" }).plan?.entries[0];
    expect(found?.precondition).toEqual({
      value: "${var.arn}",
      pattern: "^arn:aws:iam::[0-9]{12}:(role|user)/",
      errorMessage:
        "The principal of an access entry of type STANDARD must be an IAM role or user in partition aws, given by its ARN.",
    });
  });

  test("R114 R115 a token of a node type is left to Terraform: a role of the cluster's account", () => {
    const found = plan(nodes("EC2_LINUX", "${var.arn}"), { name: "demo" }).plan?.entries[0];
    expect(found?.precondition).toEqual({
      value: "${var.arn}",
      pattern: "^arn:aws:iam::111122223333:role/",
      errorMessage:
        "The principal of an access entry of type EC2_LINUX must be an IAM role of account 111122223333 in partition aws, given by its ARN.",
    });
  });
});
