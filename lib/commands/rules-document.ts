import { LOAD_RULES } from "../load/catalogue";
import { ACCESS_RULES } from "../plan/access/catalogue";
import { CHECK_NAMES } from "../plan/checks/catalogue";
import { CLUSTER_RULES } from "../plan/cluster/catalogue";
import { FLEET_RULES } from "../plan/fleet/catalogue";
import { NODE_RULES } from "../plan/nodes/catalogue";
import { ROLE_RULES } from "../plan/roles/catalogue";
import { WORKLOAD_RULES } from "../plan/workloads/catalogue";
import { rulesPage } from "../report/rules";
import { describedCheck } from "./described-check";

/** Returns the documentation of all rules, by section. */
export const rulesDocument = (): string =>
  rulesPage(
    {
      Files: LOAD_RULES,
      Cluster: CLUSTER_RULES,
      Roles: ROLE_RULES,
      Nodes: NODE_RULES,
      Access: ACCESS_RULES,
      Workloads: WORKLOAD_RULES,
      "Several files": FLEET_RULES,
    },
    Object.fromEntries(CHECK_NAMES.map((name) => [name, describedCheck(name)])),
  );
