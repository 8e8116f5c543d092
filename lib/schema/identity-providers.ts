import type * as z from "zod";
import * as facts from "../aws/eks/identity-providers";
import { adoptOne, mapOf, object, release, text, was } from "./fields";
import { tags } from "./roles";

/** An item of `identityProviders`. */
export const identityProvider = object(
  {
    issuerUrl: text(facts.ISSUER_URL, "The provider's issuer, reachable from the internet."),
    clientId: text(facts.CLIENT_ID, "Audience of the tokens that are taken."),
    usernameClaim: text(facts.CLAIM, "Claim that names the user. Default: sub.").optional(),
    usernamePrefix: text(
      facts.NAME_PREFIX,
      'Stands before each username; "-" for nothing. Default: <issuerUrl>#, and nothing if the claim is email.',
    ).optional(),
    groupsClaim: text(facts.CLAIM, "Claim that lists the user's groups. Default: no groups.").optional(),
    groupsPrefix: text(facts.NAME_PREFIX, "Stands before each group. Default: nothing.").optional(),
    requiredClaims: mapOf(
      text(facts.REQUIRED_VALUE, "Value that the claim must have."),
      { keys: facts.REQUIRED_CLAIM },
      "Claims that a token must have to be taken.",
    ).optional(),
    tags: tags.optional(),
    was: was(),
    adopt: adoptOne("The provider"),
    release: release("this provider"),
  },
  "An external OIDC identity provider. Whoever it gives a token reaches the cluster without IAM; bindings in the cluster say what he may do. Every change replaces it.\n\nhttps://docs.aws.amazon.com/eks/latest/userguide/authenticate-oidc-identity-provider.html",
);

export type IdentityProviderConfig = z.input<typeof identityProvider>;
