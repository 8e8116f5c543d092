import { renderDocument } from "../../../lib/aws/iam/policy-document";
import type { TrustScope } from "../../../lib/aws/iam/trust";
import { irsaTrust, issuerPath, parseServiceAccount, podIdentityTrust } from "../../../lib/aws/workloads/trust";

const SCOPE: TrustScope = { partition: "aws", region: "eu-west-1", account: "111122223333", cluster: "prod" };
const A = { namespace: "apps", name: "backend" };
const B = { namespace: "apps", name: "reports" };
const C = { namespace: "jobs", name: "nightly" };

const TOKEN = "${local.issuer}";

describe("roles of workloads", () => {
  test("the smallest trust of Pod Identity", () => {
    expect(podIdentityTrust(SCOPE, [A], { sessionTags: true })).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "pods.eks.amazonaws.com" },
          Action: ["sts:AssumeRole", "sts:TagSession"],
          Condition: {
            StringEquals: {
              "aws:SourceAccount": "111122223333",
              "aws:RequestTag/kubernetes-namespace": "apps",
              "aws:RequestTag/kubernetes-service-account": "backend",
            },
            ArnEquals: { "aws:SourceArn": "arn:aws:eks:eu-west-1:111122223333:cluster/prod" },
          },
        },
      ],
    });
  });

  test("order and repetition of service accounts do not matter", () => {
    const once = podIdentityTrust(SCOPE, [A, B, C], { sessionTags: true });
    expect(podIdentityTrust(SCOPE, [C, B, A, C], { sessionTags: true })).toEqual(once);
    const irsa = { partition: "aws", account: "111122223333" } as const;
    expect(irsaTrust({ ...irsa, issuers: ["b", "a", "b"], serviceAccounts: [C, A] })).toEqual(
      irsaTrust({ ...irsa, issuers: ["a", "b"], serviceAccounts: [A, C, A] }),
    );
  });

  test("an issuer loses its scheme, and a token stays what it is", () => {
    expect(issuerPath("https://oidc.eks.eu-west-1.amazonaws.com/id/0A1B")).toBe(
      "oidc.eks.eu-west-1.amazonaws.com/id/0A1B",
    );
    expect(issuerPath(TOKEN)).toBe(TOKEN);
  });

  test("an issuer that Terraform alone knows reaches it in the principal and in both conditions", () => {
    const trust = irsaTrust({ partition: "aws", account: "111122223333", issuers: [TOKEN], serviceAccounts: [A] });
    expect(renderDocument(trust, true).split(TOKEN)).toHaveLength(4);
  });

  test("a question mark inside a token is no wildcard", () => {
    const name = '${var.blue ? "blue" : "green"}';
    const [statement] = irsaTrust({
      partition: "aws",
      account: "111122223333",
      issuers: ["a"],
      serviceAccounts: [{ namespace: "apps", name }],
    }).Statement;
    expect(Object.keys(statement?.Condition ?? {})).toEqual(["StringEquals"]);
  });

  test.each([
    ["apps/backend", A],
    ["apps", undefined],
    ["apps/", undefined],
    ["/backend", undefined],
    ["apps/backend/pod", undefined],
    ["", undefined],
  ])("%j is read as %j", (text, expected) => {
    expect(parseServiceAccount(text)).toEqual(expected);
  });
});
