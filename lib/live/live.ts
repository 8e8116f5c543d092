import { parseArn } from "../aws/arn";
import { limited } from "./limit";
import { type ClusterId, type OperationName, operation, type RequestName, type Values, values } from "./operations";
import type { Connection, Identity } from "./sdk";
import type { Answer, Refusal, Source } from "./source";

/** Requests to AWS at once, for one cluster. */
const AT_ONCE = 4;

/** What AWS calls an error, by what it means here. The retries of the SDK are over then. */
const MEANINGS: readonly (readonly [RegExp, Refusal["why"]])[] = [
  [/^(AccessDenied|UnauthorizedOperation|UnrecognizedClient|OptInRequired)/, "denied"],
  [/^(ResourceNotFound|NoSuchEntity)/, "gone"],
];

/** Loads the AWS SDK. */
async function loadSdk(): Promise<typeof import("./sdk")> {
  // biome-ignore lint/style/noProcessEnv: the SDK reads it, and else writes a warning about Node.js 20 to standard error
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
  return import("./sdk");
}

/**
 * Takes an identity at AWS.
 *
 * @throws Error if there are no credentials, the role cannot be taken, or AWS cannot be reached
 */
export async function connect(identity: Identity): Promise<Connection> {
  return (await loadSdk()).connect(identity);
}

/** How to ask IAM in the account of a principal. Undefined: nobody can be asked there. */
export type ConnectionOf = (account: string) => Promise<Connection | undefined>;

/**
 * Reads a cluster at AWS.
 *
 * @param own the identity in the cluster's account
 * @param other identities in other accounts, where principals may live
 * @param asked called with each request, to show that it goes on
 */
export function liveSource(
  cluster: ClusterId,
  { own, other, asked = () => {} }: { own: Connection; other: ConnectionOf; asked?: () => void },
): Source {
  const limit = limited(AT_ONCE);
  return {
    asked: { readAt: new Date().toISOString(), by: own.by },
    async ask(name, subject = "") {
      const connection = await connectionFor(subject, name, { cluster, own, other });
      if (connection === undefined) return otherAccount(name, subject);
      asked();
      return limit(() => answerOf(connection, name, { cluster, subject }));
    },
  };
}

/** IAM knows the principals of its own account alone. */
async function connectionFor(
  subject: string,
  name: OperationName,
  { cluster, own, other }: { cluster: ClusterId; own: Connection; other: ConnectionOf },
): Promise<Connection | undefined> {
  const account = name.startsWith("iam:") ? parseArn(subject)?.account : cluster.account;
  return account === undefined || account === own.account ? own : other(account);
}

const otherAccount = (name: OperationName, subject: string): Answer => ({
  refused: { why: "other-account", operation: name, subject, message: "" },
});

async function answerOf(
  connection: Connection,
  name: OperationName,
  { cluster, subject }: { cluster: ClusterId; subject: string },
): Promise<Answer> {
  const { list, field, input } = operation(name);
  const sent = await send(connection, name, { request: input(cluster, subject), list, field });
  return "found" in sent ? sent : { refused: { ...sent.refused, operation: name, subject } };
}

/** What AWS answers, or why it does not. */
export type Sent = { readonly found: Values } | { readonly refused: Pick<Refusal, "why" | "message"> };

/** What is sent, and of a list how its pages go on. */
interface Sending {
  readonly request: Values;
  readonly list: string | undefined;
  readonly field: string;
}

/**
 * Sends a request; of a list, one for each page.
 *
 * @throws Error if AWS cannot be reached
 */
export async function send(
  connection: Connection,
  name: RequestName,
  { request, list, field }: Sending,
): Promise<Sent> {
  try {
    if (!list) return { found: await connection.send(name, request) };
    const found: unknown[] = [];
    let last: Values = {};
    for (let token: unknown, first = true; first || token !== undefined; first = false) {
      const { [list]: next, ...page } = await connection.send(name, {
        ...request,
        ...(token ? { [list]: token } : {}),
      });
      found.push(...((page[field] ?? []) as unknown[]));
      last = page;
      token = next ?? undefined;
    }
    return { found: { ...last, [field]: found } };
  } catch (error) {
    return { refused: refusalOf(error) };
  }
}

/**
 * Returns what an error of AWS means.
 *
 * @throws Error if it is no answer of AWS
 */
function refusalOf(error: unknown): Pick<Refusal, "why" | "message"> {
  if (
    !(error instanceof Error) ||
    values(error).$metadata === undefined ||
    values(values(error).$metadata).httpStatusCode === undefined
  )
    throw error;
  const why = MEANINGS.find(([name]) => name.test(error.name))?.[1] ?? "failed";
  return { why, message: `${error.name}: ${error.message}` };
}
