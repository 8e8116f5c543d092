import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigError } from "../../lib/load/config-error";
import { load } from "../../lib/load/load";
import { filesBelow, folderOf } from "../support/files";
import { KeepingProject } from "../support/keeping";

const HEAD = 'account: "111122223333"\nregion: eu-west-1\n';
const FILE = "clusters/.terraform.lock.hcl";
const STACK = "stacks/demo/.terraform.lock.hcl";

/** A lock file as Terraform writes it. */
const lock = (version = "5.100.0", more = "") => `# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.

provider "registry.terraform.io/hashicorp/aws" {
  version     = "${version}"
  constraints = ">= 5.79.0, < 7.0.0"
  hashes = [
    "h1:B26dwp2xD0PZOSKaCMC2vHzQLAAq5M/qRgGXSkKUAAA=",
    "zh:0b1655e39639d60f2de2057b0ec1057e9a7a3a3a7e6f5b7a1d7d2f0b1a2c3d4e",
  ]
}
${more}`;

/** What is said of a lock file beside `demo.yaml`. */
function said(text: string | Uint8Array, demo = ""): readonly string[] {
  const folder = folderOf({ "clusters/demo.yaml": HEAD + demo });
  writeFileSync(join(folder, FILE), text);
  return lines(folder);
}

function lines(folder: string): readonly string[] {
  try {
    load(join(folder, "clusters"));
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.lines.map((line) => line.replaceAll(`${folder}/`, ""));
    throw error;
  }
}

describe("what a lock file may be", () => {
  test.each([
    ["as Terraform writes it", lock()],
    ["of OpenTofu", lock().replace("terraform.io", "opentofu.org")],
    ["with line ends of Windows", lock().replaceAll("\n", "\r\n")],
    ["with another provider too", lock("6.2.0", 'provider "example.com/acme/other" {\n  version = "1.0.0"\n}\n')],
    ["with a pre-release", lock("6.0.0-beta1")],
  ])("%s", (_what, text) => {
    expect(said(text)).toEqual([]);
  });

  const wrong = (line: number) =>
    `${FILE}: line ${line} is none that Terraform writes into a lock file; copy the file as it is from the folder of a stack [lock-file]`;
  test.each<[string, string | Uint8Array, string]>([
    ["an expression", lock().replace('"5.100.0"', '"${file("x")}"'), wrong(5)],
    ["another block", lock("5.100.0", 'resource "aws_iam_role" "a" {\n}\n'), wrong(12)],
    ["a hidden character", lock().replace("h1:B", "h1:\u202eB"), wrong(8)],
    ["a conflict of git", lock("5.100.0", "<<<<<<< HEAD\n"), wrong(12)],
    ["bytes that are no text", Uint8Array.of(0xff), `${FILE}: it is not UTF-8 text [lock-file]`],
    [
      "more than 65,536 bytes",
      lock("5.100.0", "#\n".repeat(33_000)),
      `${FILE}: at most 65,536 bytes, got 66,369; lock fewer platforms [lock-file]`,
    ],
    [
      "no AWS provider",
      lock().replace("hashicorp/aws", "hashicorp/awscc"),
      `${FILE}: no version of the AWS provider is in it; copy it from the folder of a stack, after terraform init [lock-file]`,
    ],
  ])("not %s", (_what, text, line) => {
    expect(said(text)).toEqual([line]);
  });

  test("not a folder, nor a link to a file elsewhere", () => {
    const folder = folderOf({ "clusters/demo.yaml": HEAD });
    mkdirSync(join(folder, FILE));
    expect(lines(folder)).toEqual([`${FILE}: a file, got a folder; move it out of this folder [unreadable]`]);
    rmSync(join(folder, FILE), { recursive: true });
    symlinkSync(join(folderOf({ lock: lock() }), "lock"), join(folder, FILE));
    expect(lines(folder)).toEqual([
      `${FILE}: a link to a file outside of the configuration's folder; put a copy here [unreadable]`,
    ]);
  });

  test("not one of a version that a stack cannot have, with the file of each", () => {
    const refusal = (needs: string, holds: string) =>
      `clusters/demo.yaml:1:1: the stack needs AWS provider ${needs}, and ${FILE} holds ${holds}; run terraform init -upgrade in the folder of a stack, and copy its lock file [lock-file]`;
    expect(said(lock("5.78.9"))).toEqual([refusal(">= 5.79.0, < 7.0.0", "5.78.9")]);
    expect(said(lock("7.0.0"))).toEqual([refusal(">= 5.79.0, < 7.0.0", "7.0.0")]);
    const target = "workloads: { a: { serviceAccount: a/b, targetRole: 'arn:aws:iam::444455556666:role/x' } }\n";
    expect(said(lock("6.0.10"), target)).toEqual([refusal(">= 6.1.0, < 7.0.0", "6.0.10")]);
    expect(said(lock("6.10.0"), target)).toEqual([]);
  });
});

describe("what the stacks get", () => {
  const project = () => new KeepingProject({ "clusters/demo.yaml": HEAD, "clusters/other.yaml": HEAD });
  const outputOf = ({ outdir }: KeepingProject) => filesBelow(outdir);

  test("a run with everything kept brings back what Terraform has changed", async () => {
    const one = project();
    writeFileSync(join(one.folder, FILE), lock());
    await one.run();
    expect(outputOf(one)[STACK]).toBe(lock());
    const before = outputOf(one);
    writeFileSync(join(one.outdir, STACK), lock("5.100.0", "# changed by terraform init\n"));
    await one.run();
    expect(outputOf(one)).toEqual(before);
  });

  test("another lock file reaches every stack, and none takes it away", async () => {
    const one = project();
    await one.run();
    const without = outputOf(one);
    writeFileSync(join(one.folder, FILE), lock());
    await one.run();
    writeFileSync(join(one.folder, FILE), lock("6.2.0"));
    await one.run();
    expect(outputOf(one)[STACK]).toBe(lock("6.2.0"));
    expect(outputOf(one)[STACK.replace("demo", "other")]).toBe(lock("6.2.0"));
    rmSync(join(one.folder, FILE));
    await one.run();
    expect(outputOf(one)).toEqual(without);
  });

  test("a lock file that Terraform alone has made stays", async () => {
    const one = project();
    await one.run();
    writeFileSync(join(one.outdir, STACK), lock());
    await one.run();
    expect(outputOf(one)[STACK]).toBe(lock());
  });

  test("a run of one file gives it to this stack, and leaves those of others", async () => {
    const one = project();
    writeFileSync(join(one.folder, FILE), lock());
    await one.run({ names: ["demo"] });
    expect(Object.keys(outputOf(one)).filter((path) => path.endsWith(".hcl"))).toEqual([STACK]);
    await one.run();
    await one.run({ names: ["other"] });
    expect(outputOf(one)[STACK]).toBe(lock());
  });
});
