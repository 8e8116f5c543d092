import { ACCOUNT } from "../../support/simulate";
import { ELSEWHERE, type Law, type Proof } from "../prove";
import {
  ASSUME,
  BACKEND,
  by,
  type Context,
  CROSSWISE,
  DOCUMENTS,
  from,
  IN_CHINA,
  ISSUER,
  notPeople,
  pods,
  SECOND,
  WEB,
} from "./support";

const provider = (issuer: string, account = ACCOUNT) => `arn:aws:iam::${account}:oidc-provider/${issuer}`;
const claims = (issuer: string, namespace: string, name: string, aud = "sts.amazonaws.com"): Context => ({
  [`${issuer}:aud`]: aud,
  [`${issuer}:sub`]: `system:serviceaccount:${namespace}:${name}`,
});
const token = (issuer: string, namespace: string, name: string, aud?: string): Law =>
  by(provider(issuer))(WEB, claims(issuer, namespace, name, aud));

const noOtherToken = (issuer: string): Record<string, Law> => ({
  [`a token of ${issuer} for another service is refused`]: token(issuer, "apps", "backend", "vault.example.com"),
  [`a token of ${issuer} for nobody in particular is refused`]: by(provider(issuer))(WEB, {
    [`${issuer}:sub`]: "system:serviceaccount:apps:backend",
  }),
  [`a token of ${issuer} without a subject is refused`]: by(provider(issuer))(WEB, {
    [`${issuer}:aud`]: "sts.amazonaws.com",
  }),
  [`another namespace of ${issuer} is refused`]: token(issuer, "dev", "backend"),
  [`the issuer ${issuer} of another account is refused`]: by(provider(issuer, ELSEWHERE))(
    WEB,
    claims(issuer, "apps", "backend"),
  ),
  [`${issuer} takes it with a token only`]: by(provider(issuer))(ASSUME),
});

export const irsaProofs = {
  irsaTrust: {
    document: DOCUMENTS.irsaTrust,
    allowed: {
      "a service account takes it": token(ISSUER, "apps", "backend"),
      "another service account takes it": token(ISSUER, "apps", "reports"),
      "a service account of another namespace takes it": token(ISSUER, "jobs", "nightly"),
      "in China a service account takes it with the same audience": {
        ...by(provider(ISSUER).replace("arn:aws:", "arn:aws-cn:"))(WEB, claims(ISSUER, "apps", "backend")),
        document: IN_CHINA.irsaTrust,
      },
    },
    refused: {
      ...notPeople,
      ...noOtherToken(ISSUER),
      ...Object.fromEntries(
        CROSSWISE.map(([namespace, name]) => [
          `crosswise, ${namespace}/${name} is refused`,
          token(ISSUER, namespace, name),
        ]),
      ),
      "another service account is refused": token(ISSUER, "apps", "default"),
      "a service account that begins like ours is refused": token(ISSUER, "apps", "backend-2"),
      "another cluster is refused": token(SECOND, "apps", "backend"),
      "Pod Identity does not take it": pods(ASSUME, { ...from(), ...BACKEND }),
    },
  },

  "irsaTrust with a wildcard": {
    document: DOCUMENTS["irsaTrust with a wildcard"],
    allowed: {
      "one that the wildcard means takes it": token(ISSUER, "kube-system", "efs-csi-controller-sa"),
      "another that it means takes it": token(ISSUER, "kube-system", "efs-csi-node-sa"),
      "one without a wildcard beside it takes it": token(ISSUER, "apps", "backend"),
    },
    refused: {
      ...notPeople,
      ...noOtherToken(ISSUER),
      "one that the wildcard does not mean is refused": token(ISSUER, "kube-system", "ebs-csi-controller-sa"),
      "the same name in another namespace is refused": token(ISSUER, "apps", "efs-csi-controller-sa"),
      "the one without a wildcard is no beginning": token(ISSUER, "apps", "backend-2"),
    },
  },

  "irsaTrust of two clusters": {
    document: DOCUMENTS["irsaTrust of two clusters"],
    allowed: {
      "a service account of the first takes it": token(ISSUER, "apps", "backend"),
      "the same of the second takes it": token(SECOND, "apps", "backend"),
      "another of the second takes it": token(SECOND, "jobs", "nightly"),
    },
    refused: {
      ...notPeople,
      ...noOtherToken(ISSUER),
      ...noOtherToken(SECOND),
      "a third cluster is refused": token(`${ISSUER}9`, "apps", "backend"),
      "claims of the second do not count for the first": by(provider(ISSUER))(WEB, claims(SECOND, "apps", "backend")),
    },
  },
} as const satisfies Record<string, Proof>;
