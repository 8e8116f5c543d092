import { runSimulation, runUnsafeSimulation, type Simulation } from "@cloud-copilot/iam-simulate";
import { type Asked, guardrailsOf } from "../../lib/guardrails/guardrails";
import type { GuardrailKind } from "../../lib/guardrails/kinds";
import type { GuardStatement, NamedPlan } from "../../lib/guardrails/types";
import { loaded } from "./loaded";
import { ACCOUNT, LISTED_SHORT, type Request } from "./simulate";

export const PIPELINE = `arn:aws:iam::${ACCOUNT}:role/eks-access-apply`;
export const BREAK_GLASS = `arn:aws:iam::${ACCOUNT}:role/break-glass`;
export const PERSON = `arn:aws:iam::${ACCOUNT}:role/team/eve`;

export const plansOf = (files: Readonly<Record<string, string>>): readonly NamedPlan[] => loaded(files).plans;

export const ASKED: Asked = {
  kinds: ["scp"],
  pipelines: ["arn:aws:iam::*:role/eks-access-apply"],
  breakGlass: ["arn:aws:iam::*:role/break-glass"],
  without: new Set(),
  byPath: false,
};

/** All statements of a kind, whichever document they are in. */
export const statementsOf = (plans: readonly NamedPlan[], asked: Partial<Asked> = {}): GuardStatement[] =>
  guardrailsOf(plans, { ...ASKED, ...asked }).documents.flatMap(({ text }) => JSON.parse(text).Statement);

const ALLOWS_ALL = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
/** What lets a role of any account in. */
const TRUSTS_ALL = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:*" }],
};
const TRUSTS_PODS = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "pods.eks.amazonaws.com" }, Action: "sts:*" }],
};

/** Where a document stands that all else allows. */
const PLACES: Readonly<Record<GuardrailKind, (policy: object, request: Request) => Partial<Simulation>>> = {
  scp: (policy) => ({
    serviceControlPolicies: [
      {
        orgIdentifier: "o-1",
        policies: [
          { name: "all", policy: ALLOWS_ALL },
          { name: "scp", policy },
        ],
      },
    ],
  }),
  rcp: (policy, { by = "" }) => ({
    resourceControlPolicies: [{ orgIdentifier: "o-1", policies: [{ name: "rcp", policy }] }],
    resourcePolicy: by.startsWith("arn:") ? TRUSTS_ALL : TRUSTS_PODS,
  }),
  boundary: (policy) => ({ permissionBoundaryPolicies: [{ name: "boundary", policy }] }),
  endpoint: (policy) => ({ vpcEndpointPolicies: [{ name: "endpoint", policy }] }),
  roles: (policy) => ({ identityPolicies: [{ name: "role", policy }] }),
};

/** Whether a request passes, where all but these statements allow it. A request that AWS would not know is a fault of the test. */
export async function passes(kind: GuardrailKind, statements: readonly object[], request: Request): Promise<boolean> {
  const { action, resource = "*", by = PERSON, context = {} } = request;
  const isRole = by.startsWith("arn:");
  const simulation = {
    request: {
      principal: by,
      action,
      // a role asks in its own account
      resource: { resource, accountId: by.split(":")[4] ?? ACCOUNT },
      contextVariables: { ...context, ...(isRole && { "aws:PrincipalArn": by }) } as Record<string, string | string[]>,
    },
    identityPolicies: isRole ? [{ name: "all", policy: ALLOWS_ALL }] : [],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    ...(statements.length > 0 && PLACES[kind]({ Version: "2012-10-17", Statement: statements }, request)),
  } satisfies Simulation;
  if (action in LISTED_SHORT) return (await runUnsafeSimulation(simulation, {})) === "Allowed";
  const answer = await runSimulation(simulation, {});
  if (answer.resultType !== "single") throw new Error(`${action}: ${JSON.stringify(answer)}`);
  const unknown = answer.result.ignoredContextKeys ?? [];
  if (unknown.length > 0) throw new Error(`${action}: AWS sends no ${unknown.join(", ")} with it`);
  return answer.overallResult === "Allowed";
}
