import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import type { MatrixJob } from "../../lib/pipelines/github";
import { folderOf } from "../support/files";
import { TestRepository } from "../support/repository";
import { type Job, pipeline, programs, runJob, valuesOf, type Workflow } from "../support/workflow";
import { ACCOUNT, freshAccount, REGION } from "./support/endpoint";
import { withTerraform } from "./support/requirements";
import { environment } from "./support/terraform";

withTerraform("the pipeline for GitHub", () => {
  test("applies on another machine what it planned", async () => {
    await freshAccount();
    const workflow: Workflow = pipeline("github.yml");
    const { changed, plan, apply } = workflow.jobs as Record<"changed" | "plan" | "apply", Job>;
    const demo = `account: "${ACCOUNT}"\nregion: ${REGION}\nterraform: { backend: { type: local } }\notherRoles: { a: { kind: connector } }\n`;
    const { folder } = new TestRepository({ "clusters/demo.yaml": demo });
    const path = programs("real");
    const run = (job: Job, at: string, values: Readonly<Record<string, string>>) =>
      runJob(workflow, job, { folder: at, path, values, env: environment() });
    const base = "github.event_name == 'pull_request' && 'HEAD^1' || github.event.before";
    const [job]: MatrixJob[] = JSON.parse(run(changed, folder, { [base]: "" }).outputs.jobs ?? "");

    const planned = run(plan, folder, valuesOf(job ?? {}));
    expect(planned).toMatchObject({
      status: 0,
      summary: expect.stringContaining("2 to add, 0 to change, 0 to destroy"),
    });

    const elsewhere = folderOf({});
    for (const file of ["plans.tgz", "plans.tgz.sha256"]) cpSync(join(folder, file), join(elsewhere, file));
    expect(run(apply, elsewhere, valuesOf(job ?? {}))).toMatchObject({
      status: 0,
      log: expect.stringContaining("Apply complete! Resources: 2 added"),
    });
    expect(existsSync(join(elsewhere, "terraform.demo.tfstate"))).toBe(true);
  });
});
