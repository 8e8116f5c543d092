import { spawnSync } from "node:child_process";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { filesBelow, folderOf } from "../support/files";
import { KeepingProject } from "../support/keeping";

const ROOT = join(__dirname, "../..");
const KILLER = join(ROOT, "__tests__/support/killer.cjs");

// each test starts many processes
jest.setTimeout(120_000);

const { env } = process;
const program = join(folderOf({}), "program.cjs");
beforeAll(() => {
  process.env = { ...env, XDG_CACHE_HOME: folderOf({}) };
  const entryPoints = [join(ROOT, "__tests__/support/keeping-program.ts")];
  buildSync({ entryPoints, bundle: true, platform: "node", outfile: program, logLevel: "error" });
});
afterAll(() => {
  process.env = env;
});

const HEAD = 'account: "111122223333"\nregion: eu-west-1\n';
const NODES = `${HEAD}nodeClasses:
  gpu:
    spec:
      subnetSelectorTerms: [{ tags: { Name: private } }]
      securityGroupSelectorTerms: [{ tags: { Name: nodes } }]
`;

/** A project that has run once, and has changed since. */
async function changedProject() {
  const made = new KeepingProject({ "clusters/a.yaml": NODES, "clusters/b.yaml": HEAD, "clusters/c.yaml": NODES });
  await made.run();
  made.put("clusters/a.yaml", `${NODES}tags: { a: b }\n`);
  made.put("clusters/b.yaml", undefined);
  made.put("clusters/d.yaml", HEAD);
  return made;
}

test("a run with kept answers that is killed at any file operation is repaired by the next one", async () => {
  const whole = Object.keys(await (await changedProject()).outputOfColdRun());
  let kills = 0;
  for (let killAt = 1; ; killAt += 1) {
    const made = await changedProject();
    const { signal, status, stderr } = spawnSync("node", ["-r", KILLER, program, made.source, made.outdir, made.kept], {
      env: { ...process.env, KILL_AT: `${killAt}` },
      encoding: "utf8",
    });
    if (signal === null) {
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      break;
    }
    kills += 1;
    // what a run without kept answers makes of the same folder: see output/killed.test.ts
    const outdir = join(folderOf({}), "out");
    cpSync(made.outdir, outdir, { recursive: true });
    const wanted = { killAt, said: await made.runCold({ outdir }), output: filesBelow(outdir) };
    expect({ killAt, said: await made.run(), output: made.output() }).toEqual(wanted);
    expect(Object.keys(wanted.output)).toEqual(whole);
  }
  expect(kills).toBeGreaterThan(20);
});
