import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { synth } from "../../../lib/app";
import { showPath } from "../../../lib/plan/diagnostics";
import { changesOf } from "../../../lib/review/plan-json";
import { review } from "../../../lib/review/review";
import type { ClusterConfig } from "../../../lib/schema/types";
import { head } from "../../support/decide";
import { ACCOUNT, type Call, type Fault, fail, freshAccount, freshCluster, relent, seedRole } from "./endpoint";
import { expectStatus } from "./laws";
import { effects, watched } from "./lifecycle";
import { hasJournal, withTerraform } from "./requirements";
import { type Run, Workspace } from "./terraform";

export const roleArn = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;

type Sections = Readonly<Record<string, unknown>>;

/** One edit of a file, and all that is said and done of it. */
export interface Transition {
  /** The sections that the edit replaces; undefined takes one away. */
  readonly edit: Sections;
  /** What else changes, outside Terraform, before the edit. */
  readonly before?: () => Promise<unknown>;
  /** All that hurts, as `item: message`. */
  readonly hurts?: readonly string[];
  /** Some of what is said beside it. */
  readonly says?: readonly string[];
  /** The calls that change AWS, where they matter: each name once, in order of first effect; `CreateRole 2` where there are several. */
  readonly calls?: readonly string[];
  /**
   * What the apply fails with. The next row is the way out. Where an old thing and a new one exclude each other, the old
   * one is destroyed late, so that they always meet.
   */
  readonly fails?: string;
  /**
   * What the apply may fail with, where two resources exclude each other. If it does not fail, something may be missing
   * all the same. The next apply heals both.
   */
  readonly heals?: string;
  /** What synth or the plan refuses it with. */
  readonly refused?: string;
  /** Planned and reviewed, and taken back: the next row begins where this one did. */
  readonly only?: "planned";
}

/** Where a chain of transitions begins. */
export interface Start {
  /** Whether no cluster is there before. */
  readonly noCluster?: boolean;
  readonly authenticationMode?: string;
  /** Roles that exist. */
  readonly roles?: readonly string[];
  readonly sections: Sections;
  readonly before?: () => Promise<unknown>;
}

const CHANGING = /^(Add|Associate|Attach|Create|Delete|Detach|Disassociate|Put|Remove|Tag|Untag|Update)/;

const LATE: readonly Fault[] = [
  { service: "eks", op: "DeleteAccessEntry", kind: "delay", delayMs: 3000 },
  { service: "iam", op: "DeleteRole", kind: "delay", delayMs: 3000 },
];

/** `["CreateRole", "AttachRolePolicy 2"]` */
function counted(calls: readonly Call[]): string[] {
  const counts = new Map<string, number>();
  for (const { op } of effects(calls).filter((call) => CHANGING.test(call.op)))
    counts.set(op, (counts.get(op) ?? 0) + 1);
  return [...counts].map(([op, count]) => (count === 1 ? op : `${op} ${count}`));
}

/**
 * Tests a chain of edits: each is planned, reviewed and applied, has an empty plan afterwards, and is where the next
 * begins.
 */
export function transitions(name: string, start: Start, rows: Readonly<Record<string, Transition>>): void {
  withTerraform(name, () => {
    let workspace: Workspace;
    let sections = start.sections;

    const write = (of: Sections): ClusterConfig => {
      const config = head(of);
      const source = join(workspace.folder, "demo.yaml");
      writeFileSync(source, stringify(config, { aliasDuplicateObjects: false }));
      synth({ source, outdir: workspace.outdir });
      return config;
    };

    const refusal = (of: Sections): string => {
      try {
        write(of);
      } catch (error) {
        return String(error);
      }
      return oneLine(workspace.plan());
    };

    beforeAll(async () => {
      await (start.noCluster ? freshAccount() : freshCluster("demo", undefined, start.authenticationMode));
      for (const role of start.roles ?? []) await seedRole({ name: role, service: "ec2.amazonaws.com" });
      await start.before?.();
      workspace = new Workspace("demo");
      write(sections);
      expectStatus(workspace.init(), 0);
      expectStatus(workspace.apply(), 0);
    });

    afterAll(() => workspace?.remove());

    test.each(Object.entries(rows))("%s", async (_, row) => {
      const edited = { ...sections, ...row.edit };
      if (row.only === undefined) sections = edited;
      await row.before?.();
      const file = join(workspace.folder, "plan");
      if (row.refused !== undefined) {
        expect(refusal(edited)).toContain(row.refused);
        return;
      }
      const config = write(edited);
      const plan = workspace.plan(`-out=${file}`);
      expect(plan.status === 1 ? plan.output : "").toBe("");
      const findings = plan.status === 0 ? [] : review(changesOf(workspace.show(file)) ?? [], config);
      const lines = findings.map(({ path = [], message, hurts }) => ({ line: `${showPath(path)}: ${message}`, hurts }));
      const said = lines.filter(({ hurts }) => !hurts).map(({ line }) => line);
      const nothing = plan.status === 0 || row.only === "planned";
      if (hasJournal && row.fails !== undefined) await fail(LATE);
      const { run, calls } = await watched(() => (nothing ? { ...plan, status: 0 } : workspace.apply(file)));
      if (hasJournal) await relent();
      const failed = run.status === 0 ? "" : oneLine(run);
      const expected = row.fails ?? row.heals;
      expect({
        hurts: lines.filter(({ hurts }) => hurts).map(({ line }) => line),
        says: row.says?.filter((line) => said.includes(line)),
        calls: hasJournal && row.calls ? counted(calls) : row.calls,
        failed: expected !== undefined && failed.includes(expected) ? expected : failed,
      }).toEqual({
        hurts: row.hurts ?? [],
        says: row.says,
        calls: row.calls,
        failed: row.fails ?? (failed === "" ? "" : (row.heals ?? "")),
      });
      if (row.fails !== undefined || row.only === "planned") return;
      if (row.heals !== undefined) expectStatus(workspace.apply(), 0);
      expectStatus(workspace.plan(), 0);
    });
  });
}

/** Terraform breaks lines and draws a frame around them. */
const oneLine = ({ output }: Run): string => output.replace(/\s*\n[│╷╵ ]*/g, " ");
