import type { Change, ClusterDiff } from "../../diff/diff";
import {
  type Compared,
  comparedWith,
  isShown,
  placeOf,
  SIGNS,
  stateOf,
  titleOf,
  unchangedOf,
  verdictOf,
} from "../diff";
import { linesOf } from "../diff-lines";
import { code, columns, type Html, html, nothing, sentence, table } from "./html";
import type { Section } from "./parts";

/** What differs in access since an earlier state of the files. */
export function changesPart(compared: Compared): Section {
  const { refused, clusters } = compared;
  const shown = clusters.filter(isShown);
  const unchanged = unchangedOf(compared);
  return {
    id: "changes",
    title: "Changes",
    lead: html`Access in ${sentence(comparedWith(compared))}: ${verdictOf(compared)}. An escalation is what somebody should look at.`,
    content: [
      ...(refused.length === 0
        ? []
        : [
            html`<p>The base could not be read:</p><ul class="plain">${refused.map((line) => html`<li>${line}</li>`)}</ul>`,
          ]),
      shown.length === 0 ? nothing("Nobody gains or loses access.") : tableOf(shown, compared),
      ...(unchanged === undefined ? [] : [html`<p>${unchanged}.</p>`]),
    ],
  };
}

const HOW: Readonly<Record<Change["how"], string>> = { added: "added", taken: "taken", changed: "changed" };

function tableOf(clusters: readonly ClusterDiff[], compared: Compared): Html {
  const bodies = clusters.map((cluster) => {
    const rows = linesOf(cluster).map((change) => rowOf(change, compared));
    const notes = cluster.notes.map(
      (note) => html`<tr><td>note</td><td class="long" colspan="2">${sentence(note)}</td></tr>`,
    );
    return html`<tbody><tr class="group"><th scope="rowgroup" colspan="3"><span>${titleOf(cluster)}${stateOf(cluster, compared)}</span></th></tr>${rows}${notes}</tbody>
`;
  });
  return table("Changes in access", columns("How", "What", "At"), bodies);
}

function rowOf(change: Change, { from }: Compared): Html {
  const { how, details, escalation } = change;
  return html`<tr${escalation && html` class="escalation"`}><td><b class="m">${SIGNS[how]}</b> ${HOW[how]}${escalation && html` <strong>escalation</strong>`}</td><td class="long">${sentence(change.sentence)}${details.map(
    (detail) => html`<br><small>${sentence(detail)}</small>`,
  )}</td><td class="at">${code(placeOf(change, from))}</td></tr>
`;
}
