import type { Statement } from "../aws/iam/policy-document";
import { type GuardrailKind, kindOf } from "./kinds";
import type { GuardStatement } from "./types";

export type AnyStatement = Statement | GuardStatement;

/** A policy document as it is written, one statement a line. */
export interface SizedDocument {
  readonly statements: readonly AnyStatement[];
  readonly text: string;
  /** As AWS counts them. */
  readonly characters: number;
}

/** A statement that is longer alone than a document may be. */
export class TooLong extends Error {
  constructor(
    readonly sid: string | undefined,
    readonly characters: number,
    /** How many characters AWS takes. */
    readonly most: number,
  ) {
    super("a statement is too long");
  }
}

export function sized(statements: readonly AnyStatement[], kind: GuardrailKind): SizedDocument {
  const lines = statements.map((statement) => JSON.stringify(statement)).join(",\n");
  const text = `{"Version":"2012-10-17","Statement":[\n${lines}\n]}\n`;
  // AWS counts the bytes of characters that are not ASCII
  const counted = kindOf(kind).countsSpace ? text : text.replace(/\s/g, "");
  return { statements, text, characters: new TextEncoder().encode(counted).length };
}

/**
 * Puts statements into as few documents as their order allows, each as long as AWS takes it. A statement that is too long
 * becomes two of half the resources, which say the same together.
 *
 * @throws TooLong if a statement has one resource and is too long
 */
export function documentsOf(statements: readonly AnyStatement[], kind: GuardrailKind): SizedDocument[] {
  const { characters: most } = kindOf(kind);
  const fits = (some: readonly AnyStatement[]) => sized(some, kind).characters <= most;
  const documents: AnyStatement[][] = [];
  for (const statement of numbered(statements.flatMap((one) => pieces(one, fits, kind)))) {
    const last = documents.at(-1);
    if (last && fits([...last, statement])) last.push(statement);
    else documents.push([statement]);
  }
  return documents.map((some) => sized(some, kind));
}

function pieces(
  statement: AnyStatement,
  fits: (some: readonly AnyStatement[]) => boolean,
  kind: GuardrailKind,
): AnyStatement[] {
  // a number behind the name of the statement needs room too
  if (fits([{ ...statement, ...(statement.Sid && { Sid: `${statement.Sid}9999` }) }])) return [statement];
  const resources = [statement.Resource ?? []].flat();
  if (resources.length < 2)
    throw new TooLong(statement.Sid, sized([statement], kind).characters, kindOf(kind).characters);
  const middle = Math.ceil(resources.length / 2);
  return [resources.slice(0, middle), resources.slice(middle)].flatMap((Resource) =>
    pieces({ ...statement, Resource }, fits, kind),
  );
}

/** No two statements have one name: the second is `NoSecondDoor2`. */
function numbered(statements: readonly AnyStatement[]): AnyStatement[] {
  const seen = new Map<string, number>();
  return statements.map((statement) => {
    if (statement.Sid === undefined) return statement;
    const count = (seen.get(statement.Sid) ?? 0) + 1;
    seen.set(statement.Sid, count);
    return count === 1 ? statement : { ...statement, Sid: `${statement.Sid}${count}` };
  });
}
