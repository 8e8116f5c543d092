import type { ClusterAnswers } from "../../live/answers";
import { irsaRow } from "../irsa";
import type { Row } from "../row";
import { unreadRow } from "../unread";

const ROLES = "roles of pods by IRSA";

/** Returns what becomes of the roles that pods take by the OIDC provider of the cluster's issuer. Other roles have no row. */
export function irsaRows(answers: ClusterAnswers): Row[] {
  const { irsa } = answers;
  if (irsa === undefined || irsa.provider === false) return [];
  if (irsa.roles === undefined) {
    return [unreadRow(ROLES, { unread: answers.unread.filter(({ operation }) => operation === "iam:ListRoles") })];
  }
  const rows = irsa.roles.flatMap(({ arn, trust }) => {
    const row = trust && irsaRow({ places: [{ name: `role ${arn}` }], arn, trust }, irsa.issuer);
    return row ?? [];
  });
  const unknown = irsa.roles.filter(({ trust }) => trust === undefined);
  const [first, ...others] = unknown.map(({ arn }) => ({ name: `role ${arn}` }));
  if (first === undefined) return rows;
  return [...rows, { is: "question", places: [first, ...others], question: NO_TRUST }];
}

const NO_TRUST = "the answer has no trust policy that is JSON, so that nobody knows whether pods take it";

/** Returns what stands about the issuer in the file. What roles trust exists, so that Terraform does not make it. */
export function issuerFields({ irsa }: ClusterAnswers, rows: readonly Row[]): Readonly<Record<string, string>> {
  if (irsa === undefined) return {};
  const exists = irsa.provider ?? rows.some(({ is }) => is === "item");
  return { oidcIssuer: irsa.issuer, ...(exists && { oidcProvider: "existing" }) };
}
