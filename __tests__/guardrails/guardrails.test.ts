import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ON_ENTRY } from "../../lib/aws/eks/access-actions";
import type { Statement } from "../../lib/aws/iam/policy-document";
import { arnsInCluster, clusterArn } from "../../lib/aws/iam/trust";
import { guardrailsOf } from "../../lib/guardrails/guardrails";
import { GUARDRAIL_KIND_NAMES, kindOf, SID_NAMES } from "../../lib/guardrails/kinds";
import { isReleased } from "../../lib/plan/release";
import { unfitting, unknownKeys } from "../proof/authorization";
import { folderOfClusters } from "../support/generated/folders";
import { ASKED, PERSON, passes, plansOf, statementsOf } from "../support/guardrails";
import { actionsOf, complaints, isPublished, listOf, type Request } from "../support/simulate";

// every cluster of a folder is looked at by the simulator
jest.setTimeout(120_000);

const ALL = { ...ASKED, kinds: GUARDRAIL_KIND_NAMES, repository: { host: "github", name: "acme/eks" } };
const fixture = (name: string) => readFileSync(join(__dirname, `../fixtures/${name}.yaml`), "utf8");

test("the documents of a file are these", () => {
  const plans = plansOf({ "clusters/demo.yaml": fixture("auto-mode") });
  const { documents } = guardrailsOf(plans, ALL);
  const shown = documents.map(({ file, attachTo, text }) => `== ${file}: ${attachTo}\n${text}`).join("\n");
  expect(shown).toBe(readFileSync(join(__dirname, "golden/auto-mode.txt"), "utf8"));
});

test("the guide explains every statement", () => {
  const guide = readFileSync(join(__dirname, "../../docs/guides/guardrails.md"), "utf8");
  const explained = [...guide.matchAll(/^\| `([A-Z]\w+)` \|/gm)].map(([, sid = ""]) => sid);
  expect(explained).toEqual(SID_NAMES.filter((sid) => sid !== "NoForgedPodSessions"));
  expect(guide).toContain("`NoForgedPodSessions`");
});

test("several files of one cluster count as one", () => {
  const [head = "", rest = ""] = [
    fixture("auto-mode"),
    'access:\n  more: { principal: "arn:aws:iam::111122223333:role/more", policies: [AmazonEKSClusterAdminPolicy] }\n',
  ];
  const more = `name: atlas\naccount: "111122223333"\nregion: us-east-1\ncluster: { authenticationMode: API }\nterraform: { backend: { type: local } }\n${rest}`;
  const statement = statementsOf(plansOf({ "clusters/a.yaml": head, "clusters/b.yaml": more })).find(
    ({ Sid }) => Sid === "NoClusterAdminOutsideThePlan",
  );
  expect(statement?.Resource).toBe("arn:aws:eks:us-east-1:111122223333:access-entry/atlas/*");
  expect(statement?.Condition?.ArnNotEquals?.["eks:principalArn"]).toEqual([
    "arn:aws:iam::111122223333:role/more",
    "arn:aws:iam::111122223333:role/platform-admins",
  ]);
});

test("each partition has policies of its own, since no organization has accounts of two", () => {
  const file = (account: string, region: string) => `account: "${account}"\nregion: ${region}\n`;
  const plans = plansOf({
    "clusters/a.yaml": file("111122223333", "eu-west-1"),
    "clusters/b.yaml": file("111122223333", "us-gov-west-1"),
  });
  const pipelines = ["arn:aws:iam::*:role/eks-access-apply", "arn:aws-*:iam::*:role/gov-apply"];
  const { documents } = guardrailsOf(plans, { ...ALL, kinds: ["scp", "rcp"], pipelines });
  expect(documents.map(({ file, attachTo }) => [file, attachTo])).toEqual([
    ["scp-aws.json", "a root, organizational unit or account of aws"],
    ["scp-aws-us-gov.json", "a root, organizational unit or account of aws-us-gov"],
    ["rcp-aws.json", "a root, organizational unit or account of aws"],
    ["rcp-aws-us-gov.json", "a root, organizational unit or account of aws-us-gov"],
  ]);
  for (const { file, text } of documents) {
    const partitions = [...text.matchAll(/arn:([^:]+):/g)].map(([, partition = ""]) => partition);
    const own = file.includes("gov") ? ["aws-us-gov", "aws-*"] : ["aws"];
    expect([file, partitions.length > 0, partitions.filter((one) => !own.includes(one))]).toEqual([file, true, []]);
  }
});

test("each account has policies of its own where all are too many for one root or unit", () => {
  const names = Array.from({ length: 30 }, (_, number) => `payments-production-${number}`);
  const file = (account: string, name: string) =>
    `account: "${account}"\nregion: eu-west-1\ncluster: { authenticationMode: API }\naccess:\n` +
    `  admins: { principal: "arn:aws:iam::${account}:role/admins-of-${name}", policies: [AmazonEKSClusterAdminPolicy] }\n`;
  const accounts = ["111122223333", "444455556666"];
  const plans = plansOf(
    Object.fromEntries(names.map((name, number) => [`clusters/${name}.yaml`, file(accounts[number % 2] ?? "", name)])),
  );
  const { documents, notes } = guardrailsOf(plans, ASKED);
  expect(new Set(documents.map(({ attachTo }) => attachTo))).toEqual(
    new Set(accounts.map((account) => `account ${account}`)),
  );
  expect(notes).toEqual(["scp: too long to attach all of it to one root or unit, so each account has its own"]);
  for (const account of accounts) {
    const own = documents.filter(({ attachTo }) => attachTo === `account ${account}`);
    expect(own.length).toBeLessThanOrEqual(kindOf("scp").documents);
    const others = accounts.filter((one) => one !== account);
    expect(own.flatMap(({ text }) => others.filter((other) => text.includes(`:${other}:`)))).toEqual([]);
  }
});

describe.each([3, 5])("folder %i of many clusters", (number) => {
  const plans = plansOf(folderOfClusters(number));
  const { documents } = guardrailsOf(plans, ALL);
  const statements = documents.flatMap(({ file, text }) =>
    (JSON.parse(text).Statement as Statement[]).map((statement) => [file, statement] as const),
  );

  test("AWS takes every document", async () => {
    for (const { file, text, kind, characters } of documents) {
      expect(file).toMatch(/^[a-z0-9-]+\.json$/);
      expect([file, characters <= kindOf(kind).characters]).toEqual([file, true]);
      const document = JSON.parse(text);
      if (!file.includes("trust") && !["rcp", "endpoint"].includes(kind)) {
        expect([file, await complaints(document)]).toEqual([file, undefined]);
      }
    }
    expect(new Set(documents.map(({ file }) => file)).size).toBe(documents.length);
  });

  test("nothing gets more documents than it takes", () => {
    const counts = new Map<string, number>();
    for (const { kind, attachTo } of documents)
      counts.set(`${kind} ${attachTo}`, (counts.get(`${kind} ${attachTo}`) ?? 0) + 1);
    for (const { kind, attachTo } of documents) {
      expect([attachTo, (counts.get(`${kind} ${attachTo}`) ?? 0) <= kindOf(kind).documents]).toEqual([attachTo, true]);
    }
  });

  test("every statement names actions, keys and resources that fit each other", async () => {
    for (const [file, statement] of statements) {
      if (file.includes("trust")) continue;
      const where = [file, statement.Sid];
      expect([where, listOf(statement.Resource).filter((arn) => !/^(\*|arn:[^:]+:[^:]+:.*[^:/])$/.test(arn))]).toEqual([
        where,
        [],
      ]);
      for (const action of actionsOf(statement)) {
        if (action !== "*") expect([action, await isPublished(action)]).toEqual([action, true]);
      }
      expect([where, await unknownKeys(statement)]).toEqual([where, []]);
      expect([where, await unfitting(statement)]).toEqual([where, []]);
    }
  });

  test("a role for plans changes nothing", () => {
    const reads = /:(Get|List|Describe)|^kms:Decrypt$|^sts:AssumeRole$/;
    const ofPlans = statements.filter(([file]) => file.startsWith("roles-") && /-plan(-\d+)?\.json$/.test(file));
    expect(ofPlans.length).toBeGreaterThan(0);
    expect(ofPlans.flatMap(([, statement]) => actionsOf(statement)).filter((action) => !reads.test(action))).toEqual(
      [],
    );
  });

  test("what a pipeline gives by its files passes, and the same by a person does not", async () => {
    const scp = documents.filter(({ kind }) => kind === "scp").flatMap((one) => one.statements);
    const about = (action: string) => scp.filter((one) => actionsOf(one as Statement).includes(action));
    for (const { plan } of plans) {
      const { name: cluster, account, partition, region } = plan.cluster;
      const scope = { cluster, account, partition, region };
      const pipeline = `arn:${partition}:iam::${account}:role/eks-access-apply`;
      const onEntry = arnsInCluster(scope, "access-entry").replace("*", `role/${account}/any/0a1b`);
      const requests: Request[] = plan.entries.flatMap(({ type, principalArn, madeBy, associations }) => [
        ...(madeBy
          ? []
          : [
              {
                action: "eks:CreateAccessEntry",
                resource: clusterArn(scope),
                context: { "eks:accessEntryType": type, "eks:principalArn": principalArn },
              },
            ]),
        ...associations.map(({ policyArn }) => ({
          action: ON_ENTRY[0],
          resource: onEntry,
          context: { "eks:policyArn": policyArn, "eks:principalArn": principalArn },
        })),
      ]);
      // Terraform does not make what it lets go of
      const made = plan.identityProviders.filter(({ id }) => !isReleased(id, plan.released));
      const providers: Request[] = made.map(({ issuerUrl, clientId }) => ({
        action: "eks:AssociateIdentityProviderConfig",
        resource: clusterArn(scope),
        context: { "eks:issuerUrl": issuerUrl, "eks:clientId": clientId },
      }));
      // the simulator knows one partition; two entries of a cluster show what twenty would
      if (partition !== "aws") continue;
      for (const request of [...requests.slice(0, 3), ...providers]) {
        expect([request, await passes("scp", about(request.action), { ...request, by: pipeline })]).toEqual([
          request,
          true,
        ]);
      }
      for (const request of requests.slice(0, 1)) {
        expect([request, await passes("scp", about(request.action), { ...request, by: PERSON })]).toEqual([
          request,
          false,
        ]);
      }
    }
  });
});
