import * as z from "zod";
import { flag, listOf, mapOf, object, plainText } from "./fields";

/** Laws that a repository keeps about who may do what. */

const name = plainText(
  "A key of access, an ARN, pod:<namespace>/<service account>, node:<key>, identityProviders.<key> or aws-auth.",
);

/** One law. Whom it is about, and whether that is allowed, are one key each. */
export const law = object(
  {
    who: name.optional(),
    pod: plainText("The service account of pods, as <namespace>/<name>.").optional(),
    node: plainText("A key of nodeRoles or nodeClasses.").optional(),
    nobody: z
      .union([z.literal(true), object({ except: listOf(name, undefined, "Who may.") }, "All but some.")])
      .optional(),
    may: plainText(
      'A verb and a resource of Kubernetes, such as "get pods", or an action of AWS, such as "s3:GetObject".',
    ).optional(),
    mayNot: plainText("The same, and it must not be allowed.").optional(),
    in: plainText('A namespace, or "*" for all at once.').optional(),
    name: plainText("The name of the object.").optional(),
    on: plainText("The ARN of what an action of AWS is done to.").optional(),
    cluster: plainText("The cluster or file that it holds for. Left out: all that know the subject.").optional(),
    through: flag("Whether the roles of pods count that a principal may become.").optional(),
    context: mapOf(plainText("A value."), {}, "Condition keys of the request to AWS.").optional(),
    because: plainText("Why it is a law.").optional(),
  },
  "A law about who may do what.",
  {
    may_not: "write mayNot",
    principal: "write who",
    namespace: "write in",
    resource: "write on for the ARN; a resource of Kubernetes stands behind the verb",
    reason: "write because",
  },
);

export const proofs = z.array(law);
export type Law = z.output<typeof law>;
