import { parseArn } from "../../lib/domain/arn";
import type { PolicyDocument, Statement } from "../../lib/domain/policy-document";
import { listOf } from "../support/simulate";

type Loosened = readonly [what: string, document: PolicyDocument];

const withoutConditions = ({ Condition = {}, ...statement }: Statement): [string, Statement][] =>
  Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.keys(keys).map((key): [string, Statement] => {
      const { [key]: _dropped, ...others } = keys;
      return [`${operator} ${key}`, { ...statement, Condition: { ...Condition, [operator]: others } }];
    }),
  );

/** The ARN with any region, with any account, with anything of its type; as far as it is not so already. */
function widerArns(arn: string): [string, string][] {
  const { partition, service, region, account, resource } = parseArn(arn) ?? {};
  if (!resource) return [];
  const join = (...parts: unknown[]) => ["arn", partition, service, ...parts].join(":");
  return [
    ["any region for", region ? join("*", account, resource) : arn],
    ["any account for", account ? join(region, "*", resource) : arn],
    ["anything for", join(region, account, resource.replace(/\/.*/s, "/*"))],
  ].flatMap(([what, wider = arn]): [string, string][] => (wider === arn ? [] : [[`${what} ${arn}`, wider]]));
}

const withWiderArns = (statement: Statement): [string, Statement][] =>
  listOf(statement.Resource).flatMap((arn, at) =>
    widerArns(arn).map(([what, wider]): [string, Statement] => [
      what,
      { ...statement, Resource: listOf(statement.Resource).map((other, n) => (n === at ? wider : other)) },
    ]),
  );

/** The document without one of its limits at a time: a condition, or a part of an ARN. */
export const loosenings = (document: PolicyDocument): Loosened[] =>
  document.Statement.flatMap((statement, at) =>
    [...withoutConditions(statement), ...withWiderArns(statement)].map(
      ([what, looser]): Loosened => [
        `${listOf(statement.Action)[0]}: ${what}`,
        { ...document, Statement: document.Statement.map((other, n) => (n === at ? looser : other)) },
      ],
    ),
  );
