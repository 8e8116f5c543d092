import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { accessOf } from "../../lib/report/access";
import { asTables } from "../../lib/report/print";
import { folderOf } from "../support/files";
import { loaded } from "../support/loaded";

const ROOT = join(__dirname, "../..");
const HEAD = 'account: "111122223333"\nregion: eu-west-1\n';
const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;

const FILES = {
  "clusters/demo.yaml": `${HEAD}use: [on-call]
nodeRoles:
  workers: { kind: managed }
  spot: { kind: self-managed }
nodeClasses:
  gpu:
    spec:
      subnetSelectorTerms: [{ id: subnet-1 }]
      securityGroupSelectorTerms: [{ id: sg-1 }]
access:
  team:
    principal: ${role("team")}
    groups:
      - viewers
      - editors
    policies:
      - { policy: AmazonEKSEditPolicy, namespaces: [team-b, team-a] }
      - AmazonEKSViewPolicy
`,
  "clusters/bare.yaml": HEAD,
  "accessSets/on-call.yaml": `access:\n  on-call:\n    principal: ${role("on-call")}\n    policies: [AmazonEKSClusterAdminPolicy]\n`,
};

/** Less the folder that all is in. */
const bare = <T>(value: T): T => JSON.parse(JSON.stringify(value).replace(/"[^"]*\/(clusters|accessSets)\//g, '"$1/'));
const report = (files: Readonly<Record<string, string>>) => bare(accessOf(loaded(files).plans));

describe("rows", () => {
  test("one for each policy and each group, of people and of nodes, in order", () => {
    const whole = { type: "cluster" };
    expect(report(FILES)).toEqual([
      {
        cluster: "bare",
        account: "111122223333",
        region: "eu-west-1",
        access: [],
        madeByEks: [],
        identityProviders: [],
        bestPractices: [],
      },
      {
        cluster: "demo",
        account: "111122223333",
        region: "eu-west-1",
        access: [
          {
            principal: role("demo-gpu-node"),
            type: "EC2",
            policy: "AmazonEKSAutoNodePolicy",
            scope: whole,
            location: "clusters/demo.yaml:8:3",
          },
          { principal: role("demo-spot-node"), type: "EC2_LINUX", location: "clusters/demo.yaml:6:3" },
          {
            principal: role("on-call"),
            type: "STANDARD",
            policy: "AmazonEKSClusterAdminPolicy",
            scope: whole,
            location: "accessSets/on-call.yaml:4:16",
          },
          { principal: role("team"), type: "STANDARD", group: "editors", location: "clusters/demo.yaml:17:9" },
          { principal: role("team"), type: "STANDARD", group: "viewers", location: "clusters/demo.yaml:16:9" },
          {
            principal: role("team"),
            type: "STANDARD",
            policy: "AmazonEKSEditPolicy",
            scope: { type: "namespace", namespaces: ["team-a", "team-b"] },
            location: "clusters/demo.yaml:19:11",
          },
          {
            principal: role("team"),
            type: "STANDARD",
            policy: "AmazonEKSViewPolicy",
            scope: whole,
            location: "clusters/demo.yaml:20:9",
          },
        ],
        madeByEks: ["nodeRoles.workers"],
        identityProviders: [],
        bestPractices: [],
      },
    ]);
  });

  test("do not change with the order of the file, but for the lines", () => {
    const reversed = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(reversed).reverse()
        : typeof value === "object" && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([key, inner]) => [key, reversed(inner)]),
            )
          : value;
    const text = stringify(reversed(parse(FILES["clusters/demo.yaml"])));
    const lineless = (files: Readonly<Record<string, string>>) =>
      report(files).map((cluster) => ({ ...cluster, access: cluster.access.map((row) => ({ ...row, location: "" })) }));
    expect(lineless({ ...FILES, "clusters/demo.yaml": text })).toEqual(lineless(FILES));
  });

  test("of two files about one cluster stand together", () => {
    const file = (key: string) =>
      `name: shared\n${HEAD}access:\n  ${key}: { principal: ${role(key)}, groups: [viewers] }\n`;
    expect(
      report({ "clusters/a.yaml": file("z"), "clusters/b.yaml": file("a") }).map(({ cluster, access }) => ({
        cluster,
        locations: access.map(({ location }) => location),
      })),
    ).toEqual([{ cluster: "shared", locations: ["clusters/b.yaml:5:62", "clusters/a.yaml:5:62"] }]);
  });

  test("an entry that EKS makes and the file takes over is ours", () => {
    const { "clusters/demo.yaml": demo } = FILES;
    const adopted = `${demo}  workers: { role: workers, adopt: true }\n`;
    const [, cluster] = report({ ...FILES, "clusters/demo.yaml": adopted });
    expect(cluster?.madeByEks).toEqual([]);
    expect(cluster?.access.filter(({ principal }) => principal === role("demo-workers-node"))).toHaveLength(1);
  });
});

describe("identity providers", () => {
  const files = {
    "clusters/demo.yaml": `${HEAD}identityProviders:
  okta: { issuerUrl: "https://acme.okta.com", clientId: kubernetes, requiredClaims: { tenant: acme, tier: gold } }
  ci: { issuerUrl: "https://ci.example.com", clientId: pipelines }
`,
  };

  test("are named with what a token must have", () => {
    expect(report(files)).toEqual([
      {
        cluster: "demo",
        account: "111122223333",
        region: "eu-west-1",
        access: [],
        madeByEks: [],
        identityProviders: [
          {
            name: "ci",
            issuerUrl: "https://ci.example.com",
            clientId: "pipelines",
            location: "clusters/demo.yaml:5:3",
          },
          {
            name: "okta",
            issuerUrl: "https://acme.okta.com",
            clientId: "kubernetes",
            requiredClaims: { tenant: "acme", tier: "gold" },
            location: "clusters/demo.yaml:4:3",
          },
        ],
        bestPractices: [],
      },
    ]);
  });

  test("stand below the table", () => {
    expect(asTables(report(files))).toBe(`demo (111122223333, eu-west-1)
no entry
and whoever https://ci.example.com gives a token for pipelines, by clusters/demo.yaml:5:3
and whoever https://acme.okta.com gives a token for kubernetes with tenant: acme and tier: gold, by clusters/demo.yaml:4:3
`);
  });
});

describe("an entry that others make", () => {
  const batch = role("aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch");
  const files = {
    "clusters/demo.yaml": `${HEAD}otherRoles: { ack: { kind: capability } }
access:
  batch:
    principal: ${batch}
    entry: by-batch
    policies: [{ policy: AWSBatchNamespacePolicy, namespaces: [jobs] }]
  ack: { role: ack, entry: by-eks, policies: [AmazonEKSViewPolicy] }
`,
  };

  test("says who makes it, in place of its type", () => {
    expect(report(files).flatMap(({ access }) => access)).toEqual([
      {
        principal: batch,
        type: "by-batch",
        policy: "AWSBatchNamespacePolicy",
        scope: { type: "namespace", namespaces: ["jobs"] },
        location: "clusters/demo.yaml:8:18",
      },
      {
        principal: role("demo-ack"),
        type: "by-eks",
        policy: "AmazonEKSViewPolicy",
        scope: { type: "cluster" },
        location: "clusters/demo.yaml:9:47",
      },
    ]);
    expect(asTables(report(files))).toMatch(/AWSServiceRoleForBatch +by-batch +AWSBatchNamespacePolicy +in jobs/);
  });
});

describe("what Terraform lets go of", () => {
  const files = {
    "clusters/demo.yaml": `${HEAD}access:
  old: { release: true, principal: "${role("old")}", groups: [ops], policies: [AmazonEKSViewPolicy] }
  new: { principal: "${role("new")}", groups: [ops] }
`,
  };

  test("is marked in its rows alone", () => {
    const [demo] = report(files);
    expect(demo?.access.map(({ principal, released }) => [principal, released])).toEqual([
      [role("new"), undefined],
      [role("old"), true],
      [role("old"), true],
    ]);
  });

  test("is said at the place in the table", () => {
    const [, , ...lines] = asTables(report(files)).split("\n");
    expect(lines.map((line) => /(?<=clusters\/demo\.yaml:)\d.*/.exec(line)?.[0])).toEqual([
      "5:68",
      "4:83 (let go of)",
      "4:100 (let go of)",
      undefined,
    ]);
  });
});

test("a table a cluster, in columns", () => {
  expect(asTables(report(FILES))).toBe(`bare (111122223333, eu-west-1)
no entry

demo (111122223333, eu-west-1)
PRINCIPAL                                      TYPE       POLICY OR GROUP              SCOPE                GRANTED AT
arn:aws:iam::111122223333:role/demo-gpu-node   EC2        AmazonEKSAutoNodePolicy      cluster              clusters/demo.yaml:8:3
arn:aws:iam::111122223333:role/demo-spot-node  EC2_LINUX  -                            -                    clusters/demo.yaml:6:3
arn:aws:iam::111122223333:role/on-call         STANDARD   AmazonEKSClusterAdminPolicy  cluster              accessSets/on-call.yaml:4:16
arn:aws:iam::111122223333:role/team            STANDARD   group editors                as its bindings say  clusters/demo.yaml:17:9
arn:aws:iam::111122223333:role/team            STANDARD   group viewers                as its bindings say  clusters/demo.yaml:16:9
arn:aws:iam::111122223333:role/team            STANDARD   AmazonEKSEditPolicy          in team-a, team-b    clusters/demo.yaml:19:11
arn:aws:iam::111122223333:role/team            STANDARD   AmazonEKSViewPolicy          cluster              clusters/demo.yaml:20:9
and the entries that EKS makes by itself, for nodeRoles.workers
`);
});

describe("the program", () => {
  /** `npm run access`, as a user runs it. */
  function run(files: Readonly<Record<string, string>>, ...args: string[]) {
    const folder = folderOf(files);
    const { status, stdout, stderr } = spawnSync(
      "node",
      [join(ROOT, "launch.cjs"), "eks-access.ts", "access", ...args],
      {
        cwd: ROOT,
        env: { PATH: process.env.PATH, EKS_ACCESS_CONFIG: join(folder, "clusters"), FORCE_COLOR: "1" },
        encoding: "utf8",
      },
    );
    return { status, stdout: stdout.replaceAll(`${folder}/`, ""), stderr: stderr.replaceAll(`${folder}/`, "") };
  }

  test("prints tables, warnings on standard error", () => {
    const { status, stdout, stderr } = run(FILES);
    expect({ status, stdout }).toEqual({ status: 0, stdout: asTables(report(FILES)) });
    expect(stderr).toMatch(
      /^warning: clusters\/demo\.yaml:\d+:\d+ access\.team\.policies\[0\]\.policy: AmazonEKSEditPolicy also lets team.* \[secrets-visible\]$/m,
    );
  });

  test("prints JSON", () => {
    const { status, stdout } = run(FILES, "--json");
    expect([status, JSON.parse(stdout)]).toEqual([0, report(FILES)]);
  });

  test("refuses what synth refuses, in the same words, with exit code 1", () => {
    expect(run({ ...FILES, "clusters/demo.yaml": 'account: "111122223333"\nuse: [oncall]\n' })).toEqual({
      status: 1,
      stdout: "",
      stderr:
        'clusters/demo.yaml:1:1 region: required: text; write it like "eu-central-1" [required]\nclusters/demo.yaml:2:7 use[0]: no set "oncall" in accessSets; did you mean "on-call"? [unknown-set]\n',
    });
  });

  test("refuses arguments that it does not know", () => {
    expect(run(FILES, "--jsn", "demo", "other")).toEqual({
      status: 1,
      stdout: "",
      stderr:
        'access: unknown argument --jsn other; known here: --format, --json, --out, --help; did you mean "--json"?\n',
    });
  });
});

describe("best practices", () => {
  const withRole = (fields: string) => ({ "clusters/demo.yaml": `${HEAD}clusterRole: { ${fields} }\n` });

  test("a cluster role that EKS may take for any cluster is named", () => {
    expect(asTables(report(withRole("kind: standard")))).toBe(`demo (111122223333, eu-west-1)
no entry
best practice: clusters/demo.yaml:3:1: EKS may take the cluster role for any cluster; clusterRole: { onlyThisCluster: true } names this one in its trust
`);
  });

  test.each(["onlyThisCluster: true", "kind: outposts-local", "arn: arn:aws:iam::111122223333:role/cluster"])(
    "%s is not",
    (fields) => {
      expect(report(withRole(fields)).flatMap(({ bestPractices }) => bestPractices)).toEqual([]);
    },
  );
});
