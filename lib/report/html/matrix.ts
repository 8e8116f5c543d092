import { isNodeType } from "../../aws/eks/entry-types";
import { list } from "../../aws/text";
import {
  type Fleet,
  type FleetCluster,
  GROUP_NAMES,
  GROUPS,
  type Grant,
  type GroupName,
  type Principal,
} from "./fleet";
import { counted, type Html, html, nothing } from "./html";
import { linkTo, mark, type Section, shortPolicy } from "./parts";
import { LEVELS, type LevelName } from "./powers";
import { kindOf } from "./principals";

/** With more cells, a row says on how many clusters a principal has the same, and names them behind it. */
const MOST_CELLS = 20_000;

/** More columns do not fit a printed page. */
const MOST_PRINTED = 8;

/** Who has which access where: a row a principal, a column a cluster. */
export function whoPart(fleet: Fleet, most = MOST_CELLS): Section {
  const { clusters, principals } = fleet;
  const folded = principals.length * clusters.length > most;
  return {
    id: "who",
    title: "Who can do what",
    lead: folded
      ? "A row is a principal. Each line of it is what the principal has, and on how many clusters."
      : "A row is a principal, a column is a cluster. A cell is what the one may do in the other.",
    content: [
      ...(principals.length === 0
        ? [nothing("No file gives anybody access.")]
        : [key(principals), folded ? foldedTable(fleet) : matrix(fleet)]),
      ...besides(clusters),
    ],
  };
}

/** The meaning of the letters that are used. */
function key(principals: readonly Principal[]): Html {
  const used = new Set(principals.flatMap(({ grants }) => grants.map(({ allowed }) => allowed.level)));
  const shown = (Object.keys(LEVELS) as LevelName[]).filter((level) => used.has(level));
  return html`<dl class="key">${shown.map(
    (level) =>
      html`<div><dt class="g g${levelClass(level)}">${mark(level)}</dt><dd><b>${LEVELS[level].title}</b>: ${LEVELS[level].about}</dd></div>`,
  )}</dl>`;
}

/** The class of a level, for its looks. */
const levelClass = (level: LevelName): string => Object.keys(LEVELS).indexOf(level).toString();

function matrix({ clusters, principals }: Fleet): Html {
  const wide = clusters.length > MOST_PRINTED;
  return html`${
    wide &&
    html`<p class="printed nothing">The table of ${clusters.length} clusters is wider than a page. The part By principal says the same, a row for each grant.</p>`
  }<div class="scroll matrix${wide && " wide"}" role="group" aria-label="Principals and clusters" tabindex="0"><table id="matrix" class="cells"><caption>Principals and clusters</caption><thead><tr><th scope="col">Principal</th>${clusters.map(
    (cluster) => html`<th scope="col">${linkTo(cluster)}</th>`,
  )}</tr></thead>${inGroups(principals, clusters.length + 1, (principal) => rowOf(principal, clusters))}</table></div>`;
}

/** Rows in a body for each group, below its name. */
function inGroups(principals: readonly Principal[], width: number, rowOf: (principal: Principal) => Html): Html {
  const bodyOf = (group: GroupName) => {
    const those = principals.filter((principal) => principal.group === group);
    const { title, about } = GROUPS[group];
    return (
      those.length > 0 &&
      html`<tbody><tr class="group"><th scope="rowgroup" colspan="${width}"><span>${title} <small>${about}</small></span></th></tr>${those.map(rowOf)}</tbody>
`
    );
  };
  return html`${GROUP_NAMES.map((group) => html`${bodyOf(group)}`)}`;
}

function rowOf({ anchor, arn, name, grants }: Principal, clusters: readonly FleetCluster[]): Html {
  const byCluster = new Map<FleetCluster, Grant[]>();
  for (const grant of grants) byCluster.set(grant.cluster, [...(byCluster.get(grant.cluster) ?? []), grant]);
  return html`<tr data-p><th scope="row"><a href="#${anchor}">${name}</a><small>${kindOf(arn)}</small></th>${clusters.map(
    (cluster) => html`<td>${(byCluster.get(cluster) ?? []).map(chip)}</td>`,
  )}</tr>
`;
}

/** What a principal has, as a mark and words. */
function chip({ row, allowed: { level } }: Grant): Html {
  return html`<span class="g g${levelClass(level)}">${mark(level)}${whatOf(row)}</span>`;
}

/** The name of what is granted, and where it holds. */
function whatOf({ policy, group, scope, type, released, until }: Grant["row"]): Html {
  const end = html`${until !== undefined && html`<i>until ${until}</i>`}${released && html`<i>let go of</i>`}`;
  if (group !== undefined) return html`${group}<i>group</i>${end}`;
  if (policy === undefined || scope === undefined)
    return html`${type}<i>${isNodeType(type) ? "nodes" : "entry alone"}</i>${end}`;
  return html`${shortPolicy(policy)}${scope.type === "namespace" && html`<i>in ${scope.namespaces.join(", ")}</i>`}${end}`;
}

/** Principals and what they have, each with the clusters where they have it. */
function foldedTable({ principals }: Fleet): Html {
  return html`<div class="scroll" role="group" aria-label="Principals and what they have" tabindex="0"><table id="matrix"><caption>Principals and what they have</caption><thead><tr><th scope="col">Principal</th><th scope="col">What, and on which clusters</th></tr></thead>${inGroups(principals, 2, foldedRow)}</table></div>`;
}

function foldedRow({ anchor, arn, name, grants }: Principal): Html {
  const same = new Map<string, Grant[]>();
  for (const grant of grants) {
    const what = whatOf(grant.row).text;
    same.set(what, [...(same.get(what) ?? []), grant]);
  }
  const lines = [...same.values()].map(([first, ...others]) =>
    first === undefined
      ? html``
      : html`<details><summary>${chip(first)} on ${counted(others.length + 1, "cluster")}</summary>${list(
          [first, ...others].map(({ cluster }) => cluster.label),
          "and",
        )}</details>`,
  );
  return html`<tr data-p><th scope="row"><a href="#${anchor}">${name}</a><small>${kindOf(arn)}</small></th><td>${lines}</td></tr>
`;
}

/** Who else gets in, without an entry of the files. */
function besides(clusters: readonly FleetCluster[]): Html[] {
  const items = clusters.flatMap((cluster) => {
    const { madeByEks, identityProviders } = cluster.access;
    return [
      ...identityProviders.map(({ issuerUrl, clientId, requiredClaims = {}, location }) => {
        const claims = Object.entries(requiredClaims).map(([claim, value]) => `${claim}: ${value}`);
        return html`<li>${linkTo(cluster)}: whoever <code>${issuerUrl}</code> gives a token for <code>${clientId}</code>${claims.length > 0 && html` with <code>${list(claims, "and")}</code>`}, by <code>${location}</code></li>`;
      }),
      ...(madeByEks.length > 0
        ? [
            html`<li>${linkTo(cluster)}: the nodes of <code>${list(madeByEks, "and")}</code>, whose access entry EKS makes by itself</li>`,
          ]
        : []),
    ];
  });
  return items.length === 0 ? [] : [html`<h3>And without an entry of these files</h3><ul class="plain">${items}</ul>`];
}
