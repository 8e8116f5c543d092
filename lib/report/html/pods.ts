import { iamArn, nameOfArn } from "../../aws/arn";
import { byCodePoint } from "../../aws/text";
import type { LoadedPlan } from "../../load/load";
import type { PlannedWorkload } from "../../plan/workloads/types";
import { endCell, untilAttribute } from "./ends";
import type { Fleet, FleetCluster } from "./fleet";
import { code, columns, type Html, html, joined, nothing, table } from "./html";
import { about, linkTo, type Section } from "./parts";

/** The pods with an IAM role: by which way, which policies it has. */
export function podsPart({ clusters }: Fleet): Section {
  const rows = clusters.flatMap((cluster) => cluster.files.flatMap((file) => rowsOf(cluster, file)));
  return {
    id: "pods",
    title: "Pods",
    lead: "Service accounts whose pods get an IAM role, and with it access to AWS.",
    content:
      rows.length === 0
        ? [nothing("No workload has an IAM role.")]
        : [
            table(
              "Pods with an IAM role",
              columns("Cluster", "Service account", "Role", "Its policies", "By", "Session", "Until", "Given at"),
              [html`<tbody>${rows}</tbody>`],
            ),
          ],
  };
}

interface Row {
  readonly serviceAccount: string;
  readonly via: readonly string[];
}

const rowsOf = (cluster: FleetCluster, file: LoadedPlan): Html[] =>
  file.plan.workloads.flatMap((workload) =>
    serviceAccountsOf(workload).map((row) => rowOf(row, { cluster, file, workload })),
  );

function serviceAccountsOf({ podIdentity, irsa }: PlannedWorkload): Row[] {
  const ways = new Map<string, string[]>();
  for (const [via, accounts] of [
    ["Pod Identity", podIdentity],
    ["IRSA", irsa],
  ] as const) {
    for (const { namespace, name } of accounts) {
      const account = `${namespace}/${name}`;
      ways.set(account, [...(ways.get(account) ?? []), via]);
    }
  }
  return [...ways].sort(([a], [b]) => byCodePoint(a, b)).map(([serviceAccount, via]) => ({ serviceAccount, via }));
}

interface Around {
  readonly cluster: FleetCluster;
  readonly file: LoadedPlan;
  readonly workload: PlannedWorkload;
}

function rowOf({ serviceAccount, via }: Row, { cluster, file, workload }: Around): Html {
  const { key, roleArn, sessionTags, targetRole, otherClusters, released } = workload;
  const narrowed = file.plan.podIdentities.some(
    ({ namespace, serviceAccount: name, policy }) => policy !== undefined && `${namespace}/${name}` === serviceAccount,
  );
  const session = [
    ...(via.includes("Pod Identity") ? [sessionTags ? html`tags of the pod` : html`no tags`] : []),
    ...(narrowed ? [html`narrowed by a session policy`] : []),
    ...(targetRole === undefined ? [] : [html`then takes ${code(targetRole)}`]),
    ...(otherClusters.length === 0 ? [] : [html`pods of ${joined(otherClusters.map(code))} too`]),
  ];
  const namespace = serviceAccount.split("/", 1)[0] ?? "";
  return html`<tr${about(cluster)}${untilAttribute(workload)}><td>${linkTo(cluster)}</td><td class="names" data-n="${namespace}">${serviceAccount}</td><td class="names">${nameOfArn(roleArn)}</td><td class="names">${policiesOf(roleArn, file)}</td><td class="w">${via.join(", ")}</td><td class="names">${session.length > 0 ? joined(session) : "-"}</td>${endCell(workload)}<td class="at"><code>${file.locationOf(["workloads", key])}</code>${released && " (let go of)"}</td></tr>
`;
}

/** The policies of a role that the same file makes. */
function policiesOf(arn: string, { plan }: LoadedPlan): Html {
  const { partition, account } = plan.cluster;
  const role = plan.roles.find(({ iamPath, name }) => iamArn(partition, account, "role", iamPath, name) === arn);
  if (role === undefined) return html`a role that exists: these files do not say`;
  const policies = [
    ...role.attachments.map(({ policyArn }) => html`${nameOfArn(policyArn)}`),
    ...role.inlinePolicies.map(({ name }) => html`${name} <small>inline</small>`),
  ];
  return policies.length === 0 ? html`none` : joined(policies);
}
