import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { synth } from "../lib/app";
import { recordsIn } from "../lib/plan/fleet/earlier";
import { folderOf } from "./support/files";

const HEAD = 'account: "111122223333"\nregion: eu-west-1\n';
const S3 = (key: string) => `terraform: { backend: { type: s3, bucket: states, key: ${key}, region: eu-west-1 } }\n`;
const DEMO = `name: demo\n${HEAD}`;

type Files = Readonly<Record<string, string>>;

/** A folder of clusters by the names of their files, which can be written again. */
function projectOf(files: Files) {
  const folder = folderOf({});
  const write = (clusters: Files) => {
    rmSync(join(folder, "clusters"), { recursive: true, force: true });
    mkdirSync(join(folder, "clusters"));
    for (const [name, text] of Object.entries(clusters)) writeFileSync(join(folder, `clusters/${name}.yaml`), text);
  };
  write(files);
  return { folder, write, outdir: join(folder, "out") };
}

const GONE =
  "put the file back and destroy the stack, or write release: true in it and apply (its state: terraform.demo.tfstate)";
const DEMO_CLUSTER = 'the cluster "demo" in eu-west-1 of account 111122223333';

/** What is written first, what then, and what is said then. */
const ROWS: readonly (readonly [what: string, before: Files, now: Files, ...said: string[]])[] = [
  ["the same files", { demo: DEMO }, { demo: DEMO }],
  ["another file", { demo: DEMO }, { demo: DEMO, other: HEAD }],
  [
    "a file that is gone",
    { demo: DEMO, other: HEAD },
    { other: HEAD },
    `the file of the stack "demo" is gone: what it made for ${DEMO_CLUSTER} stays in AWS, and no run manages it any more; ${GONE}`,
  ],
  [
    "a file under another name, with the name of the cluster",
    { demo: DEMO },
    { prod: DEMO },
    'clusters/prod.yaml:1:1: this is the cluster of the stack "demo", which is gone: with a new state Terraform makes everything again and fails; move the state before the next plan, from terraform.demo.tfstate to terraform.prod.tfstate, or give the file its old name',
  ],
  ["the same, with a state that stays where it is", { demo: DEMO + S3("demo") }, { prod: DEMO + S3("demo") }],
  [
    "another region",
    { demo: DEMO },
    { demo: DEMO.replace("eu-west-1", "eu-west-3") },
    `clusters/demo.yaml:3:1 region: an earlier run wrote this stack for ${DEMO_CLUSTER}: what Terraform made there stays there, and no run manages it any more; keep that file, and give the cluster "demo" in eu-west-3 of account 111122223333 a file of its own`,
  ],
  [
    "another cluster",
    { demo: DEMO },
    { demo: DEMO.replace("demo", "dev") },
    `clusters/demo.yaml:1:1 name: an earlier run wrote this stack for ${DEMO_CLUSTER}: Terraform destroys the access to it; keep that file, and give the cluster "dev" in eu-west-1 of account 111122223333 a file of its own`,
  ],
  [
    "another backend",
    { demo: DEMO },
    { demo: DEMO + S3("demo") },
    "clusters/demo.yaml:4:14 terraform.backend: the state was terraform.demo.tfstate in an earlier run and is s3://states/demo now: without it Terraform makes everything again and fails; run terraform init -migrate-state in the folder of the stack",
  ],
];

describe("what an earlier run wrote", () => {
  test.each(ROWS.map(([what, before, now, ...said]) => ({ what, before, now, said })))(
    "$what",
    ({ before, now, said }) => {
      const { write, folder, outdir } = projectOf(before);
      const source = join(folder, "clusters");
      expect(synth({ source, outdir })).toEqual([]);
      write(now);
      const lines = synth({ source, outdir }).map((line) => line.replaceAll(`${folder}/`, ""));
      expect(lines).toEqual(said);
      // said once: from now on the output is that of the new files
      expect(synth({ source, outdir })).toEqual([]);
    },
  );

  test("of other files is none of the matter of one file", () => {
    const { write, folder, outdir } = projectOf({ demo: DEMO, other: HEAD });
    synth({ source: join(folder, "clusters"), outdir });
    write({ other: HEAD });
    expect(synth({ source: join(folder, "clusters/other.yaml"), outdir })).toEqual([]);
  });

  test("is taken from records that are whole", () => {
    const record = { account: "1", region: "r", cluster: "c", state: "s" };
    expect(recordsIn({ a: record, b: { ...record, state: 1 }, c: null, d: "x", e: undefined })).toEqual({ a: record });
  });
});

describe("a state beside the output, in a pipeline", () => {
  const said = (files: Files, ci: boolean) => {
    const { folder, outdir } = projectOf(files);
    return synth({ source: join(folder, "clusters"), outdir, ci }).map((line) => line.replaceAll(`${folder}/`, ""));
  };
  const line = (file: string, more = "") =>
    `clusters/${file}.yaml:1:1 terraform.backend: CI is set, and the state is a file beside the output folder${more}: another job does not find it and makes everything again; write terraform.backend with type s3, http, gcs, azurerm or cloud, or with type local if all jobs share this folder`;

  test("is one line, however many files there are", () => {
    expect(said({ demo: DEMO }, true)).toEqual([line("demo")]);
    expect(said({ a: HEAD, b: HEAD, c: HEAD + S3("c") }, true)).toEqual([line("a", ", and so are those of 1 more")]);
  });

  test("is not spoken of elsewhere, or where the file says so", () => {
    expect(said({ demo: DEMO }, false)).toEqual([]);
    expect(said({ demo: `${DEMO}terraform: { backend: { type: local } }\n` }, true)).toEqual([]);
    expect(said({ demo: DEMO + S3("demo") }, true)).toEqual([]);
  });
});
