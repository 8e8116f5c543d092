import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { synth } from "../../lib/app";
import type { ClusterConfig } from "../../lib/schema/types";
import { answerTo, hand, lasting, type Planned, planned } from "./support/drift";
import { driftConfig, entry, GPU, HIDDEN, role, SHOWN } from "./support/drift-cases";
import { ACCOUNT, effectiveAccess, freshAccount, seedPolicy, seedRole } from "./support/endpoint";
import { expectStatus } from "./support/laws";
import { withJournal } from "./support/requirements";
import { type Run, Workspace } from "./support/terraform";

withJournal("what somebody changed by hand", () => {
  let workspace: Workspace;

  const write = (given: ClusterConfig): void => {
    const source = join(workspace.folder, "demo.yaml");
    writeFileSync(source, stringify(given, { aliasDuplicateObjects: false }));
    synth({ source, outdir: workspace.outdir });
  };

  /** Principals whose entry lets nobody in. */
  const dead = async () =>
    (await effectiveAccess()).filter(({ state }) => state !== "ok").map((one) => one.principalArn);

  beforeAll(async () => {
    await freshAccount();
    await seedPolicy({ name: "boundary", path: "/" });
    for (const name of ["admins", "team", "viewers", "editors", "guests", "others"])
      await seedRole({ name, service: "ec2.amazonaws.com" });
    workspace = new Workspace("demo");
    write(driftConfig({ exclusive: true }));
    expectStatus(workspace.init(), 0);
    expectStatus(workspace.apply(), 0);
  });

  afterAll(() => workspace?.remove());

  describe("and the plan shows", () => {
    let before: unknown;
    let plan: Planned;
    let apply: Run;
    let after: unknown;
    let secondPlan: Run;

    beforeAll(async () => {
      before = await lasting();
      for (const [, by] of SHOWN) await by(hand);
      plan = planned(workspace, driftConfig({}));
      apply = workspace.apply();
      after = await lasting();
      secondPlan = workspace.plan();
    });

    test.each(SHOWN.map(([what, , ...does]) => ({ what, does })))("$what", ({ does }) => {
      expect(plan.changes).toEqual(expect.arrayContaining(does));
    });

    test("and nothing else", () => {
      expect(plan.changes).toEqual(SHOWN.flatMap(([, , ...does]) => does).sort());
    });

    test("is healed by one apply, and the plan after it is empty", () => {
      expectStatus(apply, 0);
      expectStatus(secondPlan, 0);
    });

    test("leaves AWS as it was", async () => {
      expect(after).toEqual(before);
      expect(await dead()).toEqual([]);
    });
  });

  describe("and the plan does not show", () => {
    const GUIDE = readFileSync(join(__dirname, "../../docs/guides/changing.md"), "utf8");
    let plan: Planned;
    let apply: Run;
    let answers: unknown[];
    let ages: unknown;

    beforeAll(async () => {
      write(driftConfig({ exclusive: false }));
      expectStatus(workspace.apply(), 0);
      for (const { by } of HIDDEN) await by(hand);
      plan = planned(workspace, driftConfig({}));
      apply = workspace.apply();
      answers = await Promise.all(HIDDEN.map(({ command }) => answerTo(command).catch(String)));
      ages = await Promise.all(["team", "admins", GPU.RoleName].map(entryIsOlder));
    });

    test("as a change of a resource", () => expect(plan.changes).toEqual([]));

    test("but a review of it names the entry that a role made again has left", () => {
      expect(plan.hurts).toEqual([
        `somebody deleted the role ${GPU.RoleName} of nodeClasses.gpu and made it again: EKS goes by the id of the old one, so its entry lets nobody in; make the entry again: terraform apply -replace=aws_eks_access_entry.node-class_gpu_entry`,
      ]);
    });

    test("but it shows the new id of a role that is made here, as an output", () => {
      expect(plan.outputs).toEqual(["node_classes"]);
    });

    test.each(HIDDEN.map(({ what, command, answer }, at) => ({ what, command, answer, at })))(
      "$what: a command finds it",
      ({ command, answer, at }) => {
        expectStatus(apply, 0);
        expect(answers[at]).toEqual(answer);
        expect(GUIDE).toContain(command.split(" ").slice(0, 3).join(" "));
      },
    );

    test("the entry of a role that was made again is older than the role", () =>
      expect(ages).toEqual([false, true, true]));

    test("entries that let nobody in, until they are replaced", async () => {
      expect((await dead()).sort()).toEqual([role("admins"), role(GPU.RoleName), role("guests")].sort());
      // one for each apply: of three at once, Terraform 1.11 replaces some without their policies
      for (const { replace } of HIDDEN) if (replace) expectStatus(workspace.apply(`-replace=${replace}`), 0);
      expect(await dead()).toEqual([role("guests")]);
      const username = `arn:aws:sts::${ACCOUNT}:assumed-role/viewers/{{SessionName}}`;
      expect(await answerTo(entry("viewers"))).toEqual({ accessEntry: expect.objectContaining({ username }) });
      await seedRole({ name: "guests", service: "ec2.amazonaws.com" });
    });

    /** Whether the entry was made before the role that it names. IAM tells whole seconds. */
    async function entryIsOlder(name: string): Promise<boolean> {
      const { Role } = (await answerTo(`aws iam get-role --role-name ${name}`)) as { Role: { CreateDate: string } };
      const { accessEntry } = (await answerTo(entry(name))) as { accessEntry: { createdAt: number } };
      return accessEntry.createdAt < Date.parse(Role.CreateDate) / 1000;
    }
  });

  describe("and the next apply cannot heal", () => {
    test("a Pod Identity association made again: adopt takes it over, and goes", async () => {
      await hand.eks("DeletePodIdentityAssociation", { associationId: await hand.associationOf("site") });
      await hand.eks("CreatePodIdentityAssociation", {
        namespace: "apps",
        serviceAccount: "site",
        roleArn: role("demo-web-pod"),
      });
      expect(planned(workspace, driftConfig({})).changes).toEqual([
        "aws_eks_pod_identity_association.workload_web_apps_site is made",
      ]);
      const id = await hand.associationOf("site");
      expect(workspace.apply().output).toContain(`Association already exists: ${id}`);
      write(driftConfig({}, {}, { adopt: { "apps/site": id } }));
      expectStatus(workspace.apply(), 0);
      write(driftConfig({}));
      expectStatus(workspace.plan(), 0);
    });

    test("a newer version and mode of the cluster, which EKS does not take back: the file takes them", async () => {
      await hand.eks("UpdateClusterConfig", { accessConfig: { authenticationMode: "API" } });
      expect(planned(workspace, driftConfig({})).changes).toEqual(["aws_eks_cluster.cluster access_config"]);
      expect(workspace.apply().output).toContain(
        "Unsupported authentication mode update from API to API_AND_CONFIG_MAP",
      );
      await hand.eks("UpdateClusterVersion", { version: "1.34" });
      write(driftConfig({}, { authenticationMode: "API" }));
      expect(planned(workspace, driftConfig({})).changes).toEqual(["aws_eks_cluster.cluster version"]);
      write(driftConfig({}, { authenticationMode: "API", version: "1.34" }));
      expectStatus(workspace.plan(), 0);
    });

    test("a cluster made again without entries: no plan, until its mode takes entries", async () => {
      await hand.eks("DeleteCluster", {});
      await hand.eks("CreateCluster", {
        roleArn: role("demo-cluster"),
        version: "1.34",
        resourcesVpcConfig: { subnetIds: ["subnet-a", "subnet-b"] },
      });
      expect(workspace.plan().output).toContain(
        "The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP] to perform this operation.",
      );
      for (const authenticationMode of ["API_AND_CONFIG_MAP", "API"])
        await hand.eks("UpdateClusterConfig", { accessConfig: { authenticationMode } });
      expectStatus(workspace.apply(), 0);
      expectStatus(workspace.plan(), 0);
    });
  });
});
