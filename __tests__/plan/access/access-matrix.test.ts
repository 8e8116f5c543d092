import { ENTRY_TYPE_NAMES, ENTRY_TYPES } from "../../../lib/aws/eks/entry-types";
import { validate } from "../../../lib/load/validate";
import { head } from "../../support/decide";

/**
 * What EKS takes for each type, as its guide and its answers have it, written down a second time: principal, account,
 * username, groups, policies.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html
 */
const TABLE = `
  STANDARD       role|user  any  yes  yes  yes
  EC2            role       own  no   no   yes
  EC2_LINUX      role       own  no   no   no
  EC2_WINDOWS    role       own  no   no   no
  FARGATE_LINUX  role       own  no   no   no
  HYBRID_LINUX   role       own  no   no   no
`;
const rows = TABLE.trim()
  .split("\n")
  .map((line) => line.trim().split(/ +/) as [string, string, string, string, string, string]);

/** Each value, and whether any entry at all could have it; undefined: left out. */
const TYPES = [...rows.map(([type]) => type), undefined, "HYPERPOD_LINUX", "Standard"];
const ACCOUNTS = { own: "111122223333", other: "444455556666" };
const KINDS: Readonly<Record<string, { of: (account: string) => string; is: "role" | "user" | "neither" }>> = {
  role: { of: (account) => `arn:aws:iam::${account}:role/team/dev`, is: "role" },
  user: { of: (account) => `arn:aws:iam::${account}:user/dev`, is: "user" },
  group: { of: (account) => `arn:aws:iam::${account}:group/dev`, is: "neither" },
  root: { of: (account) => `arn:aws:iam::${account}:root`, is: "neither" },
  session: { of: (account) => `arn:aws:sts::${account}:assumed-role/dev/kim`, is: "neither" },
  "service-linked": {
    of: (account) => `arn:aws:iam::${account}:role/aws-service-role/x.amazonaws.com/X`,
    is: "neither",
  },
};
const GROUPS = [
  { given: undefined, right: true },
  { given: ["dev", "system"], right: true },
  { given: ["dev", "system:masters"], right: false },
];
const USERNAMES = [
  { given: undefined, right: true },
  { given: "dev:{{SessionName}}", right: true },
  { given: "dev{{SessionName}}", right: false },
  { given: "eks:dev", right: false },
];
const POLICIES = [
  { given: undefined, right: true },
  { given: [], right: true },
  { given: ["AmazonEKSAutoNodePolicy"], right: true },
  { given: ["AmazonEKSViewPolicy", "AmazonEKSEditPolicy"], right: true },
  { given: ["AmazonEKSComputePolicy"], right: false },
  { given: ["AmazonEKSViewPolicy", "AmazonEKSViewPolicy"], right: false },
];
const SCOPES = [
  { given: undefined, right: true },
  { given: ["apps", "dev-*"], right: true },
  { given: [], right: false },
];

interface Case {
  readonly config: object;
  readonly right: boolean;
}

/** The values of each field; the first of each is right where the type takes the field at all. */
const FIELDS = [Object.values(KINDS), Object.entries(ACCOUNTS), GROUPS, USERNAMES, POLICIES, SCOPES] as const;

/** For each type every pair of fields with every pair of their values, the others right: mistakes meet in twos. */
function positions(): number[][] {
  const right = FIELDS.map(() => 0);
  const pairs = FIELDS.flatMap((_, one) => FIELDS.flatMap((__, other) => (one < other ? [[one, other] as const] : [])));
  const all = pairs.flatMap(([one, other]) =>
    [...(FIELDS[one]?.keys() ?? [])].flatMap((first) =>
      [...(FIELDS[other]?.keys() ?? [])].map((second) => right.with(one, first).with(other, second)),
    ),
  );
  return [...new Map(all.map((position) => [position.join(), position])).values()];
}

function* cases(): Generator<Case> {
  for (const type of TYPES) {
    const row = rows.find(([name]) => name === (type ?? "STANDARD"));
    const [, principals = "", accounts, usernames, takesGroups, takesPolicies] = row ?? [];
    for (const [kindAt = 0, accountAt = 0, groupsAt = 0, usernameAt = 0, policiesAt = 0, scopeAt = 0] of positions()) {
      const [kind, [whose, account]] = [FIELDS[0][kindAt], FIELDS[1][accountAt] ?? ["", ""]];
      const [groups, username] = [GROUPS[groupsAt], USERNAMES[usernameAt]];
      const [policies, scope] = [POLICIES[policiesAt], SCOPES[scopeAt]];
      if (!kind || !groups || !username || !policies || !scope) throw new Error("a value that there is not");
      const grants = policies.given?.map((policy) => (scope.given ? { policy, namespaces: scope.given } : policy));
      yield {
        config: {
          principal: kind.of(account),
          type,
          groups: groups.given,
          username: username.given,
          policies: grants,
        },
        right:
          row !== undefined &&
          principals.split("|").includes(kind.is) &&
          (accounts === "any" || whose === "own") &&
          groups.right &&
          (takesGroups === "yes" || groups.given === undefined) &&
          username.right &&
          (usernames === "yes" || username.given === undefined) &&
          policies.right &&
          (!grants?.length || (takesPolicies === "yes" && scope.right)),
      };
    }
  }
}

test("every pair of values is accepted if and only if EKS takes it", () => {
  const wrong: unknown[] = [];
  const count = { right: 0, refused: 0 };
  for (const { config, right } of cases()) {
    const { errors } = validate(head({ access: { a: config } }), { name: "demo" });
    if ((errors.length === 0) !== right) wrong.push({ config, right, errors });
    count[right ? "right" : "refused"] += 1;
  }
  expect(wrong.slice(0, 5)).toEqual([]);
  expect(count).toEqual({ right: 114, refused: 1209 });
});

test("the table of the program says the same", () => {
  expect(ENTRY_TYPE_NAMES.words).toEqual(rows.map(([type]) => type));
  expect(
    ENTRY_TYPE_NAMES.words.map((type) => {
      const { users, otherAccounts, username, groups, policies } = ENTRY_TYPES[type];
      const yes = (flag: boolean) => (flag ? "yes" : "no");
      return [
        type,
        users ? "role|user" : "role",
        otherAccounts ? "any" : "own",
        yes(username),
        yes(groups),
        yes(policies),
      ];
    }),
  ).toEqual(rows);
});
