/** Faults that a test injects: which call they meet, and what it answers then. */
import { MSG } from "./eks/texts.mjs";
import { AwsError } from "./values.mjs";

export function createFaults({ cfg, chance, callerIdentity }) {
  const faults = [];
  function addFaults(list) {
    for (const f of Array.isArray(list) ? list : [list]) {
      if (!f?.kind) continue;
      faults.push({
        service: "*",
        op: "*",
        times: Infinity,
        skip: 0,
        probability: 1,
        ...f,
        id: f.id ?? `f${faults.length + 1}`,
        hits: 0,
        seen: 0,
      });
    }
  }
  function matchFault(service, op, params) {
    for (const f of faults) {
      if (f.service !== "*" && f.service !== service) continue;
      if (f.op !== "*" && !String(f.op).split(",").includes(op)) continue;
      if (f.match && !Object.entries(f.match).every(([k, v]) => String(params?.[k] ?? "").includes(String(v))))
        continue;
      f.seen += 1;
      if (f.seen <= f.skip || f.hits >= f.times) continue;
      if (f.probability < 1 && chance() >= f.probability) continue;
      f.hits += 1;
      return f;
    }
    return null;
  }
  function throttleError(service) {
    if (service === "eks") return new AwsError(429, "ThrottlingException", "Rate exceeded"); // httpStatusCode 429 in the model [A]
    if (service === "ec2") return new AwsError(503, "RequestLimitExceeded", "Request limit exceeded.");
    return new AwsError(400, "Throttling", "Rate exceeded");
  }
  function faultError(f, service, op, ctx) {
    switch (f.kind) {
      case "throttle":
        return throttleError(service);
      case "serverError":
        return service === "eks"
          ? new AwsError(
              f.status ?? 500,
              f.code ?? "ServerException",
              f.message ?? "These errors are usually caused by a server-side issue.",
            )
          : new AwsError(
              f.status ?? 500,
              f.code ?? "ServiceFailure",
              f.message ?? "The request processing has failed because of an unknown error.",
            );
      case "accessDenied": {
        const msg =
          f.message ??
          `User: ${callerIdentity(ctx.accountId).arn} is not authorized to perform: ${service}:${op} because no identity-based policy allows the ${service}:${op} action`;
        return new AwsError(
          403,
          f.code ??
            (service === "eks"
              ? "AccessDeniedException"
              : service === "ec2"
                ? "UnauthorizedOperation"
                : "AccessDenied"),
          msg,
        );
      }
      case "invalidPrincipal":
        return new AwsError(400, "InvalidParameterException", MSG.invalidPrincipal);
      case "notFoundPrincipal":
        return new AwsError(404, "ResourceNotFoundException", MSG.noEntry);
      case "error":
        return new AwsError(f.status ?? 400, f.code ?? "ClientException", f.message ?? "injected error");
      default:
        return null;
    }
  }
  /** The first fault that a call meets, or a throttle by the dice. */
  function pickFault(service, op, params) {
    const f = matchFault(service, op, params);
    if (f) return f;
    if (cfg.throttleP > 0 && cfg.throttleServices.includes(service) && chance() < cfg.throttleP)
      return { id: "throttleP", kind: "throttle" };
    return null;
  }
  return { list: faults, addFaults, pickFault, faultError };
}
