import fc from "fast-check";
import { documentsOf, sized, TooLong } from "../../lib/guardrails/documents";
import { GUARDRAIL_KIND_NAMES, kindOf } from "../../lib/guardrails/kinds";
import type { GuardStatement } from "../../lib/guardrails/types";

const statement = (Sid: string, resources: number, length = 40): GuardStatement => ({
  Sid,
  Effect: "Deny",
  Action: "eks:CreateAccessEntry",
  Resource: Array.from({ length: resources }, (_, at) => `arn:${"a".repeat(length)}:${at}`),
});

/** What documents deny, whichever statement says it. */
const denied = (statements: readonly GuardStatement[]) =>
  statements
    .flatMap(({ Sid, Resource = [] }) => [Resource].flat().map((arn) => `${Sid.replace(/\d+$/, "")} ${arn}`))
    .sort();

const parsed = (text: string) => JSON.parse(text).Statement as GuardStatement[];

test("what fits is one document, one statement a line", () => {
  const [document, ...others] = documentsOf([statement("A", 1, 1), statement("B", 1, 1)], "scp");
  expect(others).toEqual([]);
  expect(document?.text).toBe(
    '{"Version":"2012-10-17","Statement":[\n' +
      '{"Sid":"A","Effect":"Deny","Action":"eks:CreateAccessEntry","Resource":["arn:a:0"]},\n' +
      '{"Sid":"B","Effect":"Deny","Action":"eks:CreateAccessEntry","Resource":["arn:a:0"]}\n' +
      "]}\n",
  );
  expect(document?.characters).toBe(document?.text.length);
});

test("a managed policy is counted without white space, and others with it", () => {
  const { text, characters } = sized([statement("A", 1)], "boundary");
  expect(characters).toBe(text.replace(/\s/g, "").length);
  expect(sized([{ ...statement("A", 1), Resource: "é" }], "scp").characters).toBe(
    sized([{ ...statement("A", 1), Resource: "ee" }], "scp").characters,
  );
});

test("a statement goes on in the next document, and the parts are numbered through", () => {
  const documents = documentsOf(
    [1, 2, 3].map(() => statement("A", 40)),
    "scp",
  );
  expect(documents.flatMap(({ text }) => parsed(text).map(({ Sid }) => Sid))).toEqual(["A", "A2", "A3", "A4"]);
  expect(documents.length).toBe(2);
});

test("any statements are split without a change of what they deny, into documents that AWS takes", () => {
  const statements = fc.array(
    fc
      .tuple(fc.constantFrom("A", "B", "C"), fc.integer({ min: 1, max: 300 }))
      .map(([sid, count]) => statement(sid, count)),
    { minLength: 1, maxLength: 6 },
  );
  fc.assert(
    fc.property(statements, fc.constantFrom(...GUARDRAIL_KIND_NAMES), (given, kind) => {
      const documents = documentsOf(given, kind);
      for (const { characters, text } of documents) {
        expect(characters).toBeLessThanOrEqual(kindOf(kind).characters);
        const sids = parsed(text).map(({ Sid }) => Sid);
        expect(sids).not.toEqual([]);
        expect(new Set(sids).size).toBe(sids.length);
      }
      expect(denied(documents.flatMap(({ text }) => parsed(text)))).toEqual(denied(given));
    }),
    { numRuns: 50 },
  );
});

test("a statement with one resource that is too long is refused, with its length", () => {
  expect(() => documentsOf([statement("Long", 1, 6000)], "scp")).toThrow(TooLong);
  try {
    documentsOf([statement("Long", 1, 6000)], "scp");
  } catch (error) {
    expect(error).toMatchObject({ sid: "Long", characters: 6127, most: 5120 });
  }
});
