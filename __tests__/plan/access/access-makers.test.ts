import { ENTRY_MAKER_NAMES } from "../../../lib/aws/eks/entry-makers";
import { plan } from "../../../lib/plan/plan";
import { decides, diagnose, head, type Row } from "../../support/decide";

const ARN = "arn:aws:iam::111122223333:role";
const SERVICE = `${ARN}/aws-service-role`;
const BATCH = `${SERVICE}/batch.amazonaws.com/AWSServiceRoleForBatch`;
const EMR = `${SERVICE}/emr-containers.amazonaws.com/AWSServiceRoleForAmazonEMRContainers`;
const VIEW = { policies: ["AmazonEKSViewPolicy"] };
const JOBS = { policies: [{ policy: "AWSBatchNamespacePolicy", namespaces: ["jobs"] }] };
const AT = "access.a.principal";

const access = (items: object, top: object = {}) => head({ access: items, ...top });
const one = (item: object, top: object = {}) => access({ a: item }, top);
const batch = (more: object = JOBS) => one({ principal: BATCH, entry: "by-batch", ...more });
const ack = (item: object) =>
  one({ role: "ack", entry: "by-eks", ...item }, { otherRoles: { ack: { kind: "capability" } } });

describe("who makes the entry", () => {
  decides([
    ["entry-maker", "AWS Batch, for its service-linked role", batch()],
    ["entry-maker", "Amazon EMR, for its service-linked role", one({ principal: EMR, entry: "by-emr", ...VIEW })],
    ["entry-maker", "EKS, for the role of a capability", ack(VIEW)],
    ["entry-maker", "EKS, for a role made elsewhere", one({ principal: `${ARN}/ack`, entry: "by-eks", ...VIEW })],
    ["entry-maker", "somebody else, for any role", one({ principal: `${ARN}/ci`, entry: "elsewhere", ...VIEW })],
    [
      "entry-maker",
      "somebody else, for an IAM user of another account",
      one({ principal: "arn:aws:iam::444455556666:user/kim", entry: "elsewhere", ...VIEW }),
    ],
    [
      "entry-maker",
      "somebody else, for a service-linked role",
      one({ principal: `${SERVICE}/x.amazonaws.com/AWSServiceRoleForX`, entry: "elsewhere", ...VIEW }),
    ],
    [
      "entry-maker",
      "somebody else, for nodes of Auto Mode",
      one({ principal: `${ARN}/nodes`, entry: "elsewhere", policies: ["AmazonEKSAutoNodePolicy"] }),
    ],
    ["entry-maker", "for a token, nobody can tell", one({ principal: "${var.role}", entry: "by-batch", ...JOBS })],
    [
      "unknown-value",
      "any other word is refused",
      one({ principal: BATCH, entry: "by-bacth", ...JOBS }),
      'access.a.entry: one of by-eks, by-batch, by-emr or elsewhere, got "by-bacth"; did you mean "by-batch"?',
    ],
    [
      "entry-maker",
      "EKS makes none of a user",
      one({ principal: "arn:aws:iam::111122223333:user/kim", entry: "by-eks", ...JOBS }),
      `${AT}: EKS makes entries for roles alone, got a user, "arn:aws:iam::111122223333:user/kim"; write entry: elsewhere if somebody else makes it`,
    ],
    ...[
      "444455556666:role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch",
      "111122223333:role/aws-service-role/batch.amazonaws.com/Other",
    ].map(
      (name): Row => [
        "entry-maker",
        `AWS Batch makes none of ${name}`,
        one({ principal: `arn:aws:iam::${name}`, entry: "by-batch", ...JOBS }),
        `${AT}: AWS Batch makes an entry for its service-linked role alone, got "arn:aws:iam::${name}"; write arn:aws:iam::111122223333:role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch`,
      ],
    ),
    [
      "entry-maker",
      "AWS Batch makes none of another role",
      one({ principal: `${ARN}/batch`, entry: "by-batch", ...JOBS }),
      `${AT}: AWS Batch makes an entry for its service-linked role alone, got "${ARN}/batch"; write arn:aws:iam::111122223333:role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch`,
    ],
    [
      "entry-maker",
      "AWS Batch makes none of a capability",
      one({ role: "ack", entry: "by-batch", ...JOBS }, { otherRoles: { ack: { kind: "capability" } } }),
      `access.a.role: AWS Batch makes an entry for its service-linked role alone, got "${ARN}/demo-ack"; write arn:aws:iam::111122223333:role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch`,
    ],
    [
      "entry-maker",
      "Amazon EMR makes none of AWS Batch",
      one({ principal: BATCH, entry: "by-emr", ...VIEW }),
      `${AT}: Amazon EMR makes an entry for its service-linked role alone, got "${BATCH}"; write arn:aws:iam::111122223333:role/aws-service-role/emr-containers.amazonaws.com/AWSServiceRoleForAmazonEMRContainers`,
    ],
    [
      "entry-maker",
      "EKS makes none of AWS Batch",
      one({ principal: BATCH, entry: "by-eks", ...JOBS }),
      `${AT}: AWS Batch makes the entry of "${BATCH}"; write entry: by-batch`,
    ],
    [
      "entry-maker",
      "EKS makes none of another account",
      one({ principal: "arn:aws:iam::444455556666:role/ack", entry: "by-eks", ...VIEW }),
      `${AT}: EKS makes entries for principals of the cluster's account 111122223333 alone, got "arn:aws:iam::444455556666:role/ack"; write entry: elsewhere if somebody else makes it`,
    ],
    [
      "entry-maker",
      "EKS makes none of pods",
      one({ role: "ci", entry: "by-eks", ...VIEW }, { workloads: { ci: { serviceAccount: "ci/deployer" } } }),
      "access.a.role: EKS makes no entry of workloads.ci, which is no role of a capability; leave entry out, or write entry: elsewhere if somebody else makes it",
    ],
    [
      "entry-maker",
      "where the cluster's account is a token, nobody can tell",
      head({ account: "${var.account}", access: { a: { principal: `${ARN}/ack`, entry: "by-eks", ...VIEW } } }),
    ],
  ]);
});

describe("a service-linked role", () => {
  const cut = (given: string) =>
    `${AT}: a service-linked role keeps its path here, got "${given}"; write …:role/aws-service-role/<service>/AWSServiceRoleForBatch`;
  decides([
    ...[`${ARN}/AWSServiceRoleForBatch`, `${ARN}/batch.amazonaws.com/AWSServiceRoleForBatch`].map(
      (given): Row => [
        "service-linked-path",
        `${given} has lost its path`,
        one({ principal: given, entry: "by-batch", ...JOBS }),
        cut(given),
      ],
    ),
    [
      "service-linked-path",
      "without its service has lost half of it",
      one({ principal: `${SERVICE}/AWSServiceRoleForBatch`, entry: "elsewhere", ...VIEW }),
      cut(`${SERVICE}/AWSServiceRoleForBatch`),
    ],
    [
      "R107",
      "still has no entry of ours",
      one({ principal: BATCH, ...JOBS }),
      `${AT}: a service-linked role can have no entry of yours, got "${BATCH}"; write entry: by-batch to give policies to the entry that AWS Batch makes`,
    ],
    [
      "R112",
      "is of the cluster's partition",
      one({ principal: BATCH.replace("arn:aws:", "arn:aws-cn:"), entry: "by-batch", ...JOBS }),
      `${AT}: a principal of the cluster's partition aws, got "${BATCH.replace("arn:aws:", "arn:aws-cn:")}"; write ${BATCH}`,
    ],
  ]);
});

describe("what belongs to the entry", () => {
  const fields = { type: "STANDARD", groups: [], username: "x", tags: { Team: "a" } };
  decides([
    ...Object.entries(fields).map(
      ([field, value]): Row => [
        "field-of-entry",
        `${field} is refused`,
        batch({ ...JOBS, [field]: value }),
        `access.a.${field}: ${field} belongs to the entry, which AWS Batch makes; leave ${field} out, or entry if the entry is made here`,
      ],
    ),
    [
      "field-of-entry",
      "is refused once, however wrong it is",
      one({ principal: `${ARN}/ci`, entry: "elsewhere", type: "EC2_LINUX", groups: ["system:masters"], ...VIEW }),
      "access.a.type: type belongs to the entry, which somebody else makes; leave type out, or entry if the entry is made here",
      "access.a.groups: groups belongs to the entry, which somebody else makes; leave groups out, or entry if the entry is made here",
    ],
    ["field-of-entry", "policies may be adopted", batch({ ...JOBS, adopt: true })],
    ...ENTRY_MAKER_NAMES.words.map(
      (entry): Row => [
        "entry-without-policies",
        `${entry} without policies is refused`,
        one({
          principal: { "by-batch": BATCH, "by-emr": EMR, "by-eks": `${ARN}/x`, elsewhere: `${ARN}/x` }[entry],
          entry,
        }),
        `access.a: an item with entry: ${entry} gives policies to an entry and makes nothing else, got no policies; write policies, or leave the item out`,
      ],
    ),
  ]);
});

describe("one item for a principal", () => {
  const nodes = (item: object, kind: string) =>
    one({ role: "n", entry: "by-eks", ...VIEW, ...item }, { nodeRoles: { n: { kind } } });
  decides([
    [
      "R801",
      "two items are refused",
      access({
        a: { principal: `${ARN}/x`, entry: "elsewhere", ...VIEW },
        b: { principal: `${ARN}/x`, groups: ["x"] },
      }),
      `access.b.principal: access.a has the same principal, "${ARN}/x", and EKS keeps one entry a principal; write one item with all groups and policies`,
    ],
    [
      "R805",
      "the entry of a node group takes no policies",
      nodes({}, "managed"),
      `access.a.role: EKS makes the entry of nodeRoles.n with the node group, "${ARN}/demo-n-node"; leave this item out, or write adopt: true to take over the entry that exists`,
    ],
    [
      "R210",
      "not even adopted",
      nodes({ adopt: true }, "managed"),
      "access.a.policies: an entry of type EC2_LINUX takes no access policy and needs none, got AmazonEKSViewPolicy; use type EC2 for nodes of Auto Mode, or type STANDARD and another role for people and pipelines",
    ],
    [
      "R803",
      "nodes bring their own entry",
      nodes({}, "self-managed"),
      `access.a.role: nodeRoles.n has this role and brings its entry, "${ARN}/demo-n-node", and EKS keeps one entry a principal; leave this item out`,
    ],
  ]);
});

describe("what its policies give", () => {
  const secrets = (policy: string, at = "") =>
    `warning access.a.policies[0]${at}: ${policy} gives a capability the Secrets of the whole cluster; name the namespaces that it works in`;
  const SECRETS = ["AmazonEKSSecretReaderPolicy", "AmazonEKSSecretAdminPolicy"];
  decides([
    [
      "batch-namespaces",
      "AWS Batch without its policy is a warning",
      batch(VIEW),
      "warning access.a.policies: jobs of AWS Batch stay in RUNNABLE without AWSBatchNamespacePolicy; add { policy: AWSBatchNamespacePolicy, namespaces: [<namespace of the jobs>] }",
    ],
    ["batch-namespaces", "a token may be that policy", batch({ policies: ["${var.policy}"] })],
    ["batch-namespaces", "others do not need it", one({ principal: EMR, entry: "by-emr", ...VIEW })],
    [
      "policy-for-namespaces",
      "that policy for the whole cluster is a warning",
      batch({ policies: ["AWSBatchNamespacePolicy"] }),
      "warning access.a.policies[0]: AWSBatchNamespacePolicy is meant for namespaces, and holds in the whole cluster here; write { policy: AWSBatchNamespacePolicy, namespaces: […] }, with the namespaces of the compute environments",
    ],
    [
      "policy-of-maker",
      "what AWS Batch gives itself is a warning",
      batch({ policies: ["AWSBatchClusterPolicy", ...JOBS.policies] }),
      "warning access.a.policies[0]: AWS Batch gives AWSBatchClusterPolicy to its entries itself, and Terraform would take it away with this item; leave it out",
    ],
    ...["AmazonEKSACKPolicy", "AmazonEKSKROPolicy", "AmazonEKSArgoCDClusterPolicy", "AmazonEKSArgoCDPolicy"].map(
      (policy): Row => [
        "policy-of-maker",
        `what EKS gives itself is a warning: ${policy}`,
        ack({ policies: [policy] }),
        `warning access.a.policies[0]: EKS gives ${policy} to its entries itself, and Terraform would take it away with this item; leave it out`,
      ],
    ),
    [
      "policy-of-maker",
      "to an entry of ours it is given",
      one({ principal: `${ARN}/x`, policies: ["AmazonEKSACKPolicy"] }),
    ],
    ...SECRETS.flatMap((policy): Row[] => [
      [
        "capability-secrets",
        `${policy} for the whole cluster is a warning`,
        ack({ policies: [policy] }),
        secrets(policy),
      ],
      [
        "capability-secrets",
        `${policy} for every namespace, too`,
        ack({ policies: [{ policy, namespaces: ["*"] }] }),
        secrets(policy, ".policy"),
      ],
      [
        "capability-secrets",
        `${policy} for a role that is made elsewhere, too`,
        one({ principal: `${ARN}/ack`, entry: "by-eks", policies: [policy] }),
        secrets(policy),
      ],
      [
        "capability-secrets",
        `${policy} in namespaces is allowed`,
        ack({ policies: [{ policy, namespaces: ["databases", "team-*"] }] }),
      ],
      ["capability-secrets", `${policy} for people is allowed`, one({ principal: `${ARN}/x`, policies: [policy] })],
    ]),
    [
      "capability-secrets",
      "the entry of a capability that is adopted is one too",
      one(
        { role: "ack", adopt: true, policies: ["AmazonEKSSecretReaderPolicy"] },
        { otherRoles: { ack: { kind: "capability" } } },
      ),
      secrets("AmazonEKSSecretReaderPolicy"),
    ],
    [
      "R208",
      "other warnings are the same",
      ack({ policies: ["AmazonEKSEditPolicy"] }),
      "warning access.a.policies[0]: AmazonEKSEditPolicy also lets a read and write Secrets; AmazonEKSViewPolicy does not",
      "warning access.a.policies[0]: AmazonEKSEditPolicy for the whole cluster may impersonate the service accounts of kube-system, so whoever has it is as good as cluster admin; name the namespaces of the team",
    ],
    [
      "R116",
      "an IAM user is one here too",
      one({
        principal: "arn:aws:iam::111122223333:user/kim",
        entry: "elsewhere",
        policies: ["AmazonEKSClusterAdminPolicy"],
      }),
      'warning access.a.policies[0]: cluster admin for an IAM user, "arn:aws:iam::111122223333:user/kim", whose keys do not expire; use a role',
    ],
  ]);

  const ADMIN = { policies: ["AmazonEKSClusterAdminPolicy"] };
  test("R208 administrators count, whoever makes their entry", () => {
    const person = (name: string, more: object = {}) => ({ principal: `${ARN}/${name}`, ...ADMIN, ...more });
    const items = { a: person("a"), b: person("b"), c: person("c"), d: person("d", { entry: "elsewhere" }) };
    expect(diagnose(access(items)).warnings).toEqual([
      expect.stringMatching(/4 principals are cluster admin: a, b, c and d/),
    ]);
  });

  test("a cluster whose administrator has an entry elsewhere has one", () => {
    const cluster = { create: { subnetIds: ["subnet-1", "subnet-2"] } };
    const config = one({ principal: `${ARN}/a`, entry: "elsewhere", ...ADMIN }, { cluster });
    expect(diagnose(config)).toEqual({ errors: [], warnings: [] });
  });
});

describe("the plan", () => {
  const entryOf = (config: object) =>
    plan(config as never, { name: "demo" }).plan?.entries.find(({ id }) => id === "access_a");

  test("has associations, and says who makes the entry", () => {
    expect(entryOf(batch({ ...JOBS, adopt: true }))).toEqual({
      id: "access_a",
      path: ["access", "a"],
      type: "STANDARD",
      madeBy: "by-batch",
      principal: { arn: BATCH },
      principalArn: BATCH,
      dependsOn: [],
      associations: [
        {
          id: "access_a_AWSBatchNamespacePolicy",
          path: ["access", "a", "policies", 0, "policy"],
          policyArn: "arn:aws:eks::aws:cluster-access-policy/AWSBatchNamespacePolicy",
          scope: { type: "namespace", namespaces: ["jobs"] },
          importId: `demo#${BATCH}#arn:aws:eks::aws:cluster-access-policy/AWSBatchNamespacePolicy`,
        },
      ],
    });
  });

  test("waits for the policies of a role that is made here", () => {
    const otherRoles = { ack: { kind: "capability", additionalPolicies: ["ReadOnlyAccess"] } };
    expect(entryOf(one({ role: "ack", entry: "by-eks", ...VIEW }, { otherRoles }))).toMatchObject({
      principal: { id: "other-role_ack" },
      dependsOn: ["other-role_ack_policy_ReadOnlyAccess"],
    });
  });

  test("has the same associations as an entry of ours", () => {
    const item = { principal: `${ARN}/x`, ...VIEW };
    expect(entryOf(one({ ...item, entry: "elsewhere" }))?.associations).toEqual(entryOf(one(item))?.associations);
  });
});
