import type { AccessRow } from "../../answers/access";
import { accessPolicyName } from "../../aws/eks/access-policies";
import { lastOf } from "../../aws/terraform/until";
import type { LoadedPlan } from "../../load/load";
import type { Expiring } from "../../plan/expiring";
import { type Html, html } from "./html";

/** Returns a function that finds the end of a row of the access to a cluster: that of its policy, or of its entry. */
export function endsIn(files: readonly LoadedPlan[]): (row: AccessRow) => Expiring {
  const ends = new Map<string, Expiring>();
  const add = (key: readonly string[], { until, reason }: Expiring) => {
    if (until !== undefined) ends.set(JSON.stringify(key), { until, ...(reason !== undefined && { reason }) });
  };
  for (const { plan, locationOf } of files) {
    for (const entry of plan.entries) {
      add([entry.principalArn], entry);
      for (const { policyArn, path = entry.path, ...association } of entry.associations) {
        add([entry.principalArn, accessPolicyName(policyArn, plan.cluster.partition), locationOf(path)], association);
      }
    }
  }
  return ({ principal, policy, location }) =>
    ends.get(JSON.stringify([principal, policy, location])) ?? ends.get(JSON.stringify([principal])) ?? {};
}

/** The instant of an end, for the filter. */
export const untilAttribute = ({ until }: Expiring): Html => html`${until !== undefined && html` data-u="${until}"`}`;

/** The end and its reason, in a cell. */
export const endCell = ({ until, reason }: Expiring): Html =>
  until === undefined
    ? html`<td>-</td>`
    : html`<td class="names">${lastOf(until)}${reason !== undefined && html` <small>${reason}</small>`}</td>`;
