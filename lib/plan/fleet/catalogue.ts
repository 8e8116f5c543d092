import { rules } from "../rule";

/** Rules of this section. */
export const FLEET_RULES = rules({
  "made-twice": { severity: "error", summary: "", wayOut: "", source: "", numbers: [], bad: "", good: "" },
  "role-of-another-file": {
    severity: "warning",
    summary: "a role that another file makes",
    wayOut: "",
    source: "",
    numbers: [],
    bad: "",
    good: "",
  },
  "state-of-two-files": { severity: "error", summary: "", wayOut: "", source: "", numbers: [], bad: "", good: "" },
});
