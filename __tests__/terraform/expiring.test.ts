import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { synth } from "../../lib/app";
import { head } from "../support/decide";
import { ACCOUNT, type Call, freshAccount, freshCluster, seedRole } from "./support/endpoint";
import { expectStatus } from "./support/laws";
import { effects, watched } from "./support/lifecycle";
import { lawOfTheJournal, withTerraform } from "./support/requirements";
import { type Run, Workspace } from "./support/terraform";

const arn = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const VIEW = "AmazonEKSViewPolicy";
const EDIT = "AmazonEKSEditPolicy";

/** A plan of today is before the one and after the other. */
const LATER = { until: "2999-03-31", reason: "ACME-1234, load test" };
const GONE = { until: "2026-01-31T18:00:00+01:00", reason: "ACME-1234, load test" };

interface State {
  /** The end of most items. */
  readonly end: object;
  /** The end of an item that loses it again. */
  readonly own?: object;
  readonly rolePath?: string;
  readonly was?: object;
  readonly left?: object;
}

/** One file in all its states. `stays` never has an end. */
const file = ({ end, own = end, rolePath = "/", was = {}, left = {} }: State) =>
  head({
    otherRoles: { agent: { kind: "connector", path: rolePath } },
    access: {
      stays: { principal: arn("stays"), policies: [VIEW] },
      [Object.keys(was).length > 0 ? "kim" : "contractor"]: {
        principal: arn("contractor"),
        policies: [VIEW, { policy: EDIT, namespaces: ["shop"] }],
        ...was,
        ...end,
      },
      // one of its policies has an end
      mixed: { principal: arn("mixed"), policies: [VIEW, { policy: EDIT, namespaces: ["shop"], ...end }] },
      agent: { role: "agent", policies: [VIEW], ...end },
      back: { principal: arn("back"), policies: [VIEW], ...own },
      left: { principal: arn("left"), policies: [VIEW], ...end, ...left },
    },
    workloads: { report: { serviceAccount: "apps/report", ...end } },
  });

/** A call, with the principal or role and the policy that it is about, by their names. */
function done({ op, params }: Call): string {
  const last = (value: unknown) => (typeof value === "string" ? (value.split("/").at(-1) ?? "") : "");
  // the ARN of an entry ends with its principal's name and an id
  const entry = typeof params.resourceArn === "string" ? params.resourceArn.replace(/\/[^/]*$/, "") : undefined;
  const words = [op, last(params.principalArn ?? params.RoleName ?? entry), last(params.policyArn)];
  return words.filter((word) => word !== "").join(" ");
}

const changing = (calls: readonly Call[]) =>
  effects(calls)
    .filter(({ op }) => !/^(Get|List|Describe)/.test(op))
    .map(done)
    .sort();

withTerraform("access that ends", () => {
  let workspace: Workspace;

  beforeAll(async () => {
    await freshAccount();
    await freshCluster("demo");
    for (const name of ["stays", "contractor", "mixed", "back", "left"]) {
      await seedRole({ name, service: "ec2.amazonaws.com" });
    }
    workspace = new Workspace("demo");
    write(file({ end: {} }));
    expectStatus(workspace.init(), 0);
    expectStatus(workspace.apply(), 0);
  });

  afterAll(() => workspace?.remove());

  function write(config: object): void {
    const source = join(workspace.folder, "demo.yaml");
    writeFileSync(source, stringify(config, { aliasDuplicateObjects: false }));
    synth({ source, outdir: workspace.outdir });
  }

  interface Step {
    readonly what: string;
    readonly state: State;
    readonly plan: string;
    readonly calls: readonly string[];
  }

  const STEPS: readonly Step[] = [
    {
      what: "an end in the future changes tags and the trust of the pods' role, and replaces nothing",
      state: { end: LATER },
      plan: "Plan: 0 to add, 5 to change, 0 to destroy.",
      calls: [
        "TagResource back",
        "TagResource contractor",
        "TagResource demo-agent",
        "TagResource left",
        "UpdateAssumeRolePolicy demo-report-pod",
      ],
    },
    {
      what: "an end can go again, an item with an end can be renamed and let go of, and a new role has a new entry",
      state: { end: LATER, own: {}, rolePath: "/team/", was: { was: "contractor" }, left: { release: true } },
      plan: "Plan: 4 to add, 1 to change, 4 to destroy.",
      calls: [
        "AssociateAccessPolicy demo-agent AmazonEKSViewPolicy",
        "CreateAccessEntry demo-agent",
        "CreateRole demo-agent",
        "DeleteAccessEntry demo-agent",
        "DeleteRole demo-agent",
        "DeleteRolePolicy demo-agent",
        "DisassociateAccessPolicy demo-agent AmazonEKSViewPolicy",
        "PutRolePolicy demo-agent",
        "UntagResource back",
      ],
    },
    {
      what: "after the end what has one goes, and nothing else",
      state: { end: GONE, own: {}, rolePath: "/team/", was: { was: "contractor" }, left: { release: true } },
      plan: "Plan: 0 to add, 1 to change, 7 to destroy.",
      calls: [
        "DeleteAccessEntry contractor",
        "DeleteAccessEntry demo-agent",
        "DeletePodIdentityAssociation",
        "DisassociateAccessPolicy contractor AmazonEKSEditPolicy",
        "DisassociateAccessPolicy contractor AmazonEKSViewPolicy",
        "DisassociateAccessPolicy demo-agent AmazonEKSViewPolicy",
        "DisassociateAccessPolicy mixed AmazonEKSEditPolicy",
        "UpdateAssumeRolePolicy demo-report-pod",
      ],
    },
  ];

  describe.each(STEPS)("$what", ({ state, plan, calls }) => {
    let run: Run;
    let made: readonly Call[];

    beforeAll(async () => {
      write(file(state));
      ({ run, calls: made } = await watched(() => workspace.apply()));
    });

    test(plan, () => {
      expectStatus(run, 0);
      expect(run.output).toContain(plan);
    });

    lawOfTheJournal("does this alone in AWS", () => expect(changing(made)).toEqual(calls));

    test("is done: the plan after it is empty", () => expectStatus(workspace.plan(), 0));
  });
});
