import fc from "fast-check";
import { roleArnOf } from "../../lib/audit/expected";
import type { LoadedPlan } from "../../lib/load/load";
import { spec } from "./decide";
import { ACCOUNT } from "./emulator";

const some = (...words: string[]) => fc.subarray(words);
const tags = fc.dictionary(fc.constantFrom("Team", "Env", "Näme"), fc.constantFrom("a", "b c", "x=y/ü"), {
  maxKeys: 2,
});
const policies = some("AmazonEKSViewPolicy", "AmazonEKSEditPolicy", "AmazonEKSClusterAdminPolicy").chain((names) =>
  fc.tuple(...names.map((policy) => fc.constantFrom(policy, { policy, namespaces: ["b", "a-*"] }))),
);
const fields = fc.record(
  {
    groups: some("devs", "ops:eu", "Ü / x"),
    username: fc.constantFrom("dev", "dev:{{SessionName}}", "a\\b é"),
    policies,
    tags,
  },
  { requiredKeys: [] },
);
const principal = (name: string) =>
  fc.constantFrom(
    `arn:aws:iam::${ACCOUNT}:role/${name}`,
    `arn:aws:iam::${ACCOUNT}:role/a/b.c/${name}`,
    `arn:aws:iam::${ACCOUNT}:user/${name}`,
    `arn:aws:iam::444455556666:role/${name}`,
  );

const access = (all: readonly string[], least: number) =>
  fc
    .subarray([...all], { minLength: least })
    .chain((names) =>
      fc
        .tuple(...names.map((name) => fc.record({ principal: principal(name), fields })))
        .map((items) =>
          Object.fromEntries(
            items.map(({ principal: arn, fields: more }, index) => [`item-${index}`, { principal: arn, ...more }]),
          ),
        ),
    );
/** Some of the items, but for so many at most. */
const itemsOf = (items: Readonly<Record<string, object>>, without = Infinity) => {
  const all = Object.entries(items);
  const minLength = Math.max(0, all.length - without);
  return fc.subarray(all, { minLength }).map((some) => Object.fromEntries(some));
};

/**
 * Sections of a file that an import can read back from AWS, without the head.
 *
 * @param names of principals
 * @param without how many items of a section are left out at most
 */
export const importable = (names: readonly string[], without?: number) =>
  fc.record({
    cluster: fc.constant({ authenticationMode: "API_AND_CONFIG_MAP" }),
    tags,
    access: access(names, without === undefined ? 0 : names.length - without),
    nodeRoles: itemsOf(
      {
        spot: { kind: "self-managed" },
        win: { kind: "windows" },
        hybrid: { kind: "hybrid-ssm" },
        pools: { kind: "auto" },
      },
      without,
    ),
    nodeClasses: itemsOf({ gpu: { spec: spec() } }, without),
    workloads: itemsOf(
      {
        api: { serviceAccount: "apps/api" },
        jobs: { serviceAccount: ["apps/jobs", "batch/jobs"], sessionTags: false },
        far: { serviceAccount: "apps/far", targetRole: "arn:aws:iam::444455556666:role/far" },
      },
      without,
    ),
  });

/** What a plan gives: its entries with their policies, and its associations, whoever has written it. */
export function given({ plan }: LoadedPlan) {
  return {
    entries: plan.entries
      .map(({ principalArn, type, groups, username, tags: own, associations }) => ({
        principalArn,
        type,
        groups: [...(groups ?? [])].sort(),
        username,
        tags: Object.entries({ ...plan.tags, ...own }).sort(),
        policies: associations.map(({ policyArn, scope }) => JSON.stringify([policyArn, scope])).sort(),
      }))
      .sort((a, b) => (a.principalArn < b.principalArn ? -1 : 1)),
    pods: plan.podIdentities
      .map(({ namespace, serviceAccount, role, targetRoleArn, disableSessionTags }) =>
        JSON.stringify([namespace, serviceAccount, roleArnOf(role, plan), targetRoleArn, disableSessionTags === true]),
      )
      .sort(),
  };
}
