import { readFileSync } from "node:fs";
import * as z from "zod";
import { formatOf } from "../answers/answer";
import { type AuditAnswer, auditAnswer } from "../answers/audit";
import { quote, someOf } from "../aws/text";
import { reasonOf } from "../files/errors";
import { ConfigError } from "../load/config-error";
import type { LoadedPlan } from "../load/load";
import { showPath } from "../plan/diagnostics";

const AUDIT = z.object({ format: z.literal(formatOf("audit")), ...auditAnswer.shape });

/**
 * Reads what an audit answered as JSON. It may be of some of the clusters alone, and of no other.
 *
 * @throws ConfigError if it cannot be read, is no such answer, or is about other clusters
 */
export function readAudit(file: string, plans: readonly LoadedPlan[]): AuditAnswer {
  const parsed = AUDIT.safeParse(jsonIn(file));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const at =
      issue === undefined
        ? ""
        : ` (${showPath(issue.path.map((step) => (typeof step === "number" ? step : String(step))))}: ${issue.message})`;
    throw new ConfigError([`${file}: no answer of eks-access audit --format json${at}; write the audit anew`]);
  }
  const known = plans.map(({ plan: { cluster } }) => keyOf(cluster.name, cluster.account, cluster.region));
  const others = parsed.data.clusters
    .map(({ cluster, account, region }) => keyOf(cluster, account, region))
    .filter((key) => !known.includes(key));
  if (others.length > 0) {
    throw new ConfigError([
      `${file}: the audit is about clusters that are not in these files: ${someOf(others)}; give the audit of these files`,
    ]);
  }
  return parsed.data;
}

const keyOf = (name: string, account: string, region: string): string => `${name} (${account}, ${region})`;

/** @throws ConfigError */
function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) throw new ConfigError([`${file}: no JSON: ${quote(error.message)}`]);
    throw new ConfigError([`${file}: cannot be read: ${reasonOf(error)}`]);
  }
}
