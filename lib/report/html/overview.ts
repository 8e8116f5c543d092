import { adminsOf } from "../../plan/access/admins";
import { statedMode } from "../../plan/cluster/stated-mode";
import type { Audit } from "./audit";
import type { Findings } from "./checks";
import type { Fleet, FleetCluster } from "./fleet";
import { type Html, html, nothing, table } from "./html";
import { about, fewOf, type Section } from "./parts";

const MOST_NAMED = 5;

/** A row for each cluster. */
export function fleetPart({ clusters, principals }: Fleet, findings: Findings, audit: Audit | undefined): Section {
  const names = new Map(principals.map(({ arn, name }) => [arn, name]));
  const rows = clusters.map((cluster) => {
    const { anchor, access, files } = cluster;
    const plans = files.map(({ plan }) => plan);
    const admins = [
      ...new Set(plans.flatMap(({ entries }) => adminsOf(entries).map(({ principalArn }) => principalArn))),
    ];
    const nodes = new Set(
      plans.flatMap(({ nodeRoles, nodeClasses }) =>
        [...nodeRoles, ...nodeClasses].map(({ role }) => JSON.stringify(role)),
      ),
    );
    const asAdmins = principals.filter(
      ({ arn, grants }) =>
        !admins.includes(arn) &&
        grants.some((grant) => grant.cluster === cluster && grant.allowed.level === "as admin"),
    );
    const others = new Set(access.access.map(({ principal }) => principal)).size - admins.length;
    const open = findings.openOf(cluster);
    const accepted = plans.reduce((sum, plan) => sum + plan.accepted.length, 0);
    return html`<tr id="${anchor}"${about(cluster)}><th scope="row">${access.cluster}</th><td>${access.account}</td><td class="w">${access.region}</td><td>${modeOf(cluster)}</td><td class="names"><b>${admins.length}</b>${
      admins.length > 0 &&
      html` <small>${fewOf(
        admins.map((arn) => names.get(arn) ?? arn),
        MOST_NAMED,
      )}</small>`
    }${
      asAdmins.length > 0 &&
      html`<br><b>${asAdmins.length}</b> as good as that <small>${fewOf(
        asAdmins.map(({ name }) => name),
        MOST_NAMED,
      )}</small>`
    }</td><td class="n">${others}</td><td class="n">${podsOf(cluster)}</td><td class="n">${nodes.size}</td><td class="w">${open} open, ${accepted} accepted</td>${audit && html`<td>${audit.summaryOf(cluster)}</td>`}</tr>
`;
  });
  const numbers = (title: string) => ({ title, numbers: true as const });
  return {
    id: "fleet",
    title: "Fleet",
    lead: "The clusters of these files, and how many may do what in each.",
    content:
      rows.length === 0
        ? [nothing("There is no cluster.")]
        : [
            table(
              "Clusters",
              [
                { title: "Cluster" },
                { title: "Account" },
                { title: "Region" },
                { title: "Authentication" },
                { title: "Cluster admins" },
                numbers("Others"),
                numbers("Pods"),
                numbers("Node roles"),
                { title: "Findings" },
                ...(audit ? [{ title: "Audit" }] : []),
              ],
              [html`<tbody>${rows}</tbody>`],
            ),
            html`<p class="note">Others are principals with an access entry that are no cluster admin, nodes too. Pods are service accounts with an IAM role.</p>`,
          ],
  };
}

/** The authentication mode, where a file states it. */
const modeOf = ({ files }: FleetCluster): string =>
  files.flatMap((file) => statedMode(file)?.mode ?? [])[0] ?? "not stated";

/** Counts the service accounts of a cluster that have an IAM role. */
export const podsOf = ({ files }: FleetCluster): number =>
  new Set(
    files.flatMap(({ plan }) =>
      plan.workloads.flatMap(({ podIdentity, irsa }) =>
        [...podIdentity, ...irsa].map(({ namespace, name }) => `${namespace}/${name}`),
      ),
    ),
  ).size;

/** The figures at the top. */
export function figures({ clusters, principals }: Fleet, findings: Findings): Html {
  const admins = principals.filter(({ grants }) => grants.some(({ allowed }) => allowed.level === "admin")).length;
  const asAdmin = principals.filter(({ grants }) => grants.some(({ allowed }) => allowed.level === "as admin")).length;
  const pods = clusters.reduce((sum, cluster) => sum + podsOf(cluster), 0);
  const open = clusters.reduce((sum, cluster) => sum + findings.openOf(cluster), 0);
  const accepted = clusters.flatMap(({ files }) => files.flatMap(({ plan }) => plan.accepted)).length;
  const one = (number: number, title: string, to: string, filter?: string) =>
    html`<div><dt>${title}</dt><dd><a href="#${to}"${filter !== undefined && html` data-filter="${filter}"`}>${number}</a></dd></div>`;
  return html`<dl class="figures">${one(clusters.length, noun(clusters.length, "cluster"), "fleet")}${one(principals.length, noun(principals.length, "principal"), "who")}${one(admins, noun(admins, "cluster admin"), "who", "may=admin")}${one(asAdmin, "as good as admin", "who", "may=admin")}${one(pods, noun(pods, "service account with a role", "service accounts with a role"), "pods")}${one(open, noun(open, "open finding"), "findings")}${one(accepted, noun(accepted, "acceptance"), "findings")}</dl>`;
}

const noun = (number: number, one: string, many = `${one}s`): string => (number === 1 ? one : many);
