import type { TextFact } from "../../fact";
import { allow, type PolicyDocument, type Statement } from "../../iam/policy-document";
import type { TrustScope } from "../../iam/trust";
import type { Events } from "./interruptions";

/** An input that a policy template is limited to. */
export interface PolicyInput {
  readonly fact: TextFact;
  readonly required: boolean;
  /** Whether it takes a list of ARNs, or only one. */
  readonly many: boolean;
  /** Whether a text with tokens shows the parts that the policy needs. @default - any token will do */
  readonly showsParts?: (given: string) => boolean;
}

/** The ARNs of each input. A single ARN need not be in a list. */
export type GivenInputs = Readonly<Record<string, string | readonly string[]>>;

/** The minimum permissions of a controller, driver or agent, limited to its inputs. */
export interface PolicyTemplate {
  readonly inputs: Readonly<Record<string, PolicyInput>>;
  /**
   * At least one of these inputs is required. Each alone is optional, but without any the policy would allow nothing.
   */
  readonly anyOf?: readonly string[];
  /** `namespace/name` in the controller's default installation. @default - depends on the installation */
  readonly serviceAccount?: string;
  /** Whether it only supplements an add-on's managed policy, and is not a controller. */
  readonly supplement?: true;
  /** Whether EKS Auto Mode has it built in. */
  readonly builtIn?: true;
  /** The releases that the policy is written for: "1.0 to 1.14". @default - it does not depend on the release */
  readonly versions?: string;
  /**
   * The events that its queue receives, by the end of the rule's name. The policy has the inputs `queueArn` and
   * `queueKeyArn`. @default - no queue can be made for it
   */
  readonly interruptions?: Readonly<Record<string, Events>>;
  /** Returns the policy. `given` has every input; those without a value are empty lists. */
  readonly policy: (scope: TrustScope, given: Readonly<Record<string, readonly string[]>>) => PolicyDocument;
  readonly source: string;
}

type Lists<Inputs> = { readonly [Name in keyof Inputs]: readonly string[] };

/** Declares a policy template with typed input names. */
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
export const optional = (input: PolicyInput): PolicyInput => ({ ...input, required: false });

/** Allows actions on the given ARNs. Returns no statement for an empty list, which must never become `*`. */
export const allowOn = (
  actions: string | readonly string[],
  arns: readonly string[],
  condition?: Statement["Condition"],
): Statement[] => (arns.length === 0 ? [] : [allow(actions, arns, condition)]);

/** For a `Null` condition: the tag must be present, with any value. */
export const PRESENT = "false";
/** For a `Null` condition: the tag must be absent. */
export const ABSENT = "true";
