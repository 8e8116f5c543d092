import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { MatrixJob } from "../../lib/pipelines/github";
import { folderOf } from "../support/files";
import { TestRepository } from "../support/repository";
import {
  type Job,
  pipeline,
  pipelineText,
  programs,
  runJob,
  type Step,
  valuesOf,
  type Workflow,
} from "../support/workflow";

// each job starts some processes
jest.setTimeout(120_000);

const cluster = (more = "") => `account: "111122223333"
region: eu-west-1
terraform: { backend: { type: s3, bucket: acme, region: eu-west-1, key: eks/demo.tfstate } }
access:
  team: { principal: "arn:aws:iam::111122223333:role/team", groups: [team] }
${more}`;

/** Has manifests too. */
const NODES =
  "nodeClasses: { a: { spec: { subnetSelectorTerms: [{ id: subnet-0a1b2c3d4e5f60001 }], securityGroupSelectorTerms: [{ id: sg-0a1b2c3d4e5f60001 }] } } }\n";

const other = (name: string) =>
  cluster().replace("demo.tfstate", `${name}.tfstate`).replace("111122223333", "444455556666");

const path = programs();

const textOf = (folder: string, file: string): string => readFileSync(join(folder, file), "utf8");

describe.each(["github.yml", "github-nightly.yml"])("%s", (name) => {
  const { permissions, jobs }: Workflow = pipeline(name);
  const all = Object.entries(jobs);
  const steps = all.flatMap(([, job]) => job.steps);
  const takesCredentials = ({ uses }: Step) => uses?.startsWith("aws-actions/configure-aws-credentials@") === true;

  test("reads the repository alone, and asks for a token only where it takes credentials", () => {
    expect(permissions).toEqual({ contents: "read" });
    for (const [, { permissions: own = {}, steps: own_ }] of all) {
      const { contents = "read", "id-token": token, ...others } = own;
      expect({ contents, others }).toEqual({ contents: "read", others: {} });
      expect(token === "write").toBe(own_.some(takesCredentials));
    }
  });

  test("names each action by its owner and major version, and keeps no credentials of git", () => {
    const used = steps.flatMap(({ uses }) => uses ?? []);
    for (const action of used) expect(action).toMatch(/^(actions|aws-actions|hashicorp)\/[a-z-]+@v\d+$/);
    for (const { uses, with: given } of steps) {
      if (uses?.startsWith("actions/checkout@")) expect(given?.["persist-credentials"]).toBe(false);
    }
  });

  test("puts no expression into a shell line, where its value would be run", () => {
    for (const { run = "" } of steps) expect(run).not.toContain("${{");
  });

  test("installs no package's own scripts where a role can be taken", () => {
    for (const { run = "" } of steps) expect(run.match(/npm (ci|i|install)\b(?! --ignore-scripts)/)).toBeNull();
  });
});

describe("github.yml, run", () => {
  const workflow: Workflow = pipeline("github.yml");
  const { changed, loses, plan, apply } = workflow.jobs as Record<"changed" | "loses" | "plan" | "apply", Job>;
  const BASE = "github.event_name == 'pull_request' && 'HEAD^1' || github.event.before";
  const MAIN = "github.ref == 'refs/heads/main'";

  const jobsSince = (folder: string, base: string) =>
    runJob(workflow, changed, { folder, path, values: { [BASE]: base } });

  test("plans what a commit changed, shows the review, and applies the same bytes elsewhere", () => {
    const repository = new TestRepository({ "clusters/demo.yaml": cluster(), "clusters/prod.yaml": other("prod") });
    repository.commit({ "clusters/demo.yaml": cluster(NODES) });
    const asked = jobsSince(repository.folder, "HEAD^1");
    expect(asked).toMatchObject({ status: 0, summary: "" });
    expect(asked.outputs.loses).toBeUndefined();
    const jobs: MatrixJob[] = JSON.parse(asked.outputs.jobs ?? "");
    expect(jobs.map(({ name }) => name)).toEqual(["demo"]);
    const [job] = jobs;
    const values = { ...valuesOf(job ?? {}), [MAIN]: "true" };

    const planned = runJob(workflow, plan, { folder: repository.folder, path, values });
    expect(planned.log).toMatch(/^demo: plan -input=false -lock=false -out=tfplan$/m);
    expect(planned.log).toMatch(/^::warning title=demo::this plan hurts people, nodes or pods; /m);
    expect(planned.summary).toMatch(
      /^### demo\n````\nhurts: clusters\/demo\.yaml:1:1 cluster\.create: the cluster demo is destroyed, .*\n````\n/,
    );
    expect(planned.summary).toMatch(
      /````\nthe plan as text\n````\n<\/details>\n\nmanifests: after the apply run `sh cdktf\.out\/manifests\/demo\/apply\.sh`\n$/,
    );
    expect(planned.status).toBe(0);

    const elsewhere = folderOf({});
    for (const file of ["plans.tgz", "plans.tgz.sha256"]) cpSync(join(repository.folder, file), join(elsewhere, file));
    const applied = runJob(workflow, apply, { folder: elsewhere, path, values });
    expect(applied.log).toMatch(/^demo: init -input=false -lockfile=readonly\ndemo: apply -input=false tfplan$/m);
    expect(applied).toMatchObject({
      status: 0,
      summary: "demo: manifests: run `sh cdktf.out/manifests/demo/apply.sh`\n",
    });
    expect(existsSync(join(elsewhere, "cdktf.out/manifests/demo/apply.sh"))).toBe(true);
    expect(readdirSync(join(elsewhere, "cdktf.out/stacks"))).toEqual(["demo"]);
  });

  test("does not apply a plan whose bytes are others", () => {
    const folder = folderOf({ "plans.tgz": "x", "plans.tgz.sha256": `${"0".repeat(64)}  plans.tgz\n` });
    const { status, log } = runJob(workflow, apply, { folder, path, values: valuesOf({ stacks: "demo" }) });
    expect({ status, log }).toEqual({ status: 1, log: expect.stringContaining("plans.tgz: FAILED") });
  });

  test("stops if an earlier step fails, and says which file is wrong", () => {
    const repository = new TestRepository({ "clusters/demo.yaml": cluster("unknown: 1\n") });
    const { status, log, outputs } = jobsSince(repository.folder, "HEAD");
    expect({ status, outputs }).toEqual({ status: 1, outputs: {} });
    expect(log).toMatch(/clusters\/demo\.yaml:6:1 unknown: /);
  });

  test("goes on if a file is gone, says so in the summary, and is red in a pull request alone", () => {
    const repository = new TestRepository({ "clusters/demo.yaml": cluster(), "clusters/prod.yaml": other("prod") });
    repository.commit({ "clusters/prod.yaml": null });
    const { status, outputs, summary, log } = jobsSince(repository.folder, "HEAD^1");
    expect({ status, outputs }).toEqual({ status: 0, outputs: { jobs: "[]", loses: "true" } });
    expect(loses).toMatchObject({
      needs: "changed",
      if: "github.event_name == 'pull_request' && needs.changed.outputs.loses == 'true'",
    });
    expect(runJob(workflow, loses, { folder: repository.folder, path, values: {} })).toMatchObject({
      status: 1,
      log: expect.stringMatching(/^::error title=stacks::Terraform would lose what it made; /),
    });
    expect(changed.outputs?.loses).toBe("${{ steps.stacks.outputs.loses }}");
    expect(log).toContain("::warning title=stacks::");
    expect(summary).toMatch(
      /^````\nprod: its file is gone, its state \(s3:\/\/acme\/eks\/prod\.tfstate\) is not; .*\n````\n$/,
    );
  });

  test.each(["", "0".repeat(40)])("plans all after a push of which the earlier commit is %j", (base) => {
    const repository = new TestRepository({ "clusters/demo.yaml": cluster(), "clusters/prod.yaml": other("prod") });
    const jobs: MatrixJob[] = JSON.parse(jobsSince(repository.folder, base).outputs.jobs ?? "");
    expect(jobs.map(({ name, account, roles }) => [name, account, roles?.apply])).toEqual([
      ["demo", "111122223333", "arn:aws:iam::111122223333:role/eks-access-apply"],
      ["prod", "444455556666", "arn:aws:iam::444455556666:role/eks-access-apply"],
    ]);
  });

  test("a matrix without a job is left out, since GitHub refuses it", () => {
    expect(plan.if).toBe("needs.changed.outputs.jobs != '[]'");
    expect(apply.if).toContain("&& needs.changed.result == 'success' && needs.changed.outputs.jobs != '[]'");
    expect(apply.needs).toEqual(["changed", "plan"]);
  });

  test("a stack whose plan failed leaves nothing to apply, and the others are applied", () => {
    const { folder } = new TestRepository({ "clusters/demo.yaml": cluster() });
    const values = { ...valuesOf({ stacks: "demo" }), [MAIN]: "true" };
    expect(runJob(workflow, plan, { folder, path, values, env: { PLAN_CODE: "1" } }).status).toBe(1);
    expect(existsSync(join(folder, "plans.tgz"))).toBe(false);
    const keep = plan.steps.findIndex(({ name }) => name === "keep the plans");
    const uploaded = plan.steps.slice(keep).map(({ if: when, uses }) => [when, uses]);
    expect(uploaded).toEqual([
      [MAIN, undefined],
      [MAIN, expect.stringContaining("upload-artifact")],
    ]);
    const [first] = apply.steps;
    expect(first).toMatchObject({ uses: expect.stringContaining("download-artifact") });
    expect(apply.steps.filter((step) => step.if !== undefined || "continue-on-error" in step)).toEqual([]);
    expect(apply.if).toMatch(/^!cancelled\(\) && /);
  });

  test("jobs that are run again take the plans of their own attempt", () => {
    const named = [plan, apply].map(
      ({ steps }) => steps.find(({ uses }) => uses?.includes("load-artifact"))?.with?.name,
    );
    const name = "plans-${{ matrix.job.name }}-${{ needs.changed.outputs.attempt }}";
    expect(named).toEqual([name, name]);
    expect(changed.outputs?.attempt).toBe("${{ github.run_attempt }}");
    expect([plan.needs].flat()).toContain("changed");
  });

  test("applies on main alone, in the environment of the account, one job a stack at a time, and makes nothing anew", () => {
    const { environment, concurrency, steps } = apply;
    expect(apply.if).toContain(`&& ${MAIN} &&`);
    expect({ environment, concurrency }).toEqual({
      environment: "${{ matrix.job.account }}",
      concurrency: { group: "eks-${{ matrix.job.name }}", "cancel-in-progress": false },
    });
    const text = JSON.stringify(steps);
    expect(text).not.toMatch(/synth|checkout|npm|terraform[^"]* plan /);
    expect(text).toContain("matrix.job.roles.apply");
    expect(JSON.stringify(plan.steps)).not.toContain("roles.apply");
  });
});

describe("github-nightly.yml, run", () => {
  const workflow: Workflow = pipeline("github-nightly.yml");
  const { all, plan } = workflow.jobs as Record<"all" | "plan", Job>;

  test("shows who has access, plans all, and fails where something differs", () => {
    const { folder } = new TestRepository({ "clusters/demo.yaml": cluster(), "clusters/prod.yaml": other("prod") });
    const asked = runJob(workflow, all, { folder, path, values: {} });
    expect(asked.summary).toMatch(/^## `demo` \(111122223333, eu-west-1\)\n/);
    expect(asked.summary).toContain("\nnothing is expired or ends within 30 days\n");
    const jobs: MatrixJob[] = JSON.parse(asked.outputs.jobs ?? "");
    const ended = (code: string) =>
      jobs.map((job) => runJob(workflow, plan, { folder, path, values: valuesOf(job), env: { PLAN_CODE: code } }));
    expect(ended("0").map(({ status }) => status)).toEqual([0, 0]);
    const [differs] = ended("2");
    expect(differs).toMatchObject({
      status: 1,
      log: expect.stringContaining("::error title=demo::AWS and the configuration differ"),
    });
    expect(differs?.log).toMatch(/^hurts: clusters\/demo\.yaml:1:1 cluster\.create: the cluster demo is destroyed, /m);
    expect(ended("1").map(({ status }) => status)).toEqual([1, 1]);
  });
});

describe("gitlab.yml, run", () => {
  interface GitlabJob {
    readonly extends?: string;
    readonly needs?: readonly unknown[];
    readonly script?: readonly string[];
    readonly before_script?: readonly string[];
    readonly variables?: Readonly<Record<string, string>>;
    readonly rules?: readonly object[];
    readonly allow_failure?: { readonly exit_codes: readonly number[] };
    readonly artifacts?: { readonly paths: readonly string[] };
  }
  type Pipeline = Readonly<Record<string, GitlabJob>>;

  const parent: Pipeline = pipeline("gitlab.yml");

  /** A job with what it extends. */
  function whole(jobs: Pipeline, name: string): GitlabJob {
    const job = jobs[name] ?? {};
    const base = job.extends === undefined ? {} : whole(jobs, job.extends);
    return { ...base, ...job, variables: { ...base.variables, ...job.variables } };
  }

  /** Runs the lines of a job one after the other in one shell, as a runner does. */
  function run(folder: string, jobs: Pipeline, name: string, env: Readonly<Record<string, string>> = {}) {
    const { script = [], before_script = [], variables } = whole(jobs, name);
    const log = join(folder, "terraform.log");
    const ended = spawnSync("bash", ["-e", "-c", [...before_script, ...script].join("\n")], {
      cwd: folder,
      encoding: "utf8",
      env: {
        PATH: `${path}:${process.env.PATH}`,
        HOME: process.env.HOME,
        XDG_CACHE_HOME: process.env.XDG_CACHE_HOME,
        TERRAFORM_LOG: log,
        CI_CONFIG_PATH: ".gitlab-ci.yml",
        WEB_IDENTITY_TOKEN: "token",
        ...(parent.variables as object),
        ...variables,
        AWS_WEB_IDENTITY_TOKEN_FILE: join(folder, "token"),
        ...env,
      },
    });
    return { status: ended.status, log: ended.stdout + ended.stderr };
  }

  const files = { ".gitlab-ci.yml": pipelineText("gitlab.yml"), "clusters/prod.yaml": other("prod") };

  test("makes a child pipeline of what changed, plans, reviews, and applies the same bytes elsewhere", () => {
    const repository = new TestRepository({ ...files, "clusters/demo.yaml": cluster() });
    const before = repository.git("rev-parse", "HEAD");
    repository.commit({ "clusters/demo.yaml": cluster(NODES) });
    const { folder } = repository;
    const push = { CI_PIPELINE_SOURCE: "push", CI_COMMIT_BEFORE_SHA: before };
    expect(run(folder, parent, "changed", push)).toEqual({ status: 0, log: "" });
    const child: Pipeline = parse(textOf(folder, "child.yml"));
    const added = Object.keys(child).filter((name) => !Object.hasOwn(parent, name));
    expect(added).toEqual(["plan:demo", "review:demo", "apply:demo"]);
    expect(run(folder, child, "plan:demo")).toEqual({
      status: 0,
      log: expect.stringMatching(/^manifests: after the apply run sh cdktf\.out\/manifests\/demo\/apply\.sh\n$/m),
    });
    expect(textOf(folder, "token")).toBe("token");
    const reviewed = run(folder, child, "review:demo");
    expect(reviewed.status).toBe(2);
    expect(whole(child, "review:demo").allow_failure).toEqual({ exit_codes: [2] });
    expect(reviewed.log).toMatch(/^hurts: clusters\/demo\.yaml:1:1 cluster\.create: the cluster demo is destroyed, /);
    const elsewhere = folderOf({});
    for (const kept of whole(child, "plan:demo").artifacts?.paths ?? []) {
      const file = kept.replace("$STACK", "demo");
      mkdirSync(join(elsewhere, file, ".."), { recursive: true });
      cpSync(join(folder, file), join(elsewhere, file), { recursive: true });
    }
    expect(run(elsewhere, child, "apply:demo")).toEqual({
      status: 0,
      log: expect.stringMatching(/^manifests: run sh cdktf\.out\/manifests\/demo\/apply\.sh\n$/m),
    });
    expect(existsSync(join(elsewhere, "cdktf.out/manifests/demo/apply.sh"))).toBe(true);
    writeFileSync(join(elsewhere, "cdktf.out/stacks/demo/tfplan"), "other bytes");
    expect(run(elsewhere, child, "apply:demo").status).toBe(1);
  });

  test("ends with 2 if a file is gone, which is a warning, red in a merge request, and still makes the child pipeline", () => {
    const repository = new TestRepository({ ...files, "clusters/demo.yaml": cluster() });
    repository.commit({ "clusters/demo.yaml": null });
    const { status } = run(repository.folder, parent, "changed", { CI_MERGE_REQUEST_DIFF_BASE_SHA: "HEAD^" });
    expect(status).toBe(2);
    expect(run(repository.folder, parent, "loses")).toEqual({
      status: 2,
      log: expect.stringMatching(/^demo: its file is gone, /),
    });
    expect(parent.loses?.rules).toEqual([{ if: '$CI_PIPELINE_SOURCE == "merge_request_event"' }]);
    expect(parent.loses).not.toHaveProperty("allow_failure");
    for (const file of ["notes.txt", "code.txt"]) expect(parent.changed?.artifacts?.paths).toContain(file);
    expect(parent.changed?.allow_failure).toEqual({ exit_codes: [2] });
    expect(Object.keys(parse(textOf(repository.folder, "child.yml")))).toContain("no-stack");
  });

  test("a merge request that loses nothing is green", () => {
    const repository = new TestRepository({ ...files, "clusters/demo.yaml": cluster() });
    expect(run(repository.folder, parent, "changed", { CI_MERGE_REQUEST_DIFF_BASE_SHA: "HEAD" }).status).toBe(0);
    expect(run(repository.folder, parent, "loses")).toEqual({ status: 0, log: "" });
  });

  test.each(["web", "api", "schedule"])("plans all stacks of a pipeline whose source is %s", (source) => {
    const { folder } = new TestRepository({ ...files, "clusters/demo.yaml": cluster() });
    const env = { CI_PIPELINE_SOURCE: source, CI_COMMIT_BEFORE_SHA: "HEAD" };
    expect(run(folder, parent, "changed", env).status).toBe(0);
    expect(Object.keys(parse(textOf(folder, "child.yml")))).toEqual(expect.arrayContaining(["plan:demo", "plan:prod"]));
    const rules: readonly { readonly if: string }[] = pipeline("gitlab.yml").workflow.rules;
    const [, pattern = ""] =
      /=~ \/(.*)\/ && \$CI_COMMIT_BRANCH == \$CI_DEFAULT_BRANCH$/.exec(rules.at(-1)?.if ?? "") ?? [];
    expect(source).toMatch(new RegExp(pattern));
    expect("trigger").not.toMatch(new RegExp(pattern));
  });

  test("makes no child pipeline of a wrong file", () => {
    const repository = new TestRepository({ ...files, "clusters/demo.yaml": cluster("unknown: 1\n") });
    expect(run(repository.folder, parent, "changed").status).toBe(1);
    expect(existsSync(join(repository.folder, "child.yml"))).toBe(false);
  });

  test("the jobs of the parent do not run in the child, and only the default branch is applied", () => {
    for (const name of ["changed", "stacks"]) {
      expect(parent[name]?.rules).toEqual([{ if: '$CI_PIPELINE_SOURCE != "parent_pipeline"' }]);
    }
    expect(parent[".apply"]?.rules).toEqual([
      { if: '$PARENT_PIPELINE_SOURCE == "schedule"', when: "never" },
      { if: "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH", when: "manual" },
    ]);
    expect(parent.stacks?.variables).toMatchObject({ PARENT_PIPELINE_SOURCE: "$CI_PIPELINE_SOURCE" });
  });
});

test("atlantis.yml: the hook writes the stacks and a project of each, and the steps review the plan", () => {
  const { repos, workflows } = pipeline("atlantis.yml");
  const { folder } = new TestRepository({ "clusters/demo.yaml": cluster(NODES) });
  const env = { PATH: `${path}:${process.env.PATH}`, HOME: process.env.HOME, TERRAFORM_LOG: join(folder, "log") };
  const sh = (line: string, cwd: string, more: object = {}) =>
    spawnSync("sh", ["-c", line], { cwd, env: { ...env, ...more }, encoding: "utf8" });
  expect(sh(repos[0].pre_workflow_hooks[0].run, folder).status).toBe(0);
  const { projects } = parse(textOf(folder, "atlantis.yaml"));
  expect(projects).toHaveLength(1);
  const [{ name, dir, autoplan }] = projects;
  const project = join(folder, dir);
  for (const file of autoplan.when_modified) expect(existsSync(join(project, file))).toBe(true);
  const { plan, apply } = workflows[repos[0].workflow];
  const linesOf = ({ steps }: { readonly steps: readonly (string | { readonly run: string })[] }) =>
    steps.flatMap((step) => (typeof step === "string" ? [] : step.run));
  const variables = { DIR: project, REPO_REL_DIR: dir, PLANFILE: "tfplan", SHOWFILE: join(project, "plan.json") };
  const ended = (job: typeof plan) =>
    linesOf(job).map((line) => sh(line, project, { ...variables, PROJECT_NAME: name }));
  const [shown, reviewed, ...manifests] = ended(plan);
  expect([shown?.status, reviewed?.status]).toEqual([0, 0]);
  const run = "run sh cdktf.out/manifests/demo/apply.sh\n";
  expect(manifests).toMatchObject([{ status: 0, stdout: `manifests: after the apply ${run}` }]);
  expect(ended(apply)).toMatchObject([{ status: 0, stdout: `manifests: ${run}` }]);
  expect(reviewed?.stdout).toMatch(/^hurts: clusters\/demo\.yaml:1:1 cluster\.create: the cluster demo is destroyed, /);
});
