import * as z from "zod";
import { formatOf } from "../answers/answer";
import { type AuditAnswer, auditAnswer } from "../answers/audit";
import { quote, someOf } from "../aws/text";
import { ConfigError } from "../load/config-error";
import type { LoadedPlan } from "../load/load";
import { showPath } from "../plan/diagnostics";
import { shownName, textOf } from "./input";

const AUDIT = z.object({ format: z.literal(formatOf("audit")), ...auditAnswer.shape });

/**
 * Reads what an audit answered as JSON. It may be of some of the clusters alone, and of no other.
 *
 * @param word as it is called, for messages
 * @param file its name; `-` is standard input
 * @throws ConfigError if it cannot be read, is no such answer, or is about other clusters
 */
export function readAudit(word: string, file: string, plans: readonly LoadedPlan[]): AuditAnswer {
  const name = `${word}: ${shownName(file)}`;
  const parsed = AUDIT.safeParse(jsonIn(textOf(word, file), name));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const at =
      issue === undefined
        ? ""
        : ` (${showPath(issue.path.map((step) => (typeof step === "number" ? step : String(step))))}: ${issue.message})`;
    throw new ConfigError([`${name} is no answer of eks-access audit --format json${at}; write the audit anew`]);
  }
  const known = plans.map(({ plan: { cluster } }) => keyOf(cluster.name, cluster.account, cluster.region));
  const others = parsed.data.clusters
    .map(({ cluster, account, region }) => keyOf(cluster, account, region))
    .filter((key) => !known.includes(key));
  if (others.length > 0) {
    throw new ConfigError([
      `${name} is an audit of clusters that are not in these files: ${someOf(others)}; give the audit of these files`,
    ]);
  }
  return parsed.data;
}

const keyOf = (name: string, account: string, region: string): string => `${name} (${account}, ${region})`;

/** @throws ConfigError if it is none */
function jsonIn(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigError([`${name} is no JSON: ${quote(reason)}; write the audit anew`]);
  }
}
