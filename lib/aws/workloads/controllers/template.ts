import type { TextFact } from "../../fact";
import { allow, type PolicyDocument, type Statement } from "../../iam/policy-document";
import type { TrustScope } from "../../iam/trust";

/** What a policy template is narrowed to. */
export interface PolicyInput {
  readonly fact: TextFact;
  readonly required: boolean;
  /** One ARN, or as many as one likes. */
  readonly many: boolean;
}

/** The ARNs of each input; one alone may stand without its list. */
export type GivenInputs = Readonly<Record<string, string | readonly string[]>>;

/** A policy template: what a controller, a driver or an agent asks of AWS, and nothing of anybody else's. */
export interface PolicyTemplate {
  readonly inputs: Readonly<Record<string, PolicyInput>>;
  /** Of these inputs one at least: each alone is optional, and without any the policy would allow nothing. */
  readonly anyOf?: readonly string[];
  /** `namespace/name` as the project's own installation has it. @default - the installation decides */
  readonly serviceAccount?: string;
  /** It stands beside a managed policy of an add-on, and is no controller by itself. */
  readonly supplement?: true;
  /** EKS Auto Mode does this itself. */
  readonly builtIn?: true;
  /** Every input is there, an empty list where nothing was given. */
  readonly policy: (scope: TrustScope, given: Readonly<Record<string, readonly string[]>>) => PolicyDocument;
  readonly source: string;
}

type Lists<Inputs> = { readonly [Name in keyof Inputs]: readonly string[] };

/** A row whose policy knows the names of its inputs. */
export function controller<const Inputs extends Readonly<Record<string, PolicyInput>>>(
  row: Omit<PolicyTemplate, "inputs" | "anyOf" | "policy"> & {
    readonly inputs: Inputs;
    readonly anyOf?: readonly (keyof Inputs & string)[];
    readonly policy: (scope: TrustScope, given: Lists<Inputs>) => PolicyDocument;
  },
): PolicyTemplate {
  return { ...row, policy: (scope, given) => row.policy(scope, given as Lists<Inputs>) };
}

export const one = (fact: TextFact): PolicyInput => ({ fact, required: true, many: false });
export const some = (fact: TextFact): PolicyInput => ({ fact, required: true, many: true });
export const optional = ({ fact, many }: PolicyInput): PolicyInput => ({ fact, many, required: false });

/** Actions on what was given. Nothing given, nothing allowed: a list that is empty never becomes `*`. */
export const allowOn = (
  actions: string | readonly string[],
  arns: readonly string[],
  condition?: Statement["Condition"],
): Statement[] => (arns.length === 0 ? [] : [allow(actions, arns, condition)]);

/** A tag that is there, whatever its value. */
export const PRESENT = "false";
/** A tag that is not. */
export const ABSENT = "true";
