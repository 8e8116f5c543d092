import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { stringify } from "yaml";
import { synth } from "../../lib/app";
import { ConfigError } from "../../lib/load/config-error";
import { folderOf } from "../support/files";
import { withTerraform } from "./support/requirements";

/** Parts of expressions, escapes and tokens, and what stands around them. */
const PART = fc.constantFrom(
  ...["$", "$$", "%", "%%", "{", "}", "${", "%{", "$${", "%%{", "$$${", "#{", "&{", "~", '"', "\\", "\\n", "//", "'"],
  ...['file("/etc/passwd")', "null", "aws:username", "*", "if true", "endif", "TfToken[", "TOKEN.0", "]}", "var.x"],
  ...["-1.8881545897087503e+289", "-8.171509568697571e+298", "1e3", "é", "大", " ", "a", "0"],
);
const TEXT = fc.array(PART, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(""));

/** Texts that no rule refuses: those that hold no expression. */
const HARMLESS = TEXT.map((text) => `x${text.replaceAll(/[$%]\{|[#&]\{TfToken\[|-\d\.\d+e\+\d+/g, "y")}y`);

/** The same, of the characters that tags take. */
const OF_TAG = HARMLESS.map((text) => text.replaceAll(/[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu, "-"));

const policyOf = (texts: fc.Arbitrary<string>) =>
  fc.record({
    Version: fc.constant("2012-10-17"),
    Statement: fc.array(
      fc.record({
        Sid: texts,
        Effect: fc.constant("Allow"),
        Action: fc.constant("s3:GetObject"),
        Resource: fc.array(texts, { minLength: 1, maxLength: 2 }),
        Condition: fc.dictionary(texts, fc.dictionary(texts, texts, { maxKeys: 2 }), { maxKeys: 2 }),
      }),
      { minLength: 1, maxLength: 2 },
    ),
  });

const CONFIGURATION = fc.record({
  tag: OF_TAG,
  key: OF_TAG,
  description: HARMLESS.map((text) => text.replaceAll("大", "")),
  group: HARMLESS,
  username: HARMLESS.map((text) => text.replaceAll("{", "")),
  policy: policyOf(TEXT),
  condition: TEXT,
});
type Configuration = typeof CONFIGURATION extends fc.Arbitrary<infer T> ? T : never;

const fileOf = ({ tag, key, description, group, username, policy, condition }: Configuration) => ({
  account: "111122223333",
  region: "eu-west-1",
  tags: { Team: tag },
  nodeRoles: { n: { kind: "managed", description, tags: { [key]: tag }, inlinePolicies: { own: policy } } },
  access: {
    a: { principal: "arn:aws:iam::111122223333:role/a", groups: [group], username, tags: { [key]: tag } },
  },
  workloads: {
    w: {
      serviceAccount: "a/b",
      role: { inlinePolicies: { own: policy } },
      sessionTags: false,
      sessionPolicy: policy,
      trustConditions: { StringLike: { [`x${condition}`]: condition } },
    },
  },
});

/** What Terraform makes of the texts of each configuration: as outputs, which need no provider. */
function evaluated(configurations: readonly Configuration[]): Record<string, unknown>[] {
  const folder = folderOf(
    Object.fromEntries(
      configurations.map((one, index) => [
        `clusters/c${index}.yaml`,
        stringify(fileOf(one), {
          defaultStringType: "QUOTE_DOUBLE",
          defaultKeyType: "QUOTE_DOUBLE",
          aliasDuplicateObjects: false,
          lineWidth: 0,
        }),
      ]),
    ),
  );
  const outdir = join(folder, "out");
  synth({ source: join(folder, "clusters"), outdir });
  const outputs = configurations.map((_, index) => {
    const { resource, provider } = JSON.parse(readFileSync(join(outdir, `stacks/c${index}/cdk.tf.json`), "utf8"));
    const role = resource.aws_iam_role["node-role_n"];
    const entry = resource.aws_eks_access_entry.access_a;
    const value = {
      defaults: provider.aws[0].default_tags,
      role: [role.description, role.tags],
      entry: [entry.kubernetes_groups, entry.user_name, entry.tags],
      trust: resource.aws_iam_role.workload_w.assume_role_policy,
      policies: [
        ...Object.values<{ policy: string }>(resource.aws_iam_role_policy).map(({ policy }) => policy),
        ...Object.values<{ policy: string }>(resource.aws_eks_pod_identity_association).map(({ policy }) => policy),
      ],
    };
    return [`c${index}`, { value }];
  });
  const own = folderOf({ "main.tf.json": JSON.stringify({ output: Object.fromEntries(outputs) }) });
  const terraform = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync("terraform", args, {
      cwd: own,
      encoding: "utf8",
      env: { ...process.env, CHECKPOINT_DISABLE: "1" },
    });
    if (status !== 0) throw new Error(stdout + stderr);
    return stdout;
  };
  terraform("apply", "-auto-approve", "-input=false", "-no-color");
  const values: Record<string, { value: Record<string, unknown> }> = JSON.parse(terraform("output", "-json"));
  return configurations.map((_, index) => values[`c${index}`]?.value ?? {});
}

withTerraform("a file is data", () => {
  test("PROPERTY: what Terraform evaluates is the text of the file, byte for byte", () => {
    const configurations = fc.sample(CONFIGURATION, { numRuns: 150, seed: 9 });
    const values = evaluated(configurations);
    for (const [index, given] of configurations.entries()) {
      const { tag, key, description, group, username, policy, condition } = given;
      const { trust, ...others } = values[index] ?? {};
      expect(JSON.parse(String(trust)).Statement[0].Condition.StringLike).toEqual({ [`x${condition}`]: condition });
      expect(others).toEqual({
        defaults: [{ tags: { Team: tag } }],
        role: [description, { [key]: tag }],
        entry: [[group], username, { [key]: tag }],
        policies: Array(3).fill(JSON.stringify(policy)),
      });
    }
  });

  test("PROPERTY: any other text is refused at its place", () => {
    const texts = fc.sample(TEXT, { numRuns: 300, seed: 9 }).filter((text) => /[$%]\{|[#&]\{TfToken\[/.test(text));
    expect(texts.length).toBeGreaterThan(100);
    const folder = folderOf({});
    const source = join(folder, "demo.yaml");
    for (const text of texts) {
      writeFileSync(source, stringify({ account: "111122223333", region: "eu-west-1", tags: { Team: text } }));
      const refused = () => synth({ source, outdir: join(folder, "out") });
      expect(refused).toThrow(ConfigError);
      expect(refused).toThrow(/demo\.yaml:4:3 tags\.Team: .* \[(expression|hidden-character)\]$/s);
    }
  });
});
