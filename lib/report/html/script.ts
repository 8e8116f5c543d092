/**
 * The script of the report, for a browser: it hides what the filter leaves out, says how much is left, and keeps the filter in
 * the address, so that a link shows what one saw. It makes no text of names, and nothing moves.
 *
 * A chip of the matrix stands at the same place among the chips as its row among the rows of grants.
 */
export const SCRIPT = `
"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const form = document.getElementById("filter");
  const count = document.getElementById("count");
  const fields = all("[name]", form);
  const chips = all("#matrix.cells .g");
  const bodies = all("#grants > tbody");
  const rows = all("#matrix [data-p]");
  const lower = (element) => element.textContent.toLowerCase();
  const globs = (list) => list.split(" ").map((glob) =>
    new RegExp("^" + glob.replace(/[.+?^$()|{}[\\]\\\\]/g, "\\\\$&").replace(/\\*+/g, ".*") + "$"));
  const grants = bodies.flatMap((body, principal) => {
    const name = lower(body.rows[0]);
    return all("[data-c]", body).map((row) => {
      const scope = row.cells[2].dataset.n;
      return {
        row, principal, cluster: row.dataset.c, text: name + " " + lower(row),
        policy: row.cells[1].textContent, level: row.querySelector(".m").textContent,
        secrets: "s" in row.dataset, until: row.dataset.u, namespaces: scope === undefined ? [] : globs(scope),
      };
    });
  });
  const others = all("[data-c]").filter((element) => !element.closest("#grants")).map((element) => ({
    element, text: element.localName === "tr" ? lower(element) : undefined,
    namespaces: all("[data-n]", element).map((cell) => cell.dataset.n),
  }));
  const groups = all("tbody").filter((body) => body.querySelector(".group") && body.querySelector("[data-c]") && !body.closest("#grants"));
  const pods = new Set(all("#pods tr[data-c]"));
  const columns = all("#matrix.cells thead th").slice(1);
  const allows = {
    admin: (one) => one.level[0] === "A", write: (one) => "AW".includes(one.level[0]),
    secrets: (one) => one.secrets, unknown: (one) => one.level === "?",
  };
  const soon = (until, days) => until !== undefined && Date.parse(until) - Date.now() <= days * 86400000;
  const state = () => Object.fromEntries(fields.map((field) => [field.name, field.value.trim()]));

  const counted = (shown, total, what) => total === 0 ? [] : [shown + " of " + total + " " + what];
  const apply = () => {
    const { q, cluster, policy, namespace, may, days = "" } = state();
    const text = q.toLowerCase();
    const passes = (one) =>
      one.text.includes(text) && (!cluster || one.cluster === cluster) && (!policy || one.policy === policy) &&
      (!namespace || one.namespaces.some((glob) => glob.test(namespace))) &&
      (!may || allows[may](one)) && (!days || soon(one.until, Number(days)));
    const left = new Map();
    grants.forEach((one, at) => {
      const shown = passes(one);
      one.row.hidden = !shown;
      if (chips[at]) chips[at].hidden = !shown;
      if (shown) left.set(one.principal, (left.get(one.principal) || 0) + 1);
    });
    bodies.forEach((body, at) => { body.hidden = !left.has(at); });
    rows.forEach((row, at) => { row.hidden = !left.has(at); });
    all("#matrix > tbody").forEach((body) => { body.hidden = all("[data-p]:not([hidden])", body).length === 0; });
    columns.forEach((column, at) => {
      const hidden = cluster !== "" && cluster !== String(at);
      if (column.hidden === hidden) return;
      column.hidden = hidden;
      rows.forEach((row) => { row.cells[at + 1].hidden = hidden; });
    });
    others.forEach(({ element, text: words, namespaces }) => {
      element.hidden = (cluster !== "" && !element.dataset.c.split(" ").includes(cluster)) ||
        (words !== undefined && !words.includes(text)) ||
        (namespace !== "" && namespaces.length > 0 && !namespaces.includes(namespace)) ||
        (days !== "" && pods.has(element) && !soon(element.dataset.u, Number(days)));
    });
    groups.forEach((body) => { body.hidden = !body.querySelector("[data-c]:not([hidden])"); });
    const sum = [...left.values()].reduce((a, b) => a + b, 0);
    count.textContent = [
      ...counted(left.size, bodies.length, "principals"), ...counted(sum, grants.length, "grants"),
      ...counted([...pods].filter((element) => !element.hidden).length, pods.size, "pods"),
    ].join(", ");
  };

  const read = () => {
    const [id, query = ""] = location.hash.slice(1).split("?");
    const given = new URLSearchParams(query);
    if (query !== "") fields.forEach((field) => {
      const value = given.get(field.name) || "";
      field.value = value;
      if (field.value !== value) field.value = "";
    });
    apply();
    const target = query !== "" && document.getElementById(id);
    if (target) target.scrollIntoView();
    open();
  };
  const write = () => {
    const set = Object.entries(state()).filter(([, value]) => value !== "");
    const id = location.hash.slice(1).split("?")[0] || "who";
    history.replaceState(null, "", "#" + id + (set.length ? "?" + new URLSearchParams(set) : ""));
  };
  const open = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target && target.localName === "details") target.open = true;
  };
  form.addEventListener("input", () => { apply(); write(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { apply(); write(); }));
  addEventListener("hashchange", read);
  addEventListener("beforeprint", () => all("details").forEach((one) => { one.open = true; }));
  all("[data-filter]").forEach((link) => { link.href += "?" + link.dataset.filter; });
  form.hidden = false;
  read();
})();
`;
