import { groupsPrefixOf, usernamePrefixOf } from "../aws/eks/identity-providers";
import { AUTHENTICATED } from "../aws/kubernetes/cluster-roles";
import { isToken } from "../aws/text";
import type { PlannedIdentityProvider } from "../plan/types";
import { type Decision, decision, reasonOf } from "./answer";
import { decide } from "./kubernetes";
import { nameOfOutsiders, type Outsiders } from "./outsiders";
import type { KubernetesQuestion } from "./question";
import { heldByAll, type Identity, type Rbac } from "./rbac";

/** Decides about the API of Kubernetes for outsiders. Never yes: nobody knows whether there are any. */
export function decideOutsiders(one: Outsiders, question: KubernetesQuestion, rbac: Rbac | undefined): Decision {
  if ("issuer" in one) {
    return decision("cannot be said", {
      text: `a token of ${one.issuer} is for roles of AWS; no file says who has one`,
    });
  }
  if (!("provider" in one)) {
    return decision("cannot be said", {
      text: "rows of aws-auth may let others in, with any username and any group; without aws-auth, write authenticationMode: API",
    });
  }
  const { location } = one;
  const who = nameOfOutsiders(one);
  const identity = identityOfUsers(one.provider);
  const open = [...(rbac?.holdingsOf(identity) ?? []), ...heldByAll].flatMap((holding) => {
    const { verdict, reasons } = decide({ holdings: [holding], unknown: [] }, question);
    const { whom = `the group ${AUTHENTICATED}` } = holding;
    const have = whom.startsWith("the group ") ? "have" : "be";
    return verdict === "no" ? [] : [reasonOf(`${who} may ${have} ${whom}`, location), ...reasons];
  });
  if (open.length > 0) return decision("cannot be said", ...open);
  if (identity.groupsPrefix !== undefined && MASTERS.startsWith(identity.groupsPrefix)) {
    const text = `${who} may have the group ${MASTERS}, which may do everything; a groupsPrefix keeps them from it`;
    return decision("cannot be said", reasonOf(text, location));
  }
  if (rbac === undefined) {
    const text = `what ${who} may do stands in the cluster; give its manifests: --rbac <folder>`;
    return decision("cannot be said", reasonOf(text, location));
  }
  return decision("no", reasonOf(`nothing that allows it is bound to a name that ${who} may have`, location));
}

/** The API server allows its members everything, whatever is bound. */
const MASTERS = "system:masters";

/** A prefix that Terraform knows first may be any. */
const known = (prefix: string): string => (isToken(prefix) ? "" : prefix);

function identityOfUsers(provider: PlannedIdentityProvider): Identity {
  const prefix = groupsPrefixOf(provider);
  return {
    usernames: [`${known(usernamePrefixOf(provider))}{{SessionName}}`],
    groups: [AUTHENTICATED],
    ...(prefix !== undefined && { groupsPrefix: known(prefix) }),
  };
}
