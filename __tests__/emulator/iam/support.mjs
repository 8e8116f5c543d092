/** What all of IAM shares: errors, checks of names, paths, tags and policy documents, and pages of lists. */
import { AwsError, isObj, mapToTags, paged } from "../values.mjs";

export function iamSupport({ cfg, now }) {
  const iamErr = {
    noEntity: (m) => new AwsError(404, "NoSuchEntity", m),
    exists: (m) => new AwsError(409, "EntityAlreadyExists", m),
    conflict: (m) => new AwsError(409, "DeleteConflict", m),
    limit: (m) => new AwsError(409, "LimitExceeded", m),
    malformed: (m) => new AwsError(400, "MalformedPolicyDocument", m),
    invalid: (m) => new AwsError(400, "InvalidInput", m),
    validation: (m) => new AwsError(400, "ValidationError", m),
  };
  const key = (name) => String(name).toLowerCase(); // IAM names are unique case-insensitively
  const visible = (e) => !e.createdMs || now() - e.createdMs >= cfg.iamReadLagMs;

  function checkName(v, field, max) {
    if (!v)
      throw iamErr.validation(
        `1 validation error detected: Value null at '${field}' failed to satisfy constraint: Member must not be null`,
      );
    if (v.length > max)
      throw iamErr.validation(
        `1 validation error detected: Value '${v}' at '${field}' failed to satisfy constraint: Member must have length less than or equal to ${max}`,
      );
    if (!/^[\w+=,.@-]+$/.test(v))
      throw iamErr.validation(
        `The specified value for ${field} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`,
      );
  }
  function checkPath(p) {
    if (p !== undefined && !/^\/(?:[\u0021-\u007e]+\/)?$/.test(p))
      throw iamErr.validation(
        "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.",
      );
  }
  function parsePolicy(text, { trust = false, accountObj, max, what = "policy" }) {
    let doc;
    try {
      doc = JSON.parse(text);
    } catch {
      throw iamErr.malformed(trust ? "This policy contains invalid Json" : "Syntax errors in policy.");
    }
    if (!isObj(doc)) throw iamErr.malformed("Syntax errors in policy.");
    const stmts = doc.Statement === undefined ? [] : Array.isArray(doc.Statement) ? doc.Statement : [doc.Statement];
    if (!stmts.length) throw iamErr.malformed("Syntax errors in policy.");
    if (doc.Version !== undefined && !["2012-10-17", "2008-10-17"].includes(doc.Version))
      throw iamErr.malformed("Syntax errors in policy.");
    const sids = new Set();
    for (const s of stmts) {
      if (!isObj(s) || !["Allow", "Deny"].includes(s.Effect)) throw iamErr.malformed("Syntax errors in policy.");
      if (s.Sid) {
        if (!/^[A-Za-z0-9]*$/.test(s.Sid) && !trust)
          throw iamErr.malformed(
            "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*",
          );
        if (sids.has(s.Sid)) throw iamErr.malformed("Statement IDs (SID) in a single policy must be unique.");
        sids.add(s.Sid);
      }
      const hasAction = s.Action !== undefined || s.NotAction !== undefined;
      if (!hasAction)
        throw iamErr.malformed(
          trust ? "Trust Policy statement must contain actions." : "Policy statement must contain actions.",
        );
      if (trust) {
        if (s.Resource !== undefined || s.NotResource !== undefined)
          throw iamErr.malformed("Has prohibited field Resource");
        if (s.Principal === undefined && s.NotPrincipal === undefined)
          throw iamErr.malformed("Missing required field Principal");
        const awsPrincipals = isObj(s.Principal) ? [].concat(s.Principal.AWS ?? []) : [];
        for (const p of awsPrincipals) {
          const m = /^arn:aws[^:]*:iam::(\d{12}):(role|user)\/(.+)$/.exec(p);
          if (m && m[1] === accountObj?.id) {
            const store = m[2] === "role" ? accountObj.roles : accountObj.users;
            const e = store.get(key(m[3].split("/").pop()));
            if (!e || e.Arn !== p || !visible(e)) throw iamErr.malformed(`Invalid principal in policy: "AWS":"${p}"`);
          }
        }
      } else {
        if (s.Principal !== undefined || s.NotPrincipal !== undefined)
          throw iamErr.malformed("Policy document should not specify a principal.");
        if (s.Resource === undefined && s.NotResource === undefined)
          throw iamErr.malformed("Policy statement must contain resources.");
      }
    }
    const size = text.replace(/\s/g, "").length;
    if (max && size > max) {
      throw iamErr.limit(
        what === "policy" ? `Cannot exceed quota for PolicySize: ${max}` : `Cannot exceed quota for ${what}: ${max}`,
      );
    }
    return doc;
  }
  function checkTags(tags = [], existing = {}) {
    const merged = { ...existing };
    for (const t of tags) {
      if (/^aws:/i.test(t.Key)) throw iamErr.invalid("System tags cannot be added/updated by requester");
      merged[t.Key] = t.Value ?? "";
    }
    if (Object.keys(merged).length > 50) throw iamErr.limit("The number of tags has reached the maximum limit.");
    return merged;
  }
  const tagOps = (noun, get) => ({
    [`Tag${noun}`]: (c, p) => {
      const e = get(c, p);
      e.tags = checkTags(p.Tags, e.tags);
      return null;
    },
    [`Untag${noun}`]: (c, p) => {
      const e = get(c, p);
      for (const k of p.TagKeys ?? []) delete e.tags[k];
      return null;
    },
    [`List${noun}Tags`]: (c, p) => ({ Tags: mapToTags(get(c, p).tags), IsTruncated: false }),
  });
  /** A page of a list. IAM counts by Marker and MaxItems. */
  function page(field, items, p) {
    const { slice, next } = paged(items, p.Marker, Number(p.MaxItems ?? 100), cfg.pageSize);
    return { [field]: slice, IsTruncated: next !== undefined, Marker: next };
  }
  return { iamErr, key, visible, checkName, checkPath, parsePolicy, checkTags, tagOps, page };
}
