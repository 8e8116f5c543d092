import Ajv, { type ValidateFunction } from "ajv";
import { answerSchemas } from "../../lib/answers/answers";

const compiled = (schemas: Readonly<Record<string, object>>): ReadonlyMap<string, ValidateFunction> =>
  new Map(Object.entries(schemas).map(([word, schema]) => [word, new Ajv({ allErrors: true }).compile(schema)]));

const OPEN = compiled(answerSchemas({ closed: false }));
const CLOSED = compiled(answerSchemas({ closed: true }));

/** What the schema of a word's answer objects to. Closed, as this version writes it, it objects to unknown fields too. */
export function objections(word: string, answer: unknown, closed = true): string[] {
  const validate = (closed ? CLOSED : OPEN).get(word);
  if (validate === undefined) throw new Error(`no schema of the answer of ${word}`);
  validate(answer);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
