import { SERVICES } from "../../aws/eks/aws-auth";
import { quote } from "../../aws/text";
import type { Answers } from "../answers";
import { rowsOf } from "../aws-auth/import";
import { textOf } from "../fields";
import type { Row } from "../row";
import type { Part } from "./config";

/** Returns what becomes of `iamIdentityMappings`, from which eksctl writes aws-auth. */
export function identityMappings(parts: readonly Part[], answers: Answers): Row[] {
  const isService = ({ value }: Part): boolean => value.serviceName !== undefined;
  const rows = rowsOf(parts.filter((part) => !isService(part)).map(rawRow), answers).values();
  return parts.flatMap((part) => (isService(part) ? serviceOf(part) : (rows.next().value ?? [])));
}

function rawRow({ place, value }: Part) {
  const { arn, username, groups, account } = value;
  if (arn === undefined && account !== undefined) return { list: "mapAccounts", place, value: account } as const;
  const user = /:user\//i.test(textOf(arn) ?? "");
  return user
    ? ({ list: "mapUsers", place, value: { userarn: arn, username, groups } } as const)
    : ({ list: "mapRoles", place, value: { rolearn: arn, username, groups } } as const);
}

/** A service that had itself written into aws-auth. */
function serviceOf({ place, value: { serviceName } }: Part): Row {
  const known = SERVICES.find(({ eksctl }) => eksctl !== undefined && eksctl === serviceName);
  const question =
    known?.wayOut ??
    `the service ${quote(serviceName)}, which is not known here: see how it reaches a cluster with access entries`;
  return { is: "question", places: [place], question };
}
