"use strict";
// Data are put in with textContent alone: what a dump holds is text, whatever it looks like.
(() => {
  const AT_ONCE = 100; // documents of the list, and rules, that are made at a time
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const familyOf = (code) => code.replace(/[0-9]+$/, "");
  const isMeta = (code) => familyOf(code) === "META";
  const number = new Intl.NumberFormat("en");

  function make(tag, className, text) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  }

  const documents = data.documents.map(([name, site, language, level, status, detail, share, facts, rows]) => {
    const rules = new Map();
    for (const row of rows) {
      if (row.length > 2) {
        const code = data.notes[row[2]][0];
        rules.set(code, (rules.get(code) || 0) + 1);
      }
    }
    return { name, site, language, level, status, detail, share, facts, rows, rules, families: new Set([...rules.keys()].map(familyOf)), words: null };
  });

  const wordsOf = (shown) => (shown.words ??= [shown.name, ...shown.facts.map((fact) => fact[1]), ...shown.rows.map((row) => row[1] ?? "")].join("\n").toLowerCase());

  // Theme: the system's, unless the reader chose.
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const themeButton = byId("theme");
  function stored(value) {
    try {
      if (value) localStorage.setItem("cleaner-theme", value);
      return localStorage.getItem("cleaner-theme");
    } catch {
      return null; // a page opened from a file may have no storage
    }
  }
  let theme = stored();
  function showTheme() {
    if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
    themeButton.setAttribute("aria-pressed", String(theme ? theme === "dark" : dark.matches));
  }
  themeButton.hidden = false;
  themeButton.addEventListener("click", () => {
    theme = themeButton.getAttribute("aria-pressed") === "true" ? "light" : "dark";
    stored(theme);
    showTheme();
  });
  dark.addEventListener("change", showTheme);
  showTheme();

  // Filters.
  const fields = { rule: byId("rule"), site: byId("site"), language: byId("language"), level: byId("level") };
  const counted = (values) => {
    const counts = new Map();
    for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
    return [...counts].sort((one, other) => (one[0] < other[0] ? -1 : 1));
  };
  const whys = new Map(data.notes.map(([code, why]) => [code, data.reasons[code] || why]));
  function fill(select, all, pairs, label) {
    select.append(new Option(all, ""));
    for (const [value, count] of pairs) select.append(new Option(`${label(value)} (${number.format(count)})`, "=" + value));
  }
  fill(fields.rule, "All rules", counted(documents.flatMap((one) => [...one.rules.keys()])), (code) => `${code} ${whys.get(code)}`);
  fill(fields.site, "All sites", counted(documents.map((one) => one.site)), (value) => value || "not stated");
  fill(fields.language, "All languages", counted(documents.map((one) => one.language)), (value) => value || "not stated");
  fill(fields.level, "All levels", counted(documents.map((one) => one.level)), (value) => value || "not stated");

  const lineCounts = new Map();
  for (const one of documents) for (const [code, count] of one.rules) lineCounts.set(familyOf(code), (lineCounts.get(familyOf(code)) || 0) + count);
  for (const [family, count] of [...lineCounts].sort((one, other) => other[1] - one[1])) {
    const label = make("label", `family f-${family}${family === "META" ? " meta" : ""}`);
    const box = make("input");
    box.type = "checkbox";
    box.value = family;
    label.title = data.families[family] || "";
    label.append(box, make("b", "", family), make("span", "", number.format(count)));
    byId("families").append(label);
  }

  const state = { search: "", families: new Set(), matching: documents, listed: 0, current: null, view: "all" };
  const chosen = (select) => (select.value ? select.value.slice(1) : null);
  const wantsRow = (code) => (!state.families.size || state.families.has(familyOf(code))) && (chosen(fields.rule) ?? code) === code;

  function matches(one) {
    if (state.families.size && ![...one.families].some((family) => state.families.has(family))) return false;
    const [rule, site, language, level] = [chosen(fields.rule), chosen(fields.site), chosen(fields.language), chosen(fields.level)];
    if (rule !== null && !one.rules.has(rule)) return false;
    if ((site ?? one.site) !== one.site || (language ?? one.language) !== one.language || (level ?? one.level) !== one.level) return false;
    return !state.search || wordsOf(one).includes(state.search);
  }

  function apply() {
    state.search = byId("search").value.trim().toLowerCase();
    state.families = new Set([...document.querySelectorAll("#families input:checked")].map((box) => box.value));
    state.matching = documents.filter(matches);
    byId("count").textContent = `${number.format(state.matching.length)} of ${number.format(documents.length)}`;
    byId("list").replaceChildren();
    state.listed = 0;
    extend();
    if (!state.matching.includes(state.current)) state.current = state.matching[0] || null;
    show();
    if (data.rules) applyRules();
  }

  let waiting = 0;
  byId("search").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 150);
  });
  for (const select of Object.values(fields)) select.addEventListener("change", apply);
  byId("families").addEventListener("change", apply);
  function clearFilters() {
    byId("search").value = "";
    for (const select of Object.values(fields)) select.value = "";
    for (const box of document.querySelectorAll("#families input")) box.checked = false;
  }
  byId("reset").addEventListener("click", () => {
    clearFilters();
    apply();
  });
  for (const button of document.querySelectorAll("[data-rule]")) {
    button.setAttribute("aria-label", `Show only ${button.dataset.rule}`);
    button.addEventListener("click", () => {
      clearFilters();
      fields.rule.value = "=" + button.dataset.rule;
      apply();
      byId("documents").scrollIntoView();
      byId("documents").focus({ preventScroll: true });
    });
  }

  // The list: a strip for each document shows where in it lines went.
  function strip(one) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("class", "strip");
    svg.setAttribute("viewBox", `0 0 ${Math.max(one.rows.length, 1)} 1`);
    svg.setAttribute("preserveAspectRatio", "none");
    svg.setAttribute("aria-hidden", "true");
    let run = null;
    one.rows.forEach((row, place) => {
      const family = row.length > 2 ? familyOf(data.notes[row[2]][0]) : "";
      if (run && run.family === family) run.width += 1;
      else run = family ? { family, width: 1, bar: svg.appendChild(document.createElementNS(svg.namespaceURI, "rect")) } : null;
      if (run) {
        if (run.width === 1) run.bar.setAttribute("x", place);
        run.bar.setAttribute("width", run.width);
        run.bar.setAttribute("height", 1);
        run.bar.setAttribute("class", family === "META" ? "meta" : `fill f-${family}`);
      }
    });
    return svg;
  }

  const percent = (share) => `${share > 0 && share < 0.005 ? "<1" : Math.round(share * 100)}\u00a0%`;

  function item(one) {
    const entry = make("li");
    const button = make("button");
    button.type = "button";
    const title = make("span", "title");
    title.append(make("bdi", "", one.name));
    const about = make("span", "about");
    about.append(make("span", "", [one.site, one.language, one.status === "ok" ? "" : one.status].filter(Boolean).join(" · ")), make("span", "", `${percent(one.share)} ${data.taken}`));
    button.append(title, about, strip(one));
    button.addEventListener("click", () => {
      state.current = one;
      show();
      if (matchMedia("(max-width: 56rem)").matches) byId("sheet-title").scrollIntoView();
    });
    entry.append(button);
    one.button = button;
    return entry;
  }

  function extend() {
    const more = state.matching.slice(state.listed, state.listed + AT_ONCE);
    byId("list").append(...more.map(item));
    state.listed += more.length;
    if (!state.matching.length) byId("list").append(make("li", "empty", "No document fits these filters."));
    byId("more").hidden = state.listed >= state.matching.length;
    mark();
  }
  byId("more").addEventListener("click", () => {
    const next = state.matching[state.listed];
    extend();
    next.button.focus();
  });
  byId("list").addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const buttons = [...byId("list").querySelectorAll("button")];
    buttons[buttons.indexOf(document.activeElement) + step]?.focus();
  });
  if ("IntersectionObserver" in window) {
    new IntersectionObserver((seen) => seen.some((entry) => entry.isIntersecting) && !byId("more").hidden && extend(), {
      root: byId("more").parentElement,
      rootMargin: "400px",
    }).observe(byId("more"));
  }

  function mark() {
    for (const button of byId("list").querySelectorAll("[aria-current]")) button.removeAttribute("aria-current");
    state.current?.button?.setAttribute("aria-current", "true");
  }

  // One document.
  function highlighted(element, text) {
    let from = 0;
    if (state.search) {
      const lower = text.toLowerCase();
      // Lower case may be longer than the text ("İ"): then places do not fit, and nothing is marked.
      for (let at = lower.length === text.length ? lower.indexOf(state.search) : -1; at >= 0; at = lower.indexOf(state.search, from)) {
        element.append(text.slice(from, at), make("mark", "", text.slice(at, at + state.search.length)));
        from = at + state.search.length;
      }
    }
    element.append(text.slice(from));
    return element;
  }

  function line(row) {
    const [place, text, note] = row;
    if (place <= 0) return make("li", "gap", `⋯ ${number.format(-place)} lines that stay are not shown`);
    const entry = make("li", "line");
    entry.append(make("span", "no", String(place)));
    const body = make("span", "text");
    body.dir = "auto";
    if (note === undefined) {
      if (!text.trim()) entry.className = "line blank";
      entry.append(highlighted(body, text));
      return entry;
    }
    const [code, why] = data.notes[note];
    const meta = isMeta(code);
    entry.className = `line ${meta ? "moved" : "gone"} f-${familyOf(code)}${wantsRow(code) ? "" : " other"}`;
    const chip = make("button", "chip", code);
    chip.type = "button";
    const told = make("span", "why", `${meta ? "moved to the metadata" : data.taken}: ${why}`);
    told.id = `why-${place}`;
    told.setAttribute("role", "tooltip");
    chip.setAttribute("aria-describedby", told.id);
    body.append(highlighted(make(meta ? "span" : "del"), text));
    entry.append(chip, body, told);
    return entry;
  }

  const visible = { all: () => true, gone: (row) => row.length > 2, left: (row) => row.length < 3 };

  function show() {
    mark();
    const one = state.current;
    byId("sheet").hidden = !one;
    if (!one) return;
    const taken = [...one.rules].filter(([code]) => !isMeta(code)).reduce((sum, [, count]) => sum + count, 0);
    const moved = [...one.rules].filter(([code]) => isMeta(code)).reduce((sum, [, count]) => sum + count, 0);
    byId("sheet-title").replaceChildren(make("bdi", "", one.name));
    const about = [one.site, one.language, one.level && `level ${one.level}`, one.status === "ok" ? "" : `status ${one.status}`];
    about.push(`${number.format(taken)} lines ${data.taken}, ${percent(one.share)} of the text`, moved ? `${number.format(moved)} moved to metadata` : "", one.detail);
    byId("sheet-about").textContent = about.filter(Boolean).join(" · ");
    byId("facts").replaceChildren(
      ...one.facts.map(([name, value]) => {
        const pair = make("div");
        const shown = make("dd");
        shown.append(make("bdi", "", value));
        pair.append(make("dt", "", name), shown);
        return pair;
      }),
    );
    const rows = one.rows.filter(visible[state.view]);
    byId("rows").replaceChildren(...(rows.length ? rows.map(line) : [make("li", "empty", one.rows.length ? "There is no such line in this document." : "There is no text to show.")]));
    const place = state.matching.indexOf(one);
    byId("previous").disabled = place <= 0;
    byId("next").disabled = place >= state.matching.length - 1;
  }

  function step(by) {
    const next = state.matching[state.matching.indexOf(state.current) + by];
    if (!next) return;
    while (state.matching.indexOf(next) >= state.listed) extend();
    state.current = next;
    show();
    next.button.scrollIntoView({ block: "nearest" });
  }
  byId("previous").addEventListener("click", () => step(-1));
  byId("next").addEventListener("click", () => step(1));
  for (const radio of document.querySelectorAll("input[name=view]")) {
    radio.addEventListener("change", () => {
      state.view = radio.value;
      show();
    });
  }
  // Escape takes a reason away that stands in front of something, until the pointer or the focus moves on.
  document.addEventListener("keydown", (event) => event.key === "Escape" && document.body.classList.add("hush"));
  for (const moving of ["focusin", "pointermove"]) document.addEventListener(moving, () => document.body.classList.remove("hush"));

  // Proposed rules, where rules are reviewed.
  let proposed = [];
  let proposedShown = 0;

  function copier(rule) {
    const box = make("div", "off");
    const label = make("label", "", `To disable it, put this line under ${rule.under}:`);
    const field = make("input");
    field.readOnly = true;
    field.value = rule.off;
    field.id = label.htmlFor = `off-${rule.id}`;
    field.addEventListener("focus", () => field.select());
    const button = make("button", "quiet", "Copy");
    button.type = "button";
    button.setAttribute("aria-label", `Copy the line that disables ${rule.code} of ${rule.site}`);
    button.addEventListener("click", async () => {
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
      } catch {
        document.execCommand("copy"); // where a page opened from a file may not use the clipboard
      }
      button.textContent = "Copied";
      setTimeout(() => (button.textContent = "Copy"), 1500);
    });
    const both = make("div");
    both.append(field, button);
    box.append(label, both);
    return box;
  }

  function formsOf(lines, className) {
    const list = make("ul", className);
    list.append(...lines.map((text) => make("li", "", text)));
    return list;
  }

  const pagesOf = new Map(); // rule -> documents in which it takes a line
  for (const one of documents) {
    for (const id of new Set(one.rows.filter((row) => row.length > 2).map((row) => data.notes[row[2]][2]))) {
      if (id) pagesOf.set(id, [...(pagesOf.get(id) || []).slice(0, 2), one]);
    }
  }

  function card(rule) {
    const entry = make("li", `card f-${familyOf(rule.code)}`);
    const head = make("div", "rule-head");
    head.append(make("span", "chip", rule.code), make("h3", "", rule.site), make("span", "note", `${number.format(rule.pages)} of ${number.format(rule.of)} pages`));
    entry.append(head, make("p", "why-text", rule.why), formsOf(rule.lines.slice(0, 6), "forms"));
    if (rule.lines.length > 6) {
      const rest = make("details");
      rest.append(make("summary", "", `${rule.lines.length - 6} more lines`), formsOf(rule.lines.slice(6), "forms"));
      entry.append(rest);
    }
    if (rule.keeps.length) entry.append(make("p", "note", "Stays, though it stands near or holds the same words:"), formsOf(rule.keeps, "forms stays"));
    const pages = pagesOf.get(rule.id) || [];
    if (pages.length) {
      const samples = make("div", "samples");
      samples.append(make("span", "note", "See it at work in"));
      for (const one of pages) {
        const button = make("button", "quiet", one.name.split(/[\\/]/).pop());
        button.type = "button";
        button.title = one.name;
        button.addEventListener("click", () => {
          clearFilters();
          fields.site.value = "=" + rule.site;
          fields.rule.value = "=" + rule.code;
          state.current = one;
          apply();
          byId("sheet-title").scrollIntoView();
          byId("sheet-title").focus({ preventScroll: true });
        });
        samples.append(button);
      }
      entry.append(samples);
    }
    entry.append(copier(rule));
    return entry;
  }

  function extendRules() {
    const more = proposed.slice(proposedShown, proposedShown + AT_ONCE);
    byId("rule-list").append(...more.map(card));
    proposedShown += more.length;
    byId("more-rules").hidden = proposedShown >= proposed.length;
  }

  function applyRules() {
    const [site, code] = [chosen(fields.site), chosen(fields.rule)];
    const fits = (rule) => !state.search || [rule.site, rule.why, ...rule.lines].some((text) => text.toLowerCase().includes(state.search));
    proposed = data.rules.filter((rule) => (site ?? rule.site) === rule.site && (code ?? rule.code) === rule.code && fits(rule));
    byId("rules-count").textContent = `${number.format(proposed.length)} of ${number.format(data.rules.length)}`;
    byId("rule-list").replaceChildren();
    proposedShown = 0;
    extendRules();
  }
  byId("more-rules")?.addEventListener("click", extendRules);

  byId("filters").hidden = false;
  apply();
})();
