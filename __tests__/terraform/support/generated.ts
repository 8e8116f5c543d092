import fc from "fast-check";
import type { AccessConfig } from "../../../lib/schema/types";
import { ACCOUNT } from "./endpoint";

/** An item of `access`, and the principal that must exist for it. */
export interface Generated {
  readonly item: AccessConfig;
  readonly exists?: { readonly kind: "role" | "user"; readonly name: string; readonly path: string };
}

type Principal = (n: number) => { arn: string; exists?: Generated["exists"] };

const iam = (resource: string, account = ACCOUNT) => `arn:aws:iam::${account}:${resource}`;
const OTHER = "444455556666";
/** The end of the name of a role of IAM Identity Center. */
const hex = (n: number) => n.toString(16).padStart(16, "0");
const role =
  (path: string, prefix = "r", ending: (n: number) => string = String): Principal =>
  (n) => ({
    arn: iam(`role${path}${prefix}${ending(n)}`),
    exists: { kind: "role", name: `${prefix}${ending(n)}`, path },
  });
const existing =
  (arn: (n: number) => string): Principal =>
  (n) => ({ arn: arn(n) });

const ROLES: readonly Principal[] = [
  role("/"),
  role("/team/"),
  role("/a/b.c/d+e/"),
  role("/", "a_+=,.@-Z"),
  role("/aws-reserved/sso.amazonaws.com/", "AWSReservedSSO_dev_", hex),
  role("/aws-reserved/sso.amazonaws.com/eu-west-1/", "AWSReservedSSO_ops_", hex),
];
const ELSEWHERE: readonly Principal[] = [
  (n) => ({ arn: iam(`user/u${n}`), exists: { kind: "user", name: `u${n}`, path: "/" } }),
  existing((n) => iam(`role/team/o${n}`, OTHER)),
  existing((n) => iam(`user/o${n}`, OTHER)),
];
const NOBODY: readonly Principal[] = (
  [
    (n) => iam(`group/g${n}`),
    () => iam("root"),
    (n) => `arn:aws:sts::${ACCOUNT}:assumed-role/r/s${n}`,
    (n) => `arn:aws:sts::${ACCOUNT}:federated-user/f${n}`,
    (n) => iam(`instance-profile/p${n}`),
    (n) => iam(`oidc-provider/example.com/${n}`),
    (n) => iam(`role/aws-service-role/eks.amazonaws.com/X${n}`),
    (n) => iam(`role/x${n}/`),
    (n) => iam(`role/x${n}-*`),
    (n) => iam(`role/x${n}`, "12345678901"),
    (n) => iam(`role/x${n}`, ""),
    (n) => `arn:aws:iam:eu-west-1:${ACCOUNT}:role/x${n}`,
    (n) => `arn:aws-cn:iam::${ACCOUNT}:role/x${n}`,
    (n) => `arn:aws-cn:iam::${OTHER}:role/x${n}`,
    (n) => `role/x${n}`,
    (n) => `x${n}`,
    (n) => iam(`role/AWSReservedSSO_dev_${hex(n)}`),
  ] satisfies ((n: number) => string)[]
).map(existing);

const GROUPS = ["dev", "system", "systems", "ops:eu", "Ü /", "sts:x", "a".repeat(300)];
const RESERVED = ["system:", "eks:", "aws:", "amazon:", "iam:"];
const USERNAMES = [
  "dev",
  "dev:{{SessionName}}",
  ":{{SessionNameRaw}}",
  "a:b{{SessionName}}c",
  "sts:x",
  "session",
  "x@y.z",
];
const NO_USERNAMES = [
  "{{SessionName}}",
  "dev-{{SessionNameRaw}}",
  "{{SessionName}}:x",
  ...RESERVED.map((p) => `${p}x`),
];
const POLICIES = [
  "AmazonEKSClusterAdminPolicy",
  "AmazonEKSAdminPolicy",
  "AmazonEKSAdminViewPolicy",
  "AmazonEKSEditPolicy",
  "AmazonEKSViewPolicy",
  "AmazonEKSSecretReaderPolicy",
  "AmazonEKSAutoNodePolicy",
  "AmazonEMRJobPolicy",
  "AmazonAIOpsAssistantPolicy",
];
const ODD_POLICIES = [
  "AmazonEKSSecretAdminPolicy",
  "AmazonEKSACKPolicy",
  "AmazonEKSNewestPolicy",
  "AmazonEKSComputePolicy",
  "AmazonEKSHybridPolicy",
  "AmazonEKSEventPolicy",
  "AmazonEKSClusterPolicy",
  "Amazon EKS View",
  "arn:aws-cn:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
  "arn:aws:eks:eu-west-1:aws:cluster-access-policy/AmazonEKSViewPolicy",
  "arn:aws:eks::aws:cluster-access-policy/",
  "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy",
  "arn:aws:iam::aws:policy/AmazonEKSViewPolicy",
];
const NAMESPACES = ["apps", "dev-*", "*", "a-1", "n".repeat(63)];
const ODD_NAMESPACES = ["Apps", "a_b", "-a", "n".repeat(64)];

type Policy = NonNullable<AccessConfig["policies"]>[number];
const anyOf = <T>(values: readonly T[]) => fc.constantFrom(...values);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const some = <T>(values: readonly T[]) => fc.uniqueArray(anyOf(values), { maxLength: 3 });

function policies(names: readonly string[], namespaces: readonly string[], minLength: number): fc.Arbitrary<Policy[]> {
  const spelled = anyOf(names).chain((name) =>
    anyOf(/[: ]/.test(name) ? [name] : [name, `arn:aws:eks::aws:cluster-access-policy/${name}`]),
  );
  const scoped = fc.uniqueArray(anyOf(namespaces), { minLength, maxLength: 3 });
  const policy: fc.Arbitrary<Policy> = fc.oneof(
    spelled,
    fc.record({ policy: spelled }),
    fc.record({ policy: spelled, namespaces: scoped }),
  );
  return fc.array(policy, { maxLength: 3 });
}

const SOUND_POLICIES = fc.tuple(some(POLICIES), policies(POLICIES, NAMESPACES, 1)).map(([names, shapes]) =>
  names.map((policy, at): Policy => {
    const shape = shapes[at];
    return typeof shape === "object" ? { ...shape, policy } : policy;
  }),
);

interface Template {
  readonly principal: Principal;
  readonly item: Omit<AccessConfig, "principal">;
}

/** Items as people should write them. */
const SOUND: fc.Arbitrary<Template> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      principal: anyOf([...ROLES, ...ELSEWHERE]),
      item: fc.record({
        type: maybe(fc.constant("STANDARD" as const)),
        groups: maybe(some(GROUPS)),
        username: maybe(anyOf(USERNAMES)),
        policies: maybe(SOUND_POLICIES),
        tags: maybe(fc.constant({ Team: "a" })),
      }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      principal: anyOf(ROLES),
      item: fc.record({ type: fc.constant("EC2" as const), policies: maybe(SOUND_POLICIES) }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      principal: anyOf(ROLES),
      item: fc.record({ type: anyOf(["EC2_LINUX", "EC2_WINDOWS", "FARGATE_LINUX", "HYBRID_LINUX"] as const) }),
    }),
  },
);

/** What goes wrong, or might, in one place or another. */
const ODD: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  principal: fc.oneof(anyOf(ELSEWHERE), anyOf(NOBODY)),
  type: anyOf([
    "STANDARD",
    "EC2",
    "EC2_LINUX",
    "EC2_WINDOWS",
    "FARGATE_LINUX",
    "HYBRID_LINUX",
    "HYPERPOD_LINUX",
    "EC2_Windows",
  ]),
  groups: fc.oneof(some(GROUPS), some([...GROUPS, ...RESERVED.map((prefix) => `${prefix}x`)])),
  username: fc.oneof(anyOf(USERNAMES), anyOf(NO_USERNAMES)),
  policies: fc.oneof(
    SOUND_POLICIES,
    policies([...POLICIES, ...ODD_POLICIES], NAMESPACES, 1),
    policies(POLICIES, [...NAMESPACES, ...ODD_NAMESPACES], 0),
  ),
};

/** Sound items with one or two things replaced. */
const DOUBTFUL: fc.Arbitrary<Template> = fc
  .tuple(SOUND, fc.subarray(Object.keys(ODD), { minLength: 1, maxLength: 2 }))
  .chain(([{ principal, item }, keys]) =>
    fc
      .record(Object.fromEntries(keys.map((key) => [key, ODD[key] ?? fc.constant(undefined)])))
      .map(({ principal: other = principal, ...odd }) => ({
        principal: other as Principal,
        item: { ...item, ...(odd as Template["item"]) },
      })),
  );

/** The same items every time, each with a principal of its own. */
export function generated(sound: number, doubtful: number): readonly Generated[] {
  const templates = [
    ...fc.sample(SOUND, { numRuns: sound, seed: 7 }),
    ...fc.sample(DOUBTFUL, { numRuns: doubtful, seed: 11 }),
  ];
  return templates.map(({ principal, item }, n) => {
    const { arn, exists } = principal(n);
    const given = Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined));
    return { item: { principal: arn, ...given }, ...(exists && { exists }) };
  });
}
