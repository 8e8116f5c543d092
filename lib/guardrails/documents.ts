import type { Statement } from "../aws/iam/policy-document";
import { oneOrMany } from "../aws/iam/trust";
import { type GuardrailKind, kindOf } from "./kinds";
import type { GuardStatement } from "./types";

/** A statement of any guardrail. */
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

/** Returns a document of statements, with its length as AWS counts it for this kind. */
export function sized(statements: readonly AnyStatement[], kind: GuardrailKind): SizedDocument {
  const lines = statements.map((statement) => JSON.stringify(statement)).join(",\n");
  const text = `{"Version":"2012-10-17","Statement":[\n${lines}\n]}\n`;
  // AWS counts the bytes of characters that are not ASCII
  const counted = kindOf(kind).countsSpace ? text : text.replace(/\s/g, "");
  return { statements, text, characters: new TextEncoder().encode(counted).length };
}

/**
 * Puts statements into as few documents as their order allows, each as long as AWS takes it. Where a statement has no room
 * left, the rest of its resources goes on in the next document; both parts say the same together. No two statements have one
 * name: the second is `NoSecondDoor2`.
 *
 * @throws TooLong if a statement is too long with one resource
 */
export function documentsOf(statements: readonly AnyStatement[], kind: GuardrailKind): SizedDocument[] {
  const { characters: most } = kindOf(kind);
  const fits = (some: readonly AnyStatement[]) => sized(some, kind).characters <= most;
  const names = new Map<string, number>();
  const documents: AnyStatement[][] = [];
  for (const statement of statements) {
    let rest: AnyStatement | undefined = statement;
    while (rest !== undefined) {
      const named = numbered(rest, names);
      const last = documents.at(-1) ?? [];
      const room = partThatFits(named, (part) => fits([...last, part]));
      if (room.part !== undefined) {
        if (documents.length === 0) documents.push(last);
        last.push(room.part);
        count(rest, names);
        rest = room.rest && { ...room.rest, ...(statement.Sid && { Sid: statement.Sid }) };
      } else if (last.length > 0) {
        documents.push([]);
      } else {
        throw new TooLong(statement.Sid, sized([statement], kind).characters, most);
      }
    }
  }
  return documents.map((some) => sized(some, kind));
}

interface Parts {
  /** Undefined if it does not fit with one resource. */
  readonly part?: AnyStatement;
  readonly rest?: AnyStatement;
}

/** Divides a statement after as many of its resources as fit. */
function partThatFits(statement: AnyStatement, fits: (part: AnyStatement) => boolean): Parts {
  if (fits(statement)) return { part: statement };
  const resources = [statement.Resource ?? []].flat();
  const withOnly = (some: readonly string[]): AnyStatement => ({ ...statement, Resource: oneOrMany(some) });
  let least = 0;
  let most = resources.length - 1;
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (fits(withOnly(resources.slice(0, middle)))) least = middle;
    else most = middle - 1;
  }
  return least < 1 ? {} : { part: withOnly(resources.slice(0, least)), rest: withOnly(resources.slice(least)) };
}

const numbered = (statement: AnyStatement, names: ReadonlyMap<string, number>): AnyStatement => {
  const before = names.get(statement.Sid ?? "") ?? 0;
  return before === 0 ? statement : { ...statement, Sid: `${statement.Sid}${before + 1}` };
};

const count = ({ Sid }: AnyStatement, names: Map<string, number>): void => {
  if (Sid !== undefined) names.set(Sid, (names.get(Sid) ?? 0) + 1);
};
