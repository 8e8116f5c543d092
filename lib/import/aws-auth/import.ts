import { list } from "../../aws/text";
import type { Answers } from "../answers";
import type { Imported, Place, Row } from "../row";
import { placeText } from "../text";
import { LISTS, type RawRow, readConfigMap } from "./config-map";
import { entryOf } from "./entry";
import { principalOf } from "./principal";
import { readRow } from "./row-text";

/** The cluster of the ConfigMap, which does not name it. */
export interface ClusterOfRows {
  readonly name: string;
  readonly account: string;
  readonly region: string;
}

const PATHS =
  "aws-auth names roles without their path, and an entry without it cannot be made: --iam with the answer of aws iam list-roles finds it";

/**
 * Imports the ConfigMap aws-auth.
 *
 * @param file for messages
 * @throws ConfigError if the text is not that ConfigMap
 */
export function importAwsAuth(
  { file, text }: { readonly file: string; readonly text: string },
  cluster: ClusterOfRows,
  answers: Answers,
): Imported {
  const { rows, unread } = readConfigMap(file, text);
  return {
    source: "aws-auth",
    top: { version: 1, ...cluster, cluster: { authenticationMode: "API_AND_CONFIG_MAP" } },
    notes: answers.knowsRoles() ? [] : [PATHS],
    rows: [
      ...rowsOf(rows, answers),
      ...unread.map(
        (place): Row => ({ is: "left out", places: [place], because: `EKS reads ${list(LISTS, "and")} alone` }),
      ),
    ],
  };
}

/** Returns what becomes of each row, in the order of the input. Also for rows that another tool keeps. */
export function rowsOf(raw: readonly RawRow[], answers: Answers): Row[] {
  const winners = winnersOf(raw);
  return raw.map((one): Row => {
    const places = [one.place] as const;
    if (one.list === "mapAccounts") return accountOf(one);
    const row = readRow(one);
    if (typeof row === "string") return { is: "left out", places, because: row };
    const winner = winners.get(row.arn.toLowerCase());
    if (winner !== undefined && winner !== one) {
      const because = `was overridden by ${placeText(winner.place)}, which has the same ARN`;
      return { is: "left out", places, because };
    }
    const principal = principalOf(row.arn, answers);
    switch (principal.is) {
      case "dead":
        return { is: "left out", places, because: `${row.arn} is ${principal.because}` };
      case "question":
        return { ...principal, places, question: `${row.arn}: ${principal.question}` };
      case "several": {
        const rows = principal.candidates.map((candidate) =>
          entryOf({ place: one.place, row, principal: candidate }, answers),
        );
        const [first] = rows;
        if (first?.is !== "item") return first ?? { is: "question", places, question: principal.question };
        const choices = rows.flatMap((candidate) => (candidate.is === "item" ? [candidate] : []));
        const questions = [principal.question, ...(first.question === undefined ? [] : [first.question])];
        return { is: "question", places, question: `${row.arn}: ${questions.join(". ")}`, choices };
      }
      default:
        return entryOf({ place: one.place, row, principal }, answers);
    }
  });
}

/** EKS takes one row of an ARN, whatever its case: that of mapRoles before that of mapUsers, and the last of a list. */
function winnersOf(raw: readonly RawRow[]): ReadonlyMap<string, RawRow> {
  const winners = new Map<string, RawRow>();
  for (const list of ["mapUsers", "mapRoles"]) {
    for (const one of raw) {
      const row = one.list === list ? readRow(one) : "";
      if (typeof row !== "string") winners.set(row.arn.toLowerCase(), one);
    }
  }
  return winners;
}

function accountOf({ place, value }: { readonly place: Place; readonly value: unknown }): Row {
  const account = typeof value === "string" ? value : JSON.stringify(value);
  const question = `"${account}": every user and role of that account may log in, without groups; no entry can say so: find out who does, and write an entry for each`;
  return { is: "question", places: [place], question };
}
