import { TEMPLATE_NAMES } from "../../lib/aws/workloads/policy-templates";
import { dnsProofs } from "./controllers/dns";
import { loadBalancerProofs } from "./controllers/load-balancer";
import { scalingProofs } from "./controllers/scaling";
import { secretsProofs } from "./controllers/secrets";
import { storageProofs } from "./controllers/storage";
import { proveAll } from "./prove";

proveAll("ready policy", TEMPLATE_NAMES, {
  ...dnsProofs,
  ...loadBalancerProofs,
  ...scalingProofs,
  ...secretsProofs,
  ...storageProofs,
});
