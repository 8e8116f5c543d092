import { clusterArn } from "../aws/iam/trust";
import { NODE_CLASS_REASONS } from "../aws/nodes/node-class-conditions";
import { byCodePoint, isToken, shellWord } from "../aws/text";
import type { Cluster } from "../plan/types";
import type { Manifest } from "./documents";

export const APPLY_SCRIPT = "apply.sh";

/** Who applies, for Kubernetes, which keeps a record of what each one has set. */
export const FIELD_MANAGER = "cdktf-eks-access";

/**
 * Returns a POSIX shell script that applies the manifests of its folder with kubectl, or deletes them, in the order that EKS
 * needs. See docs/decisions/0011-manifests.md.
 *
 * @param documents all Kubernetes objects of the stack; the script applies those that are known
 * @param label the value of the label `eks-access/stack` of the manifests
 */
export function applyScript(documents: readonly Manifest[], label: string, cluster: Cluster): string {
  const { region, name } = cluster;
  const arn = clusterArn({ ...cluster, cluster: name });
  const keysOf = (kind: string, isMeant: (manifest: Manifest) => boolean) =>
    documents
      .filter((manifest) => isMeant(manifest) && manifest.name.startsWith(`${kind}-`))
      .map((manifest) => manifest.name.slice(kind.length + 1))
      .sort(byCodePoint)
      .join(" ");
  const variables = {
    stack: label,
    // only Terraform knows an ARN with a token
    cluster: isToken(arn) ? "" : arn,
    login: isToken(arn)
      ? "aws eks update-kubeconfig"
      : `aws eks update-kubeconfig --region ${shellWord(region)} --name ${shellWord(name)}`,
    node_classes: keysOf("nodeclass", isFile),
    node_pools: keysOf("nodepool", isFile),
    service_accounts: keysOf("serviceaccount", isFile),
    // they have the label too, and stay
    output_node_classes: keysOf("nodeclass", isOutput),
    output_node_pools: keysOf("nodepool", isOutput),
    // others delete what is let go of
    own_node_classes: keysOf("nodeclass", isOwn),
    own_node_pools: keysOf("nodepool", isOwn),
  };
  return [
    HEAD,
    ...Object.entries(variables).map(([variable, value]) => `${variable}='${value.replaceAll("'", "'\\''")}'`),
    BODY,
  ].join("\n");
}

const isFile = ({ known }: Manifest): boolean => known;
const isOutput = ({ known }: Manifest): boolean => !known;
const isOwn = ({ released }: Manifest): boolean => !released;

const HEAD = `#!/bin/sh
# Applies the manifests of this folder with kubectl 1.29 or later. "sh apply.sh --help" says how.
# The next synth writes this file again.
# shellcheck disable=SC2086 # lists are names of Kubernetes, which have no spaces
set -euf
`;

const REASONS = Object.entries(NODE_CLASS_REASONS)
  .map(([reason, { means }]) => `  case $conditions in *${reason}*) say ${shellWord(means)} ;; esac`)
  .join("\n");

const BODY = `
folder=$(dirname "$0")
class_kind=nodeclasses.eks.amazonaws.com pool_kind=nodepools.karpenter.sh
mode=apply context='' expected=$cluster timeout=5m yes=''

usage() {
  cat <<'END'
usage: sh apply.sh [--diff | --destroy | --recreate-unready] [options]

Applies NodeClasses, waits until they are ready, and applies NodePools and service accounts. Then it deletes NodePools
and NodeClasses that have the label of this stack and are no longer in this folder.

  --diff                 show what would change, and change nothing; the exit code is 1 if something would
  --destroy              delete the NodePools, wait until their nodes are gone, and delete the NodeClasses
  --recreate-unready     first delete NodeClasses that are not ready and have no nodes
  --context <name>       the context in kubeconfig; default: the current one
  --cluster-name <name>  the name of the cluster in kubeconfig, if it is not the ARN
  --timeout <time>       how long each step may take, such as 90s, 5m or 1h; default: 5m
  --yes                  delete without a question
END
}
say() { printf '%s\\n' "$*" | LC_ALL=C tr -cd '[:print:]\\n' >&2; }
fail() { say "$@"; exit 1; }
wrong() { say "$@"; usage >&2; exit 2; }
k() { kubectl --context="$context" "$@"; }

# Whether a list has a name.
has() { [ -n "$2" ] && case " $1 " in *" $2 "*) ;; *) return 1 ;; esac; }

# Repeats a check every 5 seconds until it is true. False if that takes too long.
poll() {
  waited=0
  until "$@"; do
    [ "$waited" -lt "$seconds" ] || return 1
    sleep 5
    waited=$((waited + 5))
  done
}

has_crd() { known=$(k get crd "$1" --ignore-not-found -o name) || exit 1; [ -n "$known" ]; }

# Lists begin with a space, so that they follow the colon in a line.
list() { for name; do printf ' %s' "$name"; done; }

# Prints the names of a kind that have the label of this stack and are not in a list.
others() {
  has_crd "$1" || return 0
  found=$(k get "$1" -l "eks-access/stack=$stack" -o 'jsonpath={.items[*].metadata.name}') || exit 1
  for name in $found; do has "$2" "$name" || printf ' %s' "$name"; done
}

# Prints the NodeClaims of NodePools and NodeClasses: each is a node.
claims_of() {
  found=$(k get nodeclaims.karpenter.sh -o 'jsonpath={range .items[*]}{.metadata.name} {.spec.nodeClassRef.name} {.metadata.labels.karpenter\\.sh/nodepool}{"\\n"}{end}') || exit 1
  printf '%s\\n' "$found" | while read -r claim class pool; do
    if has "$1" "$pool" || has "$2" "$class"; then printf ' %s' "$claim"; fi
  done
}

# shellcheck disable=SC2317,SC2329 # poll calls it
no_claims() { claims=$(claims_of "$pools" "$classes") || exit 1; [ -z "$claims" ]; }

confirmed() {
  [ -z "$yes" ] || return 0
  [ -t 0 ] || { say "They stay, because nobody can be asked here: add --yes to delete them."; return 1; }
  printf 'Delete them? Only yes is accepted: ' >&2
  read -r answer && [ "$answer" = yes ]
}

# Deletes NodePools, waits until their nodes are gone, and deletes NodeClasses. False if they are to stay.
delete() {
  pools=$(list $2) classes=$(list $3)
  [ -n "$pools$classes" ] || return 0
  say "$1 NodePools:\${pools:- none}; NodeClasses:\${classes:- none}"
  confirmed || return 1
  for name in $pools; do k delete --ignore-not-found --timeout="$timeout" "$pool_kind/$name" || exit 1; done
  poll no_claims || fail "After $timeout there are still NodeClaims:$claims. Look at what keeps their pods (kubectl describe nodeclaims), and run this again before terraform destroys anything."
  for name in $classes; do k delete --ignore-not-found --timeout="$timeout" "$class_kind/$name" || exit 1; done
}

# Applies files of this folder. False if one failed; the others are applied all the same.
apply() {
  kind=$1 failed=''
  shift
  for name; do
    k apply --server-side --field-manager=${FIELD_MANAGER} -f "$folder/$kind-$name.yaml" || failed="$failed $kind-$name.yaml"
  done
  [ -z "$failed" ] || { say "Not applied:$failed"; return 1; }
}

ready() { k get "$class_kind/$1" --ignore-not-found -o 'jsonpath={.metadata.name}={.status.conditions[?(@.type=="Ready")].status}'; }

explain() {
  conditions=$(k get "$class_kind/$1" -o 'jsonpath={range .status.conditions[*]}{.type}={.status} {.reason}: {.message}{"\\n"}{end}') || exit 1
  say "NodeClass $1 is not ready, so no NodePool was applied:"
  say "$conditions"
${REASONS}
}

recreate() {
  for name in $node_classes; do
    state=$(ready "$name") || exit 1
    case $state in '' | *=True) continue ;; esac
    claims=$(claims_of '' "$name") || exit 1
    if [ -n "$claims" ]; then say "NodeClass $name is not ready and stays, because it has nodes. NodeClaims:$claims"
    else k delete --timeout="$timeout" "$class_kind/$name" || exit 1; fi
  done
}

apply_nodes() {
  for crd in \${node_classes:+$class_kind} \${node_pools:+$pool_kind}; do
    poll has_crd "$crd" || fail "After $timeout the cluster does not know $crd. It comes minutes after EKS Auto Mode is turned on: look whether it is on, and run this again."
    k wait --for=condition=Established --timeout="$timeout" "crd/$crd" || exit 1
  done
  [ "$mode" != recreate-unready ] || recreate
  apply nodeclass $node_classes || exit 1
  if [ -n "$node_classes" ] && ! k wait --for=condition=Ready --timeout="$timeout" "$class_kind" $node_classes; then
    for name in $node_classes; do
      state=$(ready "$name") || exit 1
      [ "$state" = "$name=True" ] || explain "$name"
    done
    exit 1
  fi
  apply nodepool $node_pools || exit 1
}

while [ $# -gt 0 ]; do
  case $1 in
    --diff | --destroy | --recreate-unready)
      [ "$mode" = apply ] || wrong "only one of --diff, --destroy and --recreate-unready"
      mode=\${1#--} ;;
    --context | --cluster-name | --timeout)
      [ -n "\${2:-}" ] || wrong "$1 needs a value"
      case $1 in --context) context=$2 ;; --cluster-name) expected=$2 ;; *) timeout=$2 ;; esac
      shift ;;
    --yes) yes=yes ;;
    --help) usage; exit 0 ;;
    *) wrong "unknown option: $1" ;;
  esac
  shift
done
number=\${timeout%[smh]}
case $number in '' | 0* | *[!0-9]*) wrong "--timeout is a number and s, m or h, got $timeout" ;; esac
case $timeout in *h) seconds=$((number * 3600)) ;; *m) seconds=$((number * 60)) ;; *s) seconds=$number ;; *) wrong "--timeout is a number and s, m or h, got $timeout" ;; esac

# The current context may change while this runs, so all calls name one.
[ -n "$context" ] || context=$(kubectl config current-context) || exit 1
named=$(kubectl config view --minify --context="$context" -o 'jsonpath={.clusters[0].name}') || exit 1
if [ -z "$expected" ] || [ "$named" != "$expected" ]; then
  fail "The context $context is of the cluster $named, not of \${expected:-a cluster that this script knows}. Choose another with --context, or make one: $login. If this is the cluster under another name, add --cluster-name and that name."
fi

old_pools=$(others "$pool_kind" "$node_pools $output_node_pools") || exit 1
old_classes=$(others "$class_kind" "$node_classes $output_node_classes") || exit 1

if [ "$mode" = diff ]; then
  status=0
  k diff --server-side --field-manager=${FIELD_MANAGER} -k "$folder" || status=$?
  [ -n "$old_pools$old_classes" ] || exit "$status"
  say "No longer in this folder: NodePools:\${old_pools:- none}; NodeClasses:\${old_classes:- none}"
  [ "$status" -gt 1 ] || status=1
  exit "$status"
fi

if [ "$mode" = destroy ]; then
  delete "To be deleted, with their nodes:" "$own_node_pools $old_pools" "$own_node_classes $old_classes" || exit 1
  say "The NodePools and NodeClasses of $stack are gone. Now terraform destroy may run."
  exit 0
fi

apply_nodes
status=0
apply serviceaccount $service_accounts || status=1
delete "No longer in this folder, to be deleted with their nodes:" "$old_pools" "$old_classes" || true
exit "$status"
`;
