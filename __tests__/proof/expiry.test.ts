import { validate } from "../../lib/load/validate";
import { head } from "../support/decide";
import { ACCOUNT } from "../support/simulate";
import { arn } from "./around";
import { ELSEWHERE, proveAll } from "./prove";
import { ASSUME, by, type Context, from, ISSUER, notPeople, pod, pods, TAG, WEB } from "./workloads/support";

/** The trust of the role that a workload with an end gets. */
function trustUntil(until: string, via: "pod-identity" | "irsa") {
  const { plan } = validate(
    head({
      name: "prod",
      cluster: { oidcIssuer: `https://${ISSUER}` },
      workloads: { report: { serviceAccount: "apps/report", via, until, reason: "ACME-1234" } },
    }),
    { name: "prod" },
  );
  const trust = plan?.roles[0]?.trust;
  if (trust === undefined) throw new Error("no role is planned");
  return trust;
}

const at = (instant: string): Context => ({ "aws:CurrentTime": instant });
const LAST = at("2027-03-31T23:59:59Z");
const FIRST = at("2027-04-01T00:00:00Z");
const LATER = at("2031-01-01T00:00:00Z");
const REPORT = { ...from(), ...pod("apps", "report") };

const provider = by(`arn:aws:iam::${ACCOUNT}:oidc-provider/${ISSUER}`);
const claims = (name: string, aud = "sts.amazonaws.com") => ({
  [`${ISSUER}:aud`]: aud,
  [`${ISSUER}:sub`]: `system:serviceaccount:apps:${name}`,
});

proveAll("trust with an end", ["of Pod Identity", "of IRSA"], {
  "of Pod Identity": {
    document: trustUntil("2027-03-31", "pod-identity"),
    allowed: {
      "pods take the role in the last second of the last day": pods(ASSUME, { ...REPORT, ...LAST }),
      "their session is tagged then": pods(TAG, { ...REPORT, ...LAST }),
      "pods take it long before": pods(ASSUME, { ...REPORT, ...at("2026-11-28T12:00:00Z") }),
      "with a time of its own, pods take it in the second before": {
        ...pods(ASSUME, { ...REPORT, ...at("2027-03-31T15:59:59Z") }),
        document: trustUntil("2027-03-31T18:00:00+02:00", "pod-identity"),
      },
    },
    refused: {
      ...notPeople,
      "no pod takes it in the second after the last day": pods(ASSUME, { ...REPORT, ...FIRST }),
      "nor is a session tagged then": pods(TAG, { ...REPORT, ...FIRST }),
      "nor years later": pods(ASSUME, { ...REPORT, ...LATER }),
      "with a time of its own, no pod takes it from that second on": {
        ...pods(ASSUME, { ...REPORT, ...at("2027-03-31T16:00:00Z") }),
        document: trustUntil("2027-03-31T18:00:00+02:00", "pod-identity"),
      },
      "before the end, another service account is refused": pods(ASSUME, { ...from(), ...pod("apps", "x"), ...LAST }),
      "before the end, another namespace is refused": pods(ASSUME, { ...from(), ...pod("dev", "report"), ...LAST }),
      "before the end, another cluster is refused": pods(ASSUME, {
        ...REPORT,
        ...from(ACCOUNT, arn("eks", "cluster/dev")),
        ...LAST,
      }),
      "before the end, an account that is not its ARN's is refused": pods(ASSUME, {
        ...REPORT,
        ...from(ELSEWHERE),
        ...LAST,
      }),
    },
  },
  "of IRSA": {
    document: trustUntil("2027-03-31", "irsa"),
    allowed: {
      "a token takes the role in the last second of the last day": provider(WEB, { ...claims("report"), ...LAST }),
      "and long before": provider(WEB, { ...claims("report"), ...at("2026-11-28T12:00:00Z") }),
      "and on the day before": provider(WEB, { ...claims("report"), ...at("2027-03-30T23:59:59Z") }),
    },
    refused: {
      ...notPeople,
      "no token takes it in the second after": provider(WEB, { ...claims("report"), ...FIRST }),
      "before the end, another service account is refused": provider(WEB, { ...claims("x"), ...LAST }),
      "before the end, a token for another service is refused": provider(WEB, { ...claims("report", "x"), ...LAST }),
    },
  },
});
