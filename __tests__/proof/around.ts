import { parseArn } from "../../lib/aws/arn";
import { ACCOUNT } from "../support/simulate";
import { ELSEWHERE, type Law, REGION } from "./prove";

type Context = NonNullable<Law["context"]>;
export type Laws = Readonly<Record<string, Law>>;

export const ask = (action: string, resource = "*", context: Context = {}): Law => ({ action, resource, context });

export const arn = (service: string, rest: string, account = ACCOUNT, region = REGION) =>
  `arn:aws:${service}:${region}:${account}:${rest}`;

/** One law for each of the actions on the same thing. */
export const each = (actions: readonly string[], resource?: string, context?: Context): Laws =>
  Object.fromEntries(
    actions.map((action) => [
      `${action} on ${parseArn(resource ?? "")?.resource ?? "anything"}`,
      ask(action, resource, context),
    ]),
  );

const moved = (resource: string, change: Readonly<{ account?: string; region?: string }>): string => {
  const { partition, service, region, account, resource: rest } = parseArn(resource) ?? {};
  return [
    "arn",
    partition,
    service,
    region && (change.region ?? region),
    account && (change.account ?? account),
    rest,
  ].join(":");
};

const without = (context: Context, dropped: string): Context =>
  Object.fromEntries(Object.entries(context).filter(([key]) => key !== dropped));

/** What is next to one request: the same of another cluster, account or region, or with a word less about it. */
function neighbours(law: Law): [string, Law][] {
  const { resource = "*", context = {} } = law;
  const dev = JSON.parse(JSON.stringify({ resource, context }).replace(/\bprod\b/g, "dev"));
  const found: [string, Law][] = [
    ["of another cluster", { ...law, ...dev }],
    ["in another account", { ...law, resource: resource === "*" ? resource : moved(resource, { account: ELSEWHERE }) }],
    ["in another region", { ...law, resource: resource === "*" ? resource : moved(resource, { region: "us-east-1" }) }],
  ];
  return [
    ...found.filter(
      ([, near]) => JSON.stringify([near.resource, near.context]) !== JSON.stringify([resource, context]),
    ),
    ...Object.keys(context).map((key): [string, Law] => [`without ${key}`, { ...law, context: without(context, key) }]),
  ];
}

/** All that is next to these requests: where they are allowed and narrow, each of it is refused. */
export const around = (laws: Laws): Laws =>
  Object.fromEntries(
    Object.entries(laws).flatMap(([name, law]) => neighbours(law).map(([what, near]) => [`${name} ${what}`, near])),
  );
