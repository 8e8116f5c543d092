import type { GivenInputs } from "../../../lib/aws/workloads/controllers/template";
import { type PolicyTemplateName, policyFromTemplate } from "../../../lib/aws/workloads/policy-templates";
import { GIVEN, KEY } from "../../support/ready-inputs";
import type { Laws } from "../around";
import { type Law, type Proof, SCOPE } from "../prove";

const OTHER_KEY = KEY.replace("0a1b2c3d", "99999999");

export { GIVEN, KEY };

export const policyOf = (kind: PolicyTemplateName, given: GivenInputs = GIVEN[kind]) =>
  policyFromTemplate(kind, SCOPE, given);

export type Proofs = Partial<Record<PolicyTemplateName, Proof>>;

/** The laws of a policy made of other inputs. */
export const given = (kind: PolicyTemplateName, inputs: GivenInputs, laws: Laws): Laws =>
  Object.fromEntries(
    Object.entries(laws).map(([name, law]): [string, Law] => [name, { ...law, document: policyOf(kind, inputs) }]),
  );

const via = (service: string) => ({ "kms:ViaService": `${service}.eu-west-1.amazonaws.com` });

/** One key, through one service: `near` is refused. */
export const throughService = (action: string, service: string): { laws: Laws; near: Laws } => ({
  laws: { [`${action} through ${service}`]: { action, resource: KEY, context: via(service) } },
  near: {
    [`${action} by hand is refused`]: { action, resource: KEY },
    [`${action} through another service is refused`]: { action, resource: KEY, context: via("lambda") },
    [`${action} through ${service} with another key is refused`]: {
      action,
      resource: OTHER_KEY,
      context: via(service),
    },
    [`${action} through ${service} with a key of another account is refused`]: {
      action,
      resource: KEY.replace("111122223333", "444455556666"),
      context: via(service),
    },
    [`${action} through ${service} with a replica of the key is refused`]: {
      action,
      resource: KEY.replace("eu-west-1", "us-east-1"),
      context: via(service),
    },
  },
});

const GRANT = { action: "kms:CreateGrant", resource: KEY, context: { "kms:GrantIsForAWSResource": "true" } } as const;

const ofVolumes = [
  "kms:Decrypt",
  "kms:DescribeKey",
  "kms:GenerateDataKeyWithoutPlaintext",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
].map((action) => throughService(action, "ec2"));

/** Keys of volumes, for whatever policy uses them. */
export const volumeKeys: { laws: Laws; near: Laws } = {
  laws: Object.assign({ "a grant for AWS is made": GRANT }, ...ofVolumes.map(({ laws }) => laws)),
  near: Object.assign(
    {
      "a grant for somebody else is refused": { ...GRANT, context: { "kms:GrantIsForAWSResource": "false" } },
      "a grant on another key is refused": { ...GRANT, resource: OTHER_KEY },
      "a grant on a key of another account is refused": {
        ...GRANT,
        resource: KEY.replace("111122223333", "444455556666"),
      },
      "a grant on a replica of the key is refused": { ...GRANT, resource: KEY.replace("eu-west-1", "us-east-1") },
      "the key is not deleted": { action: "kms:ScheduleKeyDeletion", resource: KEY },
    },
    ...ofVolumes.map(({ near }) => near),
  ),
};
