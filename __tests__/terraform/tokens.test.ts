import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, LocalBackend, TerraformStack, TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import { ClusterAccess } from "../../lib/constructs/cluster-access";
import { ACCOUNT, type Call, freshCluster, REGION, seedRole } from "./support/endpoint";
import { lawsOfALifecycle, type NodeRole } from "./support/laws";
import { callsOf, type Lifecycle, lifecycle, watched } from "./support/lifecycle";
import { lawOfTheJournal, withTerraform } from "./support/requirements";
import { type Run, Workspace } from "./support/terraform";

const STACK = "own";
const GIVEN = `arn:aws:iam::${ACCOUNT}:role/GivenNodeRole`;
const REFUSED = `The role of nodes must be an IAM role of account ${ACCOUNT} in partition aws, given by its ARN.`;

const ROLES: readonly NodeRole[] = [
  { arn: `arn:aws:iam::${ACCOUNT}:role/OwnNodeRole`, made: true, policies: 0, profiles: [] },
  { arn: GIVEN, made: false, policies: 0, profiles: ["eks-own-given"] },
];

/** A stack of a user's own: one role is another resource's, one comes in by a variable. */
class OwnStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, "aws", { region: REGION, allowedAccountIds: [ACCOUNT] });
    new LocalBackend(this, { path: `../../../terraform.${id}.tfstate` });
    // the bindings would ask for one exact version of the provider
    this.addOverride("terraform.required_providers.aws", { source: "hashicorp/aws", version: ">= 5.79.0, < 7.0.0" });
    const role = new IamRole(this, "nodes", {
      name: "OwnNodeRole",
      assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
      }),
    });
    const given = new TerraformVariable(this, "node_role_arn", { type: "string" });
    const spec = {
      subnetSelectorTerms: [{ tags: { Name: "private" } }],
      securityGroupSelectorTerms: [{ tags: { "aws:eks:cluster-name": id } }],
    };
    new ClusterAccess(this, "access", {
      name: id,
      account: ACCOUNT,
      region: REGION,
      nodeClasses: {
        own: { role: { arn: role.arn }, spec },
        given: { role: { arn: given.stringValue }, instanceProfile: true, spec },
      },
    });
  }
}

withTerraform("roles that only Terraform knows, in a stack of a user's own", () => {
  let workspace: Workspace;
  let wrong: readonly { what: string; run: Run; calls: readonly Call[] }[];
  let result: Lifecycle;

  beforeAll(async () => {
    await freshCluster(STACK);
    await seedRole({ name: "GivenNodeRole", service: "ec2.amazonaws.com" });
    workspace = new Workspace(STACK);
    const app = new App({ outdir: workspace.outdir });
    new OwnStack(app, STACK);
    app.synth();
    workspace.init();
    wrong = [];
    for (const [what, arn] of [
      ["of another account", "arn:aws:iam::999988887777:role/GivenNodeRole"],
      ["a name and no ARN", "GivenNodeRole"],
    ] as const) {
      wrong = [...wrong, { what, ...(await watched(() => workspace.plan(`-var=node_role_arn=${arn}`))) }];
    }
    result = await lifecycle(workspace, `-var=node_role_arn=${GIVEN}`);
  });

  afterAll(() => workspace?.remove());

  lawsOfALifecycle(() => result, ROLES);

  test("a role that is not the account's is refused by the plan, in our words", () => {
    expect(wrong).toHaveLength(2);
    for (const { what, run } of wrong) {
      expect({ what, status: run.status, output: unwrapped(run.output) }).toEqual({
        what,
        status: 1,
        output: expect.stringContaining(REFUSED),
      });
    }
  });

  lawOfTheJournal("the refused plans ask EKS for nothing", () => {
    expect(wrong.flatMap(({ calls }) => callsOf(calls, "CreateAccessEntry"))).toEqual([]);
  });
});

/** Terraform breaks its messages into lines and draws a bar beside them. */
const unwrapped = (output: string): string => output.replace(/\n[│ ]*/g, " ").replace(/ +/g, " ");
