import { readFileSync } from "node:fs";
import { join } from "node:path";
import { policyNamesFile } from "../../../facts/policies";
import { MANAGED_POLICIES_BY_NAME, managedPolicyArn } from "../../../lib/aws/iam/managed-policies";
import { load } from "../../../lib/load/load";
import { loaded } from "../../support/loaded";

const ROOT = join(__dirname, "../../..");

const mockLoads: string[] = [];
jest.mock("../../../lib/aws/iam/managed-policy-names.json", () => {
  mockLoads.push("names");
  return jest.requireActual("../../../lib/aws/iam/managed-policy-names.json");
});

// the first test, because a list that is loaded stays so
test("a usual file does not load the names, and another name does", () => {
  load(join(ROOT, "clusters"));
  for (const name of Object.keys(MANAGED_POLICIES_BY_NAME)) managedPolicyArn("aws", name);
  expect(mockLoads).toEqual([]);
  managedPolicyArn("aws", "AmazonS3FullAccess");
  managedPolicyArn("aws", "MyPolicy");
  expect(mockLoads).toEqual(["names"]);
});

test("the committed names are those that AWS publishes", () => {
  expect(readFileSync(join(ROOT, "lib/aws/iam/managed-policy-names.json"), "utf8")).toBe(policyNamesFile());
});

test("the table has the paths that AWS publishes", () => {
  const { paths } = jest.requireActual<typeof import("../../../lib/aws/iam/managed-policy-names.json")>(
    "../../../lib/aws/iam/managed-policy-names.json",
  );
  const published = Object.entries(paths).flatMap(([path, names]) => names.split(" ").map((name) => path + name));
  const table = Object.entries(MANAGED_POLICIES_BY_NAME).map(([name, { path = "" }]) => path + name);
  expect(table.filter((name) => !published.includes(name))).toEqual([]);
});

test.each([
  ["AmazonS3FullAccess", "AmazonS3FullAccess"],
  ["AWSLambdaBasicExecutionRole", "service-role/AWSLambdaBasicExecutionRole"],
  ["ViewOnlyAccess", "job-function/ViewOnlyAccess"],
  ["IAMAuditRootUserCredentials", "root-task/IAMAuditRootUserCredentials"],
  // AWS may have added it since
  ["SomethingNew", "SomethingNew"],
  ["constructor", "constructor"],
])("%s is attached as %s", (name, resource) => {
  const { plans } = loaded({
    "clusters/demo.yaml": `account: "111122223333"\nregion: eu-west-1\nnodeRoles: { a: { kind: managed, additionalPolicies: [${name}] } }\n`,
  });
  const attachments = plans.flatMap(({ plan }) => plan.roles.flatMap((role) => role.attachments));
  expect(attachments.map(({ policyArn }) => policyArn)).toContain(`arn:aws:iam::aws:policy/${resource}`);
});
