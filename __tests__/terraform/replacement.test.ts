import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { synth } from "../../lib/app";
import { ACCOUNT, type Call, type EffectiveEntry, effectiveAccess, freshCluster } from "./support/endpoint";
import { expectStatus, MAKING, type NodeRole, rightsOf, stepsOf, UNMAKING } from "./support/laws";
import { watched } from "./support/lifecycle";
import { lawOfTheJournal, withTerraform } from "./support/requirements";
import { type Run, Workspace } from "./support/terraform";

const FIXTURE = readFileSync(join(__dirname, "../fixtures/nodeclass.yaml"), "utf8");
const GIVEN = "role: { name: CustomNodeClassRole }";

const role = (resource: string): NodeRole => ({
  arn: `arn:aws:iam::${ACCOUNT}:role/${resource}`,
  made: true,
  policies: 2,
  profiles: ["eks-CustomNodeClass"],
});

/** One after the other, each on what the one before left. */
const CHANGES: readonly { what: string; text: string; args: readonly string[]; old: NodeRole; now: NodeRole }[] = [
  {
    what: "gets another name",
    text: "role: { name: Renamed }",
    args: [],
    old: role("CustomNodeClassRole"),
    now: role("Renamed"),
  },
  {
    what: "keeps its name and gets another path",
    text: "role: { name: Renamed, path: /team/ }",
    args: [],
    old: role("Renamed"),
    now: role("team/Renamed"),
  },
  {
    what: "is made again as it was",
    text: "role: { name: Renamed, path: /team/ }",
    args: ["-replace=aws_iam_role.node-class_gpu"],
    old: role("team/Renamed"),
    now: role("team/Renamed"),
  },
];

withTerraform("a role that is replaced", () => {
  let workspace: Workspace;

  const write = (text: string): void => {
    expect(FIXTURE).toContain(GIVEN);
    const source = join(workspace.folder, "nodeclass.yaml");
    writeFileSync(source, FIXTURE.replace(GIVEN, text));
    synth({ source, outdir: workspace.outdir });
  };

  beforeAll(async () => {
    await freshCluster("demo");
    workspace = new Workspace("nodeclass");
    write(GIVEN);
    expectStatus(workspace.init(), 0);
    expectStatus(workspace.apply(), 0);
  });

  afterAll(() => workspace?.remove());

  describe.each(CHANGES)("because it $what", ({ text, args, old, now }) => {
    let apply: Run;
    let calls: readonly Call[];
    let plan: Run;
    let entries: readonly EffectiveEntry[];

    beforeAll(async () => {
      write(text);
      ({ run: apply, calls } = await watched(() => workspace.apply(...args)));
      entries = await effectiveAccess();
      plan = workspace.plan();
    });

    test("is replaced in one apply", () => expectStatus(apply, 0));

    test("leaves nothing for a second apply", () => expectStatus(plan, 0));

    lawOfTheJournal("takes its entry with it, and the entry goes first", () => {
      expect(stepsOf(calls, old, UNMAKING)).toEqual(["access policy", "entry", "what nodes need of it", "role"]);
    });

    lawOfTheJournal("has all that nodes need again before its new entry lets them in", () => {
      expect(stepsOf(calls, now, MAKING)).toEqual(["role", "what nodes need of it", "entry", "access policy"]);
      expect(rightsOf(calls, now)).toEqual({ policies: now.policies, profiles: now.profiles });
    });

    lawOfTheJournal("leaves one entry, which works", () => {
      expect(entries).toEqual([expect.objectContaining({ principalArn: now.arn, type: "EC2", state: "ok" })]);
    });
  });

  test("is unmade with all the rest in the end", () => expectStatus(workspace.destroy(), 0));
});
