import { parseArn } from "../aws/arn";
import { type OperationName, pathless, text, type Values, values } from "./operations";
import type { Answer } from "./source";

/** The lists of roles and users that the AWS CLI prints, with what one item of each is. The last say more than the first. */
const LISTS: Readonly<Record<string, "Role" | "User">> = {
  Roles: "Role",
  RoleDetailList: "Role",
  Users: "User",
  UserDetailList: "User",
};

/**
 * Marks a role of `list-roles`, which does not say when roles were used.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html
 */
export const WITHOUT_USE = "withoutUse";

const PROVIDERS = "OpenIDConnectProviderList";

/** Whether an answer lists roles, users or OIDC providers of an account. */
export const isIamList = (answer: Values): boolean =>
  [...Object.keys(LISTS), PROVIDERS].some((field) => Array.isArray(answer[field]));

/**
 * What lists of IAM say about single roles, users and OIDC providers: `list-roles`, `list-users`,
 * `get-account-authorization-details` and `list-open-id-connect-providers`. Answers of several accounts add up.
 */
export class IamLists {
  private readonly principals = new Map<string, Values>();
  /** Accounts whose roles, or users, are all known. */
  private readonly whole = new Set<string>();
  private readonly providers = new Set<string>();
  private readonly providersOf: boolean;

  constructor(answers: readonly Values[]) {
    this.providersOf = answers.some((answer) => Array.isArray(answer[PROVIDERS]));
    for (const answer of answers) {
      for (const one of itemsOf(answer, PROVIDERS))
        this.providers.add(text(one.Arn).replace(/^.*:oidc-provider\//, ""));
    }
    for (const [field, kind] of Object.entries(LISTS)) {
      for (const one of answers.flatMap((answer) => itemsOf(answer, field))) {
        const arn = text(one.Arn);
        this.principals.set(keyOf(arn), { [kind]: one, ...(field === "Roles" && { [WITHOUT_USE]: true }) });
        this.whole.add(`${parseArn(arn)?.account} ${kind}`);
      }
    }
  }

  /** What IAM would have answered; undefined if the lists do not tell. */
  answer(operation: OperationName, subject: string): Answer | undefined {
    switch (operation) {
      case "iam:ListRoles": {
        const Roles = [...this.principals.values()].flatMap(({ Role }) => (Role === undefined ? [] : [Role]));
        return Roles.length === 0 ? undefined : { found: { Roles } };
      }
      case "iam:GetOpenIDConnectProvider":
        if (!this.providersOf) return undefined;
        return this.providers.has(subject) ? { found: { Url: subject } } : gone(operation, subject);
      case "iam:GetRole":
      case "iam:GetUser": {
        const found = this.principals.get(keyOf(subject));
        if (found !== undefined) return { found };
        const all = `${parseArn(subject)?.account} ${operation.slice("iam:Get".length)}`;
        return this.whole.has(all) ? gone(operation, subject) : undefined;
      }
      default:
        return undefined;
    }
  }
}

const gone = (operation: OperationName, subject: string): Answer => ({
  refused: { why: "gone", operation, subject, message: "it is in no list of the folder" },
});

const itemsOf = (answer: Values, field: string): Values[] => {
  const found = answer[field];
  return Array.isArray(found) ? found.map(values) : [];
};

/** Names are unique in an account whatever their case. */
const keyOf = (arn: string): string => pathless(arn).toLowerCase();
