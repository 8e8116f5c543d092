import { TEMPLATE_NAMES } from "../support/ready-inputs";
import { dnsProofs } from "./controllers/dns";
import { latticeProofs } from "./controllers/lattice";
import { loadBalancerProofs } from "./controllers/load-balancer";
import { scalingProofs } from "./controllers/scaling";
import { secretsProofs } from "./controllers/secrets";
import { storageProofs } from "./controllers/storage";
import { proveAll } from "./prove";

proveAll("policy template", TEMPLATE_NAMES, {
  ...dnsProofs,
  ...latticeProofs,
  ...loadBalancerProofs,
  ...scalingProofs,
  ...secretsProofs,
  ...storageProofs,
});
