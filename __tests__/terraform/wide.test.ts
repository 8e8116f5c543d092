import { ACCOUNT, type Call } from "./support/endpoint";
import { lawsOfALifecycle } from "./support/laws";
import { callsOf, documentIn, type Lifecycle } from "./support/lifecycle";
import { lawOfTheJournal, withTerraform } from "./support/requirements";
import { lifecycleOfWide, WIDE_ROLES } from "./support/wide";

withTerraform("NodeClasses with every kind of role, in one configuration", () => {
  let result: Lifecycle;

  beforeAll(async () => {
    result = await lifecycleOfWide();
  });

  lawsOfALifecycle(() => result, WIDE_ROLES);

  const applied = (op: string, name: string): readonly Call[] =>
    callsOf(result.applied, op).filter(({ params }) => params.RoleName === name);

  describe("the role of full", () => {
    lawOfTheJournal("arrives with its path, description, longest session, boundary and tags", () => {
      const [created] = applied("CreateRole", "FullNodeRole");
      expect(created?.params).toMatchObject({
        Path: "/team/",
        Description: "Nodes with all that a role takes",
        MaxSessionDuration: "7200",
        PermissionsBoundary: `arn:aws:iam::${ACCOUNT}:policy/boundaries/NodeBoundary`,
      });
      const tags = created?.params.Tags as { Key: string; Value: string }[];
      expect(tags.map(({ Key, Value }) => `${Key}=${Value}`).sort()).toEqual(["Owner=ml", "Team=platform"]);
    });

    lawOfTheJournal("gets the policies added to it besides those that nodes need", () => {
      const attached = applied("AttachRolePolicy", "FullNodeRole").map(({ params }) => params.PolicyArn);
      expect(attached.sort()).toEqual([
        `arn:aws:iam::${ACCOUNT}:policy/team/ReadModels`,
        "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
        "arn:aws:iam::aws:policy/AmazonEKSWorkerNodeMinimalPolicy",
        "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
      ]);
    });

    lawOfTheJournal("gets its inline policy with IAM's own variables as they were written", () => {
      const [put, ...others] = applied("PutRolePolicy", "FullNodeRole");
      expect(others).toEqual([]);
      expect(put?.params.PolicyName).toBe("home");
      expect(documentIn(put, "PolicyDocument")).toEqual({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: "s3:GetObject",
            Resource: "arn:aws:s3:::models/${aws:username}/${aws:PrincipalTag/team}/${*}",
          },
        ],
      });
    });
  });

  lawOfTheJournal("a role that exists is neither made, changed nor unmade", () => {
    const calls = [...result.applied, ...result.destroyed].filter(
      ({ op, params }) => params.RoleName === "ExistingNodeRole" && !/^(Get|List)/.test(op),
    );
    expect(calls.map(({ op }) => op)).toEqual(["AddRoleToInstanceProfile", "RemoveRoleFromInstanceProfile"]);
  });

  lawOfTheJournal("every instance profile holds the role of its NodeClass", () => {
    const added = callsOf(result.applied, "AddRoleToInstanceProfile");
    expect(added.map(({ params }) => `${params.InstanceProfileName}: ${params.RoleName}`).sort()).toEqual([
      "NamedProfile: wide-named-profile-node",
      "eks-wide-existing: ExistingNodeRole",
      "eks-wide-shared-one: wide-shared-one-node",
      "eks-wide-shared-two: wide-shared-one-node",
    ]);
  });
});
