import { CLUSTER_ROLE_ID } from "../plan/addresses";
import type { About } from "../plan/checks/check";
import { showPath } from "../plan/diagnostics";
import { madeNodeRoles, nodesOfOthers } from "./roles";
import type { Subject, Undecided } from "./subject";

/** Returns why a file cannot tell about a part of the cluster that it leaves to others; undefined if it can. */
export const whyOpen: Readonly<Record<About, (subject: Subject) => Undecided | undefined>> = {
  access: ({ plan, config }) =>
    plan.entries.length > 0 || config.cluster !== undefined
      ? undefined
      : { teller: "account", why: "the file grants nobody access; eks-access audit tells who has it" },
  cluster: ({ config }) =>
    config.cluster?.create
      ? undefined
      : { teller: "account", why: "the file does not make the cluster; aws eks describe-cluster tells" },
  "cluster role": ({ plan }) =>
    plan.roles.some(({ id }) => id === CLUSTER_ROLE_ID)
      ? undefined
      : { teller: "account", why: "the file does not make the cluster role; aws iam get-role tells" },
  nodes: (subject) => {
    const [other] = nodesOfOthers(subject);
    if (other) return { teller: "account", why: `the role of ${showPath(other)} is made elsewhere` };
    return madeNodeRoles(subject).length > 0
      ? undefined
      : { teller: "account", why: "the file makes no role of nodes" };
  },
  NodeClasses: ({ plan }) =>
    plan.nodeClasses.length > 0 ? undefined : { teller: "cluster", why: "the file has no NodeClass" },
  workloads: ({ plan }) =>
    plan.workloads.length > 0 ? undefined : { teller: "account", why: "the file has no workload" },
  "policies of people": ({ plan }) =>
    plan.identityPolicies.length > 0 ? undefined : { teller: "account", why: "the file makes no IAM policy of people" },
  roles: ({ plan }) => (plan.roles.length > 0 ? undefined : { teller: "account", why: "the file makes no role" }),
};
