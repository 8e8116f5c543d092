import { parseArn } from "../../aws/arn";
import { isIdentityCenterRole } from "../../aws/iam/identity-center";
import { endCell, untilAttribute } from "./ends";
import { type Fleet, GROUPS, type Grant, type Principal } from "./fleet";
import { counted, type Html, html, nothing } from "./html";
import { about, linkTo, mark, type Section } from "./parts";
import { LEVELS } from "./powers";

/** Such as `role in 111122223333`. A token of TypeScript is known to Terraform alone. */
export function kindOf(arn: string): string {
  const { account, resource } = parseArn(arn) ?? {};
  if (account === undefined || resource === undefined) return "known to Terraform";
  return `${isIdentityCenterRole(arn) ? "Identity Center role" : resource.split("/", 1)[0]} in ${account}`;
}

const COLUMNS = ["Cluster", "Policy or group", "Scope", "Allows", "Granted at"];

/** Each principal with everything that it has everywhere. */
export function principalsPart({ principals }: Fleet): Section {
  const ending = principals.some(({ grants }) => grants.some(({ row }) => row.until !== undefined));
  const titles = [...COLUMNS, ...(ending ? ["Until"] : [])];
  return {
    id: "principals",
    title: "By principal",
    lead: "Everything that a principal has in all clusters, and the place in the files that gives it.",
    content:
      principals.length === 0
        ? [nothing("No file gives anybody access.")]
        : [
            html`<div class="scroll" role="group" aria-label="Grants by principal" tabindex="0"><table id="grants"><caption>Grants by principal</caption><thead><tr>${titles.map(
              (title) => html`<th scope="col">${title}</th>`,
            )}</tr></thead>${principals.map((principal) => bodyOf(principal, ending))}</table></div>`,
          ],
  };
}

const bodyOf = ({ anchor, arn, name, group, grants }: Principal, ending: boolean): Html =>
  html`<tbody id="${anchor}"><tr class="group"><th scope="rowgroup" colspan="${COLUMNS.length + (ending ? 1 : 0)}"><span>${name} <small>${GROUPS[group].title}, ${counted(grants.length, "grant")}</small><code>${arn}</code></span></th></tr>${grants.map((grant) => rowOf(grant, ending))}</tbody>
`;

function rowOf({ cluster, row, allowed }: Grant, ending: boolean): Html {
  const { policy, group, scope, type, released, location } = row;
  const what =
    group !== undefined
      ? html`group <b>${group}</b>`
      : policy !== undefined
        ? html`${policy}`
        : html`entry of type ${type}`;
  const where =
    group !== undefined
      ? html`<td>as its bindings say</td>`
      : scope === undefined
        ? html`<td>-</td>`
        : scope.type === "cluster"
          ? html`<td data-n="*">whole cluster</td>`
          : html`<td data-n="${scope.namespaces.join(" ")}">in ${scope.namespaces.join(", ")}</td>`;
  const secrets = allowed.secrets ? ", Secrets too" : "";
  return html`<tr${about(cluster)}${allowed.secrets && html` data-s`}${untilAttribute(row)}><td>${linkTo(cluster)}</td><td>${what}</td>${where}<td>${mark(allowed.level)} ${LEVELS[allowed.level].title}${secrets}</td><td><code>${location}</code>${released && " (let go of)"}</td>${ending && endCell(row)}</tr>
`;
}
