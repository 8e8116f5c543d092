import { parseArn } from "../../lib/aws/arn";
import type { Statement } from "../../lib/aws/iam/policy-document";
import { listOf } from "../support/simulate";

type Loosened = readonly [what: string, statement: Statement];

const withoutConditions = ({ Condition = {}, ...statement }: Statement): [string, Statement][] =>
  Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.keys(keys).map((key): [string, Statement] => {
      const { [key]: _dropped, ...others } = keys;
      return [`${operator} ${key}`, { ...statement, Condition: { ...Condition, [operator]: others } }];
    }),
  );

/** Behind the type, if there is one, stands the name; a bucket has no type before it. */
const anything = (service: string | undefined, resource: string): string =>
  service === "s3" ? resource.replace(/^[^/]+/, "*") : resource.replace(/^([\w-]+[/:])?.*$/s, "$1*");

/** The ARN with any region, with any account, with anything of its type; as far as it is not so already. */
function widerArns(arn: string): [string, string][] {
  const { partition, service, region, account, resource } = parseArn(arn) ?? {};
  if (!resource) return [];
  const join = (...parts: unknown[]) => ["arn", partition, service, ...parts].join(":");
  return [
    ["any region for", region ? join("*", account, resource) : arn],
    ["any account for", account ? join(region, "*", resource) : arn],
    ["anything for", join(region, account, anything(service, resource))],
  ].flatMap(([what, wider = arn]): [string, string][] => (wider === arn ? [] : [[`${what} ${arn}`, wider]]));
}

const withWiderArns = (statement: Statement): [string, Statement][] =>
  listOf(statement.Resource).flatMap((arn, at) =>
    widerArns(arn).map(([what, wider]): [string, Statement] => [
      what,
      { ...statement, Resource: listOf(statement.Resource).map((other, n) => (n === at ? wider : other)) },
    ]),
  );

/** The statement without one of its limits at a time: a condition, or a part of an ARN. */
export const loosenings = (statement: Statement): Loosened[] =>
  [...withoutConditions(statement), ...withWiderArns(statement)].map(([what, looser]) => [
    `${listOf(statement.Action)[0]}: ${what}`,
    looser,
  ]);
