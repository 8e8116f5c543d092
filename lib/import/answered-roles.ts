import type { Mapping } from "../load/mapping";
import { listOf, mappingOf, textOf } from "./fields";
import type { ExistingProfile, ExistingRole } from "./row";
import { ownTags, type Tags } from "./tags";

/**
 * Returns the roles that answers of IAM tell of, with all that belongs to each.
 *
 * @param details what get-account-authorization-details said of each role
 * @param summaries what list-roles or get-role said of each: the first does not say how long a session lasts
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleDetail.html
 */
export function answeredRoles(details: readonly Mapping[], summaries: readonly Mapping[]): ExistingRole[] {
  const byArn = new Map(summaries.map((summary) => [summary.Arn, summary]));
  return details.flatMap((detail) => {
    const arn = textOf(detail.Arn);
    return arn === undefined ? [] : [answeredRole(arn, detail, byArn.get(arn))];
  });
}

const NOT_SAID =
  "its description and its longest session are not known: give --iam the answer of aws iam list-roles too";

function answeredRole(arn: string, detail: Mapping, summary: Mapping | undefined): ExistingRole {
  const boundary = textOf(mappingOf(detail.PermissionsBoundary).PermissionsBoundaryArn);
  const description = textOf(summary?.Description);
  const all = (name: string) => listOf(detail[name]).map(mappingOf);
  return {
    arn,
    places: [],
    trust: detail.AssumeRolePolicyDocument,
    policyArns: all("AttachedManagedPolicies").flatMap(({ PolicyArn }) => textOf(PolicyArn) ?? []),
    inlinePolicies: new Map(
      all("RolePolicyList").map(({ PolicyName, PolicyDocument }) => [String(PolicyName), PolicyDocument]),
    ),
    instanceProfiles: all("InstanceProfileList").map(
      ({ InstanceProfileName, Path, Tags }): ExistingProfile => ({
        name: textOf(InstanceProfileName) ?? "",
        path: textOf(Path) ?? "/",
        ...(Tags !== undefined && { tags: tagsIn(Tags) }),
      }),
    ),
    tags: tagsIn(detail.Tags),
    ...(boundary !== undefined && { permissionsBoundary: boundary }),
    ...(description !== undefined && { description }),
    ...(typeof summary?.MaxSessionDuration === "number" && { maxSessionSeconds: summary.MaxSessionDuration }),
    ...(typeof summary?.MaxSessionDuration !== "number" && { unknown: NOT_SAID }),
  };
}

const tagsIn = (list: unknown): Tags =>
  ownTags(
    Object.fromEntries(
      listOf(list)
        .map(mappingOf)
        .map(({ Key, Value }) => [String(Key), String(Value ?? "")]),
    ),
  );
