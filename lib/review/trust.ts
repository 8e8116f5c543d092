import * as z from "zod";
import { byCodePoint } from "../aws/text";
import type { Values } from "./plan-json";

const oneOrMany = z.union([z.string().transform((one) => [one]), z.array(z.string())]);

const statement = z.looseObject({
  Effect: z.string().optional(),
  Action: oneOrMany.optional(),
  Principal: z.union([z.literal("*").transform(() => ({ "*": ["*"] })), z.record(z.string(), oneOrMany)]).optional(),
  Condition: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
});

const document = z.looseObject({
  Statement: z.union([statement.transform((one) => [one]), z.array(statement)]),
});

type Statement = z.output<typeof statement>;

/** Returns the statements of a role's trust. Undefined if the apply decides it, or nobody can read it. */
function statementsOf({ assume_role_policy: trust }: Values): readonly Statement[] | undefined {
  if (typeof trust !== "string") return undefined;
  try {
    const { success, data } = document.safeParse(JSON.parse(trust));
    return success ? data.Statement.filter(({ Effect = "Allow" }) => Effect === "Allow") : undefined;
  } catch {
    return undefined;
  }
}

const WEB_IDENTITY = "sts:AssumeRoleWithWebIdentity";
const isWebIdentity = ({ Action = [] }: Statement): boolean => Action.includes(WEB_IDENTITY);

/** `[[b, a], [b, c]]` less `[[b]]` is `[a, c]`. */
function lost(before: Values, after: Values, of: (statement: Statement) => readonly string[]): readonly string[] {
  const [old, now] = [statementsOf(before), statementsOf(after)];
  if (old === undefined || now === undefined) return [];
  const stay = new Set(now.flatMap(of));
  return [...new Set(old.flatMap(of))].filter((one) => !stay.has(one)).sort(byCodePoint);
}

/** Returns who could assume a role and cannot any more, but for pods with web identities. */
export const lostPrincipals = (before: Values, after: Values): readonly string[] =>
  lost(before, after, (one) => (isWebIdentity(one) ? [] : Object.values(one.Principal ?? {}).flat()));

const SUBJECT = /^system:serviceaccount:([^:]+):([^:]+)$/;

/** Returns the service accounts, as `namespace/name`, whose tokens a statement takes. */
const serviceAccounts = (one: Statement): readonly string[] =>
  isWebIdentity(one)
    ? Object.values(one.Condition ?? {})
        .flatMap((keys) => Object.entries(keys))
        .flatMap(([key, values]) => (key.endsWith(":sub") ? [values].flat() : []))
        .flatMap((subject) => {
          const [, namespace, name] = SUBJECT.exec(String(subject)) ?? [];
          return namespace === undefined ? [] : [`${namespace}/${name}`];
        })
    : [];

/** Returns the service accounts, as `namespace/name`, whose tokens a role took and takes no more. */
export const lostServiceAccounts = (before: Values, after: Values): readonly string[] =>
  lost(before, after, serviceAccounts);

/** Returns the service accounts, as `namespace/name`, whose tokens a role takes. */
export const serviceAccountsOf = (values: Values): readonly string[] =>
  (statementsOf(values) ?? []).flatMap(serviceAccounts);
