import { parseArn } from "../aws/arn";
import { textProblem } from "../aws/fact";
import { INSTEAD_OF_VERB, RESOURCES, type Resource, VERBS } from "../aws/kubernetes/resources";
import { didYouMean, list, quote } from "../aws/text";
import { POD_NAMESPACE } from "../aws/workloads/service-accounts";
import type { Deed } from "../power/match";
import { type ActionNames, actionProblem } from "./actions";
import type { Context } from "./request";

/** A question about the API of Kubernetes. */
export interface KubernetesQuestion {
  readonly is: "kubernetes";
  readonly deed: Deed;
  /** Undefined: all namespaces, or what lies in none. */
  readonly namespace?: string;
  /** `delete pods in team-a`. */
  readonly text: string;
}

/** A question about an API of AWS. */
export interface AwsQuestion {
  readonly is: "aws";
  /** With `*` and `?` for all that they stand for. */
  readonly action: string;
  /** An ARN, or `*`. */
  readonly resource: string;
  readonly context: Context;
  /** `s3:PutObject on arn:aws:s3:::queue/a`. */
  readonly text: string;
}

export type Question = KubernetesQuestion | AwsQuestion;

/** Words that a question is made of. */
export interface Words {
  readonly verb: string;
  /** What follows the verb: a resource, a path, or the ARN. */
  readonly what?: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly allNamespaces?: boolean;
  readonly context?: Context;
}

/** A question that makes no sense, in the words of the user. */
export class QuestionError extends Error {}

const refuse = (message: string): never => {
  throw new QuestionError(message);
};

/** Reads a question. @throws QuestionError */
export function questionOf(words: Words, actions?: ActionNames): Question {
  return words.verb.includes(":") ? awsQuestion(words, actions) : kubernetesQuestion(words);
}

const ACTION = /^[a-z0-9-]+:[A-Za-z0-9*?]+$/;

function awsQuestion(
  { verb: action, what: resource = "*", namespace, allNamespaces, name, context = {} }: Words,
  actions: ActionNames | undefined,
): AwsQuestion {
  if (!ACTION.test(action))
    refuse(
      `an action of AWS is <service>:<Action>, in which * stands for any text behind the colon, got ${quote(action)}`,
    );
  const problem = actions && actionProblem(action, actions);
  if (problem !== undefined) refuse(problem);
  if (namespace !== undefined || allNamespaces || name !== undefined) {
    refuse(
      `${action} is an action of AWS, which knows no namespaces and no names of Kubernetes; name what it is done to by its ARN`,
    );
  }
  if (resource !== "*" && parseArn(resource) === undefined)
    refuse(`what ${action} is done to is an ARN, or "*", got ${quote(resource)}`);
  return aboutAction(action, { resource, context });
}

/** Returns the question about one action. */
export const aboutAction = (
  action: string,
  { resource, context }: Pick<AwsQuestion, "resource" | "context">,
): AwsQuestion => ({
  is: "aws",
  action,
  resource,
  context,
  text: resource === "*" ? action : `${action} on ${resource}`,
});

function kubernetesQuestion({
  verb,
  what,
  name,
  namespace,
  allNamespaces = false,
  context,
}: Words): KubernetesQuestion {
  validateVerb(verb);
  if (context !== undefined && Object.keys(context).length > 0) refuse("a context is for actions of AWS; leave it out");
  if (what === undefined || what === "") return refuse(`${verb} of what? Write a resource, such as pods`);
  if (what.startsWith("/")) {
    if (namespace !== undefined || allNamespaces)
      refuse(`${what} is a path, which belongs to no namespace; leave the namespace out`);
    return { is: "kubernetes", deed: { verb, url: what }, text: `${verb} ${what}` };
  }
  const { group, resource, namespaced } = resourceIn(what);
  const problem = namespace === undefined ? undefined : textProblem(POD_NAMESPACE, namespace);
  if (problem !== undefined) refuse(problem);
  if (namespaced === false && namespace !== undefined) {
    refuse(`${what} belong to no namespace, got ${quote(namespace)}; leave the namespace out`);
  }
  if (namespaced && namespace === undefined && !allNamespaces) {
    refuse(`${what} belong to a namespace; name it, or ask for all namespaces`);
  }
  const shown = `${verb} ${group === "" ? resource : withGroup(resource, group)}${name === undefined ? "" : ` named ${name}`}`;
  const where = namespace === undefined ? (namespaced ? " in all namespaces" : "") : ` in ${namespace}`;
  return {
    is: "kubernetes",
    deed: { verb, group, resource, ...(name !== undefined && { name }) },
    ...(namespace !== undefined && { namespace }),
    text: shown + where,
  };
}

/** `deployments.apps/scale`. */
export function withGroup(resource: string, group: string): string {
  const [name = "", ...sub] = resource.split("/");
  return [group === "" ? name : `${name}.${group}`, ...sub].join("/");
}

function validateVerb(verb: string): void {
  if (VERBS.includes(verb)) return;
  const instead = Object.hasOwn(INSTEAD_OF_VERB, verb) ? `; ${INSTEAD_OF_VERB[verb]}` : undefined;
  refuse(
    `a verb of Kubernetes is one of ${list(VERBS)}, or an action of AWS with a colon, such as s3:GetObject, got ${quote(verb)}${instead ?? didYouMean(verb, VERBS)}`,
  );
}

interface Found {
  readonly group: string;
  readonly resource: string;
  /** Undefined for a resource that not every cluster has. */
  readonly namespaced?: boolean;
}

/** Reads `pods`, `po`, `pods/exec`, `deployments/scale`, `deployments.apps/scale` or `widgets.acme.example`. */
function resourceIn(text: string): Found {
  const [head = "", ...parts] = text.split("/");
  const [name = "", ...groups] = head.split(".");
  const group = groups.join(".");
  const sub = parts.join("/");
  const isNamed = (one: Resource) => one.name === name || one.shortNames.includes(name);
  const known = RESOURCES.filter((one) => isNamed(one) && (groups.length === 0 || one.group === group))[0];
  if (known === undefined) return { group: groupOfOther(head, name, group), resource: [name, ...parts].join("/") };
  const { subresources, namespaced } = known;
  if (sub !== "" && !subresources.includes(sub)) {
    const has = subresources.length > 0 ? `, it has ${list(subresources, "and")}` : "";
    refuse(
      `${known.name} has no part ${quote(sub)}${didYouMean(sub, subresources) || has}; write an object's name by itself`,
    );
  }
  return { group: known.group, resource: [known.name, ...parts].join("/"), namespaced };
}

/** Returns the group of a resource that not every cluster has. */
function groupOfOther(head: string, name: string, group: string): string {
  if (!/^[a-z0-9-]+$/.test(name) || (group !== "" && !/^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(group))) {
    refuse(`a resource is written as pods, pods/exec or <plural>.<group>, got ${quote(head)}`);
  }
  const inGroup = RESOURCES.filter((one) => group === "" || one.group === group);
  if (group === "" || inGroup.length > 0) {
    const names = inGroup.map((one) => one.name);
    const near = names.includes(`${name}s`) ? `; did you mean ${quote(`${name}s`)}?` : didYouMean(name, names);
    const others = "; a resource of your own is written as <plural>.<group>";
    refuse(`Kubernetes has no resource ${quote(head)}${near || others}`);
  }
  return group;
}
