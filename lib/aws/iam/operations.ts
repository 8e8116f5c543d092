/**
 * Operations of AWS that no action is named after, in lower case, and the actions that allow them.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html
 */
export const OPERATIONS_OF_OTHER_ACTIONS: Readonly<Record<string, string>> = {
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

/**
 * Actions on a role that its trust decides, in lower case, and who does them: a principal by what it may, or whoever has a
 * token.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html
 */
export const DECIDED_BY_TRUST: Readonly<Record<string, "principal" | "token">> = {
  "sts:assumerole": "principal",
  "sts:setcontext": "principal",
  "sts:setsourceidentity": "principal",
  "sts:tagsession": "principal",
  "sts:assumerolewithsaml": "token",
  "sts:assumerolewithwebidentity": "token",
};
