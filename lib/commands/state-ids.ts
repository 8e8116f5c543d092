import type { StateId } from "../audit/state-ids";
import { parseArn } from "../aws/arn";
import { UNIQUE_ID } from "../aws/iam/names";
import { list, visible } from "../aws/text";
import { readState, type StateResource } from "../import/terraform/state";
import type { Read } from "../live/fleet";
import { ConfigError } from "../load/config-error";
import { shownName, textOf } from "./input";
import { printWarnings } from "./program";

/** Resources that have the ARN and the id of a principal. */
const TYPES = ["aws_iam_role", "aws_iam_user"] as const;

/** What an item of a state must have to be compared. */
const NEEDED = ["arn", "unique_id"] as const;

/**
 * Reads the ids of roles and users from what `terraform show -json` printed of states. What is sensitive in them is
 * neither read nor printed.
 *
 * @throws ConfigError if a file is no such state, or a role in it has no ARN or no id
 */
export const stateIdsOf = (word: string, files: readonly string[]): StateId[] =>
  files.flatMap((file) => {
    const name = shownName(file);
    const resources = readState(`${word}: ${name}`, textOf(word, file), TYPES).filter(isThere);
    const hidden = resources.filter(isHidden);
    printWarnings(
      hidden.map((resource) =>
        visible(
          `${name}: ${resource.address} is not compared: ${list(hiddenIn(resource), "and")} is sensitive in this state`,
        ),
      ),
    );
    return resources.flatMap((resource) => (isHidden(resource) ? [] : [idOf(resource, `${word}: ${name}`, name)]));
  });

/** What a plan has yet to make has no id, and what it destroys needs none. */
const isThere = ({ fate, deposed }: StateResource): boolean => fate === "there" && !deposed;

const hiddenIn = ({ sensitive }: StateResource): string[] => NEEDED.filter((name) => sensitive.includes(name));

const isHidden = (resource: StateResource): boolean => hiddenIn(resource).length > 0;

function idOf({ address, values: { arn, unique_id: id } }: StateResource, from: string, name: string): StateId {
  // the value is not printed: nobody knows what else it is
  const refuse = (what: string) => new ConfigError([visible(`${from}: ${address}: ${what}`)]);
  const { service, resource = "" } = parseArn(typeof arn === "string" ? arn : "") ?? {};
  if (typeof arn !== "string" || service !== "iam" || !/^(role|user)\//.test(resource)) {
    throw refuse("arn is not the ARN of a role or user");
  }
  if (typeof id !== "string" || !UNIQUE_ID.test(id)) throw refuse("unique_id is no id of IAM");
  return { arn, id, place: `${address} of ${name}` };
}

/** Warns of states that have nothing to compare: perhaps they are the wrong ones. */
export function uncompared(stateIds: readonly StateId[], reads: readonly Read[]): string[] {
  const arns = new Set(stateIds.map(({ arn }) => arn.toLowerCase()));
  const principals = reads.flatMap((read) => ("answers" in read ? read.answers.listedEntries : []));
  return principals.some((arn) => arns.has(arn.toLowerCase())) ? [] : [NOTHING];
}

const NOTHING =
  "--state has no role or user that an access entry of these clusters is for, so that nothing is compared with it";
