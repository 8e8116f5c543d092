import { join } from "node:path";
import { checkFiles } from "../../lib/checks/checks";
import { load } from "../../lib/load/load";
import { diagnose, head } from "../support/decide";
import { linesOf } from "../support/examples";
import { folderOf } from "../support/files";
import { checked } from "./support";

const HEAD = 'account: "111122223333"\nregion: eu-west-1\n';
const admins = (...names: string[]) =>
  `${HEAD}name: demo\naccess:\n${names.map((name) => `  ${name}: { principal: "arn:aws:iam::111122223333:role/${name}", policies: [AmazonEKSClusterAdminPolicy] }\n`).join("")}`;
const USER = `${HEAD}access: { eve: { principal: "arn:aws:iam::111122223333:user/eve", policies: [AmazonEKSViewPolicy] } }\n`;
const ROLE = USER.replace(":user/", ":role/");

test("admins of one cluster count together, and the file that has too many with others says so", () => {
  const files = checked({ "clusters/a.yaml": admins("a", "b"), "clusters/b.yaml": admins("c", "d") });
  expect(
    files.map(({ file, checks }) => [file, checks.find(({ name }) => name === "many-admins")?.findings]),
  ).toMatchObject([
    ["clusters/a.yaml", [{ text: expect.stringContaining("2 here and the others in clusters/b.yaml") }]],
    ["clusters/b.yaml", [{ text: expect.stringContaining("2 here and the others in clusters/a.yaml") }]],
  ]);
});

describe("an acceptance in defaults.yaml", () => {
  const DEFAULTS = "accept: { entry-for-user: they are robots }\n";

  test.each([
    ["one of the files needs", { "clusters/a.yaml": USER, "clusters/b.yaml": ROLE }, []],
    [
      "none of the files needs",
      { "clusters/a.yaml": ROLE, "clusters/b.yaml": ROLE },
      ["defaults.yaml:1:11", "defaults.yaml:1:11"],
    ],
  ])("that %s is stale or not", (_, files, stale) => {
    const found = checked({ ...files, "defaults.yaml": DEFAULTS });
    expect(found.flatMap((file) => file.stale.map(({ location }) => location))).toEqual(stale);
  });

  test("is not stale for one file alone", () => {
    const folder = folderOf({ "clusters/a.yaml": ROLE, "clusters/b.yaml": USER, "defaults.yaml": DEFAULTS });
    expect(checkFiles(load(join(folder, "clusters/a.yaml"))).flatMap(({ stale }) => stale)).toEqual([]);
  });
});

describe("synth", () => {
  const warnings = (files: Readonly<Record<string, string>>) => linesOf(files).warnings;
  const LINE =
    'clusters/a.yaml:3:18 access.eve.principal: an entry for an IAM user, "arn:aws:iam::111122223333:user/eve", whose keys do not expire; use a role; or write accept: { entry-for-user: <reason> } [entry-for-user]';

  test("checks nothing that nobody asks for", () => {
    expect(warnings({ "clusters/a.yaml": USER })).toEqual([]);
    expect(warnings({ "clusters/a.yaml": USER, "defaults.yaml": "checks: { fail: warning }\n" })).toEqual([]);
  });

  test("warns of what breaks the packs of the configuration, and of no note", () => {
    const asked = (pack: string) => ({ "clusters/a.yaml": USER, "defaults.yaml": `checks: { packs: [${pack}] }\n` });
    expect(warnings(asked("cis-eks-1.8"))).toEqual([LINE]);
    const notes = {
      "clusters/a.yaml": `${USER}clusterRole: {}\niam: { permissionsBoundary: "arn:aws:iam::111122223333:policy/b" }\n`,
    };
    expect(warnings({ ...notes, "defaults.yaml": "checks: { packs: [eks-best-practices] }\n" })).toEqual([LINE]);
  });

  test("says nothing twice that a rule says", () => {
    const admin = USER.replace("AmazonEKSViewPolicy", "AmazonEKSClusterAdminPolicy");
    const lines = warnings({ "clusters/a.yaml": `${admin}checks: { packs: [nsa] }\n` });
    const named = lines.flatMap((line) => /\[([a-z-]+)\]$/.exec(line)?.[1] ?? []);
    expect(named.sort()).toEqual(["admin-user", "entry-for-user", "open-ended-break-glass"]);
  });

  test("takes a reason, and warns of one that nothing needs", () => {
    const accept = "checks: { packs: [cis-eks-1.8] }\naccept: { entry-for-user: a robot }\n";
    expect(warnings({ "clusters/a.yaml": USER + accept })).toEqual([]);
    expect(warnings({ "clusters/a.yaml": ROLE + accept })).toEqual([
      "clusters/a.yaml:5:11 accept.entry-for-user: nothing here has the warning entry-for-user; leave it out [accept-unused]",
    ]);
    // another pack cannot tell
    expect(
      warnings({
        "clusters/a.yaml": ROLE + accept.replace("cis-eks-1.8", "nsa").replace("entry-for-user", "cni-on-node"),
      }),
    ).toEqual([]);
  });

  test("does the same for a configuration in TypeScript", () => {
    const eve = { principal: "arn:aws:iam::111122223333:user/eve", policies: ["AmazonEKSViewPolicy"] };
    const warningsOf = (more: object) => diagnose(head({ access: { eve }, ...more })).warnings;
    const checks = { packs: ["cis-eks-1.8"] };
    expect(warningsOf({ accept: { "cni-on-node": "nobody asks" } })).toEqual([]);
    expect(warningsOf({ checks, accept: { "entry-for-user": "a robot" } })).toEqual([]);
    expect(warningsOf({ checks, accept: { "own-key": "nothing needs it" } })).toEqual([
      'access.eve.principal: an entry for an IAM user, "arn:aws:iam::111122223333:user/eve", whose keys do not expire; use a role',
      "accept.own-key: nothing here has the warning own-key; leave it out",
    ]);
  });

  test.each([
    [
      "checks: { packs: [cis] }",
      /^clusters\/a\.yaml:4:19 checks\.packs\[0\]: .*eks-best-practices, cis-eks-1\.8 or nsa, got "cis".* \[unknown-value\]$/,
    ],
    [
      "checks: { fail: note }",
      /^clusters\/a\.yaml:4:11 checks\.fail: .*error, warning or never, got "note".* \[unknown-value\]$/,
    ],
    ["accept: { entry-for-users: robots }", /did you mean "entry-for-user"\? \[accept-name\]$/],
  ])("refuses %s", (line, message) => {
    expect(linesOf({ "clusters/a.yaml": `${USER}${line}\n` }).errors).toEqual([expect.stringMatching(message)]);
  });
});
