import type { Roles, Stack } from "../answers/stacks";
import { principalArn } from "../aws/iam/principal-arn";
import { didYouMean, quote } from "../aws/text";
import { ConfigError } from "../load/config-error";

type Named = Pick<Stack, "name" | "cluster" | "account" | "region" | "partition">;

/** What may stand in braces in a role pattern. */
const PLACEHOLDERS: Readonly<Record<string, (stack: Named, action: keyof Roles) => string>> = {
  account: ({ account }) => account,
  action: (_, action) => action,
  cluster: ({ cluster }) => cluster,
  partition: ({ partition }) => partition,
  region: ({ region }) => region,
  stack: ({ name }) => name,
};

const EXAMPLE = "arn:{partition}:iam::{account}:role/eks-access-{action}";

/**
 * Returns a function that fills in a pattern for the ARNs of roles, such as
 * `arn:{partition}:iam::{account}:role/eks-access-{action}`; `{action}` is `plan` or `apply`.
 *
 * @throws ConfigError if a placeholder is unknown
 */
export function rolesBy(pattern: string): (stack: Named) => Roles {
  for (const [text, name = ""] of pattern.matchAll(/\{([^{}]*)\}|[{}]/g)) {
    if (Object.hasOwn(PLACEHOLDERS, name)) continue;
    const known = Object.keys(PLACEHOLDERS).map((one) => `{${one}}`);
    const near = didYouMean(text, known);
    throw new ConfigError([
      `stacks: --role-pattern: a placeholder is one of ${known.join(", ")}, got ${quote(text)}${near}`,
    ]);
  }
  const fill = (stack: Named, action: keyof Roles): string => {
    const arn = pattern.replace(/\{(\w+)\}/g, (text, name) => PLACEHOLDERS[name]?.(stack, action) ?? text);
    const principal = principalArn(arn);
    if (principal.is === "role" && principal.whole) return arn;
    throw new ConfigError([
      `stacks: --role-pattern: for ${stack.name} it gives ${quote(arn)}, which is no ARN of a role; write it like ${EXAMPLE}`,
    ]);
  };
  return (stack) => ({ plan: fill(stack, "plan"), apply: fill(stack, "apply") });
}
