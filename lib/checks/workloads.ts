import { DEFAULT_SESSION_SECONDS } from "../aws/iam/limits";
import { KINDS_WITHOUT_POD_IDENTITY } from "../aws/nodes/node-kinds";
import { list, quote, sortedEntries } from "../aws/text";
import { adminsOf } from "../plan/access/admins";
import { type Path, showPath } from "../plan/diagnostics";
import type { PlannedRole } from "../plan/types";
import type { PlannedWorkload } from "../plan/workloads/types";
import { policiesWith, SERVICE_WIDE } from "./policies";
import { otherMadeRoles } from "./roles";
import type { Breach, Decide, Subject } from "./subject";

const at = (key: string, ...more: readonly string[]): Path => ["workloads", key, ...more];

const accountsOf = ({ podIdentity, irsa }: PlannedWorkload) => [...podIdentity, ...irsa];

export const defaultServiceAccount: Decide = ({ plan }) =>
  plan.workloads.flatMap((workload): Breach[] => {
    const account = accountsOf(workload).find(({ name }) => name === "default");
    if (account === undefined) return [];
    const message = `every pod of ${account.namespace} that names no service account gets this role, by ${quote(`${account.namespace}/default`)}; name a service account of the application`;
    return [{ path: at(workload.key, "serviceAccount"), message }];
  });

export const irsaNotNeeded: Decide = ({ config }) =>
  sortedEntries(config.nodeRoles).some(([, { kind }]) => KINDS_WITHOUT_POD_IDENTITY.some((one) => one === kind))
    ? []
    : sortedEntries(config.workloads).flatMap(([key, { via }]) =>
        via === "irsa"
          ? [
              {
                path: at(key, "via"),
                message: `the file has no nodes of kind ${list([...KINDS_WITHOUT_POD_IDENTITY].sort())}, so Pod Identity reaches the pods; leave via out`,
              },
            ]
          : [],
      );

export const noSessionTags: Decide = ({ config }) =>
  sortedEntries(config.workloads).flatMap(([key, { sessionTags, sessionPolicy, targetRole }]) =>
    sessionTags === false && sessionPolicy === undefined && targetRole === undefined
      ? [
          {
            path: at(key, "sessionTags"),
            message:
              "sessions of these pods do not say whose they are, and nothing here needs that; leave sessionTags out",
          },
        ]
      : [],
  );

export const sharedRole: Decide = ({ plan }) => {
  const byRole = new Map<string, PlannedWorkload[]>();
  for (const workload of plan.workloads) {
    byRole.set(workload.roleArn, [...(byRole.get(workload.roleArn) ?? []), workload]);
  }
  return [...byRole.values()].flatMap((workloads): Breach[] => {
    const [first] = workloads;
    const namespaces = [...new Set(workloads.flatMap(accountsOf).map(({ namespace }) => namespace))].sort();
    if (first === undefined || namespaces.length < 2) return [];
    const message = `pods of the namespaces ${list(namespaces.map(quote), "and")} share this role; write a workload for each`;
    const items = workloads.map(({ key }) => at(key));
    return [{ path: at(first.key, "serviceAccount"), message, ...(items.length > 1 && { items }) }];
  });
};

export const wildcardServiceAccount: Decide = ({ plan }) =>
  plan.workloads.flatMap(({ key, irsa }): Breach[] => {
    const account = irsa.find(({ namespace, name }) => /[*?]/.test(name) || /[*?]/.test(namespace));
    if (account === undefined) return [];
    const message = `whoever may make a service account that fits ${quote(`${account.namespace}/${account.name}`)} gets this role; name each service account`;
    return [{ path: at(key, "serviceAccount"), message }];
  });

export const serviceWidePolicy: Decide = (subject) =>
  policiesWith(SERVICE_WIDE, otherMadeRoles(subject)).map(({ path, is }) => ({
    path,
    message: `${is} allows all of one service of AWS; allow the actions and resources that are needed`,
  }));

export const noBoundary: Decide = ({ plan }) => {
  const roles = plan.roles.filter(({ permissionsBoundary }) => permissionsBoundary === undefined);
  if (roles.length === 0) return [];
  const named = list(roles.map(({ path }) => showPath(path)).sort(), "and");
  const message = `no permissions boundary for ${roles.length === 1 ? "the role" : "the roles"} of ${named}; write iam: { permissionsBoundary: … }`;
  return [{ path: ["iam"], items: roles.map(({ path }) => path), message }];
};

/** How many seconds of a session are long: of cluster admins, and of others. */
const LONG = { admin: 3600, other: 4 * 3600 } as const;

export const longSession: Decide = (subject) =>
  subject.plan.roles.flatMap((role): Breach[] => {
    const { maxSessionSeconds: seconds = DEFAULT_SESSION_SECONDS, path } = role;
    const [whose, most, hours] = isAdmin(role, subject)
      ? ["a role that is cluster admin", LONG.admin, "one hour is"]
      : ["this role", LONG.other, "four hours are"];
    if (seconds <= most) return [];
    const message = `sessions of ${whose} last ${seconds} seconds, and ${hours} ${most}; leave maxSessionSeconds out`;
    return [{ path, message }];
  });

const isAdmin = ({ id }: PlannedRole, { plan }: Subject): boolean =>
  adminsOf(plan.entries).some(({ principal }) => "id" in principal && principal.id === id);
