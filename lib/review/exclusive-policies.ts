import { nameOfArn } from "../aws/arn";
import { list } from "../aws/text";
import { type Reviewed, type Reviewer, says, stays, text, texts, whose } from "./finding";

/** How a resource of `iam.exclusive` names policies. */
interface Exclusive {
  readonly attribute: string;
  /** What lists the policies that a role has. */
  readonly command: string;
  /** The resource that gives a role one policy, and the attribute that names the policy. */
  readonly policy: readonly [type: string, attribute: string];
}

const reviewerOf =
  ({ attribute, command, policy: [type, naming] }: Exclusive): Reviewer =>
  (reviewed) => {
    const { change, all } = reviewed;
    const { fate, before, after } = change;
    if (fate === "made" && isThere(reviewed)) {
      const name = text(after.role_name);
      return [
        says(
          `policies that the role ${name} of ${whose(reviewed)} has besides go; ${command} --role-name ${name} lists what it has`,
        ),
      ];
    }
    if (fate !== "changed") return [];
    const given = all.flatMap((one) =>
      one.type === type && one.before.role === before.role_name ? text(one.before[naming]) : [],
    );
    const known = [...texts(after[attribute]), ...given];
    const lost = texts(before[attribute]).filter((one) => !known.includes(one));
    return lost.length === 0
      ? []
      : [
          says(
            `the role ${text(before.role_name)} of ${whose(reviewed)} loses ${list(lost.map(nameOfArn), "and")}, which somebody gave it past Terraform`,
          ),
        ];
  };

/** Whether the role was there before, so that others may have given it policies. */
const isThere = ({ change, all }: Reviewed): boolean =>
  all.some(
    ({ type, fate, before }) => type === "aws_iam_role" && stays(fate) && before.name === change.after.role_name,
  );

/** What becomes of policies that others attached to a role. */
export const exclusiveAttachments = reviewerOf({
  attribute: "policy_arns",
  command: "aws iam list-attached-role-policies",
  policy: ["aws_iam_role_policy_attachment", "policy_arn"],
});

/** What becomes of policies of its own that others gave a role. */
export const exclusiveInlinePolicies = reviewerOf({
  attribute: "policy_names",
  command: "aws iam list-role-policies",
  policy: ["aws_iam_role_policy", "name"],
});
