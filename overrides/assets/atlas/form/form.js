// The contribution form. Its state is what its controls hold; record, file and findings follow from
// it. Nothing is sent anywhere: the reader copies, downloads or opens the repository's own page.
import { el, fill } from "../table/dom.js";
import { file } from "../table/load.js";
import { Validator } from "../../vendor/json-schema/validator.js";
import { control, summary } from "./controls.js";
import { keep, kept } from "./draft.js";
import { inherits } from "./facts.js";
import { along } from "./fields.js";
import { handOver } from "./hand-over.js";
import { links } from "./links.js";
import { nearby } from "./near.js";
import { merged, slug } from "./record.js";
import { findings, wrongId } from "./rules.js";
import { misfits } from "./schema.js";
import { known as askKnown } from "./similar.js";
import { same } from "./values.js";
import { wanted } from "./verified.js";
import { file as written } from "./yaml.js";

const PAUSE = 250;
/** So many records are offered where an id is typed. */
const MOST_OFFERED = 12;
/** Missing rather than wrong. */
const QUIET = ["required", "source_wanted", "one_language", "id_or_name"];
const PROSE = ["en", "zh"];

/** @param {HTMLElement} place @param {any} data */
async function start(place, data) {
  const { words, lang } = data;
  const other = lang === "en" ? "zh" : "en";
  const fields = [...data.required, ...data.more];
  data.summary = fields.find(({ key }) => key === "summary");
  const validator = new Validator(data.schema, "2020-12", false);
  /** @type {import("./rules.js").Known | undefined} */
  let known;

  const asked = new URLSearchParams(location.search);
  const notices = el("div", { class: "atlas-notices" });
  const original = await edited(asked.get("edit") ?? "");
  const own = original?.id ?? "";
  // The same question in the other language.
  for (const link of document.querySelectorAll("a[hreflang]")) {
    const anchor = /** @type {HTMLAnchorElement} */ (link);
    if (location.search) anchor.href = `${anchor.href.split("?")[0]}${location.search}`;
  }

  // What the form is filled with: a draft, a record, or a name.
  const draft = kept(own);
  const name = asked.get("name")?.trim() ?? "";
  const fresh = { id: own, record: original?.data ?? (name ? { name: name.slice(0, 200) } : {}) };
  const differs = Boolean(name) && draft?.record.name !== name;
  const from = draft && !differs ? draft : fresh;
  if (from === draft) notices.append(el("p", {}, words.form_draft));

  /** @type {Map<string, import("./inputs.js").Control>} */
  let controls = new Map();
  const shell = el("form", { class: "atlas-form", noValidate: true, "aria-label": words.form_title });
  const keysOfLinks = el("datalist", { id: "atlas-form-links" });
  const offered = el("datalist", { id: "atlas-form-records" });
  const idBox = el("input", { type: "text", id: "atlas-form-id", autocomplete: "off", spellcheck: false, readOnly: Boolean(own), "aria-describedby": "atlas-form-id-help atlas-form-id-wrong" });
  const idWrong = el("p", { class: "atlas-wrong", id: "atlas-form-id-wrong", hidden: true });
  let idTyped = Boolean(own);
  let loud = false;
  let timer = 0;

  const near = nearby(words, own, (link) => {
    /** @type {any} */ (controls.get("links")).add(link);
    changed();
  });
  const result = handOver(place, data, own, {
    read: answer,
    refused() {
      loud = true;
      result.show(answer());
      const bad = shell.querySelector(".atlas-wrong:not([hidden])")?.parentElement;
      for (let around = bad; around; around = around.parentElement) {
        if (around instanceof HTMLDetailsElement) around.open = true;
      }
      /** @type {HTMLElement | null | undefined} */ (bad?.querySelector("input, select, textarea"))?.focus();
    },
    cleared() {
      window.clearTimeout(timer);
      keep(own, null);
      loud = false;
      near.clear();
      notices.replaceChildren();
      build(original?.data ?? {}, own);
      result.show(answer());
      controls.get("name")?.first().focus();
    },
  });

  const shared = {
    data,
    words,
    read: () => controls.get("source")?.value() ?? Object.keys(controls.get("links")?.value() ?? {}).slice(0, 1),
  };

  // Building ------------------------------------------------------------------------------------

  /** @param {any} record @param {string} id */
  function build(record, id) {
    controls = new Map();
    /** @param {string} key @param {import("./inputs.js").Control} made */
    const kept = (key, made) => {
      controls.set(key, made);
      return made.node;
    };
    const needed = el("fieldset", { class: "atlas-needed" }, el("legend", {}, words.form_required), el("p", { class: "atlas-hint" }, words.form_required_hint));
    for (const field of data.required) {
      if (field.key === "summary") needed.append(kept(lang, summary(lang, record.summary?.[lang], shared, !record.summary)));
      else if (field.key === "links") needed.append(kept("links", links(field, record.links, shared)));
      else needed.append(kept(field.key, control({ ...field, required: true }, record[field.key], shared)));
      if (field.key === "name") needed.append(near.node);
    }
    const sourceField = { ...data.source, label: words.form_source_all, help: words.form_source_all_help };
    const more = el("details", { class: "atlas-more-fields atlas-plain" },
      el("summary", {}, words.form_more),
      el("p", { class: "atlas-hint" }, words.form_more_hint),
      kept(other, summary(other, record.summary?.[other], shared, false)),
      kept("source", control(sourceField, record.source, shared)),
      ...data.more.map((/** @type {any} */ field) => kept(field.key, control(field, record[field.key], shared))));
    more.open = data.more.some((/** @type {any} */ { key }) => record[key] !== undefined) || record.summary?.[other] !== undefined;
    idBox.value = id || slug(record.name ?? "");
    idTyped = Boolean(own) || (id !== "" && id !== slug(record.name ?? ""));
    const idField = el("div", { class: "atlas-field" }, el("label", { for: "atlas-form-id" }, words.form_file), el("span", { class: "atlas-file-name" }, idBox, ".yaml"), el("small", { class: "atlas-help", id: "atlas-form-id-help" }, words.form_file_help), idWrong);
    shell.replaceChildren(needed, more, idField, keysOfLinks, offered);
  }

  // The record ----------------------------------------------------------------------------------

  function record() {
    /** @type {any} */
    const made = {};
    for (const { key } of fields) {
      const value = key === "summary" ? texts() : controls.get(key)?.value();
      if (value !== undefined) made[key] = value;
    }
    // Said of the whole only where something takes it from there.
    const usual = controls.get("source")?.value();
    const wanted = inherits(made, data.rules);
    if (usual && (wanted || original?.data.source)) made.source = usual;
    else if (wanted && !original) {
      const first = Object.keys(made.links ?? {}).slice(0, 1);
      if (first.length) made.source = first;
    }
    return made;
  }

  function texts() {
    const pairs = PROSE.map((key) => [key, controls.get(key)?.value()]).filter(([, text]) => text !== undefined);
    return pairs.length ? Object.fromEntries(pairs) : undefined;
  }

  // Judging -------------------------------------------------------------------------------------

  /** What the form says now; each field shows what is wrong with it. @returns {import("./hand-over.js").Result} */
  function answer() {
    const now = record();
    const nothing = !Object.keys(now).length;
    keysOfLinks.replaceChildren(...Object.keys(now.links ?? {}).map((key) => el("option", { value: key })));
    if (!idTyped) idBox.value = slug(now.name ?? "");
    const id = idBox.value.trim();
    const today = new Date().toISOString().slice(0, 10);
    const told = findings(now, { data, today, own, id, known });
    const wrong = [...told, ...misfits(now, validator, data, told)];
    for (const [key, one] of controls) {
      const at = PROSE.includes(key) ? ["summary", key] : [key];
      const mine = wrong.filter(({ path }) => at.every((step, place) => path[place] === step) || (key === lang && path.join() === "summary"));
      one.show(mine.map((finding) => ({ path: finding.path.slice(at.length), text: sentence(finding), quiet: QUIET.includes(finding.key) })), loud);
    }
    const missing = wrong.filter(({ key }) => QUIET.includes(key)).map(({ path }) => called(path));
    const mistakes = wrong.filter(({ key }) => !QUIET.includes(key)).map(({ path }) => called(path));
    const idSays = id ? wrongId(id, { data, today, own, known }) : nothing ? "" : "required";
    idWrong.hidden = !idSays || (idSays === "required" && !loud);
    idWrong.textContent = idWrong.hidden ? "" : words[`form_wrong_${idSays}`];
    idBox.setAttribute("aria-invalid", String(!idWrong.hidden));
    if (idSays) (idSays === "required" ? missing : mistakes).push(words.form_file);
    return { ...fileOf(now, nothing), id, missing, mistakes, verified: wanted(now, data).map(called) };
  }

  /** @param {any} now @param {boolean} nothing */
  function fileOf(now, nothing) {
    if (!original) return { text: nothing ? "" : written(now, data), merge: [] };
    const { text, anew, kept: stays, lost, whole } = merged(original.text, original.data, now, data);
    const list = (/** @type {string} */ word, /** @type {string[]} */ names) => (names.length ? fill(word, { what: names.join(", ") }) : "");
    const said = whole
      ? [words.form_whole_rewritten]
      : [list(words.form_rewritten, anew), list(words.form_kept, stays), list(words.form_comments_lost, lost)];
    return { text, merge: said.filter(Boolean) };
  }

  /** @param {import("./rules.js").Finding} finding */
  const sentence = ({ key, values }) => fill(words[`form_wrong_${key}`] ?? words.form_wrong_schema, values ?? {});

  /** What a place of the record is called. @param {(string | number)[]} path */
  const called = (path) => (path.join() === "source" ? words.form_source_all : along(path, data).map(({ label }) => label).join(" › "));

  // Events --------------------------------------------------------------------------------------

  function changed() {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      result.show(answer());
      const now = record();
      const untouched = original ? same(now, original.data) : !Object.keys(now).length;
      keep(own, untouched ? null : { id: idBox.value.trim(), record: now });
      near.look(now.name ?? "");
    }, PAUSE);
  }

  /** Records whose id or name holds what is typed where an id belongs. @param {Event} event */
  function offer({ target }) {
    const input = /** @type {HTMLInputElement} */ (target);
    if (input.getAttribute("list") !== offered.id || !known) return;
    const typed = input.value.trim().toLowerCase();
    const found = typed ? [...known.names].filter(([one, id]) => one.includes(typed) || id.includes(typed)) : [];
    offered.replaceChildren(...found.slice(0, MOST_OFFERED).map(([label, id]) => el("option", { value: id, label })));
  }

  idBox.addEventListener("input", () => (idTyped = idBox.value.trim() !== ""));
  shell.addEventListener("input", changed);
  shell.addEventListener("input", offer);
  shell.addEventListener("change", changed);
  shell.addEventListener("submit", (/** @type {Event} */ event) => event.preventDefault());

  build(from.record, from.id);
  result.show(answer());
  near.look(record().name ?? "");
  place.replaceChildren(notices, el("div", { class: "atlas-form-sides" }, shell, result.node));
  place.dataset.ready = "";
  // What names and ids are taken is known a little later.
  askKnown().then((found) => {
    known = found;
    result.show(answer());
  }, () => {});

  /** The record that is edited. @param {string} id */
  async function edited(id) {
    if (!id) return null;
    if (new RegExp(`^(?:${data.rules.id})$`).test(id)) {
      const answer = await fetch(`${place.dataset.records}${id}.json`);
      if (answer.ok) {
        notices.append(el("p", {}, fill(words.form_editing, { id })));
        return { id, .../** @type {{text: string, data: any}} */ (await answer.json()) };
      }
    }
    notices.append(el("p", { role: "alert" }, fill(words.form_unknown, { id })));
    return null;
  }
}

const place = /** @type {HTMLElement | null} */ (document.querySelector("[data-atlas-form]"));
if (place) {
  file("form").then((data) => start(place, data)).catch(() => {
    place.dataset.failed = "";
    const failed = /** @type {HTMLElement | null} */ (place.querySelector(".atlas-form-failed"));
    if (failed) failed.hidden = false;
  });
}
