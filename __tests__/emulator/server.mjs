/** The fake as an HTTP server: requests in, answers out, each call in the journal; and what tests ask of it under /__admin. */
import fs from "node:fs";
import http from "node:http";
import { ec2Service } from "./ec2.mjs";
import { effectiveAccess } from "./effective-access.mjs";
import { routeEks } from "./eks/routes.mjs";
import { eksService } from "./eks/service.mjs";
import { createFaults } from "./faults.mjs";
import { iamService } from "./iam/service.mjs";
import { createSeeds } from "./seeds.mjs";
import { stsService } from "./sts.mjs";
import { AwsError, parseQueryParams, sleep } from "./values.mjs";
import { authScope, render, renderError } from "./wire.mjs";
import { createWorld } from "./world.mjs";

/** What can be set at the start, by the environment or by POST /__admin/config; main.mjs says what each means. */
const DEFAULTS = {
  host: "127.0.0.1",
  port: 0,
  journalPath: null,
  accountId: "123456789012",
  callerArn: null,
  seed: 1,
  iamPropagationMs: 0,
  iamReadLagMs: 0,
  entryLagMs: 0,
  clusterCreateMs: 0,
  clusterDeleteMs: 0,
  nodegroupMs: 0,
  latencyMs: [0, 0],
  throttleP: 0,
  throttleServices: ["iam", "eks", "sts", "ec2"],
  faults: [],
  managedPolicies: null,
  policiesPerRole: 10,
  pageSize: 0,
  clockMs: 0,
  autoNodeEntries: true,
  seedState: null,
};

export function createFakeAws(options = {}) {
  const cfg = { ...DEFAULTS, ...options };
  if (!/^(127\.\d+\.\d+\.\d+|::1|localhost)$/.test(cfg.host))
    throw new Error(`refusing a non-loopback host: ${cfg.host}`);
  const world = createWorld(cfg);
  const { now, uuid, account } = world;
  const faults = createFaults(world);
  const iam = iamService(world);
  const eks = eksService(world, iam);
  const SERVICES = {
    sts: stsService(world, iam).operations,
    iam: iam.operations,
    eks: eks.operations,
    ec2: ec2Service(world).operations,
  };
  const { seed, seedAtStart } = createSeeds(world, iam, eks);
  const journal = [];
  let seq = 0;

  function reset() {
    seq = 0;
    world.restart();
    journal.length = 0;
    faults.list.length = 0;
    faults.addFaults(cfg.faults);
    seedAtStart();
  }
  /** The journal from a number on, or of operations alone: ?since=7, ?op=GetRole,GetUser. */
  function called(search) {
    const ops = search.get("op")?.split(",");
    return journal.filter((j) => j.seq > Number(search.get("since") ?? 0) && (!ops || ops.includes(j.op)));
  }
  function record(line) {
    journal.push(line);
    if (cfg.journalPath) fs.appendFileSync(cfg.journalPath, `${JSON.stringify(line)}\n`);
  }

  function dispatch({ service, op, params, region: rg, accountId, method, path, actor = "client", t0, fault = null }) {
    const requestId = uuid();
    const ctx = { account: account(accountId), accountId, region: rg, actor };
    let out;
    let errorCode;
    let errorMessage;
    let drop = false;
    let result;
    try {
      if (fault) {
        if (fault.kind === "drop") drop = true;
        const fe = faults.faultError(fault, service, op, ctx);
        if (fe) throw fe;
      }
      if (!drop) {
        const handler = SERVICES[service]?.[op];
        if (!handler) throw new AwsError(501, "NotImplemented", `fake-aws does not implement ${service}:${op}`);
        result = handler(ctx, params);
        if (fault?.kind === "dropAfter") drop = true; // the effect happened, the answer is lost
        out = render(service, op, requestId, result);
      }
    } catch (e) {
      if (!(e instanceof AwsError)) {
        process.stderr.write(`${e.stack}\n`);
        e.status = 500;
        e.code = "InternalFailure";
        e.extra = {};
      }
      errorCode = e.code;
      errorMessage = e.message;
      out = renderError(service, requestId, e);
    }
    const t1 = now();
    record({
      seq: ++seq,
      t: t0 ?? t1,
      time: new Date(t0 ?? t1).toISOString(),
      ms: t1 - (t0 ?? t1),
      service,
      op,
      region: rg,
      account: accountId,
      actor,
      method,
      path,
      params: redact(params),
      status: drop ? 0 : out.status,
      error: errorCode,
      message: errorMessage,
      fault: fault ? { id: fault.id, kind: fault.kind } : undefined,
      requestId,
    });
    return { ...(out ?? {}), drop, requestId, result };
  }
  const redact = (p) => {
    const q = { ...p };
    delete q.Action;
    delete q.Version;
    return q;
  };

  function admin(req, url, body, res) {
    const send = (status, obj) => {
      res.writeHead(status, { "content-type": "application/json" });
      res.end(JSON.stringify(obj, jsonReplacer, 2));
    };
    const json = body.length ? JSON.parse(body.toString("utf8")) : {};
    const what = `${req.method} ${url.pathname.replace("/__admin", "")}`;
    switch (what) {
      case "GET /health":
        return send(200, { ok: true, calls: seq, pid: process.pid });
      case "GET /journal":
        return send(200, called(url.searchParams));
      case "GET /state":
        return send(200, Object.fromEntries([...world.accounts].map(([id, a]) => [id, a])));
      case "GET /effective-access":
        return send(200, effectiveAccess(world, eks));
      case "GET /faults":
        return send(200, faults.list);
      case "POST /faults":
        faults.addFaults(json);
        return send(200, faults.list);
      case "DELETE /faults":
        faults.list.length = 0;
        return send(200, []);
      case "POST /config":
        Object.assign(cfg, json);
        return send(200, { ok: true });
      case "POST /reset":
        reset();
        return send(200, { ok: true });
      case "POST /seed":
        seed(json);
        return send(200, { ok: true });
      case "POST /call": {
        const r = dispatch({
          service: json.service,
          op: json.op,
          params: json.params ?? {},
          region: json.region ?? "us-east-1",
          accountId: json.account ?? cfg.accountId,
          method: "ADMIN",
          path: "/",
          actor: "admin",
        });
        return send(r.status, { status: r.status, result: r.result, body: r.status >= 400 ? r.body : undefined });
      }
      default:
        return send(404, { error: `no such admin endpoint: ${what}` });
    }
  }
  const jsonReplacer = (_, v) => (v instanceof Map ? Object.fromEntries(v) : v instanceof Set ? [...v] : v);

  async function handle(req, res) {
    const t0 = now();
    const chunks = [];
    for await (const ch of req) chunks.push(ch);
    const body = Buffer.concat(chunks);
    const url = new URL(req.url, "http://localhost");
    if (url.pathname.startsWith("/__admin/")) return admin(req, url, body, res);
    const scope = authScope(req);
    if (!scope) {
      res.writeHead(403, {
        "content-type": "application/json",
        "x-amzn-errortype": "MissingAuthenticationTokenException",
      });
      return res.end('{"message":"Missing Authentication Token"}');
    }
    const accountId = /^\d{12}$/.test(scope.accessKey) ? scope.accessKey : cfg.accountId;
    const service = scope.service;
    let op;
    let params;
    if (service === "eks") {
      const rawPath = req.url.split("?")[0];
      const r = routeEks(req.method, rawPath);
      const query = {};
      for (const k of new Set(url.searchParams.keys())) {
        const v = url.searchParams.getAll(k);
        query[k] = k === "tagKeys" || v.length > 1 ? v : v[0];
      }
      let json = {};
      try {
        json = body.length ? JSON.parse(body.toString("utf8")) : {};
      } catch {
        /* handled as empty */
      }
      // the cluster name travels in the path as {name}; the body of CreateCluster carries its own `name`
      params = { ...json, ...query, ...(r?.params ?? {}) };
      op = r?.op ?? `${req.method} ${rawPath}`;
    } else {
      params = parseQueryParams(body.length ? body.toString("utf8") : url.search.slice(1));
      op = params.Action ?? `${req.method} ${url.pathname}`;
    }
    // the journal is in the order of effects: a delayed call takes effect (and its line) after the delay
    const fault = faults.pickFault(service, op, params);
    if (fault?.delayMs) await sleep(fault.delayMs);
    const out = dispatch({
      service,
      op,
      params,
      region: scope.region,
      accountId,
      method: req.method,
      path: req.url,
      t0,
      fault,
    });
    const [lo, hi] = cfg.latencyMs;
    const wait = lo + (hi > lo ? Math.random() * (hi - lo) : 0);
    if (wait > 0) await sleep(wait);
    if (out.drop) return req.socket.destroy();
    res.writeHead(out.status, { "content-type": out.type, "x-amzn-requestid": out.requestId, ...(out.headers ?? {}) });
    res.end(out.body);
  }

  const server = http.createServer((req, res) => {
    handle(req, res).catch((e) => {
      process.stderr.write(`${e.stack}\n`);
      if (!res.headersSent) {
        res.writeHead(500);
      }
      res.end();
    });
  });
  server.keepAliveTimeout = 60_000;

  reset();
  return {
    start: () =>
      new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(cfg.port, cfg.host, () => {
          const a = server.address();
          resolve(`http://${a.family === "IPv6" ? `[${a.address}]` : a.address}:${a.port}`);
        });
      }),
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
