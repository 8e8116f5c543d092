import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { synth } from "../../lib/app";
import { explainError } from "../../lib/review/explain-error";
import { errorsOf } from "../../lib/review/terraform-output";
import type { ClusterConfig } from "../../lib/schema/types";
import { head, spec } from "../support/decide";
import { hand } from "./support/drift";
import { ACCOUNT, type Fault, fail, faultsLeft, freshCluster, relent, seedRole } from "./support/endpoint";
import { expectStatus } from "./support/laws";
import { withJournal } from "./support/requirements";
import { type Run, type Running, Workspace } from "./support/terraform";

const role = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const ISSUER = "oidc.eks.eu-west-1.amazonaws.com/id/0A1B2C3D";

/** Items, each with a call that can get lost; and which of them are taken over. */
const config = (adopted: readonly string[] = [], association = ""): ClusterConfig => {
  const adopt = (what: string) => (adopted.includes(what) ? { adopt: true } : {});
  return head({
    cluster: {
      oidcIssuer: `https://${ISSUER}`,
      ...(adopted.includes("cluster.oidcProvider") && { oidcProvider: "adopt" }),
    },
    otherRoles: { agent: { kind: "connector", ...adopt("otherRoles.agent") } },
    nodeClasses: {
      gpu: {
        role: { arn: role("nodes") },
        instanceProfile: adopted.includes("nodeClasses.gpu.instanceProfile") ? { adopt: true } : true,
        spec: spec(),
      },
      arm: { role: adopt("nodeClasses.arm.role"), spec: spec() },
    },
    nodeRoles: {
      late: { kind: "self-managed", ...(adopted.includes("nodeRoles.late") && { adopt: "role" }) },
      spot: { kind: "self-managed" },
      batch: {
        kind: "self-managed",
        instanceProfile: adopted.includes("nodeRoles.batch.instanceProfile") ? { adopt: true } : true,
      },
      slow: {
        kind: "self-managed",
        inlinePolicies: { own: { Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }] } },
      },
    },
    access: {
      people: { principal: role("people"), policies: ["AmazonEKSViewPolicy"], ...adopt("access.people") },
      team: { principal: role("team"), policies: ["AmazonEKSViewPolicy"] },
    },
    workloads: {
      api: {
        serviceAccount: "apps/api",
        ...(adopted.includes("workloads.api") && { adopt: { "apps/api": association } }),
      },
      reports: { serviceAccount: "apps/reports", via: "irsa" },
    },
    identityPolicies: { viewers: { kind: "view-resources", ...adopt("identityPolicies.viewers") } },
  });
};

/** How an answer gets lost. */
const WAYS = ["lost", "interrupted", "killed"] as const;
type Way = (typeof WAYS)[number];

interface Made {
  readonly call: Pick<Fault, "service" | "op" | "match">;
  readonly address: string;
  /** Left out: the next apply heals it, however the answer got lost. */
  readonly stuck?: Stuck;
}

/** It exists, and the state does not know it. */
interface Stuck {
  readonly after: readonly Way[];
  /** What the next apply is told. */
  readonly says: string;
  /** The item that takes it over then, and how. */
  readonly adopt: string;
  readonly write: string;
}

const iam = (op: string, match: Fault["match"]) => ({ service: "iam" as const, op, match });
const eks = (op: string, match: Fault["match"]) => ({ service: "eks" as const, op, match });

const ALWAYS = WAYS;
/** The provider asks again with the token of its first request, and EKS knows it. */
const WITHOUT_TOKEN: readonly Way[] = ["interrupted", "killed"];

/** The calls that make things here, of those that the endpoint has. */
const MADE: readonly Made[] = [
  {
    call: iam("CreateRole", { RoleName: "demo-agent" }),
    address: "aws_iam_role.other-role_agent",
    stuck: {
      after: ALWAYS,
      says: "Role with name demo-agent already exists.",
      adopt: "otherRoles.agent",
      write: "otherRoles.agent.adopt: true",
    },
  },
  {
    call: iam("CreateRole", { RoleName: "demo-arm-node" }),
    address: "aws_iam_role.node-class_arm",
    stuck: {
      after: ALWAYS,
      says: "Role with name demo-arm-node already exists.",
      adopt: "nodeClasses.arm.role",
      write: "nodeClasses.arm.role.adopt: true",
    },
  },
  {
    call: iam("CreateRole", { RoleName: "demo-late-node" }),
    address: "aws_iam_role.node-role_late",
    stuck: {
      after: ALWAYS,
      says: "Role with name demo-late-node already exists.",
      adopt: "nodeRoles.late",
      write: "nodeRoles.late.adopt: role",
    },
  },
  {
    call: iam("AttachRolePolicy", { RoleName: "demo-spot-node" }),
    address: "aws_iam_role_policy_attachment.node-role_spot_policy_AmazonEKSWorkerNodePolicy",
  },
  {
    call: iam("PutRolePolicy", { RoleName: "demo-slow-node" }),
    address: "aws_iam_role_policy.node-role_slow_inline_own",
  },
  {
    call: iam("CreateInstanceProfile", { InstanceProfileName: "eks-demo-gpu" }),
    address: "aws_iam_instance_profile.node-class_gpu_instance-profile",
    stuck: {
      after: ALWAYS,
      says: "Instance Profile eks-demo-gpu already exists.",
      adopt: "nodeClasses.gpu.instanceProfile",
      write: "nodeClasses.gpu.instanceProfile: { adopt: true }",
    },
  },
  {
    call: iam("AddRoleToInstanceProfile", { InstanceProfileName: "eks-demo-batch" }),
    address: "aws_iam_instance_profile.node-role_batch_instance-profile",
    stuck: {
      after: ["killed"],
      says: "Instance Profile eks-demo-batch already exists.",
      adopt: "nodeRoles.batch.instanceProfile",
      write: "nodeRoles.batch.instanceProfile: { adopt: true }",
    },
  },
  {
    call: iam("CreatePolicy", { PolicyName: "demo-viewers" }),
    address: "aws_iam_policy.identity-policy_viewers",
    stuck: {
      after: ALWAYS,
      says: "A policy called demo-viewers already exists. Duplicate names are not allowed.",
      adopt: "identityPolicies.viewers",
      write: "identityPolicies.viewers.adopt: true",
    },
  },
  {
    call: iam("CreateOpenIDConnectProvider", {}),
    address: "aws_iam_openid_connect_provider.oidc-provider",
    stuck: {
      after: ALWAYS,
      says: `Provider with url https://${ISSUER} already exists.`,
      adopt: "cluster.oidcProvider",
      write: "cluster.oidcProvider: adopt",
    },
  },
  {
    call: eks("CreateAccessEntry", { principalArn: role("people") }),
    address: "aws_eks_access_entry.access_people",
    stuck: {
      after: WITHOUT_TOKEN,
      says: "The specified access entry resource is already in use on this cluster.",
      adopt: "access.people",
      write: "access.people.adopt: true",
    },
  },
  {
    call: eks("AssociateAccessPolicy", { principalArn: role("team") }),
    address: "aws_eks_access_policy_association.access_team_AmazonEKSViewPolicy",
  },
  {
    call: eks("CreatePodIdentityAssociation", { serviceAccount: "api" }),
    address: "aws_eks_pod_identity_association.workload_api_apps_api",
    stuck: {
      after: WITHOUT_TOKEN,
      says: "Association already exists: a-",
      adopt: "workloads.api",
      write: 'workloads.api.adopt: { "apps/api": a-',
    },
  },
];

const lawOf = (stuck: Stuck | undefined): string => (stuck === undefined ? "heals" : `adopt: ${stuck.adopt}`);

/** Each call takes effect once, without an answer. When the provider asks again, AWS answers, or nothing comes. */
async function loseAnswers(then: "drop" | "answer"): Promise<void> {
  const rules = (kind: Fault["kind"], times?: number) => MADE.map(({ call }) => ({ ...call, kind, times }));
  await fail([...rules("dropAfter", 1), ...(then === "drop" ? rules("drop") : [])]);
}

/** Until every call has taken effect, and nobody here knows. */
async function allLost(): Promise<void> {
  while ((await faultsLeft("dropAfter")) > 0) await new Promise((resume) => setTimeout(resume, 50));
}

/** What cuts an apply off, and the next one then. */
const cutOff: Readonly<Record<Way, (workspace: Workspace) => Promise<Run>>> = {
  async lost(workspace) {
    await loseAnswers("answer");
    return workspace.apply();
  },
  interrupted: async (workspace) => begun(workspace, (running) => running.interrupt()),
  killed: async (workspace) => begun(workspace, (running) => running.kill()),
};

async function begun(workspace: Workspace, end: (running: Running) => Promise<Run>): Promise<Run> {
  await loseAnswers("drop");
  // one for each call that waits
  const running = workspace.beginApply("-parallelism=40");
  await allLost();
  return end(running);
}

withJournal("the answers to calls that make something are lost", () => {
  let workspace: Workspace;

  const write = (given: ClusterConfig): void => {
    const source = join(workspace.folder, "demo.yaml");
    writeFileSync(source, stringify(given, { aliasDuplicateObjects: false }));
    synth({ source, outdir: workspace.outdir });
  };

  describe.each(WAYS)("%s", (way) => {
    const stuckIn = ({ stuck }: Made): Stuck | undefined => (stuck?.after.includes(way) ? stuck : undefined);
    const rows = MADE.map((made) => ({ ...made, law: lawOf(stuckIn(made)), says: stuckIn(made)?.says }));
    let cut: Run;
    let next: Run;
    let adopting: Run;
    let withoutAdopt: Run;

    beforeAll(async () => {
      await freshCluster("demo");
      for (const name of ["nodes", "people", "team"]) await seedRole({ name, service: "ec2.amazonaws.com" });
      workspace = new Workspace("demo");
      write(config());
      expectStatus(workspace.init(), 0);
      cut = await cutOff[way](workspace);
      await relent();
      next = workspace.apply();
      const association = await hand.associationOf("api");
      const items = MADE.flatMap((made) => stuckIn(made)?.adopt ?? []);
      write(config(items, association));
      adopting = workspace.apply();
      write(config());
      withoutAdopt = workspace.plan();
    });

    afterAll(() => workspace.remove());

    test("the apply fails", () => expect(cut.status).not.toBe(0));

    test.each(rows)("$call.op of $address: $law", ({ address, says }) => {
      const error = errorsBy(next)[address];
      if (says === undefined) expect(error).toBeUndefined();
      else expect(error).toContain(says);
    });

    // neither does a lock that a killed Terraform left stop it: the system took it back
    test("nothing else stops the next apply", () => {
      const stopped = rows.flatMap(({ says, address }) => (says === undefined ? [] : address));
      expect(Object.keys(errorsBy(next)).sort()).toEqual(stopped.sort());
    });

    test("is explained, with what to write", () => {
      const ways = Object.fromEntries(
        errorsOf(next.output).map((error) => [error.address, explainError(error, config(), "demo").wayOut]),
      );
      for (const made of MADE) {
        const stuck = stuckIn(made);
        if (stuck) expect(ways[made.address]).toContain(`write ${stuck.write}`);
      }
    });

    test("adopt on these items takes them over, and adopt is taken out again", () => {
      expectStatus(adopting, 0);
      expectStatus(withoutAdopt, 0);
    });
  });
});

/** What Terraform says of each resource that it could not make. */
function errorsBy({ output }: Run): Readonly<Record<string, string>> {
  const errors = output.split(/^Error: /m).slice(1);
  return Object.fromEntries(
    errors.map((error) => [/^ {2}with (\S+),$/m.exec(error)?.[1] ?? "", error.replace(/\s+/g, " ")]),
  );
}
