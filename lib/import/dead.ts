import type { Answers } from "./answers";
import { textOf } from "./fields";
import type { ItemRow, QuestionRow, Row } from "./row";

/** Returns the question about an entry whose principal IAM does not have, since to take it over would keep it dead. */
export const goneRow = ({ places }: Pick<ItemRow, "places">): QuestionRow => ({
  is: "question",
  places,
  question: "IAM has no such principal, so the entry lets nobody in: delete it",
});

/** The same where IAM has a principal of this name, under another path. */
export function elsewhereRow({ places, section, name, value }: ItemRow, there: string): QuestionRow {
  const { adopt: _, ...made } = value;
  return {
    is: "question",
    places,
    question: `IAM has ${there} of this name, and not this ARN, so the entry lets nobody in: delete it, and make one for that ARN`,
    choices: [{ section, name, value: { ...made, [section === "access" ? "principal" : "arn"]: there } }],
  };
}

/** Makes a question of an entry whose principal IAM does not have, as far as answers tell. */
export function unlessDead(row: Row, answers: Answers): Row {
  const arn = row.is === "item" ? textOf(row.value.principal ?? row.value.arn) : undefined;
  if (row.is !== "item" || arn === undefined) return row;
  const there = answers.principal(arn);
  if (there === undefined || there?.toLowerCase() === arn.toLowerCase()) return row;
  return there === null ? goneRow(row) : elsewhereRow(row, there);
}
