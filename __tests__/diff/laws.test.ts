import fc from "fast-check";
import { ACCESS_POLICY_RULES } from "../../lib/aws/eks/access-policy-rules";
import { changesOf, diffOf } from "../../lib/diff/diff";
import { isWider, widened } from "../../lib/diff/documents";
import { type Fact, type Facts, keyOf } from "../../lib/diff/fact";
import { factsOf } from "../../lib/diff/facts";
import { aroundOf } from "../../lib/diff/released";
import { type Deed, ruleAllows } from "../../lib/power/match";
import { holdsIn, type Scope } from "../../lib/power/power";
import { folderOfClusters } from "../support/generated/folders";
import { loaded } from "../support/loaded";

describe("of generated files", () => {
  const { plans } = loaded(folderOfClusters(3));

  test("a configuration has no change against itself", () => {
    expect(plans.length).toBeGreaterThan(40);
    expect(diffOf(plans, plans).flatMap(({ changes, notes }) => [...changes, ...notes])).toEqual([]);
    expect(diffOf(plans, [...plans].reverse())).toEqual(diffOf(plans, plans));
  });

  const withRelease = (facts: Facts, released: boolean): Facts =>
    new Map([...facts].map(([key, fact]) => [key, { ...fact, released }]));

  test("to let go loses nothing, and to take it back gains what a new item gains", () => {
    const none: Facts = new Map();
    const changes = (from: Facts, to: Facts) => changesOf(aroundOf("111122223333", from, to));
    let taken = 0;
    for (const plan of plans) {
      const facts = factsOf([plan]);
      const [managed, released] = [withRelease(facts, false), withRelease(facts, true)];
      expect(changes(managed, released)).toEqual([]);
      expect(changes(none, released)).toEqual([]);
      expect(changes(released, none)).toEqual([]);
      expect(changes(released, managed)).toEqual(changes(none, managed));
      taken += changes(released, managed).length;
    }
    expect(taken).toBeGreaterThan(200);
  });

  test("what one direction gains, the other loses, of what nobody lets go of", () => {
    let gains = 0;
    const all = plans.map((plan) => withRelease(factsOf([plan]), false));
    for (const [at, from] of all.entries()) {
      const to = all[(at + 1) % all.length] ?? from;
      const [there, back] = [
        changesOf({ account: "111122223333", from, to }),
        changesOf({ account: "111122223333", from: to, to: from }),
      ];
      const shown = (changes: typeof there, direction: "gained" | "lost") =>
        changes.map((one) => [
          one.subject,
          one.what,
          one.name,
          direction === "gained" ? one.gains : one.loses,
          one[direction],
        ]);
      expect(shown(there, "gained")).toEqual(shown(back, "lost"));
      expect(shown(there, "lost")).toEqual(shown(back, "gained"));
      gains += there.filter(({ gains: gained }) => gained).length;
    }
    expect(gains).toBeGreaterThan(200);
  });
});

describe("access policies of one principal, against a count of all that they allow", () => {
  const POLICIES = [
    "AmazonEKSViewPolicy",
    "AmazonEKSEditPolicy",
    "AmazonEKSAdminPolicy",
    "AmazonEKSClusterAdminPolicy",
    "AmazonEKSSecretReaderPolicy",
  ] as const;
  const PLACES = [undefined, "a", "a-x", "b", "other"];
  const RULES = POLICIES.flatMap((name) => ACCESS_POLICY_RULES[name]?.rules ?? []);
  const VERBS = [...new Set([...RULES.flatMap(({ verbs }) => verbs), "other"])].filter((verb) => verb !== "*");
  const RESOURCES = [
    ...new Set(
      RULES.flatMap((rule) => rule.apiGroups.flatMap((group) => rule.resources.map((one) => `${group} ${one}`))),
    ),
    "other other",
  ].filter((pair) => !pair.includes("*"));
  const DEEDS: readonly Deed[] = VERBS.flatMap((verb) =>
    RESOURCES.map((pair) => {
      const [group = "", resource = ""] = pair.split(" ");
      return { verb, group, resource };
    }),
  );
  const ALLOWED = new Map<string, readonly boolean[]>(
    POLICIES.map((name) => [
      name,
      DEEDS.map((deed) => (ACCESS_POLICY_RULES[name]?.rules ?? []).some((rule) => ruleAllows(rule, deed))),
    ]),
  );

  const scope = fc.oneof(
    fc.constant<Scope>({ type: "cluster" }),
    fc
      .subarray(["a", "a-*", "*", "b"], { minLength: 1 })
      .map((namespaces): Scope => ({ type: "namespace", namespaces })),
  );
  const policies = fc
    .uniqueArray(fc.constantFrom(...POLICIES), { maxLength: 3 })
    .chain((names) => fc.tuple(...names.map((name) => scope.map((at) => [name, at] as const))));
  type Policies = readonly (readonly [string, Scope])[];

  const SUBJECT = { id: "arn:aws:iam::111122223333:role/a", label: ["a"] };
  const factsWith = (some: Policies): Facts => {
    const common = { subject: SUBJECT, location: "clusters/demo.yaml:1:1", released: false };
    const facts: Fact[] = [
      { ...common, kind: "entry", name: "", value: { type: "STANDARD" } },
      { ...common, kind: "group", name: "x", value: {} },
      ...some.map(([name, at]): Fact => ({ ...common, kind: "access policy", name, value: { scope: at } })),
    ];
    return new Map(facts.map((fact) => [keyOf(fact), fact]));
  };

  /** Whether something is allowed after that was not before, one by one. */
  const isMore = (before: Policies, after: Policies): boolean =>
    PLACES.some((place) => {
      const of = (some: Policies) =>
        some.flatMap(([name, at]) => (holdsIn(at, place) ? [ALLOWED.get(name) ?? []] : []));
      const [had, has] = [of(before), of(after)];
      return DEEDS.some((_, at) => has.some((allowed) => allowed[at]) && !had.some((allowed) => allowed[at]));
    });

  test("an escalation is what allows more, and nothing else is one", () => {
    const seen = { more: 0, same: 0 };
    fc.assert(
      fc.property(policies, policies, (before, after) => {
        const changes = changesOf({ account: "111122223333", from: factsWith(before), to: factsWith(after) });
        const more = isMore(before, after);
        seen[more ? "more" : "same"] += 1;
        expect([changes.some(({ escalation }) => escalation), changes.some(({ gains }) => gains)]).toEqual([
          more,
          more,
        ]);
        expect(changes.some(({ loses }) => loses)).toBe(isMore(after, before));
      }),
      { numRuns: 100 },
    );
    expect(Math.min(seen.more, seen.same)).toBeGreaterThan(20);
  });
});

describe("policy documents, against all requests of a small world", () => {
  const ARN = "arn:aws:s3:::";
  const list = (...all: readonly string[]) => fc.subarray([...all], { minLength: 1 });
  const statement = fc.record(
    {
      Effect: fc.constantFrom("Allow", "Allow", "Deny"),
      Action: fc.oneof(list("a:one", "a:two", "a:*"), fc.constant("*"), fc.constantFrom("A:One", "a:t*", "a:?ne")),
      Resource: fc.oneof(list(`${ARN}r`, `${ARN}s`, `${ARN}?`), fc.constantFrom("*", `${ARN}*`, `${ARN}o*`)),
      Condition: fc.oneof(
        list("v", "w").map((k) => ({ StringEquals: { k } })),
        list("v", "w").map((k) => ({ StringNotEquals: { K: k } })),
        list("v*", "w", "*").map((k) => ({ StringLike: { k } })),
        fc.constant({ StringEquals: { k: "v", l: ["x"] } }),
      ),
    },
    { requiredKeys: ["Effect", "Action", "Resource"] },
  );
  /** Some of them about all but what they name. */
  const opposite = fc
    .tuple(statement, fc.constantFrom("Action", "Resource", undefined, undefined))
    .map(([one, key]) => {
      if (key === undefined) return one;
      const { [key]: named, ...rest } = one;
      return { ...rest, [`Not${key}`]: named };
    });
  const document = fc.array(opposite, { maxLength: 3 }).map((Statement) => ({ Statement }));
  type Document = { readonly Statement: readonly Record<string, unknown>[] };
  type Request = Readonly<Record<"action" | "resource" | "k" | "l", string>>;

  const REQUESTS: readonly Request[] = ["a:one", "a:two", "a:other"].flatMap((action) =>
    ["r", "s", "other"].flatMap((name) =>
      ["v", "w", "other"].flatMap((k) => ["x", "other"].map((l) => ({ action, resource: ARN + name, k, l }))),
    ),
  );
  const texts = (value: unknown): string[] => [value].flat().map(String);
  const fits = (pattern: string, word: string) =>
    new RegExp(`^${pattern.replaceAll("*", ".*").replaceAll("?", ".")}$`).test(word);
  const names = (value: unknown, word: string) => texts(value).some((one) => fits(one.toLowerCase(), word));
  const holds = (condition: unknown, request: Request): boolean =>
    Object.entries(Object(condition)).every(([operator, keys]) =>
      Object.entries(Object(keys)).every(([key, values]) => {
        const given = request[key.toLowerCase() as "k" | "l"];
        if (operator === "StringLike") return texts(values).some((value) => fits(value, given));
        return texts(values).includes(given) === (operator === "StringEquals");
      }),
    );
  const isAbout = (statement: Record<string, unknown>, key: "Action" | "Resource", word: string): boolean =>
    statement[key] === undefined ? !names(statement[`Not${key}`], word) : names(statement[key], word);
  const allows = ({ Statement }: Document, request: Request): boolean => {
    const hit = (effect: string) =>
      Statement.some(
        (statement) =>
          statement.Effect === effect &&
          isAbout(statement, "Action", request.action) &&
          isAbout(statement, "Resource", request.resource) &&
          holds(statement.Condition, request),
      );
    return hit("Allow") && !hit("Deny");
  };

  test("a pattern in place of what it stands for is wider, and back it is not", () => {
    const wider = (from: object, to: object) => isWider(widened([{ Statement: from }], [{ Statement: to }]));
    const one = (Action: string, name: string, more: object = {}) => ({
      Effect: "Allow",
      Action,
      Resource: ARN + name,
      ...more,
    });
    const like = (k: string) => ({ Condition: { StringLike: { k } } });
    const rows: readonly (readonly [object, object])[] = [
      [one("s3:GetObject", "q/a"), one("s3:Get*", "q/a")],
      [one("s3:getobject*", "q/a"), one("s3:Get*", "q/a")],
      [one("s3:GetObject", "q/a"), one("s3:GetObject", "q/*")],
      [one("s3:GetObject", "q/${aws:username}/*"), one("s3:GetObject", "q/*")],
      [one("s3:GetObject", "q/a?"), one("s3:GetObject", "q/*")],
      [one("s3:GetObject", "q", like("a*")), one("s3:GetObject", "q", like("*"))],
      [
        { Effect: "Allow", Action: "s3:*", NotResource: `${ARN}q/*` },
        { Effect: "Allow", Action: "s3:*", NotResource: `${ARN}q/a` },
      ],
      [
        { Effect: "Allow", NotAction: ["iam:*", "sts:*"], Resource: "*" },
        { Effect: "Allow", NotAction: "iam:Pass*", Resource: "*" },
      ],
    ];
    expect(rows.map(([less, more]) => [wider(less, more), wider(more, less)])).toEqual(rows.map(() => [true, false]));
  });

  test("one that allows more is wider, and one with statements less that allow is not", () => {
    const seen = { wider: 0, not: 0 };
    fc.assert(
      fc.property(document, document, fc.nat(), (before, after, chance) => {
        const wider = isWider(widened([before], [after]));
        seen[wider ? "wider" : "not"] += 1;
        const more = REQUESTS.some((request) => allows(after, request) && !allows(before, request));
        expect({ more, wider: wider || !more }).toEqual({ more, wider: true });
        const fewer = before.Statement.filter(({ Effect }, at) => Effect === "Deny" || (chance >> at) % 2 === 0);
        expect(isWider(widened([before], [{ Statement: fewer }]))).toBe(false);
        expect(isWider(widened([before, after], [after, before]))).toBe(false);
      }),
      { numRuns: 2000 },
    );
    expect(Math.min(seen.wider, seen.not)).toBeGreaterThan(100);
  });
});
