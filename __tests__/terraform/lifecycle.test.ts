import { join } from "node:path";
import { synth } from "../../lib/app";
import { ACCOUNT, freshCluster } from "./support/endpoint";
import { lawsOfALifecycle, type NodeRole } from "./support/laws";
import { callsOf, documentIn, type Lifecycle, lifecycle } from "./support/lifecycle";
import { lawOfTheJournal, withTerraform } from "./support/requirements";
import { Workspace } from "./support/terraform";

const ROOT = join(__dirname, "../..");

const EXAMPLES: readonly (NodeRole & { source: string; stack: string; name: string })[] = [
  {
    source: "clusters/demo.yaml",
    stack: "demo",
    name: "demo-gpu-node",
    arn: `arn:aws:iam::${ACCOUNT}:role/demo-gpu-node`,
    made: true,
    policies: 2,
    profiles: ["eks-demo-gpu"],
  },
  {
    source: "__tests__/fixtures/nodeclass.yaml",
    stack: "nodeclass",
    name: "CustomNodeClassRole",
    arn: `arn:aws:iam::${ACCOUNT}:role/CustomNodeClassRole`,
    made: true,
    policies: 2,
    profiles: ["eks-CustomNodeClass"],
  },
];

withTerraform("an example, applied to an existing cluster", () => {
  describe.each(EXAMPLES)("$source", (example) => {
    const { source, stack, name, profiles } = example;
    let workspace: Workspace;
    let result: Lifecycle;

    beforeAll(async () => {
      await freshCluster("demo");
      workspace = new Workspace(stack);
      synth({ source: join(ROOT, source), outdir: workspace.outdir });
      result = await lifecycle(workspace);
    });

    afterAll(() => workspace?.remove());

    lawsOfALifecycle(() => result, [example]);

    lawOfTheJournal("the role trusts EC2, as AWS's page on node roles has it, and nobody else", () => {
      const [role, ...others] = callsOf(result.applied, "CreateRole");
      expect(others).toEqual([]);
      expect(role?.params.RoleName).toBe(name);
      expect(documentIn(role, "AssumeRolePolicyDocument")).toEqual({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
      });
    });

    lawOfTheJournal("the role has the two policies that nodes of Auto Mode need, and no other", () => {
      expect(callsOf(result.applied, "PutRolePolicy")).toEqual([]);
      const attached = callsOf(result.applied, "AttachRolePolicy");
      expect(attached.map(({ params }) => `${params.RoleName} ${params.PolicyArn}`).sort()).toEqual([
        `${name} arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly`,
        `${name} arn:aws:iam::aws:policy/AmazonEKSWorkerNodeMinimalPolicy`,
      ]);
    });

    lawOfTheJournal("the instance profile holds the role", () => {
      const added = callsOf(result.applied, "AddRoleToInstanceProfile");
      expect(added.map(({ params }) => params)).toEqual([{ InstanceProfileName: profiles[0], RoleName: name }]);
    });
  });
});
