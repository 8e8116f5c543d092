import { holdEverywhere } from "../aws/cidrs";
import { LOG_TYPES, OLDEST_STANDARD_VERSION } from "../aws/eks/cluster";
import { isToken, list, quote } from "../aws/text";
import { CLUSTER_ROLE_ID } from "../plan/addresses";
import { isForAnyCluster } from "../plan/cluster/cluster-role";
import { endpointOf } from "../plan/cluster/endpoint";
import type { PlannedCluster } from "../plan/types";
import type { Breach, Decide, Undecided } from "./subject";

const AT = ["cluster", "create"];

/** Decides about the cluster that a file makes. That there is one is decided elsewhere. */
const ofCreated =
  (decide: (create: PlannedCluster) => readonly Breach[] | Undecided): Decide =>
  ({ plan }) =>
    plan.create === undefined ? [] : decide(plan.create);

export const openEndpoint = ofCreated((create) => {
  const endpoint = endpointOf(create);
  return endpoint.public && holdEverywhere(endpoint.publicCidrs)
    ? [
        {
          path: [...AT, "endpoint"],
          message:
            "the API server is reachable from everywhere on the internet; write publicCidrs, or private: true and public: false",
        },
      ]
    : [];
});

export const publicEndpoint = ofCreated((create) => {
  const { private: inVpc, public: isPublic } = endpointOf(create);
  if (inVpc && !isPublic) return [];
  const has = inVpc
    ? "has a public endpoint beside the one in the VPC"
    : isPublic
      ? "has a public endpoint, and none in the VPC"
      : "has no endpoint in the VPC";
  return [{ path: [...AT, "endpoint"], message: `the API server ${has}; write private: true and public: false` }];
});

/** The log that says who did what. */
const AUDIT = "audit";
const LOGS = [...AT, "logs"];

/** Terraform alone knows which logs tokens are. */
const missingLogs = ({ logs }: PlannedCluster): readonly string[] =>
  logs.some(isToken) ? [] : LOG_TYPES.words.filter((type) => !logs.includes(type));

export const auditLog = ofCreated((create) =>
  missingLogs(create).includes(AUDIT)
    ? [
        {
          path: LOGS,
          message: "EKS does not write the log audit, and nobody can find out later who did what; write it under logs",
        },
      ]
    : [],
);

export const controlPlaneLogs = ofCreated((create) => {
  const missing = missingLogs(create).filter((type) => type !== AUDIT);
  if (missing.length === 0) return [];
  const [s, it] = missing.length > 1 ? ["s", "them"] : ["", "it"];
  return [{ path: LOGS, message: `EKS does not write the log${s} ${list(missing, "and")}; write ${it} under logs` }];
});

export const ownKey = ofCreated(({ encryptionKeyArn }) =>
  encryptionKeyArn === undefined
    ? [{ path: AT, message: "Secrets are encrypted with a key of AWS; write encryptionKeyArn for one of your own" }]
    : [],
);

export const deletionProtection = ofCreated(({ deletionProtection: isProtected = false }) =>
  isProtected
    ? []
    : [
        {
          path: [...AT, "deletionProtection"],
          message: "EKS deletes the cluster on request; write deletionProtection: true",
        },
      ],
);

export const oldVersion = ofCreated(({ version }) => {
  if (version === undefined || isToken(version)) {
    return { teller: "account", why: "the file does not say the version; write cluster.create.version" };
  }
  const { minor, on } = OLDEST_STANDARD_VERSION;
  if (Number(version.split(".")[1]) >= minor) return [];
  const message = `Kubernetes ${quote(version)} is out of standard support: on ${on} the oldest in it was 1.${minor}; upgrade`;
  return [{ path: [...AT, "version"], message }];
});

export const anyClusterRole: Decide = ({ plan }) =>
  plan.roles.some((role) => role.id === CLUSTER_ROLE_ID && isForAnyCluster(role))
    ? [
        {
          path: ["clusterRole"],
          message:
            "EKS may take the cluster role for any cluster; clusterRole: { onlyThisCluster: true } names this one in its trust",
        },
      ]
    : [];
