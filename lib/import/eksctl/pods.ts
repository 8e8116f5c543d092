import { quote } from "../../aws/text";
import type { Answers } from "../answers";
import { isEmpty, mappingOf, textOf } from "../fields";
import type { Row } from "../row";
import type { Part } from "./config";
import { attached, type Owner, workload } from "./workload";

/** Returns what becomes of an item of `iam.podIdentityAssociations`. */
export function podIdentity({ place, value }: Part, answers: Answers, owner: Owner): Row {
  const account = `${textOf(value.namespace) ?? ""}/${textOf(value.serviceAccountName) ?? ""}`;
  const association = answers.association(account);
  if (association?.owner !== undefined) {
    const because = `the association of ${account} belongs to ${association.owner}, which makes it and takes it away`;
    return { is: "left out", places: [place], because };
  }
  const policy = sessionPolicyOf(value.policy);
  const roleArn = textOf(value.roleARN) ?? association?.roleArn;
  const roleName = textOf(value.roleName);
  return workload(
    {
      place,
      name: textOf(value.serviceAccountName) ?? "",
      whose: { serviceAccount: account },
      ...(roleArn !== undefined && { roleArn }),
      ...(roleName !== undefined && { roleName }),
      ...attached(value, {
        policies: "permissionPolicyARNs",
        document: "permissionPolicy",
        boundary: "permissionsBoundaryARN",
      }),
      more: {
        ...(textOf(value.targetRoleARN) !== undefined && { targetRole: value.targetRoleARN }),
        ...(value.disableSessionTags === true && { sessionTags: false }),
        ...(policy.document && { sessionPolicy: policy.document }),
        ...(association && { adopt: { [account]: association.id } }),
      },
      notes: value.createServiceAccount === true ? ["eksctl has made the service account too, and it stays"] : [],
      questions: [
        ...(policy.problem === undefined ? [] : [policy.problem]),
        ...(association === undefined
          ? [
              `EKS has an association of ${account}, which another cannot replace: write adopt: { ${account}: <its id> }, which aws eks list-pod-identity-associations shows; given with --iam, its answer decides it`,
            ]
          : []),
      ],
    },
    owner,
  );
}

/** The session policy is a document in a text. */
function sessionPolicyOf(text: unknown): { readonly document?: object; readonly problem?: string } {
  if (textOf(text) === undefined) return {};
  try {
    return { document: mappingOf(JSON.parse(String(text))) };
  } catch {
    return { problem: `the policy of the association is no JSON, ${quote(text)}: write it as sessionPolicy` };
  }
}

/** Returns what becomes of an item of `iam.serviceAccounts`. */
export function serviceAccount({ place, value }: Part, issuer: string | undefined, owner: Owner): Row {
  const { name, namespace, labels, annotations } = mappingOf(value.metadata);
  const subject = textOf(value.subjectPattern) ?? textOf(name) ?? "";
  const roleArn = textOf(value.attachRoleARN) ?? textOf(mappingOf(value.status).roleARN);
  const roleName = textOf(value.roleName);
  const metadata = { ...(!isEmpty(labels) && { labels }), ...(!isEmpty(annotations) && { annotations }) };
  return withIssuer(
    workload(
      {
        place,
        name: textOf(name) ?? "",
        whose: { serviceAccount: `${textOf(namespace) ?? "default"}/${subject}`, via: "irsa" },
        ...(roleArn !== undefined && { roleArn }),
        ...(roleName !== undefined && { roleName }),
        ...attached(value, {
          policies: "attachPolicyARNs",
          document: "attachPolicy",
          boundary: "permissionsBoundary",
        }),
        more: isEmpty(metadata) ? {} : { metadata },
        notes: value.roleOnly === true ? ["eksctl has made the role alone, and not the service account"] : [],
      },
      owner,
    ),
    issuer,
  );
}

/** A role for IRSA needs the issuer of the cluster's tokens. */
function withIssuer(row: Row, issuer: string | undefined): Row {
  if (issuer !== undefined || row.is !== "item") return row;
  const { places, section, name, value, question } = row;
  const asked =
    "its role trusts the issuer of the cluster, which the file does not name: give --iam with the answer of aws eks describe-cluster";
  return {
    is: "question",
    places,
    question: question === undefined ? asked : `${asked}. ${question}`,
    choices: [{ section, name, value }],
  };
}

/** Returns what becomes of an item of `addons`. */
export function addon({ place, value }: Part, issuer: string | undefined, owner: Owner): Row {
  const name = textOf(value.name) ?? "";
  const places = [place] as const;
  if (!isEmpty(value.podIdentityAssociations) || value.useDefaultPodIdentityAssociations === true) {
    const because = "the add-on owns its associations, makes them and takes them away; their roles stay as they are";
    return { is: "left out", places, because };
  }
  const roleArn = textOf(value.serviceAccountRoleARN);
  const found = attached(value, {
    policies: "attachPolicyARNs",
    document: "attachPolicy",
    boundary: "permissionsBoundary",
  });
  const none = roleArn === undefined && found.policyArns.length === 0 && found.document === undefined;
  if (none && !Object.values(found.wellKnown).includes(true)) {
    return { is: "left out", places, because: `the file gives the add-on ${quote(name)} no role` };
  }
  // the role of an add-on has the policies that EKS documents for it
  const made = { ...found, policyArns: [], wellKnown: {} };
  return withIssuer(
    workload(
      { place, name, whose: { addon: name, via: "irsa" }, ...(roleArn !== undefined && { roleArn }), ...made },
      owner,
    ),
    issuer,
  );
}
