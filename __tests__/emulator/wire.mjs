/** How AWS writes answers and errors on the wire, by service, and whose request it is. */
import { toXml, xmlEscape } from "./values.mjs";

const IAM_NS = "https://iam.amazonaws.com/doc/2010-05-08/";
const STS_NS = "https://sts.amazonaws.com/doc/2011-06-15/";
const EC2_NS = "http://ec2.amazonaws.com/doc/2016-11-15/";

export function authScope(req) {
  const m = /Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request/.exec(req.headers.authorization ?? "");
  return m ? { accessKey: m[1], region: m[3], service: m[4] } : null;
}

export function render(service, op, requestId, result) {
  if (service === "eks") return { status: 200, type: "application/json", body: JSON.stringify(result ?? {}) };
  if (service === "ec2")
    return {
      status: 200,
      type: "text/xml;charset=UTF-8",
      body: `<${op}Response xmlns="${EC2_NS}"><requestId>${requestId}</requestId>${toXml(result, "item")}</${op}Response>`,
    };
  const ns = service === "sts" ? STS_NS : IAM_NS;
  const res = result === null ? "" : `<${op}Result>${toXml(result, "member")}</${op}Result>`;
  return {
    status: 200,
    type: "text/xml",
    body: `<${op}Response xmlns="${ns}">${res}<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${op}Response>`,
  };
}
export function renderError(service, requestId, e) {
  if (service === "eks")
    return {
      status: e.status,
      type: "application/json",
      headers: { "x-amzn-errortype": e.code },
      body: JSON.stringify({ message: e.message, ...e.extra }),
    };
  if (service === "ec2")
    return {
      status: e.status,
      type: "text/xml",
      body: `<Response><Errors><Error><Code>${e.code}</Code><Message>${xmlEscape(e.message)}</Message></Error></Errors><RequestID>${requestId}</RequestID></Response>`,
    };
  const ns = service === "sts" ? STS_NS : IAM_NS;
  return {
    status: e.status,
    type: "text/xml",
    body: `<ErrorResponse xmlns="${ns}"><Error><Type>${e.status < 500 ? "Sender" : "Receiver"}</Type><Code>${e.code}</Code><Message>${xmlEscape(e.message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
  };
}
