import { Answers } from "../../lib/import/answers";

const of = (text: string) => new Answers([{ file: "answers/a.json", text }]);

test.each([
  ["[]", /^answers\/a\.json: no answer that is read here; read are the JSON answers of aws iam list-roles, /],
  ['{"Policies":[]}', /^answers\/a\.json: no answer that is read here; /],
  ["{", /^answers\/a\.json: not JSON: .*; write it with --output json$/],
  ['{"Roles":[],"IsTruncated":true}', /^answers\/a\.json: one page of several; /],
  ['{"Roles":[],"NextToken":"x"}', /^answers\/a\.json: one page of several; /],
  ['{"accessEntries":[],"nextToken":"x"}', /^answers\/a\.json: one page of several; /],
])("%s is refused", (text, message) => {
  expect(() => of(text)).toThrow(message);
});

test.each([
  '{"Roles":[null,{},{"Arn":1},{"Arn":"x"}]}',
  '{"accessEntries":[1,null],"accessEntry":{"principalArn":1}}',
  '{"nodegroup":{},"nodegroups":[{}],"associations":[1],"association":null,"cluster":{"identity":1}}',
])("%s of another shape says nothing", (text) => {
  const answers = of(text);
  expect(answers.principal("arn:aws:iam::111122223333:role/a")).toBeUndefined();
  expect(answers.issuer()).toBeUndefined();
});

test("the roles of an account are known as a whole from a list, and from nothing else", () => {
  const answers = of('{"Roles":[{"Arn":"arn:aws:iam::111122223333:role/teams/Ops"}]}');
  expect(answers.principal("arn:aws:iam::111122223333:role/ops")).toBe("arn:aws:iam::111122223333:role/teams/Ops");
  expect(answers.principal("arn:aws:iam::111122223333:role/other")).toBeNull();
  expect(answers.principal("arn:aws:iam::111122223333:user/ops")).toBeUndefined();
  expect(answers.principal("arn:aws:iam::444455556666:role/ops")).toBeUndefined();
  const one = of('{"Role":{"Arn":"arn:aws:iam::111122223333:role/teams/Ops"}}');
  expect(one.principal("arn:aws:iam::111122223333:role/other")).toBeUndefined();
});
