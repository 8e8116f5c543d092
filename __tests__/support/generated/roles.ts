import { IDENTITY_POLICY_KINDS } from "../../../lib/aws/iam/identity-policies";
import { POLICY_TEMPLATE_NAMES } from "../../../lib/aws/workloads/policy-templates";
import { GIVEN } from "../ready-inputs";
import type { Chance } from "./chance";
import { type Place, stateOf, tagsOf, textOf, wasOf } from "./place";

const STATEMENTS: readonly object[] = [
  { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::models/${aws:username}/${*}/${?}/${$}" },
  { Effect: "Deny", NotAction: ["iam:*"], Resource: ["*"], Sid: "NotHere" },
  { Effect: "Allow", Action: ["a:B"], Resource: 'arn:aws:x:::"$${y}" %{z} %%{z} \\ <&> é 😀\n${TfToken[TOKEN.1]}' },
  {
    Effect: "Allow",
    Action: "s3:ListBucket",
    Resource: "*",
    Condition: {
      NumericLessThan: { "s3:max-keys": 10 },
      Bool: { "aws:SecureTransport": true },
      StringLike: { "aws:PrincipalTag/team": ["#{TfToken[2]}", "-1.8881545897087503e+289", ""] },
    },
  },
];

/** An IAM policy document. */
export const documentOf = (chance: Chance): object => ({
  ...chance.part({ Version: chance.pick(["2012-10-17", "2012-10-17", "2008-10-17"]) }, 0.8),
  Statement: chance.is(0.3) ? chance.pick(STATEMENTS) : [chance.pick(STATEMENTS), ...chance.some(STATEMENTS, 0.2)],
});

const inlinePoliciesOf = (chance: Chance): object =>
  chance.items(["first", "Second_policy", "a+b=c,d.e@f-g"], () => documentOf(chance));

/** The inputs of a policy template, for the account and region of a cluster. */
export function inputsOf(chance: Chance, place: Place, template: keyof typeof GIVEN): Record<string, unknown> {
  const { partition, region, account } = place;
  const text = JSON.stringify(GIVEN[template])
    .replaceAll("arn:aws:", `arn:${partition}:`)
    .replaceAll("eu-west-1", region)
    .replaceAll("111122223333", account);
  const inputs: Readonly<Record<string, unknown>> = JSON.parse(text);
  // one ARN may stand without a list
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => {
      const [first, ...others] = [value].flat();
      return [name, others.length === 0 && chance.is(0.3) ? first : value];
    }),
  );
}

/** The options of a role that is made here. */
export const roleOptions = (chance: Chance, place: Place, templates = true): object =>
  chance.part(
    {
      path: chance.pick(["/", "/team/", "/a.b/c+d/"]),
      permissionsBoundary: place.ownBoundary ? place.iam("policy/own-boundary") : undefined,
      description: textOf(chance),
      maxSessionSeconds: chance.pick([3600, 7200, 43200]),
      tags: tagsOf(chance),
      additionalPolicies: chance.some([
        "AmazonEC2ReadOnlyAccess",
        "MyPolicy",
        place.iam("policy/team/ReadModels"),
        place.iam("policy/a+b=c,d.e@f"),
      ]),
      // both together may be too large
      ...(templates && chance.is(0.5)
        ? { policyTemplates: templatesOf(chance, place) }
        : { inlinePolicies: inlinePoliciesOf(chance) }),
    },
    0.2,
  );

function templatesOf(chance: Chance, place: Place): object {
  const name = chance.pick(POLICY_TEMPLATE_NAMES);
  return { [name]: inputsOf(chance, place, name) };
}

/** A role that has no instance profile and no NodeClass: exactly one of name and arn, or neither. */
export const plainRole = (chance: Chance, place: Place, key: string): object =>
  chance.pick([
    roleOptions(chance, place),
    { name: `${place.name}-${key}.Role`, ...roleOptions(chance, place) },
    { arn: place.iam(`role/existing/${place.name}-${key}`) },
  ]);

export const CAPABILITY = "argo-cd";

export const otherRolesOf = (chance: Chance, place: Place): Readonly<Record<string, object>> =>
  chance.items([CAPABILITY, "ack", "agent"], (key) => {
    const role = plainRole(chance, place, key);
    return {
      kind: key === "agent" ? "connector" : "capability",
      ...role,
      ...wasOf(chance, key),
      ...("arn" in role ? {} : stateOf(chance, place, [true, false, "with-policies"])),
    };
  });

export const identityPoliciesOf = (chance: Chance, place: Place): object =>
  chance.items(["ops", "read-only", "deploy"], (key) => ({
    kind: chance.pick(IDENTITY_POLICY_KINDS.words),
    ...chance.part({
      name: `${place.name}_${key}+policy`,
      path: chance.pick(["/", "/people/"]),
      description: textOf(chance),
      tags: tagsOf(chance),
    }),
    ...wasOf(chance, key),
    ...stateOf(chance, place, [true, false]),
  }));
