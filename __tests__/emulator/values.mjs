/** What the services share: errors, ids, times, tags, and the two ways in which AWS writes requests and answers. */

export class AwsError extends Error {
  constructor(status, code, message, extra = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.extra = extra;
  }
}

export function mulberry32(seed) {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = a;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const xmlEscape = (s) =>
  String(s).replace(/[<>&"']/g, (c) => ({ "<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;", "'": "&apos;" })[c]);

/** objects -> elements, arrays -> repeated `listTag`, null/undefined skipped */
export function toXml(value, listTag) {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map((v) => `<${listTag}>${toXml(v, listTag)}</${listTag}>`).join("");
  if (typeof value === "object") {
    return Object.entries(value)
      .filter(([, v]) => v !== undefined && v !== null)
      .map(([k, v]) => `<${k}>${toXml(v, listTag)}</${k}>`)
      .join("");
  }
  return xmlEscape(value);
}

/** `Tags.member.1.Key=a` -> {Tags:[{Key:'a'}]} ; `Filter.1.Name=x` -> {Filter:[{Name:'x'}]} */
export function parseQueryParams(text) {
  const root = {};
  for (const [key, val] of new URLSearchParams(text)) {
    const parts = key.split(".").filter((p) => p !== "member");
    let node = root;
    parts.forEach((p, i) => {
      const last = i === parts.length - 1;
      const nextIsIndex = !last && /^\d+$/.test(parts[i + 1]);
      const k = Array.isArray(node) ? Number(p) - 1 : p;
      if (last) node[k] = val;
      else {
        node[k] ??= nextIsIndex ? [] : {};
        node = node[k];
      }
    });
  }
  return root;
}

export const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
export const isObj = (v) => v !== null && typeof v === "object" && !Array.isArray(v);
export const epoch = (ms) => Math.round(ms) / 1000;
export const iso = (ms) => new Date(Math.floor(ms / 1000) * 1000).toISOString().replace(".000Z", "Z");
export const tagsToMap = (list = []) => Object.fromEntries(list.map((t) => [t.Key, t.Value ?? ""]));
export const mapToTags = (m = {}) => Object.entries(m).map(([Key, Value]) => ({ Key, Value }));

/** One page of a list: what it holds, and the token of the next page, if there is one. `most` caps every page, 0 caps none. */
export function paged(items, token, wanted, most) {
  const start = token ? Number(Buffer.from(String(token), "base64").toString()) : 0;
  const end = start + (most ? Math.min(wanted, most) : wanted);
  return {
    slice: items.slice(start, end),
    next: end < items.length ? Buffer.from(String(end)).toString("base64") : undefined,
  };
}
