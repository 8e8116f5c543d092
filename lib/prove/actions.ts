import { didYouMean, quote } from "../aws/text";
import { NOT } from "../power/power";
import { literally, matching, patternOf } from "../power/wildcards";

/** The names of actions that AWS publishes, for some services. */
export interface ActionNames {
  /** When AWS published them. */
  readonly date: string;
  /** By service, with spaces between them. */
  readonly services: Readonly<Record<string, string>>;
}

/**
 * Operations that no action is named after, and the actions that allow them.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html
 */
const OPERATIONS: Readonly<Record<string, string>> = {
  "s3:copyobject": "s3:GetObject and s3:PutObject allow",
  "s3:deleteobjects": "s3:DeleteObject allows",
  "s3:headbucket": "s3:ListBucket allows",
  "s3:headobject": "s3:GetObject allows",
  "s3:listbuckets": "s3:ListAllMyBuckets allows",
  "s3:listobjects": "s3:ListBucket allows",
  "s3:listobjectsv2": "s3:ListBucket allows",
  "s3:uploadpart": "s3:PutObject allows",
  "sqs:changemessagevisibilitybatch": "sqs:ChangeMessageVisibility allows",
  "sqs:deletemessagebatch": "sqs:DeleteMessage allows",
  "sqs:sendmessagebatch": "sqs:SendMessage allows",
};

/** Returns the actions that one with wildcards stands for; none for a service that is not listed. */
export function actionsIn(action: string, { services }: ActionNames): string[] {
  const [service = "", name = ""] = action.split(":");
  const pattern = patternOf(name.toLowerCase());
  return (Object.hasOwn(services, service) ? (services[service]?.split(" ") ?? []) : [])
    .filter((one) => matching(pattern, literally(one.toLowerCase())) !== NOT)
    .map((one) => `${service}:${one}`);
}

/** Returns what is wrong with an action that AWS does not have. Services that are not listed are not looked at. */
export function actionProblem(action: string, { date, services }: ActionNames): string | undefined {
  const [service = ""] = action.split(":");
  if (!Object.hasOwn(services, service)) return undefined;
  if (actionsIn(action, { date, services }).length > 0) return undefined;
  const names = services[service]?.split(" ") ?? [];
  const operation = action.toLowerCase();
  const instead = Object.hasOwn(OPERATIONS, operation) ? `; ${OPERATIONS[operation]} that operation` : undefined;
  const meant =
    instead ??
    didYouMean(
      action,
      names.map((one) => `${service}:${one}`),
    );
  return `AWS has no action ${quote(action)}, by its list of ${date}${meant}`;
}
