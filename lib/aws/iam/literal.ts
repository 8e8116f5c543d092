/**
 * Writes an ARN for a policy so that IAM compares it character by character. In operators of ARNs and in `Resource`, `*`
 * and `?` stand for other characters, and `${` begins a variable; the path of a role may contain `?`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-specialchars
 */
export const literalArn = (arn: string): string => arn.replace(/[*?]|\$(?=\{)/g, (character) => `\${${character}}`);

/** Writes a text for an operator of strings without wildcards, such as `StringEquals`: there `${` alone is special. */
export const literalText = (text: string): string => text.replace(/\$(?=\{)/g, () => "${$}");
