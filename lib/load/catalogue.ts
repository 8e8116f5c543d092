import { PLAN_RULES } from "../plan/catalogue";
import { type Rule, rules } from "../plan/rule";

/** Rules of files: what a file may hold at all, whatever it says. */
export const LOAD_RULES = rules({
  "defaults-conflict": { severity: "error", summary: "", wayOut: "", source: "", numbers: [], bad: "", good: "" },
  "duplicate-key": { severity: "error", summary: "", wayOut: "", source: "", numbers: [], bad: "", good: "" },
  "empty-folder": { severity: "error", summary: "", wayOut: "", source: "", numbers: [], bad: "", good: "" },
  "file-name": { severity: "error", summary: "", wayOut: "", source: "", numbers: [], bad: "", good: "" },
  "file-name-taken": { severity: "error", summary: "", wayOut: "", source: "", numbers: [], bad: "", good: "" },
  "no-such-source": { severity: "error", summary: "", wayOut: "", source: "", numbers: [], bad: "", good: "" },
  "not-yaml": { severity: "error", summary: "", wayOut: "", source: "", numbers: [], bad: "", good: "" },
  required: { severity: "error", summary: "", wayOut: "", source: "", numbers: [], bad: "", good: "" },
  "set-key-taken": { severity: "error", summary: "", wayOut: "", source: "", numbers: [], bad: "", good: "" },
  "set-named-twice": { severity: "error", summary: "", wayOut: "", source: "", numbers: [], bad: "", good: "" },
  "two-defaults": { severity: "error", summary: "", wayOut: "", source: "", numbers: [], bad: "", good: "" },
  "unknown-key": { severity: "error", summary: "", wayOut: "", source: "", numbers: [], bad: "", good: "" },
  "unknown-set": { severity: "error", summary: "", wayOut: "", source: "", numbers: [], bad: "", good: "" },
  "unknown-value": { severity: "error", summary: "", wayOut: "", source: "", numbers: [], bad: "", good: "" },
  "wrong-type": { severity: "error", summary: "", wayOut: "", source: "", numbers: [], bad: "", good: "" },
});

export type LoadRuleName = keyof typeof LOAD_RULES;

/** Every rule there is, by name. */
export const ALL_RULES: Readonly<Record<string, Rule>> = { ...LOAD_RULES, ...PLAN_RULES };
