import { ACCESS_POLICY_RULES } from "../../../lib/aws/eks/access-policy-rules";
import { allowedBy, allowedByPolicy } from "../../../lib/report/html/powers";

const row = { principal: "arn:aws:iam::111122223333:role/team", type: "STANDARD", location: "a.yaml" } as const;
const IN_A = { type: "namespace", namespaces: ["a"] } as const;
const WHOLE = { type: "cluster" } as const;
const EVERYWHERE = { type: "namespace", namespaces: ["kube-*"] } as const;

test.each([
  ["AmazonEKSClusterAdminPolicy", WHOLE, "admin", true],
  ["AmazonEKSClusterAdminPolicy", IN_A, "write", true],
  ["AmazonEKSClusterAdminPolicy", EVERYWHERE, "as admin", true],
  ["AmazonEKSAdminPolicy", WHOLE, "as admin", true],
  ["AmazonEKSEditPolicy", WHOLE, "as admin", true],
  ["AmazonEKSEditPolicy", EVERYWHERE, "as admin", true],
  ["AmazonEKSEditPolicy", IN_A, "write", true],
  ["AmazonEKSViewPolicy", WHOLE, "read", false],
  ["AmazonEKSAdminViewPolicy", WHOLE, "read", true],
  ["AmazonEKSSecretReaderPolicy", IN_A, "read", true],
  ["AmazonEKSSecretAdminPolicy", IN_A, "write", true],
  ["AWSBackupFullAccessPolicyForBackup", WHOLE, "read", true],
  ["AWSBackupFullAccessPolicyForRestore", WHOLE, "as admin", true],
  ["AmazonEKSAutoNodePolicy", WHOLE, "unknown", false],
  ["arn:aws:eks::aws:cluster-access-policy/New", WHOLE, "unknown", false],
] as const)("%s in %j is %s", (policy, scope, level, secrets) => {
  expect(allowedByPolicy(policy, scope)).toEqual({ level, secrets });
});

test("only what may do everything in the whole cluster is cluster admin", () => {
  const admins = Object.keys(ACCESS_POLICY_RULES).filter((name) => allowedByPolicy(name, WHOLE).level === "admin");
  expect(admins).toEqual(["AmazonEKSClusterAdminPolicy"]);
});

test("a group is not known, and an entry alone gives nothing", () => {
  expect(allowedBy({ ...row, group: "viewers" })).toEqual({ level: "unknown", secrets: false });
  expect(allowedBy(row)).toEqual({ level: "none", secrets: false });
});

test.each([
  ["EC2", "AmazonEKSAutoNodePolicy"],
  ["EC2_LINUX", undefined],
  ["EC2_WINDOWS", undefined],
  ["HYBRID_LINUX", undefined],
  ["FARGATE_LINUX", undefined],
] as const)("an entry of type %s is for nodes, which read the Secrets of their pods", (type, policy) => {
  const scope = policy && WHOLE;
  expect(allowedBy({ ...row, type, ...(policy && { policy }), ...(scope && { scope }) })).toEqual({
    level: "node",
    secrets: true,
  });
});

test("a policy of nodes that EKS may add later counts as what it allows", () => {
  expect(allowedBy({ ...row, type: "EC2", policy: "AmazonEKSClusterAdminPolicy", scope: WHOLE }).level).toBe("admin");
});
