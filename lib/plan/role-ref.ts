/** A role: by id if it is created here, by ARN if it already exists. */
export type RoleRef = { readonly id: string } | { readonly arn: string };
