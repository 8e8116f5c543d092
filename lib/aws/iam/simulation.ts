/**
 * What AWS's policy simulator is asked, and what it answers.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html
 */
export interface Simulation {
  /** The documents of identity policies, one at least. It takes no session policies. */
  readonly documents: readonly object[];
  readonly boundary?: object;
  /** Without wildcards. */
  readonly action: string;
  /** An ARN without wildcards, or `*`. */
  readonly resource: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

export type Decision = "allowed" | "explicitDeny" | "implicitDeny";

/** An answer of the simulator. */
export interface Simulated {
  readonly decision: Decision;
  /** Keys of conditions that the request did not have, sorted. */
  readonly missing: readonly string[];
  /** Whether the boundary allows it; undefined if there is none. */
  readonly boundary?: boolean;
  /** Whether the service control policies of the account allow it; undefined if it is in no organization. */
  readonly organization?: boolean;
}

/** Characters of one document that the simulator takes. */
export const SIMULATED_POLICY = {
  characters: 131072,
  source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html",
} as const;

/**
 * The types of values, by how an operator of a condition begins. All others compare strings.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ContextEntry.html
 */
const TYPES: readonly (readonly [operator: RegExp, type: string])[] = [
  [/^Bool/, "boolean"],
  [/^Numeric/, "numeric"],
  [/^Date/, "date"],
  [/^(Not)?IpAddress/, "ip"],
  [/^Binary/, "binary"],
];

const SET = /^For(?:AllValues|AnyValue):/;

/** Returns what is sent. */
export const simulationInput = ({ documents, boundary, action, resource, context }: Simulation) => ({
  PolicyInputList: documents.map((document) => JSON.stringify(document)),
  ...(boundary && { PermissionsBoundaryPolicyInputList: [JSON.stringify(boundary)] }),
  ActionNames: [action],
  ResourceArns: [resource],
  ContextEntries: Object.entries(context).map(([ContextKeyName, value]) => {
    const ContextKeyValues = [value].flat();
    const operators = operatorsOf(ContextKeyName, [...documents, ...(boundary ? [boundary] : [])]);
    return { ContextKeyName, ContextKeyValues, ContextKeyType: typeOf(operators, ContextKeyValues.length > 1) };
  }),
});

function typeOf(operators: readonly string[], several: boolean): string {
  const bare = operators.map((operator) => operator.replace(SET, ""));
  const type = TYPES.find(([begin]) => bare.some((operator) => begin.test(operator)))?.[1] ?? "string";
  return several || operators.some((operator) => SET.test(operator)) ? `${type}List` : type;
}

/** Returns the operators of all conditions on a key. The case of a key does not count. */
function operatorsOf(key: string, documents: readonly object[]): string[] {
  const isKey = (one: string) => one.toLowerCase() === key.toLowerCase();
  return documents
    .flatMap((document) => [Object(document).Statement].flat())
    .flatMap((statement) => Object.entries(Object(Object(statement).Condition)))
    .flatMap(([operator, keys]) => (Object.keys(Object(keys)).some(isKey) ? [operator] : []));
}

/** Reads an answer about one action and one resource. Returns undefined if it is none. */
export function simulatedOf(answer: Readonly<Record<string, unknown>>): Simulated | undefined {
  const [result] = [answer.EvaluationResults].flat();
  const { EvalDecision, MissingContextValues, ResourceSpecificResults, ...details } = Object(result);
  const of = [ResourceSpecificResults ?? []].flat().map(Object);
  if (!isDecision(EvalDecision)) return undefined;
  // where an ARN is asked about, some answers have these below it alone
  const missing = [MissingContextValues ?? [], ...of.map((one) => one.MissingContextValues ?? [])].flat().map(String);
  const allowedBy = (detail: string, field: string) => {
    const said = [details, ...of].map((one) => Object(one[detail])[field]);
    return said.includes(false) ? false : said.includes(true) ? true : undefined;
  };
  const boundary = allowedBy("PermissionsBoundaryDecisionDetail", "AllowedByPermissionsBoundary");
  const organization = allowedBy("OrganizationsDecisionDetail", "AllowedByOrganizations");
  return {
    decision: EvalDecision,
    missing: [...new Set(missing)].sort(),
    ...(boundary !== undefined && { boundary }),
    ...(organization !== undefined && { organization }),
  };
}

const isDecision = (value: unknown): value is Decision =>
  value === "allowed" || value === "explicitDeny" || value === "implicitDeny";
