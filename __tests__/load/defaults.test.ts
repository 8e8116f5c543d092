import { mergeDefaults } from "../../lib/load/defaults";
import { loaded, refused } from "../support/loaded";
import { synthesized } from "../support/synth";

const HEAD = 'account: "111122223333"\nregion: eu-west-1\n';
const BACKEND = "terraform:\n  backend: { type: s3, bucket: states, region: eu-west-1, useLockfile: true }\n";
const KEY = "terraform: { backend: { key: eks/demo.tfstate } }\n";

const states = (place: string, there: string, here: string) =>
  `defaults.yaml:${place} states "${there}" for all files, got "${here}"; state it in each file instead, or only there [defaults-conflict]`;

const json = (files: Readonly<Record<string, string>>) =>
  loaded(files).plans.map(({ config, name }) => JSON.stringify(synthesized(config, name)));

describe("mergeDefaults", () => {
  test.each([
    ["what one states holds", { a: 1 }, { b: 2 }, { a: 1, b: 2 }, []],
    ["equal values pass", { a: [1], b: { c: 2 } }, { a: [1], b: { c: 2 } }, { a: [1], b: { c: 2 } }, []],
    ["mappings are joined key by key", { t: { x: 1 } }, { t: { y: 2 } }, { t: { x: 1, y: 2 } }, []],
    ["other values are conflicts", { t: { x: 1 } }, { t: { x: 2 } }, { t: { x: 1 } }, ["t.x"]],
    ["lists are not joined", { a: [1] }, { a: [2] }, { a: [1] }, ["a"]],
    ["nor mappings of other types", { b: { type: 1 } }, { b: { type: 2, c: 3 } }, { b: { type: 1 } }, ["b.type"]],
  ])("%s", (_, own, shared, value, conflicts) => {
    const found = mergeDefaults(own, shared);
    expect([found.value, found.conflicts.map(({ path }) => path.join("."))]).toEqual([value, conflicts]);
  });

  test("has no order: whoever states a thing, the whole is the same", () => {
    const [a, b] = [{ t: { x: 1 } }, { t: { y: 2 }, u: 3 }];
    expect(mergeDefaults(a, b).value).toEqual(mergeDefaults(b, a).value);
  });
});

describe("defaults.yaml", () => {
  test("holds what every file would state: the same bytes", () => {
    const iam = "iam: { namePrefix: acme- }\n";
    const nodes = "nodeRoles: { workers: { kind: managed } }\n";
    const apart = {
      "defaults.yaml": `version: 1\n${HEAD}tags: { Team: platform }\naccept: { policy-quota: agreed }\n${iam}${BACKEND}`,
      "clusters/demo.yaml": `tags: { Env: prod }\n${KEY}${nodes}`,
    };
    const together = {
      "clusters/demo.yaml": `${HEAD}tags: { Env: prod, Team: platform }\naccept: { policy-quota: agreed }\n${iam}${BACKEND.replace("s3,", "s3, key: eks/demo.tfstate,")}${nodes}`,
    };
    expect(json(apart)).toEqual(json(together));
    expect(json(apart)).toEqual([expect.stringContaining('"key":"eks/demo.tfstate"')]);
  });

  test("may state what a file states, if it is equal", () => {
    const file = `${HEAD}tags: { Team: platform }\n`;
    expect(refused({ "defaults.yaml": file, "clusters/demo.yaml": file })).toEqual([]);
  });

  test("that states another thing than a file is refused with both places, all at once", () => {
    expect(
      refused({
        "defaults.yaml": `${HEAD}tags: { Team: platform }\niam: { path: /a/ }\naccept: { case-only: fine }\n${BACKEND}`,
        "clusters/demo.yaml": `account: "444455556666"\nregion: eu-west-1\ntags: { Team: data }\niam: { path: /b/ }\naccept: { case-only: known }\n${KEY}`,
        "clusters/other.yaml": "terraform:\n  backend: { type: local }\n",
      }),
    ).toEqual([
      `clusters/demo.yaml:1:1 account: ${states("1:1", "111122223333", "444455556666")}`,
      `clusters/demo.yaml:3:9 tags.Team: ${states("3:9", "platform", "data")}`,
      `clusters/demo.yaml:4:8 iam.path: ${states("4:8", "/a/", "/b/")}`,
      `clusters/demo.yaml:5:11 accept.case-only: ${states("5:11", "fine", "known")}`,
      `clusters/other.yaml:2:14 terraform.backend.type: ${states("7:14", "s3", "local")}`,
    ]);
  });

  test("is checked by itself, and what is wrong with it is said once, at its place", () => {
    expect(
      refused({
        "defaults.yaml": `account: 111122223333\nregion: EU\nname: demo\naccess: {}\ntermination: x\n${BACKEND.replace("s3,", "s3, key: all.tfstate,")}`,
        "clusters/a.yaml": "version: 1\n",
        "clusters/b.yaml": "version: 1\n",
      }).filter((line) => line.startsWith("defaults")),
    ).toEqual([
      'defaults.yaml:1:1 account: text, got 111122223333 (a number); write it in quotes: "111122223333" [wrong-type]',
      expect.stringMatching(
        /^defaults\.yaml:2:1 region: a region is lower case .*got "EU"; write it like "eu-central-1" \[region-name\]$/,
      ),
      'defaults.yaml:3:1 name: unknown key "name"; it belongs to one cluster; write it in the cluster\'s file [unknown-key]',
      'defaults.yaml:4:1 access: unknown key "access"; write it in accessSets/<name>.yaml, and use: [<name>] in the files of the clusters [unknown-key]',
      'defaults.yaml:5:1 termination: unknown key "termination"; known here: version, account, region, partition, tags, terraform, iam, accept and checks [unknown-key]',
      'defaults.yaml:7:24 terraform.backend.key: unknown key "key"; two clusters must not share a state; write it in each cluster\'s file [unknown-key]',
    ]);
  });

  test.each([
    ["s3", "key", "accessKey", "AWS_ACCESS_KEY_ID"],
    ["http", "address", "password", "TF_HTTP_PASSWORD"],
    ["gcs", "prefix", "accessToken", "GOOGLE_OAUTH_ACCESS_TOKEN"],
    ["azurerm", "key", "accessKey", "ARM_ACCESS_KEY"],
    ["cloud", "workspace", "token", "TF_TOKEN_<host>, such as TF_TOKEN_app_terraform_io,"],
  ])("has of a backend of type %s neither %s nor a secret", (type, own, secret, variable) => {
    const backend = `terraform: { backend: { type: ${type}, ${own}: a, ${secret}: b } }\n`;
    const said = refused({ "defaults.yaml": backend, "clusters/demo.yaml": `${HEAD}version: 1\n` });
    expect(said.filter((line) => line.endsWith("[unknown-key]")).map((line) => line.replace(/^\S+ /, ""))).toEqual([
      `terraform.backend.${own}: unknown key "${own}"; two clusters must not share a state; write it in each cluster's file [unknown-key]`,
      `terraform.backend.${secret}: unknown key "${secret}"; it would be a secret in a file, and in the output; set ${variable} where Terraform runs [unknown-key]`,
    ]);
  });

  test("that cannot be read makes nothing else look wrong", () => {
    expect(refused({ "defaults.yaml": "[", "clusters/demo.yaml": `${KEY}tags: { A: b }\n` })).toEqual([
      expect.stringMatching(/^defaults\.yaml:1:\d: not YAML: .* \[not-yaml\]$/),
    ]);
    expect(refused({ "defaults.yaml": "# nothing\n", "clusters/demo.yaml": "version: 1\n" })).toEqual([
      "defaults.yaml:1:1: a mapping, got nothing [wrong-type]",
    ]);
  });

  test("shows what the rules say of it at its place, with the cluster", () => {
    expect(
      refused({
        "defaults.yaml": `${HEAD}terraform: { assumeRole: "arn:aws:iam::999900001111:role/x" }\n`,
        "clusters/a.yaml": "version: 1\n",
        "clusters/b.yaml": "version: 1\n",
      }),
    ).toEqual([
      expect.stringMatching(
        /^defaults\.yaml:3:14 terraform\.assumeRole: .* \(for clusters\/a\.yaml and clusters\/b\.yaml\) \[role-account\]$/,
      ),
    ]);
  });

  test("does not stand there under two names", () => {
    expect(refused({ "defaults.yaml": HEAD, "defaults.yml": HEAD, "clusters/demo.yaml": "version: 1\n" })).toEqual([
      "defaults.yml: defaults.yaml is there too, and only one of the two can hold; keep one [two-defaults]",
    ]);
  });

  test("leaves what it does not state to be asked for in the cluster's file", () => {
    expect(refused({ "defaults.yaml": "region: eu-west-1\n", "clusters/demo.yaml": "name: x\n" })).toEqual([
      expect.stringMatching(/^clusters\/demo\.yaml:1:1 account: required: text.* \[required\]$/),
    ]);
  });
});
