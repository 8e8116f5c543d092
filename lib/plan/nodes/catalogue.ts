import { rules } from "../rule";
import { NODE_CLASS_RULES } from "./node-class-catalogue";
import { NODE_POOL_RULES } from "./node-pool-catalogue";

/** Rules of nodes: their roles and instance profiles, NodeClasses and NodePools. */
export const NODE_RULES = rules({
  ...NODE_CLASS_RULES,
  ...NODE_POOL_RULES,
  "cni-of-kind": { severity: "error", summary: "", wayOut: "", source: "", numbers: [], bad: "", good: "" },
  "instance-profile-name": { severity: "error", summary: "", wayOut: "", source: "", numbers: [], bad: "", good: "" },
  "instance-profile-name-taken": {
    severity: "error",
    summary: "",
    wayOut: "",
    source: "",
    numbers: [],
    bad: "",
    good: "",
  },
  "instance-profile-of-kind": {
    severity: "error",
    summary: "",
    wayOut: "",
    source: "",
    numbers: [],
    bad: "",
    good: "",
  },
  "no-ipv6": { severity: "error", summary: "", wayOut: "", source: "", numbers: [], bad: "", good: "" },
  "role-with-path": {
    severity: "warning",
    summary: "a NodeClass whose role has a path",
    wayOut: "",
    source: "",
    numbers: [],
    bad: "",
    good: "",
  },
  "trust-anchor": { severity: "error", summary: "", wayOut: "", source: "", numbers: [], bad: "", good: "" },
});
