import { notAccepted } from "../plan/accept";
import { isOwnCheck } from "../plan/checks/catalogue";
import type { Diagnostic } from "../plan/diagnostics";
import type { AccessPlan } from "../plan/types";
import type { ClusterConfig } from "../schema/types";
import { checksOfPacks, decideCheck } from "./decide";

/** A plan with what its checks warn of. */
export interface PlanWithChecks {
  /** With what of its acceptances the checks needed. */
  readonly plan: AccessPlan;
  readonly warnings: readonly Diagnostic[];
}

/**
 * Decides the checks that a configuration asks for beside its rules, and returns what breaks them as warnings. Notes are
 * left to `eks-access check`, and the rules that are checks too have warned already.
 */
export function withChecks(plan: AccessPlan, config: ClusterConfig): PlanWithChecks {
  const names = checksOfPacks(config.checks?.packs ?? []).filter(isOwnCheck);
  if (names.length === 0) return { plan, warnings: [] };
  const found = names.flatMap((name) => decideCheck(name, { plan, config }).found);
  const { left, used } = notAccepted(found, plan.accepted);
  const byOthers = [...plan.acceptancesUsed].filter((key) => !names.some((name) => name === key.split(" ")[0]));
  return {
    plan: { ...plan, acceptancesUsed: new Set([...byOthers, ...used]) },
    warnings: left.flatMap(({ level, ...warning }) => (level === "note" ? [] : [warning])),
  };
}
