import { bareOperator, CONDITION_OPERATORS, withConditions } from "../../../lib/aws/iam/conditions";
import { document } from "../../../lib/aws/iam/policy-document";

test("conditions are added to every statement, beside those that it has", () => {
  const trust = document(
    { Effect: "Allow", Action: "sts:AssumeRole", Condition: { StringEquals: { a: "1" } } },
    { Effect: "Allow", Action: "sts:TagSession" },
  );
  expect(withConditions(trust, { StringEquals: { b: "2" }, Bool: { c: "true" } }).Statement).toEqual([
    { Effect: "Allow", Action: "sts:AssumeRole", Condition: { StringEquals: { a: "1", b: "2" }, Bool: { c: "true" } } },
    { Effect: "Allow", Action: "sts:TagSession", Condition: { StringEquals: { b: "2" }, Bool: { c: "true" } } },
  ]);
});

test.each([
  ["StringEquals", true],
  ["ForAllValues:StringLikeIfExists", true],
  ["ForAnyValue:ArnLike", true],
  ["NumericLessThanEquals", true],
  ["Null", true],
  ["NullIfExists", false],
  ["ForAnyValues:ArnLike", false],
  ["ForAllValue:ArnLike", false],
  ["StringEqual", false],
  ["ForAllValues", false],
  ["stringequals", false],
])("%s is an operator: %s", (operator, known) => {
  expect(CONDITION_OPERATORS.includes(bareOperator(operator))).toBe(known);
});
