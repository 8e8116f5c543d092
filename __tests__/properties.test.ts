import { App } from "cdktf";
import fc from "fast-check";
import { ConfigError } from "../lib/load/config-error";
import { validate } from "../lib/load/validate";
import { type ClusterConfig, clusterConfig } from "../lib/schema/config";
import { ClusterAccessStack } from "../lib/stacks/cluster-access-stack";
import { arbitraryOf } from "./support/arbitrary";
import { head, nodeClass } from "./support/decide";
import { synthesized } from "./support/synth";

const ROLE = "arn:aws:iam::111122223333:role";
const WORDS = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      "a",
      "b",
      "gpu",
      "demo",
      "x-1",
      "10%",
      "24h",
      "subnet-1",
      "sg-1",
      "100Gi",
      "eu-west-1",
      "111122223333",
      "4",
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      `${ROLE}/a`,
      `${ROLE}/team/a`,
      `${ROLE}/A`,
      "arn:aws:iam::111122223333:policy/p",
      "karpenter.sh/capacity-type",
      "/team/",
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "${aws_iam_role.x.arn}",
      "${var.x}",
      "",
      "__proto__",
      "constructor",
      "toString",
      "team.a",
      "arn:",
      "arn:aws:::",
      "Never",
      "system",
    ),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
);

/** Half of them with a sound head, so that the rest of the rules get their turn. */
const CONFIGS = arbitraryOf(clusterConfig, WORDS).chain((config) =>
  fc.constantFrom(config, { ...(config as object), ...head(), partition: undefined }),
) as fc.Arbitrary<ClusterConfig>;

test("what the schema accepts either synthesizes or is refused with paths, and nothing else happens", () => {
  let made = 0;
  fc.assert(
    fc.property(CONFIGS, (config) => {
      const { plan, errors } = validate(config, { name: "demo" });
      expect(plan === undefined).toBe(errors.length > 0);
      for (const { path, message } of errors)
        expect([path.length > 0, message]).toEqual([true, expect.stringMatching(/\S/)]);
      if (!plan) return;
      made += 1;
      expect(Object.keys(synthesized(config))).toContain("terraform");
    }),
    { numRuns: 300, seed: 7 },
  );
  expect(made).toBeGreaterThan(10);
});

test("anything at all is refused with a message, never with a crash", () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.anything({ withNullPrototype: false })), (given) => {
      expect(validate(given, { name: "demo" }).errors.length).toBeGreaterThan(0);
    }),
    { numRuns: 500, seed: 7 },
  );
});

test("a stack throws nothing but a ConfigError", () => {
  fc.assert(
    fc.property(CONFIGS, (config) => {
      try {
        new ClusterAccessStack(new App(), "demo", config);
      } catch (error) {
        expect(error).toBeInstanceOf(ConfigError);
      }
    }),
    { numRuns: 150, seed: 11 },
  );
});

/** Configurations without a mistake in them: the laws of the output hold for all of them. */
const key = fc.stringMatching(/^[a-z]([a-z0-9-]{0,8}[a-z0-9])?$/).filter((text) => text !== "default");
const NODE_CLASSES = fc
  .uniqueArray(key, { minLength: 1, maxLength: 4 })
  .chain((keys) =>
    fc.tuple(
      ...keys.map((name, index) =>
        fc.record({
          name: fc.constant(name),
          role: fc.constantFrom(
            undefined,
            {},
            { arn: `${ROLE}/team/existing-${index}` },
            { use: keys[0] },
            { path: "/x/", additionalPolicies: ["AmazonSSMManagedInstanceCore"] },
          ),
          instanceProfile: fc.constantFrom(undefined, true, { name: `profile-${index}` }),
        }),
      ),
    ),
  )
  .map((items) => {
    const { spec } = nodeClass().nodeClasses?.gpu ?? {};
    const entries = items.map(({ name, role, instanceProfile }, index) => [
      name,
      { spec, instanceProfile, role: index === 0 && role && "use" in role ? undefined : role },
    ]);
    return { nodeClasses: Object.fromEntries(entries) };
  });

const KINDS = fc.constantFrom("auto", "managed", "self-managed", "windows", "fargate", "hybrid-ssm");
const NODE_ROLES = fc
  .array(fc.record({ kind: KINDS, exists: fc.boolean() }), { maxLength: 4 })
  .map((items) =>
    Object.fromEntries(
      items.map(({ kind, exists }, n) => [`r${n}`, { kind, ...(exists && { arn: `${ROLE}/node-role-${n}` }) }]),
    ),
  );
const CLUSTERS = fc.constantFrom<object>(
  {},
  { clusterRole: { customTags: true }, iam: { namePrefix: "p-", exclusive: true } },
  { cluster: { create: { subnetIds: ["subnet-1", "subnet-2"], autoMode: { nodePools: [] } } } },
  { cluster: { verify: true } },
);

const SOUND = fc
  .tuple(NODE_CLASSES, NODE_ROLES, CLUSTERS)
  .map(([nodeClasses, nodeRoles, cluster]) => head({ ...nodeClasses, nodeRoles, ...cluster }));

test("reordering a configuration changes no byte", () => {
  fc.assert(
    fc.property(SOUND, (config) => {
      const nodeClasses = Object.fromEntries(Object.entries(config.nodeClasses ?? {}).reverse());
      expect(JSON.stringify(synthesized({ ...config, nodeClasses }))).toBe(JSON.stringify(synthesized(config)));
    }),
    { numRuns: 8, seed: 7 },
  );
});

test("every output keeps the laws of access", () => {
  fc.assert(
    fc.property(SOUND, (config) => {
      const { resource = {} } = synthesized(config);
      const entries = Object.entries(resource.aws_eks_access_entry ?? {});
      const associations = Object.values(resource.aws_eks_access_policy_association ?? {});
      const principals = entries.map(([, entry]) => entry.principal_arn);
      expect(new Set(principals).size).toBe(principals.length);
      for (const [id, entry] of entries) {
        expect([entry.kubernetes_groups, entry.user_name]).toEqual([undefined, undefined]);
        const own = associations.filter(
          ({ principal_arn }) => principal_arn === `\${aws_eks_access_entry.${id}.principal_arn}`,
        );
        const lifecycle = { replace_triggered_by: [`aws_eks_access_entry.${id}.access_entry_arn`] };
        expect(own.map((association) => [association.depends_on, association.lifecycle])).toEqual(
          entry.type === "EC2" ? [[[`aws_eks_access_entry.${id}`], lifecycle]] : [],
        );
        const role = /^\$\{aws_iam_role\.(.+)\.arn\}$/.exec(String(entry.principal_arn))?.[1];
        const attachments = Object.entries(resource.aws_iam_role_policy_attachment ?? {})
          .filter(([, attachment]) => attachment.role === `\${aws_iam_role.${role}.name}`)
          .map(([attachment]) => `aws_iam_role_policy_attachment.${attachment}`);
        expect(entry.depends_on ?? []).toEqual(expect.arrayContaining(attachments));
      }
      for (const { assume_role_policy } of Object.values(resource.aws_iam_role ?? {}))
        expect(JSON.stringify(JSON.parse(String(assume_role_policy)).Statement[0].Principal)).not.toContain("*");
      const all = Object.entries(resource).flatMap(([type, items]) => Object.keys(items).map((id) => `${type}.${id}`));
      const references = JSON.stringify(resource).match(/aws_[a-z_]+\.(?:node-class|node-role|cluster)[\w-]*/g) ?? [];
      expect(
        references.filter((reference) => !all.includes(reference) && !reference.startsWith("aws_eks_cluster.existing")),
      ).toEqual([]);
    }),
    { numRuns: 8, seed: 7 },
  );
});
