import { date } from "../../../lib/aws/iam/managed-policy-names.json";
import { decides, head, nodeClass, type Row } from "../../support/decide";

const AT = "nodeClasses.gpu.role";
const ROLE = "arn:aws:iam::111122223333:role";
const managed = (more: object, top: object = {}) => head({ nodeRoles: { a: { kind: "managed", ...more } }, ...top });
const role = (more: object, top: object = {}) => nodeClass({ role: more }, { ...top });

describe("what a role takes", () => {
  const policies = (count: number) => Array.from({ length: count }, (_, n) => `arn:aws:iam::111122223333:policy/p${n}`);
  const document = (size: number) => ({ Version: "2012-10-17", Statement: [{ Sid: "x".repeat(size) }] });
  const empty = JSON.stringify(document(0)).length;
  decides([
    ["R308", "the path / is allowed", role({ path: "/" })],
    ["R308", "a path with slashes at both ends is allowed", managed({}, { iam: { path: "/team/eks/" } })],
    [
      "R308",
      "a path without slashes is refused",
      managed({ path: "team" }),
      `nodeRoles.a.path: a path is / alone, or begins and ends with / and holds no space, got "team"; write "/team/"`,
    ],
    [
      "R309",
      "a space in a path is refused",
      managed({}, { iam: { path: "/my team/" } }),
      'iam.path: a path is / alone, or begins and ends with / and holds no space, got "/my team/"; write "/myteam/"',
    ],
    ["R309", "a path of 512 characters is allowed", managed({ path: `/${"p".repeat(510)}/` })],
    [
      "R309",
      "a path of 513 characters is refused",
      managed({ path: `/${"p".repeat(511)}/` }),
      expect.stringMatching(/^nodeRoles\.a\.path: a path has 1-512 characters, got 513 \(/) as unknown as string,
    ],
    [
      "R310",
      "the ARN of a policy bounds a role",
      role({ permissionsBoundary: "arn:aws:iam::111122223333:policy/team/boundary" }),
    ],
    [
      "R310",
      "a role is no permissions boundary",
      role({ permissionsBoundary: `${ROLE}/boundary` }),
      `${AT}.permissionsBoundary: the ARN of an IAM policy, got "${ROLE}/boundary"; write arn:aws:iam::<account>:policy/<name>`,
    ],
    [
      "R310",
      "a name is no permissions boundary",
      nodeClass({}, { iam: { permissionsBoundary: "boundary" } }),
      'iam.permissionsBoundary: the ARN of an IAM policy, got "boundary"; write arn:aws:iam::<account>:policy/<name>',
    ],
    ["R315", "ten managed policies are allowed", role({ additionalPolicies: policies(8) })],
    [
      "R315",
      "eleven managed policies need a raised quota",
      role({ additionalPolicies: policies(9) }),
      `warning ${AT}.additionalPolicies: 11 managed policies on one role need a raised quota: AWS's default is 10, adjustable to 20`,
    ],
    [
      "R316",
      "21 managed policies are refused",
      role({ additionalPolicies: policies(19) }),
      `${AT}.additionalPolicies: a role has at most 20 managed policies, got 21; join some into one`,
    ],
    ["R324", "sessions of 3600 and 43200 seconds are allowed", role({ maxSessionSeconds: 43200 })],
    [
      "R324",
      "a session of 43201 seconds is refused",
      role({ maxSessionSeconds: 43201 }),
      `${AT}.maxSessionSeconds: the longest session is a whole number from 3600 to 43200 seconds, got 43201`,
    ],
    [
      "R324",
      "a session of 3599 seconds is refused",
      role({ maxSessionSeconds: 3599 }),
      `${AT}.maxSessionSeconds: the longest session is a whole number from 3600 to 43200 seconds, got 3599`,
    ],
    ["R325", "a description of 1000 characters is allowed", role({ description: "d".repeat(1000) })],
    [
      "R325",
      "a description of 1001 characters is refused",
      role({ description: "d".repeat(1001) }),
      `${AT}.description: a description has at most 1000 characters, got 1001 ("${"d".repeat(159)}…); shorten it`,
    ],
    [
      "R326",
      "inline policies of 10240 characters are allowed",
      role({ inlinePolicies: { a: document(10240 - empty) } }),
    ],
    [
      "R326",
      "inline policies of 10241 characters together are refused",
      role({ inlinePolicies: { a: document(0), b: document(10241 - 2 * empty) } }),
      `${AT}.inlinePolicies: all inline policies of a role, those of policyTemplates too, have at most 10240 characters together, white space not counted, got 10241; make some of them managed policies and give their ARNs as additionalPolicies`,
    ],
    [
      "R820",
      "two inline policies that would become one Terraform address are refused",
      role({ inlinePolicies: { "team.a": document(0), teama: document(0) } }),
      `${AT}.inlinePolicies.teama: "team.a" and "teama" become one Terraform address, node-class_gpu_inline_teama; rename one`,
    ],
  ] as Row[]);
});

describe("managed policies", () => {
  const policy = (given: string, top: object = {}) => role({ additionalPolicies: [given] }, top);
  const PLACE = `${AT}.additionalPolicies[0]`;
  const gov = { region: "us-gov-west-1" };
  decides([
    ["R317", "AmazonEBSCSIDriverPolicy by name gets its path", policy("AmazonEBSCSIDriverPolicy")],
    [
      "R317",
      "a known policy with its own ARN is allowed",
      policy("arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy"),
    ],
    [
      "R317",
      "a path that a known policy has not is refused",
      policy("arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicyV2"),
      `${PLACE}: no policy has the ARN "arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicyV2"; write arn:aws:iam::aws:policy/AmazonEBSCSIDriverPolicyV2, or AmazonEBSCSIDriverPolicyV2 alone`,
    ],
    ["R318", "any policy that AWS publishes is allowed", policy("AmazonS3FullAccess")],
    ["R318", "any such policy with a path is allowed", policy("AWSLambdaBasicExecutionRole")],
    ["R318", "the names of AWS are taken for those of other partitions", policy("AmazonS3FullAccess", gov)],
    [
      "R317",
      "any such policy with its own ARN is allowed",
      policy("arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"),
    ],
    [
      "R317",
      "a path that any such policy has not is refused",
      policy("arn:aws:iam::aws:policy/ViewOnlyAccess"),
      `${PLACE}: no policy has the ARN "arn:aws:iam::aws:policy/ViewOnlyAccess"; write arn:aws:iam::aws:policy/job-function/ViewOnlyAccess, or ViewOnlyAccess alone`,
    ],
    [
      "R317",
      "a path in another partition, whose names AWS does not publish, is allowed",
      policy("arn:aws-us-gov:iam::aws:policy/ViewOnlyAccess", gov),
    ],
    [
      "R317",
      "a path that a policy for EKS has nowhere is refused there",
      policy("arn:aws-us-gov:iam::aws:policy/AmazonEBSCSIDriverPolicy", gov),
      `${PLACE}: no policy has the ARN "arn:aws-us-gov:iam::aws:policy/AmazonEBSCSIDriverPolicy"; write arn:aws-us-gov:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy, or AmazonEBSCSIDriverPolicy alone`,
    ],
    [
      "R318",
      "an unknown name near any that AWS publishes is a warning",
      policy("AmazonS3FulAccess"),
      `warning ${PLACE}: "AmazonS3FulAccess" is no AWS managed policy by the list of ${date}; did you mean "AmazonS3FullAccess"?`,
    ],
    [
      "R318",
      "a policy that no role can have is not meant",
      policy("AWSSupportServiceRolePolic"),
      `warning ${PLACE}: "AWSSupportServiceRolePolic" is no AWS managed policy by the list of ${date}; taken as a newer one without a path: a policy of your own is given by its ARN`,
    ],
    [
      "R318",
      "an unknown name near a known one is a warning",
      policy("AmazonSSMManagedInstanceCor"),
      `warning ${PLACE}: "AmazonSSMManagedInstanceCor" is no AWS managed policy by the list of ${date}; did you mean "AmazonSSMManagedInstanceCore"?`,
    ],
    [
      "R318",
      "an unknown name is a warning",
      policy("MyPolicy"),
      `warning ${PLACE}: "MyPolicy" is no AWS managed policy by the list of ${date}; taken as a newer one without a path: a policy of your own is given by its ARN`,
    ],
    ["R318", "an unknown policy of AWS by ARN is allowed", policy("arn:aws:iam::aws:policy/job-function/New")],
    [
      "R319",
      "the policy of EKS's service-linked role is refused",
      policy("AmazonEKSServiceRolePolicy"),
      `${PLACE}: AmazonEKSServiceRolePolicy belongs to a service-linked role and cannot be attached; leave it out`,
    ],
    [
      "R319",
      "the policy of the service-linked role of another service is refused",
      policy("AWSSupportServiceRolePolicy"),
      `${PLACE}: AWSSupportServiceRolePolicy belongs to a service-linked role and cannot be attached; leave it out`,
    ],
    [
      "R319",
      "the policy of such a role by ARN is refused",
      policy("arn:aws:iam::aws:policy/aws-service-role/AWSSupportServiceRolePolicy"),
      `${PLACE}: AWSSupportServiceRolePolicy belongs to a service-linked role and cannot be attached; leave it out`,
    ],
    [
      "R320",
      "AmazonElasticContainerRegistryPublicReadOnly exists in partition aws",
      policy("AmazonElasticContainerRegistryPublicReadOnly"),
    ],
    [
      "R320",
      "AmazonElasticContainerRegistryPublicReadOnly is refused elsewhere",
      policy("AmazonElasticContainerRegistryPublicReadOnly", gov),
      `${PLACE}: AmazonElasticContainerRegistryPublicReadOnly exists in partition aws only, got partition aws-us-gov; leave it out`,
    ],
    [
      "R321",
      "a policy of another partition is refused",
      policy("arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore", gov),
      `${PLACE}: a policy of partition aws-us-gov, got "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"; give an AWS managed policy by name, or write arn:aws-us-gov:…`,
    ],
    [
      "R321",
      "a boundary of another partition is refused",
      role({ permissionsBoundary: "arn:aws:iam::111122223333:policy/b" }, gov),
      `${AT}.permissionsBoundary: a policy of partition aws-us-gov, got "arn:aws:iam::111122223333:policy/b"; write arn:aws-us-gov:iam::<account>:policy/<name>`,
    ],
    [
      "R322",
      "an EKS access policy is not an IAM policy",
      policy("arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy"),
      `${PLACE}: an EKS access policy is not an IAM policy, got "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy"; it belongs under access, on the entry of who is to have it`,
    ],
    ["R323", "an older policy is allowed", policy("AmazonEC2ContainerRegistryReadOnly")],
    [
      "R302",
      "a role is no managed policy",
      policy(`${ROLE}/x`),
      `${PLACE}: the ARN of a managed policy, got "${ROLE}/x"; write arn:aws:iam::<account>:policy/<name>`,
    ],
    [
      "R820",
      "a policy that the role has anyway is refused",
      policy("AmazonEKSWorkerNodeMinimalPolicy"),
      `${PLACE}: "AmazonEKSWorkerNodeMinimalPolicy" stands here twice: every role of this kind has it already; leave one out`,
    ],
    [
      "R820",
      "one policy by name and by ARN is refused",
      role({
        additionalPolicies: ["AmazonSSMManagedInstanceCore", "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"],
      }),
      `${AT}.additionalPolicies[1]: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" stands here twice: additionalPolicies[0] is "AmazonSSMManagedInstanceCore"; leave one out`,
    ],
    [
      "R820",
      "a policy of AWS and one's own may have one name",
      role({
        additionalPolicies: [
          "AmazonSSMManagedInstanceCore",
          "arn:aws:iam::111122223333:policy/AmazonSSMManagedInstanceCore",
        ],
      }),
    ],
  ]);
});
