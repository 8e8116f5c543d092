import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse, stringify } from "yaml";
import { synth } from "../lib/app";
import { filesBelow, folderOf } from "./support/files";

const ROOT = join(__dirname, "..");
const DEMO = readFileSync(join(ROOT, "clusters/demo.yaml"), "utf8");
const OTHER = DEMO.replace("account:", "name: other\naccount:");

/** A folder with `clusters/` in it, synthesized. */
function project(files: Readonly<Record<string, string>>): {
  source: string;
  outdir: string;
  files: () => Record<string, string>;
} {
  const folder = folderOf(Object.fromEntries(Object.entries(files).map(([name, text]) => [`clusters/${name}`, text])));
  const outdir = join(folder, "out");
  return { source: join(folder, "clusters"), outdir, files: () => filesBelow(outdir) };
}

/** The program as a user runs it. */
function run(env: Readonly<Record<string, string>>, file = "main.ts") {
  const { status, stdout, stderr } = spawnSync("node", [join(ROOT, "launch.cjs"), file], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, ...env },
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

describe("output", () => {
  test("is Terraform JSON a stack and manifests a file, and nothing else", () => {
    const { source, outdir, files } = project({ "demo.yaml": DEMO });
    synth({ source, outdir });
    expect(Object.keys(files())).toEqual([
      "manifest.json",
      "manifests/demo/Kustomization",
      "manifests/demo/apply.sh",
      "manifests/demo/nodeclass-gpu.yaml",
      "manifests/demo/nodepool-gpu.yaml",
      "stacks/demo/cdk.tf.json",
    ]);
  });

  test("holds no path of the machine, and the same bytes every time", () => {
    const first = project({ "demo.yaml": DEMO });
    const second = project({ "demo.yaml": DEMO });
    synth(first);
    synth(second);
    synth(second);
    expect(second.files()).toEqual(first.files());
    expect(JSON.stringify(first.files())).not.toContain(first.outdir);
    expect(JSON.stringify(first.files())).not.toContain(ROOT);
  });

  test("does not change with the order of a file's keys", () => {
    const { source, outdir, files } = project({ "demo.yaml": DEMO });
    synth({ source, outdir });
    const before = files();
    const reversed = (value: unknown): unknown =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, inner]) => [key, reversed(inner)]),
          )
        : value;
    writeFileSync(join(source, "demo.yaml"), stringify(reversed(parse(DEMO))));
    synth({ source, outdir });
    expect(files()).toEqual(before);
  });

  test("of a stack that is gone from the configuration is removed", () => {
    const { source, outdir, files } = project({ "demo.yaml": DEMO, "other.yaml": OTHER });
    synth({ source, outdir });
    const before = files();
    rmSync(join(source, "other.yaml"));
    synth({ source, outdir });
    const { "manifest.json": record = "", ...others } = files();
    expect(others).toEqual(Object.fromEntries(Object.entries(before).filter(([file]) => file.includes("/demo/"))));
    expect(Object.keys(JSON.parse(record).stacks)).toEqual(["demo"]);
    expect(existsSync(join(outdir, "stacks/other"))).toBe(false);
  });

  test("of other files stays where one file is synthesized", () => {
    const { source, outdir, files } = project({ "demo.yaml": DEMO, "other.yaml": OTHER });
    synth({ source, outdir });
    const before = files();
    synth({ source: join(source, "demo.yaml"), outdir });
    expect(files()).toEqual(before);
  });

  test("is refused a folder that holds the configuration", () => {
    const { source, files } = project({ "demo.yaml": DEMO });
    expect(() => synth({ source, outdir: dirname(source) })).toThrow(
      `${dirname(source)}: the output folder holds the configuration, ${source}; name another in CDKTF_OUTDIR`,
    );
    expect(() => files()).toThrow("ENOENT");
    expect(readFileSync(join(source, "demo.yaml"), "utf8")).toBe(DEMO);
  });

  test("of an earlier run stays whole when one file is refused", () => {
    const { source, outdir, files } = project({ "demo.yaml": DEMO, "other.yaml": OTHER });
    synth({ source, outdir });
    const before = files();
    writeFileSync(join(source, "other.yaml"), OTHER.replace("100Gi", "100Mi"));
    writeFileSync(join(source, "demo.yaml"), DEMO.replace("100Gi", "200Gi"));
    expect(() => synth({ source, outdir })).toThrow("the size of the ephemeral storage");
    expect(files()).toEqual(before);
  });
});

describe("warnings", () => {
  interface Manifest {
    readonly stacks: Readonly<Record<string, { readonly annotations: readonly { readonly message: string }[] }>>;
  }

  /** The annotations of each stack, which the cdktf command line prints. */
  const annotationsOf = (files: Readonly<Record<string, string>>) => {
    const { stacks }: Manifest = JSON.parse(files["manifest.json"] ?? "");
    return Object.fromEntries(
      Object.entries(stacks).map(([name, { annotations }]) => [name, annotations.map(({ message }) => message)]),
    );
  };
  const BARE = DEMO.split("nodeClasses:")[0] ?? "";
  const entry = (key: string) => `access:\n  ${key}: { principal: "arn:aws:iam::111122223333:role/${key}" }\n`;

  test("are annotations of their stacks too, in the same words", () => {
    const { source, outdir, files } = project({ "a.yaml": `${BARE}${entry("x")}`, "b.yaml": `${BARE}${entry("y")}` });
    const [a, b, ...more] = synth({ source, outdir });
    expect(a).toMatch(/\/a\.yaml:\d+:3 access\.x: this entry may log in and see nothing; .* \[grants-nothing\]$/);
    expect(b).toMatch(/\/b\.yaml:\d+:3 access\.y: this entry may log in and see nothing; .* \[grants-nothing\]$/);
    expect(more).toEqual([]);
    const short = (line = "") => line.replaceAll(`${dirname(source)}/`, "");
    expect(annotationsOf(files())).toEqual({ a: [short(a)], b: [short(b)] });
  });

  test("of what two clusters share is one annotation: the command line prints those of all stacks", () => {
    const shared = { "a.yaml": `${BARE}use: [x]\n`, "b.yaml": `${BARE}use: [x]\n`, "../accessSets/x.yaml": entry("x") };
    const { source, outdir, files } = project(shared);
    const [line, ...more] = synth({ source, outdir });
    expect(more).toEqual([]);
    expect(annotationsOf(files())).toEqual({ a: [line?.replaceAll(`${dirname(source)}/`, "")], b: [] });
  });
});

describe("the program", () => {
  test("refuses with every problem on a line of its own, exit code 1 and nothing written", () => {
    const { source, outdir } = project({ "demo.yaml": DEMO.replace("100Gi", "100Mi").replace("eu-west-1", "eu-west") });
    const { status, stdout, stderr } = run({ EKS_ACCESS_CONFIG: source, CDKTF_OUTDIR: outdir });
    expect({ status, stdout, lines: stderr.trimEnd().split("\n") }).toEqual({
      status: 1,
      stdout: "",
      lines: [
        `${source}/demo.yaml:5:1 region: a region is lower case and ends with its number, got "eu-west"; write it like "eu-central-1" [region-name]`,
        `${source}/demo.yaml:14:27 nodeClasses.gpu.spec.ephemeralStorage.size: the size of the ephemeral storage is one of 1-59000Gi, 1-64000G, 1-58Ti, 1-64T, got "100Mi"; write it like "100Gi" [ephemeral-storage-size]`,
      ],
    });
    expect(existsSync(outdir)).toBe(false);
  });

  test("needs no Terraform to write JSON, not even where something is adopted", () => {
    const adopted = DEMO.replace("    instanceProfile: true", "    adopt: with-policies\n    instanceProfile: true");
    const { source, outdir, files } = project({ "demo.yaml": adopted });
    const { status, stderr } = run({
      EKS_ACCESS_CONFIG: source,
      CDKTF_OUTDIR: outdir,
      PATH: dirname(process.execPath),
    });
    expect({ status, lines: stderr.trimEnd().split("\n") }).toEqual({
      status: 0,
      lines: [expect.stringMatching(/^warning: .*\[adopted-role\]$/)],
    });
    expect(JSON.parse(files()["stacks/demo/cdk.tf.json"] ?? "{}").import).toHaveLength(6);
  });

  test("passes what is unwise with a warning on standard error", () => {
    const { source, outdir } = project({
      "demo.yaml": DEMO.replace("ephemeralStorage: { size: 100Gi }", "tags: { Team: a }"),
    });
    const { status, stdout, stderr } = run({ EKS_ACCESS_CONFIG: source, CDKTF_OUTDIR: outdir });
    expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
    expect(stderr).toMatch(
      /^warning: .*demo\.yaml:14:7 nodeClasses\.gpu\.spec\.tags: no node starts with tags of its own .* \[custom-tags\]\n$/,
    );
  });
});
