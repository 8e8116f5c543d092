/**
 * AWS managed policies that give nearly everything, and what that is. Whoever has one of them can give himself the rest.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess.html
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/PowerUserAccess.html
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/IAMFullAccess.html
 */
export const WIDE_POLICIES: Readonly<Record<string, string>> = {
  AdministratorAccess: "every action on everything in the account",
  PowerUserAccess: "every action but those of IAM and Organizations",
  IAMFullAccess: "every action of IAM, and with it every role and policy of the account",
};

/** A statement of a policy document that somebody wrote, of any type. */
interface GivenStatement {
  readonly Action?: unknown;
  readonly NotAction?: unknown;
  readonly Resource?: unknown;
}

/** Returns the statements of a policy document that allow something. */
const allowing = (document: object): GivenStatement[] => {
  const statements: unknown = "Statement" in document ? document.Statement : [];
  return [statements].flat().filter(isAllowing);
};

const isAllowing = (statement: unknown): statement is GivenStatement =>
  typeof statement === "object" && statement !== null && "Effect" in statement && statement.Effect === "Allow";

const wordsOf = (value: unknown): string[] => (value === undefined ? [] : [value].flat().map(String));

/** Returns whether a policy document allows every action, or every action but some. */
export const allowsEverything = (document: object): boolean =>
  allowing(document).some(
    ({ Action, NotAction }) => NotAction !== undefined || wordsOf(Action).some((action) => /^\*+(:\*+)?$/.test(action)),
  );

/** Returns what a policy document allows all of, on every resource: `s3:*`. */
export const allowedServices = (document: object): string[] =>
  allowing(document).flatMap(({ Action, Resource }) =>
    wordsOf(Resource).includes("*") ? wordsOf(Action).filter((action) => /^[a-z0-9-]+:\*$/i.test(action)) : [],
  );

/** Returns the patterns of all actions that a policy document allows, on whatever resource, as they are written. */
export const allowedActions = (document: object): string[] =>
  allowing(document).flatMap(({ Action, NotAction }) => (NotAction === undefined ? wordsOf(Action) : ["*"]));

/** Whether a managed policy of AWS allows all that one service can, as its name says. */
export const isFullAccess = (policy: string): boolean => /FullAccess(V\d+|_v\d+)?$/.test(policy);

/**
 * Managed policies of AWS with which somebody may push images to Amazon ECR, or may give himself the right to.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/security-iam-awsmanpol.html
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/EC2InstanceProfileForImageBuilderECRContainerBuilds.html
 */
export const REGISTRY_WRITERS: readonly string[] = [
  "AmazonEC2ContainerRegistryFullAccess",
  "AmazonEC2ContainerRegistryPowerUser",
  "AmazonElasticContainerRegistryPublicFullAccess",
  "AmazonElasticContainerRegistryPublicPowerUser",
  "EC2InstanceProfileForImageBuilderECRContainerBuilds",
  ...Object.keys(WIDE_POLICIES),
];

/** The actions that push an image, in lower case: IAM ignores the case of actions. */
export const PUSH_IMAGE: readonly string[] = ["ecr:putimage", "ecr-public:putimage"];
