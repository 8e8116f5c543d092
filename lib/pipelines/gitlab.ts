import { stringify } from "yaml";
import type { Stack } from "../answers/stacks";
import { ConfigError } from "../load/config-error";
import type { Formatted } from "./github";
import { inOrder } from "./order";

/** @see https://docs.gitlab.com/administration/instance_limits/#maximum-number-of-deployment-jobs-in-a-pipeline */
const MOST_DEPLOYMENTS = 500;

/**
 * Returns the jobs of a child pipeline of GitLab: `plan:<stack>`, `review:<stack>` and `apply:<stack>`. Each extends the
 * hidden job `.plan`, `.review` or `.apply`, which the user's own file has.
 *
 * @throws ConfigError if there are more stacks than a pipeline can deploy
 */
export function asGitlab(stacks: readonly Stack[]): Formatted {
  if (stacks.length > MOST_DEPLOYMENTS) {
    throw new ConfigError([
      `stacks: a pipeline of GitLab has at most ${MOST_DEPLOYMENTS} jobs with an environment, got ${stacks.length} stacks; name some of the clusters`,
    ]);
  }
  const names = new Set(stacks.map(({ name }) => name));
  const jobs = Object.assign({}, ...inOrder(stacks).map((stack) => jobsOf(stack, names)));
  // a child pipeline without a job is an error
  const text = stringify(stacks.length > 0 ? jobs : { "no-stack": { script: ["echo no stack has changed"] } });
  return { text, notes: [] };
}

function jobsOf({ name, account, region, roles, after }: Stack, names: ReadonlySet<string>): object {
  const variables = (role: string | undefined) => ({
    STACK: name,
    AWS_REGION: region,
    // GitLab replaces variables in the values of others
    ...(role && { AWS_ROLE_ARN: role.replaceAll("$", "$$$$") }),
  });
  const before = after.filter((other) => names.has(other)).map((other) => `apply:${other}`);
  return {
    [`plan:${name}`]: { extends: ".plan", variables: variables(roles?.plan) },
    [`review:${name}`]: { extends: ".review", needs: [`plan:${name}`], variables: { STACK: name } },
    [`apply:${name}`]: {
      extends: ".apply",
      needs: [`plan:${name}`, `review:${name}`, ...before],
      variables: variables(roles?.apply),
      resource_group: `eks-${name}`,
      // one of each stack: where two share one, GitLab refuses the earlier pipeline's apply as outdated
      environment: { name: `${account}/${name}` },
    },
  };
}
