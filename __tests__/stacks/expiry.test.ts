import fc from "fast-check";
import { head } from "../support/decide";
import { resources, type Synthesized, synthesized } from "../support/synth";

const ROLE = "arn:aws:iam::111122223333:role";
const POLICY = "arn:aws:eks::aws:cluster-access-policy";
const END = { until: "2027-03-31", reason: "ACME-1234, load test" };
const COUNT = '${timecmp(plantimestamp(), "2027-04-01T00:00:00Z") < 0 ? 1 : 0}';
const EARLIER = '${timecmp(plantimestamp(), "2027-01-15T17:00:00Z") < 0 ? 1 : 0}';
const entries = (json: Synthesized) => resources(json, "aws_eks_access_entry");
const associations = (json: Synthesized) => resources(json, "aws_eks_access_policy_association");

test("an item with an end has a count, and its policies refer to the entry of their index", () => {
  const json = synthesized(
    head({
      access: { kim: { principal: `${ROLE}/kim`, policies: ["AmazonEKSViewPolicy"], tags: { Team: "a" }, ...END } },
    }),
  );
  expect(json.resource).toEqual({
    aws_eks_access_entry: {
      access_kim: {
        count: COUNT,
        cluster_name: "demo",
        principal_arn: `${ROLE}/kim`,
        type: "STANDARD",
        kubernetes_groups: [],
        tags: { Team: "a", "eks-access/until": "2027-03-31", "eks-access/reason": "ACME-1234 load test" },
      },
    },
    aws_eks_access_policy_association: {
      access_kim_AmazonEKSViewPolicy: {
        count: COUNT,
        cluster_name: "demo",
        principal_arn: "${aws_eks_access_entry.access_kim[count.index].principal_arn}",
        policy_arn: `${POLICY}/AmazonEKSViewPolicy`,
        access_scope: { type: "cluster" },
        depends_on: ["aws_eks_access_entry.access_kim"],
        lifecycle: { replace_triggered_by: ["aws_eks_access_entry.access_kim[count.index].access_entry_arn"] },
      },
    },
  });
  expect(json.terraform.required_version).toBe(">= 1.5.0");
});

test("a policy with an end of its own has a count, and the entry has none", () => {
  const json = synthesized(
    head({
      access: {
        kim: {
          principal: `${ROLE}/kim`,
          policies: [
            "AmazonEKSViewPolicy",
            { policy: "AmazonEKSEditPolicy", namespaces: ["x"], ...END, until: "2027-01-15T18:00:00+01:00" },
          ],
        },
      },
    }),
  );
  expect(entries(json).access_kim).toEqual({
    cluster_name: "demo",
    principal_arn: `${ROLE}/kim`,
    type: "STANDARD",
    kubernetes_groups: [],
  });
  const { access_kim_AmazonEKSViewPolicy: stays, access_kim_AmazonEKSEditPolicy: ends } = associations(json);
  const ofEntry = {
    principal_arn: "${aws_eks_access_entry.access_kim.principal_arn}",
    lifecycle: { replace_triggered_by: ["aws_eks_access_entry.access_kim.access_entry_arn"] },
  };
  expect(stays).toMatchObject(ofEntry);
  expect(stays).not.toHaveProperty("count");
  expect(ends).toMatchObject({ ...ofEntry, count: EARLIER });
});

test("policies for an entry that others make have a count, and no tag is written", () => {
  const json = synthesized(
    head({
      access: { kim: { principal: `${ROLE}/kim`, entry: "elsewhere", policies: ["AmazonEKSViewPolicy"], ...END } },
    }),
  );
  expect(json.resource).toEqual({
    aws_eks_access_policy_association: {
      access_kim_AmazonEKSViewPolicy: {
        count: COUNT,
        cluster_name: "demo",
        principal_arn: `${ROLE}/kim`,
        policy_arn: `${POLICY}/AmazonEKSViewPolicy`,
        access_scope: { type: "cluster" },
      },
    },
  });
});

describe("a workload with an end", () => {
  const trustOf = (json: Synthesized) =>
    JSON.parse(String(resources(json, "aws_iam_role").workload_report?.assume_role_policy)).Statement.map(
      ({ Condition }: { Condition: object }) => Condition,
    );

  test("has a trust that ends, and Pod Identity associations with a count; its role stays", () => {
    const json = synthesized(head({ workloads: { report: { serviceAccount: "apps/report", ...END } } }));
    expect(trustOf(json)).toEqual([
      expect.objectContaining({ DateLessThan: { "aws:CurrentTime": "2027-04-01T00:00:00Z" } }),
    ]);
    expect(resources(json, "aws_iam_role").workload_report).not.toHaveProperty("count");
    expect(resources(json, "aws_eks_pod_identity_association")).toEqual({
      workload_report_apps_report: {
        count: COUNT,
        cluster_name: "demo",
        namespace: "apps",
        service_account: "report",
        role_arn: "${aws_iam_role.workload_report.arn}",
      },
    });
    expect(json.terraform.required_version).toBe(">= 1.5.0");
  });

  test("by IRSA has the trust alone, which no version of Terraform need know", () => {
    const json = synthesized(
      head({
        cluster: { oidcIssuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF" },
        workloads: {
          report: {
            serviceAccount: "apps/report",
            via: "irsa",
            trustConditions: { DateGreaterThan: { "aws:CurrentTime": "2027-01-01T00:00:00Z" } },
            ...END,
          },
        },
      }),
    );
    expect(trustOf(json)).toEqual([
      expect.objectContaining({
        DateGreaterThan: { "aws:CurrentTime": "2027-01-01T00:00:00Z" },
        DateLessThan: { "aws:CurrentTime": "2027-04-01T00:00:00Z" },
      }),
    ]);
    expect(json.terraform.required_version).toBe(">= 1.2.0");
  });

  test("that takes a role which exists has the count alone", () => {
    const json = synthesized(
      head({ workloads: { report: { serviceAccount: "apps/report", role: { arn: `${ROLE}/report` }, ...END } } }),
    );
    expect(Object.keys(json.resource ?? {})).toEqual(["aws_eks_pod_identity_association"]);
    expect(resources(json, "aws_eks_pod_identity_association").workload_report_apps_report?.count).toBe(COUNT);
  });
});

/** Items by key, some of which have an end. */
const ITEMS = ["a", "b", "c", "d"] as const;
const UNTIL = fc
  .date({ min: new Date("2020-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString());
const END_OF = fc.option(
  fc.oneof(
    UNTIL.map((text) => text.slice(0, 10)),
    UNTIL.map((text) => `${text.slice(0, 19)}Z`),
  ),
  { nil: undefined },
);

test("ends change nothing of items that have none, and always the same bytes of those that have one", () => {
  const config = (ends: readonly (string | undefined)[]) =>
    head({
      access: Object.fromEntries(
        ITEMS.map((key, at) => [
          key,
          {
            principal: `${ROLE}/${key}`,
            policies: ["AmazonEKSViewPolicy"],
            ...(ends[at] !== undefined && { until: ends[at], reason: `for ${key}` }),
          },
        ]),
      ),
    });
  const without = synthesized(config([]));
  fc.assert(
    fc.property(fc.tuple(END_OF, END_OF, END_OF, END_OF), (ends) => {
      const json = synthesized(config(ends));
      expect(synthesized(config(ends))).toEqual(json);
      for (const [at, key] of ITEMS.entries()) {
        const both = [entries, associations].map((of) => [of(json), of(without)] as const);
        for (const [now, before] of both) {
          const id = Object.keys(before).find((name) => name.startsWith(`access_${key}`)) ?? "";
          if (ends[at] === undefined) expect(now[id]).toEqual(before[id]);
          else expect(now[id]).toHaveProperty("count");
        }
      }
    }),
    { numRuns: 30, seed: 11 },
  );
});
