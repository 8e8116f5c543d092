import { join } from "node:path";
import { load } from "../../../lib/load/load";
import { plan } from "../../../lib/plan/plan";
import { decides, head } from "../../support/decide";
import { linesOf } from "../../support/examples";
import { folderOf } from "../../support/files";

const ROLE = "arn:aws:iam::111122223333:role";
const VIEW = "AmazonEKSViewPolicy";
const ADMIN = "AmazonEKSClusterAdminPolicy";
const END = { until: "2027-03-31", reason: "ACME-1234, load test" };
const access = (items: object, top: object = {}) => head({ access: items, ...top });
const kim = (more: object, top: object = {}) =>
  access({ kim: { principal: `${ROLE}/kim`, policies: [VIEW], ...more } }, top);
const admin = (key: string, more: object = {}) => ({
  [key]: { principal: `${ROLE}/${key}`, policies: [ADMIN], ...more },
});
const pods = (more: object, top: object = {}) =>
  head({ workloads: { report: { serviceAccount: "apps/report", ...more } }, ...top });
const ISSUER = { cluster: { oidcIssuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF" } };

const FORM =
  "until is a day, such as 2027-03-31, or a time with its zone, such as 2027-03-31T18:00:00Z, from the year 2020 on";
const ADOPTED =
  "adopt takes over what may have ended by then, and the import would fail; take it over first, then give it an end";
const NODES = "nodes that cannot join any more are an outage";

describe("an end", () => {
  decides([
    ["until", "is a day", kim(END)],
    ["until", "or a time with its zone", kim({ ...END, until: "2027-03-31T18:00:00+02:00" })],
    ["until", "that is over is as good", kim({ ...END, until: "2020-01-01" })],
    [
      "until",
      "is no day that the calendar does not have",
      kim({ ...END, until: "2027-02-30" }),
      `access.kim.until: ${FORM}, got "2027-02-30"; the calendar has no such day; write another`,
    ],
    [
      "until",
      "is no day in another order",
      kim({ ...END, until: "31.03.2027" }),
      `access.kim.until: ${FORM}, got "31.03.2027"; write year, month and day: 2027-03-31`,
    ],
    [
      "until",
      "is no time without a zone",
      kim({ ...END, until: "2027-03-31T18:00:00" }),
      `access.kim.until: ${FORM}, got "2027-03-31T18:00:00"; add the zone: 2027-03-31T18:00:00Z is UTC`,
    ],
    [
      "until",
      "is not before 2020",
      kim({ ...END, until: "2019-12-31" }),
      `access.kim.until: ${FORM}, got "2019-12-31"; write a later day`,
    ],
    [
      "until",
      "is no token",
      kim({ ...END, until: "${var.end}" }),
      'access.kim.until: a day or a time, got a token, "${var.end}": what ends first is decided before Terraform runs; write it as it is: 2027-03-31',
    ],
    ["until", "may have a token as its reason", kim({ ...END, reason: "${var.ticket}" })],
    [
      "until",
      "of a policy is one too",
      kim({ policies: [{ policy: VIEW, ...END, until: "soon" }] }),
      `access.kim.policies[0].until: ${FORM}, got "soon"; write year, month and day: 2027-03-31`,
    ],
    [
      "until",
      "of a workload is one too",
      pods({ ...END, until: "2027-04-31" }),
      `workloads.report.until: ${FORM}, got "2027-04-31"; the calendar has no such day; write another`,
    ],
    [
      "until-reason",
      "has a reason",
      kim({ until: "2027-03-31" }),
      'access.kim.until: until has a reason, for those who read it later, got none; write reason: "<who asked, and for what>"',
    ],
    [
      "until-reason",
      "is there if a reason is",
      kim({ policies: [{ policy: VIEW, reason: "ACME-1234" }] }),
      "access.kim.policies[0].reason: a reason stands beside until, and there is none; write until: <the last day>, or leave reason out",
    ],
    [
      "until-reason",
      "has a reason that says something",
      pods({ ...END, reason: " x " }),
      'workloads.report.reason: the reason of an end is 3 characters or more, white space not counted, got " x "; say who asked for the access, and for what',
    ],
  ]);
});

describe("what has no end", () => {
  decides([
    [
      "until-of-nodes",
      "is an entry of nodes",
      kim({ type: "EC2", policies: ["AmazonEKSAutoNodePolicy"], ...END }),
      `access.kim.until: an entry of type EC2 is for nodes, and ${NODES}; leave until out`,
    ],
    [
      "until-of-nodes",
      "nor is a policy of one",
      kim({ type: "EC2", policies: [{ policy: "AmazonEKSAutoNodePolicy", ...END }] }),
      `access.kim.policies[0].until: an entry of type EC2 is for nodes, and ${NODES}; leave until out`,
    ],
    [
      "unknown-key",
      "is a role of nodes",
      head({ nodeRoles: { workers: { kind: "managed", until: "2027-03-31" } } }),
      'nodeRoles.workers.until: unknown key "until"; nodes that cannot join any more are an outage, so their access has no end; leave until out',
    ],
    ["until-with-adopt", "is an entry that is taken over", kim({ adopt: true, ...END }), `access.kim: ${ADOPTED}`],
    [
      "until-with-adopt",
      "nor is a policy that is taken over",
      kim({ adopt: "with-policies", policies: [VIEW, { policy: "AmazonEKSAdminViewPolicy", ...END }] }),
      `access.kim.policies[1].policy: ${ADOPTED}`,
      "warning access.kim.policies[1].policy: AmazonEKSAdminViewPolicy also lets kim read Secrets (by AWS's page it may also get pods/exec and nodes/proxy, which AWS's support denies); AmazonEKSViewPolicy does not",
    ],
    ["until-with-adopt", "but a policy that is put again", kim({ adopt: true, policies: [{ policy: VIEW, ...END }] })],
    [
      "until-with-adopt",
      "is an association that is taken over",
      pods({ adopt: { "apps/report": "a-0123456789abcdef0" }, ...END }),
      `workloads.report.adopt: ${ADOPTED}`,
    ],
    [
      "until-with-adopt",
      "but one whose role is taken over",
      pods({ role: { adopt: true }, ...END }, { accept: { "adopted-role": "a test" } }),
    ],
    [
      "until-of-existing-role",
      "is IRSA with a role that exists",
      pods({ via: "both", role: { arn: `${ROLE}/report` }, ...END }, ISSUER),
      `workloads.report.until: the trust of a role that exists is not written here, so pods would keep "${ROLE}/report" by IRSA; let this item make the role, or write via: pod-identity, or leave until out`,
    ],
    ["until-of-existing-role", "but Pod Identity with one", pods({ role: { arn: `${ROLE}/report` }, ...END })],
    [
      "trust-conditions",
      "is another end in the trust",
      pods({ ...END, trustConditions: { DateLessThan: { "AWS:currenttime": "2026-12-31T00:00:00Z" } } }),
      'workloads.report.trustConditions.DateLessThan["AWS:currenttime"]: the trust of this role has DateLessThan of AWS:currenttime already; leave it out',
    ],
  ]);
});

describe("the tags of an entry with an end", () => {
  const TAG = "the entry of kim gets this tag from its until and reason; leave it out";
  decides([
    ["until-tag", "are its own", kim({ ...END, tags: { team: "shop" } })],
    [
      "until-tag",
      "stand in no tags of the item",
      kim({ ...END, tags: { "eks-access/until": "x" } }),
      `access.kim.tags["eks-access/until"]: ${TAG}`,
    ],
    [
      "until-tag",
      "nor in those of the file",
      kim(END, { tags: { "eks-access/reason": "x" } }),
      `tags["eks-access/reason"]: ${TAG}`,
    ],
    ["until-tag", "are free without an end", kim({ tags: { "eks-access/until": "x" } })],
    [
      "tags",
      "count",
      kim(
        { ...END, tags: Object.fromEntries(Array.from({ length: 25 }, (_, at) => [`a${at}`, "x"])) },
        {
          tags: Object.fromEntries(Array.from({ length: 24 }, (_, at) => [`b${at}`, "x"])),
        },
      ),
      "access.kim.tags: at most 50 tags on an entry, got 51: 24 from the top of the file and the others here; leave some out",
    ],
  ]);

  test.each([
    ["ACME-1234, load test", "ACME-1234 load test"],
    ["  a\n\tb (c) “d” é 日本 x=y+z:1/2@3.4_5  ", "a b c d é 日本 x=y+z:1/2@3.4_5"],
    ["${var.ticket}", "${var.ticket}"],
  ])("have no character that tags do not take: %j", (reason, tag) => {
    const { plan: planned } = plan(kim({ ...END, reason }), { name: "demo" });
    expect(planned?.entries[0]?.tags).toEqual({ "eks-access/until": "2027-03-31", "eks-access/reason": tag });
    expect(planned?.entries[0]?.reason).toBe(reason);
  });
});

describe("administrators that end", () => {
  const said = (who: string) =>
    `warning access: every cluster admin here has an end, ${who}, and after 2027-06-30 nobody can administer the cluster; give ${ADMIN} without until to a role that stays`;
  const later = { ...END, until: "2027-06-30" };
  decides([
    ["only-admins-expire", "beside one that stays are allowed", access({ ...admin("a", END), ...admin("b") })],
    [
      "only-admins-expire",
      "alone are a warning",
      access({ ...admin("a", END), ...admin("b", later) }),
      said("a and b"),
    ],
    [
      "only-admins-expire",
      "by their policy too",
      access({ a: { principal: `${ROLE}/a`, groups: ["x"], policies: [{ policy: ADMIN, ...later }] } }),
      said("a"),
    ],
    [
      "secrets-visible",
      "are none with a policy for namespaces",
      access({
        a: { principal: `${ROLE}/a`, policies: [{ policy: "AmazonEKSAdminPolicy", namespaces: ["x"], ...END }] },
      }),
      "warning access.a.policies[0].policy: AmazonEKSAdminPolicy also lets a read and write Secrets (it makes no RoleBindings, because it may neither bind nor escalate); AmazonEKSViewPolicy does not",
    ],
  ]);
});

test("the earlier end of an item and its policy counts, with its reason", () => {
  const config = access({
    kim: {
      principal: `${ROLE}/kim`,
      policies: [
        VIEW,
        { policy: "AmazonEKSEditPolicy", until: "2027-01-15", reason: "sooner" },
        { policy: "AmazonEKSSecretReaderPolicy", until: "2028-01-15", reason: "later" },
      ],
      until: "2027-03-31T18:00:00-06:00",
      reason: "the item",
    },
  });
  const [entry] = plan(config, { name: "demo" }).plan?.entries ?? [];
  expect(entry).toMatchObject({ until: "2027-04-01T00:00:00Z", reason: "the item" });
  expect(entry?.associations.map(({ id, until, reason }) => [id, until, reason])).toEqual([
    ["access_kim_AmazonEKSEditPolicy", "2027-01-16T00:00:00Z", "sooner"],
    ["access_kim_AmazonEKSSecretReaderPolicy", "2027-04-01T00:00:00Z", "the item"],
    ["access_kim_AmazonEKSViewPolicy", "2027-04-01T00:00:00Z", "the item"],
  ]);
});

describe("administrators that end, of several files of one cluster", () => {
  const file = (items: object, top: object = {}) => JSON.stringify({ name: "demo", access: items, ...top });
  const SHARED = { "defaults.yaml": 'account: "111122223333"\nregion: eu-west-1\n' };
  const later = { ...END, until: "2027-06-30" };
  const END_OF_ALL = `and after 2027-06-30 nobody can administer the cluster; give ${ADMIN} without until to a role that stays; or write accept: { only-admins-expire: <reason> } [only-admins-expire]`;

  test.each([
    ["beside one of another file that stays are allowed", [file(admin("a", END)), file(admin("b"))], []],
    [
      "are a warning in each file that has one",
      [file(admin("a", END)), file(admin("b", later)), file({})],
      [
        `clusters/one.yaml:1:16 access: every cluster admin of demo has an end, a here and the others in clusters/two.yaml, ${END_OF_ALL}`,
        `clusters/two.yaml:1:16 access: every cluster admin of demo has an end, b here and the others in clusters/one.yaml, ${END_OF_ALL}`,
      ],
    ],
    [
      "do not count for another cluster",
      [file(admin("a", later)), file(admin("b"), { name: "other" })],
      [`clusters/one.yaml:1:16 access: every cluster admin here has an end, a, ${END_OF_ALL}`],
    ],
    [
      "need no reason where another file has one that stays",
      [file(admin("a", END), { accept: { "only-admins-expire": "another file has one" } }), file(admin("b"))],
      [
        expect.stringMatching(
          /^clusters\/one\.yaml:\S+ accept\.only-admins-expire: nothing here has the warning only-admins-expire; leave it out/,
        ),
      ],
    ],
  ])("%s", (_, [one = "", two = "", three], warnings) => {
    const files = { ...SHARED, "clusters/one.yaml": one, "clusters/two.yaml": two };
    expect(linesOf(three === undefined ? files : { ...files, "clusters/three.yaml": three }).warnings).toEqual(
      warnings,
    );
  });

  test("are a warning with a doubt where one file of several is read", () => {
    const folder = folderOf({
      ...SHARED,
      "clusters/one.yaml": file(admin("a", END)),
      "clusters/two.yaml": file(admin("b")),
    });
    expect(load(join(folder, "clusters/one.yaml")).warnings.map(({ text }) => text)).toEqual([
      expect.stringContaining(
        "every cluster admin here has an end, a (other files are not read here), and after 2027-03-31",
      ),
    ]);
  });
});
