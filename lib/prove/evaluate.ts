import { type Certainty, least, most, NOT, opposite, PERHAPS, SURELY } from "../power/power";
import { ANY, isWholeArn, matching, matchingArns, patternOf } from "../power/wildcards";
import { conditionsHold } from "./conditions";
import type { Request } from "./request";

/** A statement of an IAM policy, as anybody may have written it. */
export interface IamStatement {
  readonly Sid?: unknown;
  readonly Effect?: unknown;
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Action?: unknown;
  readonly NotAction?: unknown;
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Condition?: unknown;
}

/** What a document says of a request: how sure it allows and denies, and the statement that does. */
export interface Said {
  readonly allows: Certainty;
  readonly denies: Certainty;
  readonly allowing?: IamStatement;
  readonly denying?: IamStatement;
}

/** Returns the statements of a document. */
export function statementsOf(document: object): readonly IamStatement[] {
  const statements: unknown = "Statement" in document ? document.Statement : [];
  return [statements].flat().filter((one): one is IamStatement => typeof one === "object" && one !== null);
}

/**
 * Returns what a policy says of a request.
 *
 * @param whom of a trust: how sure a statement names who asks. It is about the role that has it, and names no resource.
 */
export function said(document: object, request: Request, whom?: (statement: IamStatement) => Certainty): Said {
  const surest = isOfToday(document) ? SURELY : PERHAPS;
  const applying = statementsOf(document).map((statement) => ({
    statement,
    certainty: least(surest, applies(statement, request, whom)),
  }));
  const best = (effect: string) =>
    applying
      .filter(({ statement }) => statement.Effect === effect)
      .reduce<{ statement?: IamStatement; certainty: Certainty }>((a, b) => (b.certainty > a.certainty ? b : a), {
        certainty: NOT,
      });
  const [allow, deny] = [best("Allow"), best("Deny")];
  return {
    allows: allow.certainty,
    denies: deny.certainty,
    ...(allow.statement && { allowing: allow.statement }),
    ...(deny.statement && { denying: deny.statement }),
  };
}

/** In a document of the version before, `${…}` is no variable. */
const isOfToday = (document: object): boolean =>
  ("Version" in document && document.Version === "2012-10-17") || !JSON.stringify(document).includes("${");

/** How sure a statement is about a request. */
function applies(
  statement: IamStatement,
  request: Request,
  whom: ((statement: IamStatement) => Certainty) | undefined,
): Certainty {
  const of = whom?.(statement) ?? least(isOfResource(statement, request), isOfWhoHasIt(statement));
  const about = least(isOfAction(statement, request), of);
  return about === NOT ? NOT : least(about, conditionsHold(statement.Condition, request));
}

const isOfWhoHasIt = ({ Principal, NotPrincipal }: IamStatement): Certainty =>
  Principal === undefined && NotPrincipal === undefined ? SURELY : PERHAPS;

const textsOf = (value: unknown): string[] => [value].flat().filter((one): one is string => typeof one === "string");

function isOfAction({ Action, NotAction }: IamStatement, { action }: Request): Certainty {
  const asked = patternOf(action.toLowerCase());
  const named = most(...textsOf(Action ?? NotAction).map((text) => matching(patternOf(text.toLowerCase()), asked)));
  return Action === undefined ? opposite(named) : named;
}

function isOfResource({ Resource, NotResource }: IamStatement, request: Request): Certainty {
  const named = (texts: unknown) => textsOf(texts).map((text) => namesResource(text, request));
  if (Resource !== undefined) return most(...named(Resource).map((one) => one ?? NOT));
  // what a variable without a value means for an opposite is not said
  return NotResource === undefined ? NOT : opposite(most(...named(NotResource).map((one) => one ?? PERHAPS)));
}

/** Returns undefined if a variable has no value. */
function namesResource(text: string, request: Request): Certainty | undefined {
  const pattern = request.read(text, true);
  if (pattern === undefined || pattern === "unknown") return pattern && PERHAPS;
  if (pattern.every((token) => token === ANY)) return SURELY;
  // nobody has said what it is done to
  if (request.resource === "*") return PERHAPS;
  // AWS does not say what fewer parts mean
  if (!isWholeArn(pattern)) return PERHAPS;
  const asked = patternOf(request.resource);
  const inParts = matchingArns(pattern, asked);
  // a wildcard at the end of a part "can" match beyond it, says AWS's page of Resource, and not when
  return inParts === NOT && matching(pattern, asked) !== NOT ? PERHAPS : inParts;
}
