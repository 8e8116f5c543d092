import { OPERATIONS_OF_OTHER_ACTIONS } from "../aws/iam/operations";
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
  const instead = Object.hasOwn(OPERATIONS_OF_OTHER_ACTIONS, operation)
    ? `; ${OPERATIONS_OF_OTHER_ACTIONS[operation]} that operation`
    : undefined;
  const meant =
    instead ??
    didYouMean(
      action,
      names.map((one) => `${service}:${one}`),
    );
  return `AWS has no action ${quote(action)}, by its list of ${date}${meant}`;
}
