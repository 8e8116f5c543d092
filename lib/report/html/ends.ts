import { endOf, lastOf } from "../../aws/terraform/until";
import { type Html, html } from "./html";

/** When something ends, and why it is there until then. */
interface Ending {
  /** The last day, in UTC, or an instant. */
  readonly until?: string;
  readonly reason?: string;
}

/** The instant of an end, for the filter. */
export const untilAttribute = ({ until }: Ending): Html =>
  html`${until !== undefined && html` data-u="${endOf(until) ?? until}"`}`;

/** The end and its reason, in a cell. */
export const endCell = ({ until, reason }: Ending): Html =>
  until === undefined
    ? html`<td>-</td>`
    : html`<td class="names">${lastOf(until)}${reason !== undefined && html` <small>${reason}</small>`}</td>`;
