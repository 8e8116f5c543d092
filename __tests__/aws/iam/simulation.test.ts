import { simulatedOf, simulationInput } from "../../../lib/aws/iam/simulation";

const statement = (Condition: object) => ({ Effect: "Allow", Action: "*", Resource: "*", Condition });
const document = (Condition: object) => ({ Version: "2012-10-17", Statement: [statement(Condition)] });
const asked = { action: "s3:PutObject", resource: "*" };

test("documents, action, resource and keys are sent, and a boundary if there is one", () => {
  const context = { "aws:PrincipalTag/team": "a", "aws:TagKeys": ["a", "b"] };
  const sent = {
    PolicyInputList: [JSON.stringify(document({}))],
    ActionNames: ["s3:PutObject"],
    ResourceArns: ["*"],
    ContextEntries: [
      { ContextKeyName: "aws:PrincipalTag/team", ContextKeyValues: ["a"], ContextKeyType: "string" },
      { ContextKeyName: "aws:TagKeys", ContextKeyValues: ["a", "b"], ContextKeyType: "stringList" },
    ],
  };
  expect(simulationInput({ ...asked, documents: [document({})], context })).toEqual(sent);
  const boundary = { Version: "2012-10-17", Statement: [] };
  expect(simulationInput({ ...asked, documents: [document({})], boundary, context })).toEqual({
    ...sent,
    PermissionsBoundaryPolicyInputList: [JSON.stringify(boundary)],
  });
});

test.each([
  ["StringEquals", "string"],
  ["ArnNotLikeIfExists", "string"],
  ["Null", "string"],
  ["Bool", "boolean"],
  ["BoolIfExists", "boolean"],
  ["NumericLessThan", "numeric"],
  ["DateGreaterThanIfExists", "date"],
  ["IpAddress", "ip"],
  ["NotIpAddressIfExists", "ip"],
  ["BinaryEquals", "binary"],
  ["ForAllValues:StringLike", "stringList"],
  ["ForAnyValue:NumericEquals", "numericList"],
])("a key that %s compares is a %s", (operator, type) => {
  const { ContextEntries } = simulationInput({
    ...asked,
    documents: [document({}), { Statement: statement({ [operator]: { "AWS:Key": "x" }, StringLike: { other: "y" } }) }],
    context: { "aws:key": "1" },
  });
  expect(ContextEntries.map(({ ContextKeyType }) => ContextKeyType)).toEqual([type]);
});

test("a key of the boundary alone has its type too", () => {
  const boundary = document({ Bool: { "aws:SecureTransport": "true" } });
  const context = { "aws:SecureTransport": "true" };
  const { ContextEntries } = simulationInput({ ...asked, documents: [document({})], boundary, context });
  expect(ContextEntries[0]?.ContextKeyType).toBe("boolean");
});

test.each<[string, object, unknown]>([
  ["a decision", { EvalDecision: "allowed" }, { decision: "allowed", missing: [] }],
  [
    "keys that are missing, once each",
    {
      EvalDecision: "implicitDeny",
      MissingContextValues: ["b", "a"],
      ResourceSpecificResults: [{ MissingContextValues: ["a", "c"] }],
    },
    { decision: "implicitDeny", missing: ["a", "b", "c"] },
  ],
  [
    "what a boundary and an organization say",
    {
      EvalDecision: "implicitDeny",
      OrganizationsDecisionDetail: { AllowedByOrganizations: true },
      PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: true },
      ResourceSpecificResults: [{ PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false } }],
    },
    { decision: "implicitDeny", missing: [], boundary: false, organization: true },
  ],
  ["a decision that no page has", { EvalDecision: "perhaps" }, undefined],
])("an answer has %s", (_, result, simulated) => {
  expect(simulatedOf({ EvaluationResults: [result] })).toEqual(simulated);
});

test.each([{}, { EvaluationResults: [] }, { EvaluationResults: "x" }])("%j is no answer", (answer) => {
  expect(simulatedOf(answer)).toBeUndefined();
});
