import { App } from "cdktf";
import { Construct } from "constructs";
import { ConfigError } from "../load/config-error";

/**
 * Returns a scope that was made with the same copies of cdktf and constructs as are loaded here: what others make does
 * not fit.
 *
 * @throws ConfigError if there are two copies
 */
export function ofOneCopy(scope: Construct): Construct {
  const { root } = scope.node;
  if (App.isApp(root) && !(root instanceof App)) throw twoCopies("cdktf");
  if (!(root instanceof Construct)) throw twoCopies("constructs");
  return scope;
}

const twoCopies = (name: string) =>
  new ConfigError([
    `two copies of ${name} are loaded, and constructs of one do not fit those of the other; npm ls ${name} shows who brings them: install one version`,
  ]);
