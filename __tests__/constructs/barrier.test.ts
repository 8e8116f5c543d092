import { EksAddon } from "@cdktf/provider-aws/lib/eks-addon";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformStack, Testing } from "cdktf";
import { OnTheCluster } from "../../examples/on-the-cluster";
import { ClusterAccess } from "../../lib/constructs/cluster-access";
import type { ClusterConfig } from "../../lib/schema/types";
import { head, nodeClass } from "../support/decide";
import { parsed, resources } from "../support/synth";

const ROLE = "arn:aws:iam::111122223333:role";
const ADMIN = "AmazonEKSClusterAdminPolicy";

/** What two things wait for, one for administrators and one for nodes; cdktf's hashes cut off. */
function waits(config: ClusterConfig): { admins: unknown; nodes: unknown } {
  const stack = new TerraformStack(Testing.app(), "own");
  new AwsProvider(stack, "aws", { region: "eu-west-1" });
  const { adminReady, nodesReady } = new ClusterAccess(stack, "access", config);
  const addon = (id: string, dependsOn: typeof adminReady) =>
    new EksAddon(stack, id, { clusterName: "demo", addonName: id, dependsOn: [...dependsOn] });
  addon("admins", adminReady);
  addon("nodes", nodesReady);
  const addons = resources(parsed(Testing.synth(stack, true)), "aws_eks_addon");
  const of = (id: string) =>
    ((addons[id]?.depends_on ?? []) as string[]).map((address) =>
      address.replace(/\.access_/, ".").replace(/_[0-9A-F]{8}$/, ""),
    );
  return { admins: of("admins"), nodes: of("nodes") };
}

const admin = (name: string) => ({ principal: `${ROLE}/${name}`, policies: ["AmazonEKSViewPolicy", ADMIN] });

test("administrators are ready with all their policies, others are not waited for", () => {
  const access = {
    a: admin("a"),
    b: admin("b"),
    narrow: { principal: `${ROLE}/narrow`, policies: [{ policy: ADMIN, namespaces: ["x"] }] },
    reader: { principal: `${ROLE}/reader`, policies: ["AmazonEKSViewPolicy"] },
    groups: { principal: `${ROLE}/groups`, groups: ["x"] },
    others: { ...admin("others"), entry: "elsewhere" },
  };
  expect(waits(head({ access }))).toEqual({
    admins: ["a", "b", "others"].flatMap((key) => [
      `aws_eks_access_policy_association.access_${key}_${ADMIN}`,
      `aws_eks_access_policy_association.access_${key}_AmazonEKSViewPolicy`,
    ]),
    nodes: [],
  });
});

test("nodes are ready with their entry, and with its policy where it has one", () => {
  const config = nodeClass(
    {},
    {
      nodeRoles: { spot: { kind: "self-managed" }, workers: { kind: "managed" } },
      access: { elsewhere: { principal: `${ROLE}/elsewhere`, type: "EC2_WINDOWS" } },
    },
  );
  expect(waits(config)).toEqual({
    admins: [],
    nodes: [
      "aws_eks_access_entry.access_elsewhere",
      "aws_eks_access_policy_association.node-class_gpu_entry_AmazonEKSAutoNodePolicy",
      "aws_eks_access_entry.node-role_spot_entry",
    ],
  });
});

test("the example waits for both", () => {
  const addons = resources(parsed(Testing.synth(new OnTheCluster(Testing.app(), "demo"), true)), "aws_eks_addon");
  expect(addons["cert-manager"]?.depends_on).toHaveLength(1);
  expect(addons["metrics-server"]?.depends_on).toHaveLength(2);
});
