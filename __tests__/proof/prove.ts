import { document, type PolicyDocument, type Statement } from "../../lib/aws/iam/policy-document";
import type { TrustScope } from "../../lib/aws/iam/trust";
import { NOT, SURELY } from "../../lib/power/power";
import { said } from "../../lib/prove/evaluate";
import { Request as AskedRequest } from "../../lib/prove/request";
import { namesPrincipal, type Whom } from "../../lib/prove/trust";
import { ACCOUNT, ASKER, actionsOf, allows, listOf, matches, type Request } from "../support/simulate";
import { loosenings } from "./loosen";

export const REGION = "eu-west-1";
export const ELSEWHERE = "444455556666";
export const ANCHOR = `arn:aws:rolesanywhere:${REGION}:${ACCOUNT}:trust-anchor/0a1b2c3d`;

/** The cluster of every proof. `prod-2` and `pro` are its neighbours. */
export const SCOPE = {
  partition: "aws",
  region: REGION,
  account: ACCOUNT,
  cluster: "prod",
  trustAnchorArn: ANCHOR,
} as const satisfies TrustScope;

/** Laws of one document, each with the request that shows it. `document` stands in for the usual one. */
export type Law = Request & { readonly document?: PolicyDocument };

export interface Proof {
  readonly document: PolicyDocument;
  readonly allowed: Readonly<Record<string, Law>>;
  readonly refused: Readonly<Record<string, Law>>;
  /** Limits that keep nothing out that another does not, and why they stand there. */
  readonly redundant?: Readonly<Record<string, string>>;
}

/** The policy of a queue names principals too, but also what it is about. */
const isTrust = ({ Statement }: PolicyDocument) =>
  Statement.some(({ Principal, Resource }) => Principal !== undefined && Resource === undefined);

/** What the evaluator of this project says of a request with these keys and no others. */
function ownVerdict(trusting: PolicyDocument, { action, resource = "*", by = ASKER, context = {} }: Law): string {
  const isRole = by.includes(":role/");
  const keys = { ...context, ...(isTrust(trusting) && isRole && { "aws:PrincipalArn": by }) };
  const named: Whom = ({ Principal }) => (Object.values(Object(Principal)).flat().includes(by) ? SURELY : NOT);
  const whom = isRole ? namesPrincipal(by, { itself: false }) : named;
  const request = new AskedRequest(action, resource, keys, true);
  const { allows: allowed, denies } = said(trusting, request, isTrust(trusting) ? whom : undefined);
  if (denies === SURELY || allowed === NOT) return "no";
  return allowed === SURELY && denies === NOT ? "yes" : "cannot be said";
}

const unproved = ({ document, allowed }: Proof): string[] => {
  const shown = new Set(Object.values(allowed).map(({ action }) => action));
  return document.Statement.flatMap(actionsOf).filter((action) => !action.endsWith("*") && !shown.has(action));
};

/** Whether the statement could speak of the request at all: nothing else need be simulated. */
const speaksOf = (statement: Statement, { action, resource = "*" }: Law): boolean =>
  actionsOf(statement).some((pattern) => matches(pattern, action)) &&
  (statement.Resource === undefined || listOf(statement.Resource).some((pattern) => matches(pattern, resource)));

async function letsIn(statement: Statement, laws: readonly Law[]): Promise<boolean> {
  for (const law of laws) if (speaksOf(statement, law) && (await allows(document(statement), law))) return true;
  return false;
}

/**
 * Limits that no refused request needs: either the proof has a gap, or the document says something twice. What all
 * statements together refuse, a looser one lets in by itself. A statement that denies lets nothing in.
 */
async function unneeded({ document: { Statement }, refused }: Proof): Promise<string[]> {
  const laws = Object.values(refused).filter((law) => law.document === undefined);
  const found: string[] = [];
  const allowing = Statement.filter(({ Effect }) => Effect === "Allow");
  for (const [what, looser] of allowing.flatMap(loosenings)) if (!(await letsIn(looser, laws))) found.push(what);
  return found;
}

/** Shows every law, and that a proof is one: enough on both sides, and no action that nothing can use. */
export function prove(name: string, proof: Proof): void {
  describe(name, () => {
    const cases = ({ allowed, refused }: Proof) => [
      ...Object.entries(allowed).map(([law, request]) => [law, request, true] as const),
      ...Object.entries(refused).map(([law, request]) => [law, request, false] as const),
    ];

    test.each(cases(proof))("%s", async (_law, { document = proof.document, ...request }, expected) => {
      expect(await allows(document, request)).toBe(expected);
      // what users are told by eks-access prove
      expect([expected ? "yes" : "no", "cannot be said"]).toContain(ownVerdict(document, request));
    });

    test("three requests or more are allowed, and as many are not", () => {
      expect(Object.keys(proof.allowed).length).toBeGreaterThanOrEqual(3);
      expect(Object.keys(proof.refused).length).toBeGreaterThanOrEqual(3);
    });

    test("each of its actions is allowed in one request at least", () => {
      expect(unproved(proof)).toEqual([]);
    });

    test("each of its limits keeps something out", async () => {
      expect(await unneeded(proof)).toEqual(Object.keys(proof.redundant ?? {}));
    });
  });
}

/** Proofs by name. A document without one fails here, and so does a proof of nothing. */
export function proveAll(what: string, names: readonly string[], proofs: Readonly<Record<string, Proof>>): void {
  test(`every ${what} has its proof`, () => {
    expect(Object.keys(proofs).sort()).toEqual([...names].sort());
  });
  for (const [name, proof] of Object.entries(proofs)) prove(name, proof);
}
