import { KEY } from "../../aws/kubernetes/names";
import { quote } from "../../aws/text";
import { isEmpty, textOf } from "../fields";
import type { Item, Row } from "../row";
import type { Part } from "./config";

/** The fields of an identity provider, by their names in eksctl. */
const FIELDS: Readonly<Record<string, string>> = {
  issuerURL: "issuerUrl",
  clientID: "clientId",
  usernameClaim: "usernameClaim",
  usernamePrefix: "usernamePrefix",
  groupsClaim: "groupsClaim",
  groupsPrefix: "groupsPrefix",
  requiredClaims: "requiredClaims",
  tags: "tags",
};

/** Returns what becomes of an item of `identityProviders`. */
export function identityProvider({ place, value }: Part): Row {
  const name = textOf(value.name) ?? "";
  const places = [place] as const;
  const fields = Object.entries(FIELDS).flatMap(([theirs, ours]) =>
    isEmpty(value[theirs]) ? [] : [[ours, value[theirs]]],
  );
  const item: Item = { section: "identityProviders", name, value: { ...Object.fromEntries(fields), adopt: true } };
  if (KEY.pattern?.test(name)) return { is: "item", places, ...item };
  const question = `the key of a provider is its name in EKS, and ${quote(name)} is no key: the provider can stay where it is, without an item`;
  return { is: "question", places, question };
}
