import { CONTROLLER_POLICY_KINDS } from "../../lib/aws/workloads/controller-policies";
import { dnsProofs } from "./controllers/dns";
import { loadBalancerProofs } from "./controllers/load-balancer";
import { scalingProofs } from "./controllers/scaling";
import { secretsProofs } from "./controllers/secrets";
import { storageProofs } from "./controllers/storage";
import { proveAll } from "./prove";

proveAll("ready policy", CONTROLLER_POLICY_KINDS, {
  ...dnsProofs,
  ...loadBalancerProofs,
  ...scalingProofs,
  ...secretsProofs,
  ...storageProofs,
});
