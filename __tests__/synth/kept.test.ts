import {
  copyFileSync,
  cpSync,
  existsSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { writeKept } from "../../lib/files/kept.cjs";
import { planFile } from "../../lib/load/plan-file";
import { filesBelow, folderOf } from "../support/files";
import { KeepingProject } from "../support/keeping";

// counts the files that are answered
jest.mock("../../lib/load/plan-file", () => {
  const real = jest.requireActual("../../lib/load/plan-file");
  return { ...real, planFile: jest.fn(real.planFile) };
});

const { env, version } = process;
beforeEach(() => {
  process.env = { ...env, XDG_CACHE_HOME: folderOf({}) };
});
afterEach(() => {
  Object.defineProperty(process, "version", { value: version });
});
afterAll(() => {
  process.env = env;
});

const HEAD = 'account: "111122223333"\nregion: eu-west-1\n';
const HUB = `${HEAD}otherRoles:\n  argocd: { kind: capability }\n`;
const SPOKE = `${HEAD}access:\n  deploy: { principal: { of: hub, role: argocd }, groups: [deployers] }\n`;
const NODES = `${HEAD}nodeClasses:
  gpu:
    spec:
      subnetSelectorTerms: [{ tags: { Name: private } }]
      securityGroupSelectorTerms: [{ tags: { Name: nodes } }]
`;
const SECRETS = `${HEAD}access:
  edit: { principal: "arn:aws:iam::111122223333:role/edit", policies: [{ policy: AmazonEKSEditPolicy, namespaces: [shop] }] }
`;
const FILES = {
  "clusters/hub.yaml": HUB,
  "clusters/nodes.yaml": NODES,
  "clusters/secrets.yaml": SECRETS,
  "clusters/spoke.yaml": SPOKE,
  "defaults.yaml": HEAD,
  "accessSets/call.yaml": "access: {}\n",
};
const ALL = 4;

/** How many files are answered while a function runs. */
async function answersOf(run: () => Promise<unknown>): Promise<number> {
  const { calls } = jest.mocked(planFile).mock;
  const before = calls.length;
  await run();
  return calls.length - before;
}

/** A project that has run once. */
async function warmProject() {
  const made = new KeepingProject(FILES);
  expect((await made.run()).warnings).toHaveLength(2);
  return made;
}

/** Runs a project, and expects what a run without anything kept says and leaves. Returns how many files it answered. */
async function answersOfGoodRun(made: KeepingProject, ...options: Parameters<KeepingProject["run"]>): Promise<number> {
  const outdir = join(folderOf({}), "out");
  if (existsSync(made.outdir)) cpSync(made.outdir, outdir, { recursive: true });
  const wanted = await made.runCold({ ...options[0], outdir });
  return await answersOf(async () => {
    expect(await made.run(...options)).toEqual(wanted);
    expect(made.output()).toEqual(filesBelow(outdir));
  });
}

describe("a run answers again", () => {
  test.each<[string, number, (made: KeepingProject) => unknown]>([
    ["nothing, if nothing changed", 0, () => {}],
    ["a file that changed", 1, (made) => made.put("clusters/nodes.yaml", `# moved\n${NODES}`)],
    ["a file that is new", 1, (made) => made.put("clusters/new.yaml", HEAD)],
    [
      "a file under another name",
      1,
      (made) => renameSync(made.path("clusters/nodes.yaml"), made.path("clusters/n.yaml")),
    ],
    [
      "a file with another ending, and who names its roles",
      2,
      (made) => renameSync(made.path("clusters/hub.yaml"), made.path("clusters/hub.yml")),
    ],
    ["nothing, if a file is gone", 0, (made) => made.put("clusters/nodes.yaml", undefined)],
    [
      "a file whose roles changed, and who names them",
      2,
      (made) => made.put("clusters/hub.yaml", `${HUB}iam: { path: /eks/ }\n`),
    ],
    ["all, if defaults.yaml changed", ALL, (made) => made.put("defaults.yaml", `${HEAD}tags: { a: b }\n`)],
    ["all, if an access set changed", ALL, (made) => made.put("accessSets/call.yaml", "# moved\naccess: {}\n")],
    ["all, if an access set is new", ALL, (made) => made.put("accessSets/more.yaml", "access: {}\n")],
    [
      "a file whose Terraform JSON somebody edited",
      1,
      (made) => made.put("out/stacks/hub/cdk.tf.json", `${made.textOf("out/stacks/hub/cdk.tf.json")}\n`),
    ],
    ["a file with a manifest that is gone", 1, (made) => made.put("out/manifests/nodes/nodeclass-gpu.yaml", undefined)],
    [
      "nothing, if cdktf's record is gone: it is written in each run",
      0,
      (made) => made.put("out/manifest.json", undefined),
    ],
    ["all, if the output is gone", ALL, (made) => made.put("out", undefined)],
  ])("%s", async (_what, count, change) => {
    const made = await warmProject();
    change(made);
    expect(await answersOfGoodRun(made)).toBe(count);
    expect(await answersOfGoodRun(made)).toBe(0);
  });

  test("what is kept for another folder of clusters, another spelling of it, or another output folder", async () => {
    const made = await warmProject();
    cpSync(made.source, made.path("others"), { recursive: true });
    expect(await answersOf(() => made.run({ outdir: made.path("second") }))).toBe(ALL);
    expect(await answersOf(() => made.run({ source: made.path("others"), outdir: made.path("third") }))).toBe(ALL);
    expect(await answersOfGoodRun(made, { source: `${made.source}/` })).toBe(ALL);
    expect(await answersOfGoodRun(made)).toBe(0);
  });
});

describe("what is kept is not used, and is no error,", () => {
  /** The file of the answers. */
  const fileOf = ({ kept }: KeepingProject) => join(kept, readdirSync(kept)[0] ?? "");
  const keep = (made: KeepingProject, text: string) =>
    writeKept(fileOf(made), text, { latest: 8, of: (name) => name.startsWith("answers.") });

  test.each<[string, (made: KeepingProject) => unknown]>([
    ["by another version of Node.js", () => Object.defineProperty(process, "version", { value: "v99.0.0" })],
    ["if it is gone", (made) => rmSync(made.kept, { recursive: true })],
    ["if somebody else wrote it", (made) => writeFileSync(fileOf(made), JSON.stringify({ program: "1", answers: {} }))],
    ["if it is cut off", (made) => truncateSync(fileOf(made), 500)],
    ["if it is no JSON", (made) => keep(made, '{"program": "1"')],
    ["if it is something else", (made) => keep(made, "null")],
    [
      "if the key is another one",
      () => {
        process.env.XDG_CACHE_HOME = folderOf({});
      },
    ],
  ])("%s", async (_what, change) => {
    const made = await warmProject();
    change(made);
    expect(await answersOfGoodRun(made)).toBe(ALL);
  });

  test("by a program of other sources", async () => {
    const made = await warmProject();
    expect(await answersOfGoodRun(made, {}, { hash: "2" })).toBe(ALL);
    expect(await answersOfGoodRun(made, {}, { hash: "1" })).toBe(ALL);
  });

  test("by another program of the same sources, and both keep theirs", async () => {
    const made = await warmProject();
    const other = { name: "eks-access", hash: "2" };
    expect(await answersOfGoodRun(made, {}, other)).toBe(ALL);
    expect(await answersOfGoodRun(made)).toBe(0);
    expect(await answersOfGoodRun(made, {}, other)).toBe(0);
  });

  test("if it was kept for another output folder", async () => {
    const made = await warmProject();
    const file = fileOf(made);
    await made.run({ outdir: made.path("second") });
    const other = readdirSync(made.kept).find((name) => !file.endsWith(name));
    copyFileSync(join(made.kept, other ?? ""), file);
    expect(await answersOfGoodRun(made)).toBe(ALL);
  });
});

describe("a run that is refused", () => {
  test("keeps nothing: neither of a file with an error, nor of the others", async () => {
    const made = await warmProject();
    made.put("clusters/nodes.yaml", `# moved\n${NODES}`);
    made.put("clusters/secrets.yaml", SECRETS.replace("eu-west-1", "eu-west"));
    made.put("clusters/unreadable.yaml/file", "");
    const before = made.output();
    const kept = readdirSync(made.kept).map((name) => made.textOf(`kept/${name}`));
    expect((await made.run()).errors).toHaveLength(3);
    expect((await made.run()).errors).toEqual((await made.runCold()).errors);
    expect(made.output()).toEqual(before);
    expect(readdirSync(made.kept).map((name) => made.textOf(`kept/${name}`))).toEqual(kept);
    made.put("clusters/secrets.yaml", SECRETS);
    made.put("clusters/unreadable.yaml", undefined);
    expect(await answersOfGoodRun(made)).toBe(1);
  });

  test("by the output folder keeps nothing, either", async () => {
    const made = new KeepingProject({ ...FILES, out: "a file" });
    expect((await made.run()).errors).toEqual([expect.stringContaining("the output folder cannot be written")]);
    made.put("out", undefined);
    expect(await answersOfGoodRun(made)).toBe(ALL);
  });
});

describe("a link in the output, though it leads to what was written there,", () => {
  test.each(["stacks", "stacks/hub", "stacks/hub/cdk.tf.json", "manifests/nodes", "manifest.json"])(
    "is refused: %s",
    async (path) => {
      const made = await warmProject();
      renameSync(join(made.outdir, path), made.path("elsewhere"));
      symlinkSync(made.path("elsewhere"), join(made.outdir, path));
      const { errors } = await made.run();
      expect(errors).toEqual([expect.stringMatching(/the output needs a (file|folder) there, got a link; remove it$/)]);
      expect(errors).toEqual((await made.runCold()).errors);
    },
  );
});

describe("while a run answers", () => {
  test("another one may write other output: what is published last is whole", async () => {
    const made = await warmProject();
    const wanted = await made.outputOfColdRun();
    const run = made.run();
    made.put("clusters/hub.yaml", `${HUB}tags: { a: b }\n`);
    made.put("clusters/nodes.yaml", undefined);
    await made.runCold();
    await run;
    expect(made.output()).toEqual(wanted);
  });

  test("a neighbour may change: the answer holds for what was read", async () => {
    const made = new KeepingProject(FILES);
    const source = join(made.source, "spoke.yaml");
    const run = made.run({ source });
    made.put("clusters/hub.yaml", `${HUB}iam: { path: /eks/ }\n`);
    expect((await run).warnings).toHaveLength(1);
    expect(await answersOfGoodRun(made, { source })).toBe(1);
    expect(await answersOfGoodRun(made, { source })).toBe(0);
  });

  test("two runs at once keep one answer each", async () => {
    const made = await warmProject();
    made.put("clusters/hub.yaml", `${HUB}tags: { a: b }\n`);
    await Promise.all([made.run(), made.run()]);
    expect(await answersOfGoodRun(made)).toBe(0);
  });
});
