import { RESERVED_PREFIXES } from "../../aws/eks/entry-types";
import { nearestName } from "../../aws/kubernetes/names";
import { quote } from "../../aws/text";
import { keyName } from "../keys";
import type { FoundPrincipal } from "./principal";

/** The username of an entry. Without `username` EKS sets one. */
export interface EntryUsername {
  readonly username?: string;
  readonly notes: readonly string[];
  /** What a person must decide although the item can stay. */
  readonly question?: string;
  /** Why there can be no entry as it is. */
  readonly refused?: string;
}

const SESSION = /\{\{SessionName(Raw)?\}\}/;

/** Returns what becomes of the username of a row. */
export function usernameOf(given: string, principal: FoundPrincipal): EntryUsername {
  const { account, is } = principal;
  if (/\{\{(AccessKeyID|EC2PrivateDNSName)\}\}/.test(given)) {
    return {
      notes: [],
      refused: `the username ${quote(given)} has a variable that access entries do not fill in; choose a fixed name, and bind that`,
    };
  }
  const filled = given.replaceAll("{{AccountID}}", account);
  const notes = filled === given ? [] : ["{{AccountID}} is filled in"];
  // a user has no session
  const username = is === "user" ? filled.replaceAll(/\{\{SessionName(Raw)?\}\}/g, "") : filled;
  if (username === "" || username === defaultUsername(principal)) return { notes };
  const reserved = RESERVED_PREFIXES.find((prefix) => username.startsWith(prefix));
  if (reserved !== undefined) {
    const question = `without the username ${quote(username)}, because EKS keeps ${reserved} for itself: bindings on that User stop matching; bind a group`;
    return { notes, question };
  }
  const session = SESSION.exec(username);
  if (session === null || username.slice(0, session.index).includes(":")) return { username, notes };
  const own = `${nearestName(keyName(principal.name), "-", 63) || "access"}:${session[0]}`;
  return {
    username: own,
    notes,
    question: `EKS asks for a colon before ${session[0]}, so the username is ${quote(own)}, and bindings on User ${quote(username)} stop matching; bind the new one, or a group`,
  };
}

/** Returns the username that EKS sets where an entry has none. */
function defaultUsername({ is, arn, partition, account, name }: FoundPrincipal): string {
  return is === "user" ? arn : `arn:${partition}:sts::${account}:assumed-role/${name}/{{SessionName}}`;
}
