import type { PartitionName } from "../partitions";
import { document, type PolicyDocument } from "./policy-document";
import { oneOrMany, STS_AUDIENCE } from "./trust";

/** Whose jobs take a role, and what for. */
export interface PipelineScope {
  readonly partition: PartitionName;
  readonly account: string;
  /** `owner/name` on GitHub, `group/name` on GitLab, with any groups between. */
  readonly repository: string;
}

export type PipelineAction = "plan" | "apply";

interface Host {
  /** Its issuer, without `https://`. IAM has an OIDC provider of this name. */
  readonly issuer: string;
  /** What a repository looks like there. */
  readonly repository: RegExp;
  readonly subjects: (action: PipelineAction, scope: PipelineScope) => readonly string[];
}

/**
 * Where repositories with pipelines lie, and the subjects of the tokens of their jobs. Jobs that apply run in an
 * environment that is named by the account on GitHub, and on the branch `main` on GitLab, as `eks-access stacks` has them.
 *
 * @see https://docs.github.com/actions/reference/security/oidc
 * @see https://docs.gitlab.com/ci/cloud_services/aws/
 */
export const PIPELINE_HOSTS: Readonly<Record<string, Host>> = {
  github: {
    issuer: "token.actions.githubusercontent.com",
    repository: /^[A-Za-z0-9-]+\/[\w.-]+$/,
    subjects: (action, { repository, account }) =>
      action === "apply"
        ? [`repo:${repository}:environment:${account}`]
        : [`repo:${repository}:pull_request`, `repo:${repository}:ref:refs/heads/main`],
  },
  gitlab: {
    issuer: "gitlab.com",
    repository: /^[\w.-]+(\/[\w.-]+)+$/,
    subjects: (action, { repository }) => [
      `project_path:${repository}:ref_type:branch:ref:${action === "apply" ? "main" : "*"}`,
    ],
  },
};

/** Returns the trust of a pipeline's role: jobs of one repository take it, with a token that is meant for AWS. */
export function pipelineTrust(
  { issuer, subjects }: Host,
  action: PipelineAction,
  scope: PipelineScope,
): PolicyDocument {
  const aud = { [`${issuer}:aud`]: STS_AUDIENCE };
  const texts = subjects(action, scope);
  const sub = { [`${issuer}:sub`]: oneOrMany(texts) };
  return document({
    Effect: "Allow",
    Principal: { Federated: `arn:${scope.partition}:iam::${scope.account}:oidc-provider/${issuer}` },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: texts.some((text) => text.includes("*"))
      ? { StringEquals: aud, StringLike: sub }
      : { StringEquals: { ...aud, ...sub } },
  });
}
