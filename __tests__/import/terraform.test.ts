import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jsonAnswer } from "../../lib/commands/answer";
import { settle } from "../../lib/import/settle";
import { jsonOf } from "../../lib/import/summary";
import { handOverScript } from "../../lib/import/terraform/hand-over";
import { importTerraform } from "../../lib/import/terraform/import";
import { objections } from "../support/answers";
import { folderOf } from "../support/files";
import { answers, role, stateOf, terraformLines } from "./support";

const POLICY = "arn:aws:eks::aws:cluster-access-policy";
const HOST = "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE";
const SECRET = "hunter2";

/** A resource, at an address in a module. */
function resource(address: string, values: object, more: object = {}): object {
  const [, type = "", name = "", key] = /(?:^|\.)((?:aws|kubernetes)_\w+)\.(\w+)(?:\[(.*)\])?$/.exec(address) ?? [];
  return {
    address,
    mode: "managed",
    type,
    name,
    ...(key && { index: JSON.parse(key) }),
    values,
    sensitive_values: {},
    ...more,
  };
}

const entry = (key: string, values: object = {}, more: object = {}) =>
  resource(
    `aws_eks_access_entry.this["${key}"]`,
    {
      cluster_name: "demo",
      principal_arn: role(key),
      type: "STANDARD",
      kubernetes_groups: ["g"],
      tags_all: {},
      ...values,
    },
    more,
  );
const association = (key: string, policy: string, values: object = {}, more: object = {}) =>
  resource(
    `aws_eks_access_policy_association.this["${key}_${policy}"]`,
    {
      cluster_name: "demo",
      principal_arn: role(key),
      policy_arn: `${POLICY}/${policy}`,
      access_scope: [{ type: "cluster", namespaces: [] }],
      ...values,
    },
    more,
  );
const pods = (values: object = {}) =>
  resource("aws_eks_pod_identity_association.api", {
    ...{ cluster_name: "demo", namespace: "apps", service_account: "api", role_arn: role("api") },
    ...{ association_id: "a-0a1b2c3d4e5f6a7b8", tags_all: {}, ...values },
  });
const cluster = (values: object = {}) =>
  resource("module.eks.aws_eks_cluster.this[0]", {
    name: "demo",
    arn: "arn:aws:eks:eu-west-1:111122223333:cluster/demo",
    access_config: [{ authentication_mode: "API" }],
    identity: [{ oidc: [{ issuer: `https://${HOST}` }] }],
    ...values,
  });
const configMap = (data: object, more: object = {}) =>
  resource("kubernetes_config_map_v1_data.aws_auth", { metadata: [{ name: "aws-auth" }], data }, more);
const irsa = (condition: object) =>
  resource("aws_iam_role.irsa", {
    name: "irsa",
    arn: role("irsa"),
    assume_role_policy: JSON.stringify({
      Statement: [
        {
          Effect: "Allow",
          Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${HOST}` },
          Condition: condition,
        },
      ],
    }),
  });

const CLUSTER_ROW =
  "# left out: module.eks.aws_eks_cluster.this[0]: stays where it is managed; the head of this file is from it";
const taken = (place: string, key: string, ...lines: string[]) => [
  "access:",
  `  # ${place}`,
  `  ${key}:`,
  `    principal: ${role(key)}`,
  ...lines,
];
const DEV = 'aws_eks_access_entry.this["dev"]';

/** The resources of a state, and what stands in the file. */
const ROWS: readonly (readonly [string, readonly object[], readonly string[]])[] = [
  [
    "an entry with its policies",
    [
      entry("dev", { user_name: `arn:aws:sts::111122223333:assumed-role/dev/{{SessionName}}` }),
      association("dev", "AmazonEKSViewPolicy", { access_scope: [{ type: "namespace", namespaces: ["b", "a"] }] }),
      association("dev", "AmazonEKSAdminViewPolicy"),
    ],
    taken(
      `${DEV}; aws_eks_access_policy_association.this["dev_AmazonEKSViewPolicy"]; aws_eks_access_policy_association.this["dev_AmazonEKSAdminViewPolicy"]`,
      "dev",
      "    policies: [{ policy: AmazonEKSViewPolicy, namespaces: [b, a] }, AmazonEKSAdminViewPolicy]",
      "    groups: [g]",
      "    adopt: with-policies",
    ),
  ],
  [
    "nodes",
    [entry("spot", { type: "EC2_LINUX", kubernetes_groups: ["system:nodes"] }), entry("win", { type: "EC2_WINDOWS" })],
    [
      "nodeRoles:",
      '  # aws_eks_access_entry.this["spot"]',
      `  spot: { kind: self-managed, arn: ${role("spot")}, adopt: true }`,
      '  # aws_eks_access_entry.this["win"]',
      `  win: { kind: windows, arn: ${role("win")}, adopt: true }`,
    ],
  ],
  [
    "policies whose entry somebody else makes",
    [association("dev", "AmazonEKSViewPolicy")],
    taken(
      'aws_eks_access_policy_association.this["dev_AmazonEKSViewPolicy"]. The state does not have the entry itself',
      "dev",
      "    entry: elsewhere",
      "    policies: [AmazonEKSViewPolicy]",
      "    adopt: true",
    ),
  ],
  [
    "tags: those that all have stand on top",
    [entry("dev", { tags: { Key: "k" }, tags_all: { Key: "k", Team: "x" } }), pods({ tags_all: { Team: "x" } })],
    [
      "tags: { Team: x }",
      ...taken(DEV, "dev", "    groups: [g]", "    tags: { Key: k }", "    adopt: true"),
      "workloads:",
      "  # aws_eks_pod_identity_association.api",
      "  api:",
      "    serviceAccount: apps/api",
      `    role: { arn: ${role("api")} }`,
      "    adopt: { apps/api: a-0a1b2c3d4e5f6a7b8 }",
    ],
  ],
  [
    "tags that an association cannot keep",
    [entry("dev"), pods({ tags_all: { Team: "x" } })],
    [
      ...taken(DEV, "dev", "    groups: [g]", "    adopt: true"),
      "workloads:",
      "  # DECIDE: aws_eks_pod_identity_association.api: the association has the tag Team, which an item cannot have: the first apply takes it off",
      "  api:",
      "    serviceAccount: apps/api",
      `    role: { arn: ${role("api")} }`,
      "    adopt: { apps/api: a-0a1b2c3d4e5f6a7b8 }",
    ],
  ],
  [
    "an association of an add-on",
    [pods({ owner_arn: "arn:aws:eks:eu-west-1:111122223333:addon/demo/x/1" })],
    [
      "# left out: aws_eks_pod_identity_association.api: belongs to arn:aws:eks:eu-west-1:111122223333:addon/demo/x/1, which makes it and takes it away",
    ],
  ],
  [
    "roles with all that belongs to them",
    [
      cluster(),
      resource("aws_iam_role.node[0]", { name: "node", arn: role("node") }),
      resource('aws_iam_role_policy_attachment.node["a"]', { role: "node", policy_arn: "arn:aws:iam::aws:policy/A" }),
      resource("aws_iam_instance_profile.node", { name: "p", role: "node" }),
      resource("aws_iam_role_policy.other", { name: "x", role: "other" }),
    ],
    [
      "cluster: { authenticationMode: API }",
      CLUSTER_ROW,
      '# left out: aws_iam_role.node[0]; aws_iam_role_policy_attachment.node["a"]; aws_iam_instance_profile.node: stays where it is managed; items name a role by its ARN',
      "# left out: aws_iam_role_policy.other: stays where it is managed; items name a role by its ARN",
    ],
  ],
  [
    "a role of pods by the OIDC provider of the cluster",
    [
      cluster(),
      resource("aws_iam_openid_connect_provider.oidc", { url: HOST }),
      irsa({
        StringEquals: { [`${HOST}:sub`]: "system:serviceaccount:apps:api", [`${HOST}:aud`]: "sts.amazonaws.com" },
      }),
    ],
    [
      "cluster:",
      "  authenticationMode: API",
      `  oidcIssuer: https://${HOST}`,
      "  oidcProvider: existing",
      "workloads:",
      "  # aws_iam_role.irsa. The role and its trust stay where they are managed",
      "  irsa:",
      "    serviceAccount: apps/api",
      "    via: irsa",
      `    role: { arn: ${role("irsa")} }`,
      CLUSTER_ROW,
      "# left out: aws_iam_openid_connect_provider.oidc: stays where it is managed; pods go on by it",
    ],
  ],
  [
    "a role of pods on other conditions",
    [cluster(), irsa({ StringEquals: { [`${HOST}:aud`]: "sts.amazonaws.com" } })],
    [
      "cluster: { authenticationMode: API }",
      CLUSTER_ROW,
      "# DECIDE: aws_iam_role.irsa: pods take this role by the OIDC provider of the cluster, on conditions that are not read here; write a workload with via: irsa and role: { arn: … } if this file is to name it",
    ],
  ],
  [
    "aws-auth: rows with an entry, of a managed node group, and others",
    [
      entry("dev"),
      resource("aws_eks_node_group.main", {
        cluster_name: "demo",
        node_group_name: "main",
        node_role_arn: role("x/mng"),
      }),
      configMap({
        mapRoles: `- { rolearn: "${role("dev")}", username: dev, groups: [g] }\n- { rolearn: "${role("mng")}", username: "system:node:{{EC2PrivateDNSName}}", groups: [system:nodes] }\n- { rolearn: "${role("ops")}", username: ops, groups: [system:masters] }\n`,
      }),
    ],
    [
      ...taken(DEV, "dev", "    groups: [g]", "    adopt: true"),
      "  # kubernetes_config_map_v1_data.aws_auth mapRoles[2]",
      "  ops:",
      `    principal: ${role("ops")}`,
      "    policies: [AmazonEKSClusterAdminPolicy]   # was the group system:masters",
      "    username: ops",
      `# left out: kubernetes_config_map_v1_data.aws_auth mapRoles[0]: ${DEV} is the entry of the same principal, and EKS reads it in place of this row`,
      '# left out: kubernetes_config_map_v1_data.aws_auth mapRoles[1]: the role is of managed node group "main"; EKS makes its entry',
    ],
  ],
  [
    "aws-auth without rows, and another ConfigMap",
    [
      entry("dev"),
      configMap({}),
      resource("kubernetes_config_map.other", { metadata: [{ name: "other" }], data: { a: "b" } }),
    ],
    [
      ...taken(DEV, "dev", "    groups: [g]", "    adopt: true"),
      "# left out: kubernetes_config_map_v1_data.aws_auth: aws-auth without rows",
    ],
  ],
  [
    "a deposed object, data and other types",
    [
      entry("dev", {}, { deposed_key: "0123abcd" }),
      entry("data", {}, { mode: "data" }),
      resource("aws_s3_bucket.b", { bucket: "b" }),
    ],
    [`# left out: ${DEV}: deposed: another object has taken its place`],
  ],
  [
    "an entry whose tags say when it ends, which the tags of the file never do",
    [entry("dev", { tags_all: { "eks-access/until": "2027-03-31", "eks-access/reason": "ACME-1 tests", Team: "x" } })],
    [
      "tags: { Team: x }",
      ...taken(DEV, "dev", "    groups: [g]").map((line) =>
        line.includes("#")
          ? line.replace(
              `# ${DEV}`,
              `# DECIDE: ${DEV}: its tags say that it ends (2027-03-31, ACME-1 tests), and this item has no end: after the apply, write until and reason in place of adopt and of these tags`,
            )
          : line,
      ),
      "    tags: { eks-access/until: 2027-03-31, eks-access/reason: ACME-1 tests }",
      "    adopt: true",
    ],
  ],
  [
    "an external identity provider, and a policy of several roles",
    [
      entry("dev"),
      resource("aws_eks_identity_provider_config.dex", { cluster_name: "demo", oidc: [{ issuer_url: "https://dex" }] }),
      resource("aws_iam_policy_attachment.logs", { roles: ["a", "b"] }),
    ],
    [
      ...taken(DEV, "dev", "    groups: [g]", "    adopt: true"),
      "# left out: aws_eks_identity_provider_config.dex: who logs in by it needs no entry; it stays as it is, and identityProviders can describe it",
      "# left out: aws_iam_policy_attachment.logs: stays where it is managed, with the roles that it names",
    ],
  ],
  [
    "what is sensitive, which is not printed",
    [
      entry("dev", { user_name: SECRET }, { sensitive_values: { user_name: true } }),
      association(
        "ops",
        SECRET,
        { policy_arn: SECRET },
        { address: "aws_eks_access_policy_association.ops", sensitive_values: { policy_arn: true } },
      ),
      configMap({ mapRoles: SECRET }, { sensitive_values: { data: { mapRoles: true } } }),
    ],
    [
      `# DECIDE: ${DEV}: user_name is sensitive in this state, and not printed; write the item by hand`,
      "# DECIDE: aws_eks_access_policy_association.ops: policy_arn is sensitive in this state, and not printed; write the item by hand",
      "# DECIDE: kubernetes_config_map_v1_data.aws_auth: data is sensitive in this state, and not printed; write the item by hand",
    ],
  ],
];

test.each(ROWS)("%s", (_, resources, lines) => {
  expect(terraformLines(stateOf(...resources))).toEqual(lines);
});

test.each(ROWS)(
  "%s: the same from the modules of a plan, and as an answer with the fields of its schema",
  (_, resources, lines) => {
    const nested = { address: "module.a", child_modules: [{ address: "module.a.module.b[0]", resources }] };
    const plan = JSON.stringify({
      format_version: "1.2",
      planned_values: { root_module: { child_modules: [nested] } },
    });
    expect(terraformLines(plan)).toEqual(lines);
    const { imported } = importTerraform(
      { file: "plan.json", text: plan },
      { stated: { account: "111122223333", region: "eu-west-1" }, answers: answers() },
    );
    const json = jsonAnswer("import", jsonOf(settle(imported, { name: "demo" })));
    expect(objections("import", JSON.parse(json))).toEqual([]);
    expect(json).not.toContain(SECRET);
  },
);

test("a plan says what is not there yet, and what goes", () => {
  const changes = (address: string, ...actions: string[]) => ({ address, change: { actions } });
  const all = ["made", "replaced", "kept", "old", "let"].map((key) => entry(key));
  const addressOf = (key: string) => `aws_eks_access_entry.this["${key}"]`;
  const plan = {
    format_version: "1.2",
    planned_values: { root_module: { resources: all.slice(0, 3) } },
    prior_state: { values: { root_module: { resources: all.slice(1) } } },
    resource_changes: [
      changes(addressOf("made"), "create"),
      changes(addressOf("replaced"), "delete", "create"),
      changes(addressOf("kept"), "no-op"),
      changes(addressOf("old"), "delete"),
      changes(addressOf("let"), "forget"),
    ],
  };
  expect(terraformLines(JSON.stringify(plan))).toEqual([
    ...taken(addressOf("kept"), "kept", "    groups: [g]", "    adopt: true"),
    `# DECIDE: ${addressOf("made")}: the plan makes it: apply it first, and import the state; or take it out of that configuration, and this item makes it`,
    `#   access: { made: { principal: ${role("made")}, groups: [g] } }`,
    `# DECIDE: ${addressOf("replaced")}: the plan replaces it: apply it first, and import the state`,
    `# left out: ${addressOf("old")}: the plan destroys it`,
    `# DECIDE: ${addressOf("let")}: the plan takes it out of the state: apply it first, and import the state`,
  ]);
});

test("of two clusters the named one is imported, and what is not known to be its own is asked for", () => {
  const two = stateOf(entry("dev"), entry("b", { cluster_name: "other" }), configMap({ mapRoles: "[]" }));
  expect(terraformLines(two)).toEqual([
    ...taken(DEV, "dev", "    groups: [g]", "    adopt: true"),
    '# left out: aws_eks_access_entry.this["b"]: of the cluster other',
    "# DECIDE: kubernetes_config_map_v1_data.aws_auth: aws-auth, and the state does not say of which cluster; eks-access import aws-auth reads it",
  ]);
});

test("an entry whose principal IAM does not have, as answers tell, is to decide", () => {
  const given = answers({ Roles: ["dev", "teams/ops"].map((name) => ({ Arn: role(name) })) });
  const nodes = entry("spot", { type: "EC2_LINUX", kubernetes_groups: [] });
  const user = entry("eve", { principal_arn: "arn:aws:iam::111122223333:user/eve" });
  const place = (key: string) => `# DECIDE: aws_eks_access_entry.this["${key}"]:`;
  expect(terraformLines(stateOf(entry("dev"), entry("ops"), nodes, user), {}, given)).toEqual([
    ...taken(DEV, "dev", "    groups: [g]", "    adopt: true"),
    '  # aws_eks_access_entry.this["eve"]',
    "  eve:",
    "    principal: arn:aws:iam::111122223333:user/eve",
    "    groups: [g]",
    "    adopt: true",
    `${place("ops")} IAM has ${role("teams/ops")} of this name, and not this ARN, so the entry lets nobody in: delete it, and make one for that ARN`,
    `#   access: { ops: { principal: ${role("teams/ops")}, groups: [g] } }`,
    `${place("spot")} IAM has no such principal, so the entry lets nobody in: delete it`,
  ]);
});

const arn = (place: string) => `arn:aws:eks:${place}:access-entry/demo/role/111122223333/dev/1`;

/** What is refused, with the whole message. None quotes what may be secret. */
test.each([
  ["no JSON", `{"a": "${SECRET}`, "state.json: not JSON; write what terraform show -json prints of a state or a plan"],
  ["a list", "[]", "state.json: no state and no plan; write what terraform show -json prints of a state or a plan"],
  [
    "another object",
    "{}",
    "state.json: no state and no plan; write what terraform show -json prints of a state or a plan",
  ],
  [
    "a state as it is stored",
    '{"version": 4, "resources": []}',
    "state.json: a state as Terraform stores it; write what terraform show -json prints of it",
  ],
  ["another format", '{"format_version": "2.0", "values": {}}', 'state.json: format_version 1.x is read, got "2.0"'],
  [
    "an empty state",
    '{"format_version": "1.0"}',
    "state.json: no resources: an empty state, or the wrong folder or workspace",
  ],
  [
    "a plan with an error",
    '{"format_version": "1.2", "errored": true, "planned_values": {}}',
    "state.json: the plan ended with an error, and is not whole; plan again",
  ],
  [
    "nothing of EKS",
    stateOf(resource("aws_iam_role.a", { name: "a" })),
    "state.json: no EKS cluster, access entry or Pod Identity association in it; is it the right state?",
  ],
  [
    "two clusters",
    stateOf(entry("a"), entry("b", { cluster_name: "o" })),
    'state.json: 2 clusters, "demo" and "o"; say which with --cluster',
  ],
  ["no region", stateOf(entry("a")), 'state.json: no ARN names the account of "demo"; write --account'],
  [
    "one name in two regions",
    stateOf(
      entry("a", { access_entry_arn: arn("eu-west-1:111122223333") }),
      entry("b", { access_entry_arn: arn("eu-west-2:111122223333") }),
    ),
    'state.json: clusters "demo" in the regions eu-west-1 and eu-west-2, whose resources cannot be told apart; keep each in a state of its own',
  ],
  [
    "a mask that is nested too deeply",
    `{"format_version": "1.0", "values": {"root_module": {"resources": [{"address": "aws_iam_role.a", "type": "aws_iam_role", "name": "a", "values": {"x": 1}, "sensitive_values": {"x": ${"[".repeat(50_000)}${"]".repeat(50_000)}}}]}}}`,
    "state.json: values are nested too deeply",
  ],
])("%s is refused", (_, text, message) => {
  const read = () => importTerraform({ file: "state.json", text }, { stated: {}, answers: answers() });
  expect(read).toThrow(message);
});

describe("the script of a hand-over", () => {
  const script = (...resources: readonly object[]) => {
    const { imported, resources: all } = importTerraform(
      { file: "state.json", text: stateOf(...resources) },
      { stated: { account: "111122223333", region: "eu-west-1" }, answers: answers() },
    );
    return handOverScript(settle(imported, { name: "demo" }), all);
  };
  const commands = (text: string) => text.slice(text.indexOf("terraform state rm"));

  test("forgets policies before entries, a resource as a whole where all of it is taken", () => {
    expect(commands(script(entry("a"), entry("b"), association("a", "AmazonEKSViewPolicy"), pods()))).toBe(
      [
        "terraform state rm",
        "aws_eks_pod_identity_association.api",
        "aws_eks_access_policy_association.this",
        "aws_eks_access_entry.this\n",
      ].join(" \\\n  "),
    );
  });

  test("leaves the old configuration what the file marks DECIDE", () => {
    const text = script(
      entry("it's $(x)", { principal_arn: role("its") }),
      entry("b", {}, { sensitive_values: { type: true } }),
      entry("c", { cluster_name: "demo" }),
    );
    expect(text).toContain('KEEP THESE:\n#   aws_eks_access_entry.this["b"]\n');
    expect(commands(text)).toBe(
      ["terraform state rm", `'aws_eks_access_entry.this["it'\\''s $(x)"]'`, `'aws_eks_access_entry.this["c"]'\n`].join(
        " \\\n  ",
      ),
    );
    const { status } = spawnSync("sh", ["-n"], { input: text });
    expect(status).toBe(0);
  });

  test("names what the file had before, which both states would manage", () => {
    const { imported, resources } = importTerraform(
      { file: "state.json", text: stateOf(entry("a"), entry("b")) },
      { stated: { account: "111122223333", region: "eu-west-1" }, answers: answers(), tags: {} },
    );
    const text = `name: demo\naccount: "111122223333"\nregion: eu-west-1\naccess:\n  x: { principal: "${role("a")}", groups: [g] }\n`;
    const destination = { name: "demo", existing: { file: "demo.yaml", text } };
    const written = handOverScript(settle(imported, destination), resources);
    expect(written).toContain("# Hands 1 object of");
    expect(written).toContain("# IT WOULD DESTROY 2 OBJECTS, AND");
    expect(written).toContain('BY terraform state rm:\n#   aws_eks_access_entry.this["a"]\n');
    expect(commands(written.slice(written.indexOf("set -eu")))).toBe(
      `terraform state rm \\\n  'aws_eks_access_entry.this["b"]'\n`,
    );
  });

  test("keeps its copy of the old state when it runs again, and none of a state that it could not read", () => {
    const folder = mkdtempSync(join(tmpdir(), "hand-over-"));
    const copy = join(folder, "before-hand-over.tfstate");
    const run = (terraform: string) => {
      writeFileSync(join(folder, "terraform"), `#!/bin/sh\n${terraform}\n`, { mode: 0o755 });
      const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` };
      return spawnSync("sh", ["-c", script(entry("a"))], { cwd: folder, env, encoding: "utf8" });
    };
    try {
      expect(run("exit 3").status).toBe(1);
      expect(existsSync(copy)).toBe(false);
      expect(run("echo first").status).toBe(0);
      expect(run("echo second")).toMatchObject({
        status: 1,
        stdout: "",
        stderr: expect.stringMatching(/^before-hand-over\.tfstate exists: .*\n$/),
      });
      expect(readFileSync(copy, "utf8")).toBe("first\n");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("says how many imports the plan must have, and what it adds", () => {
    const rows = `- { rolearn: "${role("ops")}", username: ops, groups: [ops] }\n`;
    const text = script(entry("a"), association("a", "AmazonEKSViewPolicy"), configMap({ mapRoles: rows }));
    expect(text).toContain("#      Plan: 2 to import, … to add, 0 to change, 0 to destroy.\n");
    expect(text).toContain("nothing else:\n#      kubernetes_config_map_v1_data.aws_auth mapRoles[0]\n");
    expect(script(entry("a"))).toContain("#      Plan: 1 to import, 0 to add, 0 to change, 0 to destroy.\n");
  });

  test("names what loses a tag that an item cannot have", () => {
    const text = script(entry("a", { tags_all: { Of: "a" } }), pods({ tags_all: { Sa: "api" } }));
    expect(text).toContain(`#      Plan: 2 to import, 0 to add, 1 to change, 0 to destroy.
#    It changes the tags of these, and nothing else:
#      aws_eks_pod_identity_association.api
# 2. `);
  });

  test("names what gets a tag of a shared file, or of the file that it is added to", () => {
    const folder = folderOf({ "defaults.yaml": "tags: { Stage: prod }\n" });
    const { imported, resources } = importTerraform(
      {
        file: "state.json",
        text: stateOf(entry("a", { tags_all: { Team: "x" } }), association("a", "AmazonEKSViewPolicy")),
      },
      { stated: { account: "111122223333", region: "eu-west-1" }, answers: answers() },
    );
    const settled = settle(imported, { name: "demo", file: join(folder, "clusters/demo.yaml") });
    expect(handOverScript(settled, resources)).toContain(
      `2 to import, 0 to add, 1 to change, 0 to destroy.
#    It changes the tags of these, and nothing else:
#      aws_eks_access_entry.this["a"]
`,
    );
  });
});
