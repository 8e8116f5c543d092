import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { folderOf } from "../support/files";
import { Page, textOf } from "../support/page";
import { TestRepository } from "../support/repository";
import { eksAccess } from "../support/words";

// each test starts a process or several
jest.setTimeout(60_000);

const HEAD = 'account: "111122223333"\nregion: eu-west-1\n';
const TEAM = "arn:aws:iam::111122223333:role/team";
const team = (policy: string) => `${HEAD}access:\n  team: { principal: "${TEAM}", policies: [${policy}] }\n`;
const FILES = { "clusters/demo.yaml": team("AmazonEKSViewPolicy"), "clusters/prod.yaml": team("AmazonEKSViewPolicy") };

/** Runs the word. Returns the page, which must be one. */
function reported(folder: string, ...args: readonly string[]): Page {
  const { status, stdout, stderr } = eksAccess(folder, ["report", ...args]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const page = new Page(stdout);
  expect(page.errors).toEqual([]);
  return page;
}

const refused = (folder: string, ...args: readonly string[]) => {
  const { status, stdout, stderr } = eksAccess(folder, ["report", ...args]);
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  return stderr;
};

test("names the files that it read, with the beginning of the hash of each", () => {
  const files = { "defaults.yaml": "tags: { Team: a }\n", ...FILES };
  const folder = folderOf(files);
  expect(reported(folder, "--title", "Fleet <1>").table("Files")).toEqual([
    ["File", "SHA-256"],
    ...Object.entries(files).map(([file, text]) => [
      file,
      createHash("sha256").update(text).digest("hex").slice(0, 12),
    ]),
  ]);
});

test("of one cluster alone has nothing of the others", () => {
  const page = reported(folderOf(FILES), "--only", "prod");
  expect(page.table("Clusters").map(([name]) => name)).toEqual(["Cluster", "prod"]);
  expect(page.all("h1").map(textOf)).toEqual(["Access to prod"]);
  expect(
    page
      .table("Files")
      .slice(1)
      .map(([file]) => file),
  ).toEqual(["clusters/prod.yaml"]);
});

test("shows what differs from a revision", () => {
  const repository = new TestRepository(FILES);
  const commit = repository.git("rev-parse", "--short=7", "HEAD");
  writeFileSync(join(repository.folder, "clusters/demo.yaml"), team("AmazonEKSClusterAdminPolicy"));
  const page = reported(repository.folder, "--against", "main");
  expect(page.table("Changes in access")).toEqual([
    ["How", "What", "At"],
    ["demo (111122223333, eu-west-1)"],
    [
      "+ added escalation",
      `${TEAM} gains AmazonEKSClusterAdminPolicy, in the whole clusterit can now do everything in the whole cluster`,
      "clusters/demo.yaml:4:72",
    ],
    [
      "- taken",
      `${TEAM} loses AmazonEKSViewPolicy, in the whole clusterits other policies still allow that`,
      `clusters/demo.yaml:4:72 at ${commit}`,
    ],
  ]);
  const nothing = reported(repository.folder, "--against", "main", "--only", "prod");
  expect(nothing.all("p").map(textOf)).toContain("Nobody gains or loses access.");
});

describe("with an audit", () => {
  const finding = {
    name: "unplanned-entry",
    level: "error",
    subject: "arn:aws:iam::111122223333:user/eve",
    found: "AmazonEKSClusterAdminPolicy",
    advice: "put it into a file, or delete it",
  };
  const audited = (cluster: string, plannedPrincipals: readonly string[]) => ({
    cluster,
    account: "111122223333",
    region: "eu-west-1",
    readAt: "2026-11-24T02:58:03.000Z",
    by: "arn:aws:sts::111122223333:assumed-role/eks-access-audit/a",
    file: `clusters/${cluster}.yaml`,
    plannedPrincipals,
    found: 2,
    madeByServices: 0,
    findings: [finding],
    notes: ["the cluster is UPDATING"],
  });
  const answer = (...clusters: readonly object[]) =>
    JSON.stringify({ format: "eks-access/audit/1", tool: { name: "a", version: "1" }, clusters });
  const folder = folderOf({
    ...FILES,
    "audit.json": answer(audited("demo", [TEAM])),
    "earlier.json": answer(audited("demo", [])),
    "other.json": answer(audited("demo", [TEAM]), audited("else", [])),
    "access.json": JSON.stringify({ format: "eks-access/access/1", clusters: [] }),
    "broken.json": "{",
  });

  test("shows what it found, and where nothing is known", () => {
    const page = reported(folder, "--audit", "audit.json");
    expect(page.table("Clusters").map((row) => [row[0], row.at(-1)])).toEqual([
      ["Cluster", "Audit"],
      ["demo", "1 entry planned, 2 found, 0 made by services: 1 error"],
      ["prod", "not read"],
    ]);
    expect(page.table("Found by the audit")[1]).toEqual([
      "demo",
      "error",
      "unplanned-entry",
      `${finding.subject}${finding.advice}`,
      finding.found,
      "-",
    ]);
    expect(page.all("li").map(textOf)).toContain("demo: the cluster is UPDATING");
    const texts = page.all("p").map(textOf);
    expect(texts).toContain(
      "With an audit of 2026-11-24T02:58:03.000Z, asked by arn:aws:sts::111122223333:assumed-role/eks-access-audit/a.",
    );
    expect(texts).toContain("The audit has not read 1 cluster: prod.");
  });

  test("says where the files have changed since", () => {
    const rows = reported(folder, "--audit", "earlier.json").table("Clusters");
    expect(rows[1]?.at(-1)).toBe(
      "0 entries planned, 2 found, 0 made by services: 1 error; other principals are planned since",
    );
  });

  test.each([
    [
      "other.json",
      "report: other.json is an audit of clusters that are not in these files: else (111122223333, eu-west-1); give the audit of these files\n",
    ],
    [
      "access.json",
      /^report: access\.json is no answer of eks-access audit --format json \(format: .*\); write the audit anew\n$/,
    ],
    ["broken.json", /^report: broken\.json is no JSON: .*; write the audit anew\n$/],
    ["gone.json", /^report: gone\.json cannot be read: .*\(ENOENT\)\n$/],
  ])("refuses %s", (file, line) => {
    const stderr = refused(folder, "--audit", file);
    if (typeof line === "string") expect(stderr).toBe(line);
    else expect(stderr).toMatch(line);
  });
});

test("is written whole, and the same each time", () => {
  const folder = folderOf(FILES);
  const { stdout } = eksAccess(folder, ["report"]);
  expect(eksAccess(folder, ["report", "--out", "a/report.html"])).toEqual({ status: 0, stdout: "", stderr: "" });
  expect(readFileSync(join(folder, "a/report.html"), "utf8") === stdout).toBe(true);
});
