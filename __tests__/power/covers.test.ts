import fc from "fast-check";
import { ACCESS_POLICY_RULES, type AccessPolicyRule } from "../../lib/aws/eks/access-policy-rules";
import { beyond, covers } from "../../lib/power/covers";
import type { Deed } from "../../lib/power/match";
import { certaintyOf, holdsIn, type Power, powerOfPolicy, type Scope } from "../../lib/power/power";

const CLUSTER: Scope = { type: "cluster" };
const inside = (...namespaces: string[]): Scope => ({ type: "namespace", namespaces });
const has = (name: string, scope: Scope = CLUSTER) => [powerOfPolicy(name, scope)];

describe("access policies", () => {
  const ORDER = ["AmazonEKSViewPolicy", "AmazonEKSEditPolicy", "AmazonEKSAdminPolicy", "AmazonEKSClusterAdminPolicy"];

  test.each(ORDER.slice(1).map((larger, index) => [ORDER[index] ?? "", larger]))("%s is less than %s", (less, more) => {
    expect([covers(has(more), has(less)), covers(has(less), has(more))]).toEqual([true, false]);
    expect(covers(has(more, inside("team-*")), has(less, inside("team-a")))).toBe(true);
  });

  test.each([...Object.keys(ACCESS_POLICY_RULES), "AWSBatchClusterPolicy", "AmazonNewPolicy"])(
    "%s contains itself, in each narrower scope, and all is in ClusterAdmin",
    (name) => {
      for (const [wide, narrow] of [
        [CLUSTER, CLUSTER],
        [CLUSTER, inside("a", "b-*")],
        [inside("*"), inside("a", "b-*")],
        [inside("b-*", "a"), inside("a", "b-1")],
      ] as const) {
        expect(covers(has(name, wide), has(name, narrow))).toBe(true);
        expect(covers(has("AmazonEKSClusterAdminPolicy", wide), has(name, narrow))).toBe(true);
      }
      expect(covers(has(name, inside("*")), has(name))).toBe(false);
      expect(covers(has(name, inside("a-*")), has(name, inside("a-1", "b")))).toBe(false);
    },
  );

  test.each([
    ["AmazonEKSAdminViewPolicy", "AmazonEKSViewPolicy", true],
    ["AmazonEKSAdminViewPolicy", "AmazonEKSSecretReaderPolicy", true],
    ["AmazonEKSSecretAdminPolicy", "AmazonEKSSecretReaderPolicy", true],
    ["AmazonEKSViewPolicy", "AmazonEKSSecretReaderPolicy", false],
    ["AmazonEKSViewPolicy", "AmazonEKSPodIdentityPolicy", true],
    // a family of groups, and a lease whose name nobody publishes
    ["AmazonEKSACKPolicy", "AmazonEKSKROPolicy", false],
    // AWS's two pages differ in whether it may exec
    ["AWSBackupFullAccessPolicyForBackup", "AmazonEKSAdminViewPolicy", false],
    ["AWSBackupFullAccessPolicyForRestore", "AWSBackupFullAccessPolicyForBackup", true],
    // nothing is known of it
    ["AmazonEKSAdminPolicy", "AWSBatchClusterPolicy", false],
    ["AWSBatchClusterPolicy", "AmazonEKSPodIdentityPolicy", false],
  ])("%s contains %s: %p", (more, less, contained) => {
    expect(covers(has(more), has(less))).toBe(contained);
  });

  test("what is in doubt is less than what is sure, and more than nothing", () => {
    const exec: Power = { rules: [{ verbs: ["get"], apiGroups: [""], resources: ["pods/exec"] }], scope: CLUSTER };
    const doubtful = { ...exec, doubted: ["pods/exec"] };
    expect(covers(has("AmazonEKSAdminViewPolicy"), [exec])).toBe(false);
    expect(covers(has("AmazonEKSAdminViewPolicy"), [doubtful])).toBe(true);
    expect(covers(has("AmazonEKSEditPolicy"), [doubtful])).toBe(true);
    expect(covers([], [doubtful])).toBe(false);
  });

  test("several together cover what none of them does", () => {
    const both = [...has("AmazonEKSViewPolicy"), ...has("AmazonEKSSecretReaderPolicy")];
    const rule = (resource: string) => ({ verbs: ["list"], apiGroups: [""], resources: [resource] });
    expect(covers(both, [{ rules: [rule("secrets"), rule("pods")], scope: CLUSTER }])).toBe(true);
  });

  test("names what is new", () => {
    expect(beyond(has("AmazonEKSEditPolicy"), has("AmazonEKSAdminPolicy")).slice(0, 2)).toEqual([
      { verb: "create", group: "authorization.k8s.io", resource: "localsubjectaccessreviews" },
      { verb: "create", group: "rbac.authorization.k8s.io", resource: "rolebindings" },
    ]);
    expect(
      beyond(has("AmazonEKSSecretReaderPolicy", inside("a")), has("AmazonEKSSecretReaderPolicy", inside("a", "b"))),
    ).toEqual(["get", "list", "watch"].map((verb) => ({ verb, group: "", resource: "secrets", namespace: "b" })));
    expect(beyond([], has("AmazonEKSArgoCDClusterPolicy")).filter((part) => "url" in part)).toHaveLength(4);
  });
});

describe("against a count of all deeds", () => {
  const some = <Word extends string>(...words: readonly Word[]) =>
    fc.uniqueArray(fc.constantFrom(...words), { minLength: 1, maxLength: 2 });
  const rule: fc.Arbitrary<AccessPolicyRule> = fc.oneof(
    fc.record(
      {
        verbs: some("get", "list", "*"),
        apiGroups: some("", "a.x", "*.x", "*"),
        resources: some("pods", "pods/exec", "*/exec", "*"),
        resourceNames: fc.subarray(["one", "two"]),
      },
      { requiredKeys: ["verbs", "apiGroups", "resources"] },
    ),
    fc.record({
      verbs: some("get", "*"),
      apiGroups: fc.constant([]),
      resources: fc.constant([]),
      nonResourceURLs: some("/a", "/a/*", "/a*", "*"),
    }),
  );
  const scope: fc.Arbitrary<Scope> = fc.oneof(
    fc.constant(CLUSTER),
    fc.record({ type: fc.constant("namespace" as const), namespaces: some("a", "a-*", "*-b", "*") }),
  );
  const power: fc.Arbitrary<Power> = fc.record(
    { rules: fc.array(rule, { minLength: 1, maxLength: 2 }), scope, doubted: fc.subarray(["pods/exec", "other/exec"]) },
    { requiredKeys: ["rules", "scope"] },
  );
  const powers = fc.array(power, { maxLength: 3 });

  const verbs = ["get", "list", "other"];
  const DEEDS: readonly Deed[] = verbs.flatMap((verb) => [
    ...["", "a.x", "b.x", "other"].flatMap((group) =>
      ["pods", "pods/exec", "other", "other/exec", "pods/other"].flatMap((resource) =>
        [{}, { name: "one" }, { name: "two" }, { name: "other" }].map((name) => ({ verb, group, resource, ...name })),
      ),
    ),
    ...["/a", "/a/", "/a/b", "/ab", "/b"].map((url) => ({ verb, url })),
  ]);
  const OF_RESOURCES = DEEDS.filter((deed) => "resource" in deed);
  const PLACES = [undefined, "a", "a-c", "a-b", "c-b", "other"];

  const certainty = (all: readonly Power[], deed: Deed) =>
    Math.max(0, ...all.flatMap((one) => one.rules.map((each) => certaintyOf(each, one, deed))));

  test("all deeds that the others allow are allowed", () => {
    let covered = 0;
    fc.assert(
      fc.property(powers, powers, (a, b) => {
        const missed = PLACES.flatMap((place) => {
          const [hasA, hasB] = [a, b].map((all) => all.filter((one) => holdsIn(one.scope, place)));
          return (place === undefined ? DEEDS : OF_RESOURCES).filter(
            (deed) => certainty(hasA ?? [], deed) < certainty(hasB ?? [], deed),
          );
        });
        covered += missed.length === 0 ? 1 : 0;
        expect([covers(a, b), missed.slice(0, 1)]).toEqual([missed.length === 0, missed.slice(0, 1)]);
        expect(covers([...a, ...b], b)).toBe(true);
      }),
      { numRuns: 500 },
    );
    // both answers are tried
    expect(covered).toBeGreaterThan(50);
  });
});
