// The contribution form. Its state is what its controls hold; record, file and findings follow from
// it. Nothing is sent anywhere: the reader copies, downloads or opens the repository's own page.
import { el, fill } from "../table/dom.js";
import { file, root } from "../table/load.js";
import { Validator } from "../../vendor/json-schema/validator.js";
import { control, links, summary } from "./controls.js";
import { keep, kept } from "./draft.js";
import { merged, same, slug } from "./record.js";
import { findings, wrongId } from "./rules.js";
import { misfits } from "./schema.js";
import { known as askKnown, similar } from "./similar.js";
import { file as written } from "./yaml.js";

/** Characters of an address that browsers and GitHub take for certain. */
const MOST_IN_ADDRESS = 6000;
const PAUSE = 250;
/** Missing rather than wrong. */
const QUIET = ["required", "source_wanted", "one_language", "id_or_name"];
const PROSE = ["en", "zh"];

/** @param {HTMLElement} place @param {any} data */
async function start(place, data) {
  const { words, lang } = data;
  const other = lang === "en" ? "zh" : "en";
  const fields = [...data.required, ...data.more];
  data.summary_help = fields.find(({ key }) => key === "summary").help;
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

  /** @type {Map<string, import("./controls.js").Control>} */
  let controls = new Map();
  /** @type {any} what the form does not show, and keeps */
  let rest = {};
  const shell = el("form", { class: "atlas-form", noValidate: true, "aria-label": words.form_title });
  const datalist = el("datalist", { id: "atlas-form-links" });
  const near = el("div", { class: "atlas-similar", role: "status" });
  const idBox = el("input", { type: "text", id: "atlas-form-id", autocomplete: "off", spellcheck: false, readOnly: Boolean(own), "aria-describedby": "atlas-form-id-help atlas-form-id-wrong" });
  const idWrong = el("p", { class: "atlas-wrong", id: "atlas-form-id-wrong", hidden: true });
  let idTyped = Boolean(own);
  let loud = false;

  const shared = {
    data,
    words,
    linkKeys: () => Object.keys(controls.get("links")?.value() ?? {}),
    read: () => controls.get("source")?.value() ?? shared.linkKeys().slice(0, 1),
  };

  // Building ------------------------------------------------------------------------------------

  /** @param {any} record @param {string} id */
  function build(record, id) {
    controls = new Map();
    const sourceHelp = { key: "source", kind: "source", label: words.form_source_all, help: words.form_source_all_help };
    const keys = fields.map(({ key }) => key);
    rest = Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key) && key !== "source"));
    const needed = el("fieldset", { class: "atlas-needed" }, el("legend", {}, words.form_required), el("p", { class: "atlas-hint" }, words.form_required_hint));
    for (const field of data.required) {
      if (field.key === "summary") {
        controls.set(lang, summary(lang, record.summary?.[lang], shared, !record.summary));
        needed.append(/** @type {any} */ (controls.get(lang)).node);
        continue;
      }
      const made = field.key === "links" ? links(field, record.links, shared) : control({ ...field, required: true }, record[field.key], shared);
      controls.set(field.key, made);
      needed.append(made.node);
      if (field.key === "name") needed.append(near);
    }
    const more = el("details", { class: "atlas-more-fields atlas-plain" }, el("summary", {}, words.form_more), el("p", { class: "atlas-hint" }, words.form_more_hint));
    controls.set("source", control(sourceHelp, record.source, shared));
    more.append(/** @type {any} */ (controls.get("source")).node);
    for (const field of data.more) {
      controls.set(field.key, control(field, record[field.key], shared));
      more.append(/** @type {any} */ (controls.get(field.key)).node);
    }
    controls.set(other, summary(other, record.summary?.[other], shared, false));
    more.append(/** @type {any} */ (controls.get(other)).node);
    more.open = [...data.more.map((/** @type {any} */ { key }) => key), other].some((key) => controls.get(key)?.value() !== undefined);
    idBox.value = id || slug(record.name ?? "");
    idTyped = Boolean(own) || (id !== "" && id !== slug(record.name ?? ""));
    const idField = el("div", { class: "atlas-field" }, el("label", { for: "atlas-form-id" }, words.form_file), el("span", { class: "atlas-file-name" }, idBox, ".yaml"), el("small", { class: "atlas-help", id: "atlas-form-id-help" }, words.form_file_help), idWrong);
    shell.replaceChildren(needed, more, idField, datalist);
  }

  // The record ----------------------------------------------------------------------------------

  function record() {
    /** @type {any} */
    const made = { ...rest };
    for (const { key } of fields) {
      const value = key === "summary" ? texts() : controls.get(key)?.value();
      if (value !== undefined) made[key] = value;
    }
    const usual = controls.get("source")?.value();
    // Said of the whole only where something takes it from there.
    const inherits = [...data.rules.plain, "size", "creation", "derived_from", "evaluation", "citation"].some((key) => {
      const value = made[key];
      if (value === undefined || rest.sources?.[key]) return false;
      return data.rules.plain.includes(key) || [value].flat().some((item) => !item.source);
    });
    if (usual && (inherits || original?.data.source)) made.source = usual;
    else if (inherits && !original) {
      const first = shared.linkKeys().slice(0, 1);
      if (first.length) made.source = first;
    }
    // What was not there before and is now is absent no longer.
    if (rest.absent && original) {
      const left = Object.fromEntries(Object.entries(rest.absent).filter(([key]) => original.data[key] !== undefined || made[key] === undefined));
      if (Object.keys(left).length) made.absent = left;
      else delete made.absent;
    }
    return made;
  }

  function texts() {
    const pairs = PROSE.map((key) => [key, controls.get(key)?.value()]).filter(([, text]) => text !== undefined);
    return pairs.length ? Object.fromEntries(pairs) : undefined;
  }

  // Showing -------------------------------------------------------------------------------------

  const code = el("code", {});
  const pre = el("pre", { class: "atlas-code", tabIndex: 0, role: "group", "aria-label": words.form_yaml }, code);
  const state = el("p", { class: "atlas-form-state", role: "status" });
  const merge = el("div", { class: "atlas-merge" });
  const done = el("p", { class: "atlas-form-done", role: "status" });
  const long = el("p", { class: "atlas-hint" });
  const open = el("a", { class: "atlas-button atlas-primary", rel: "external noopener", target: "_blank", href: place.dataset.new ?? "" });

  let text = "";
  /** @type {import("./rules.js").Finding[]} */
  let wrong = [];

  function answer() {
    const now = record();
    datalist.replaceChildren(...Object.keys(now.links ?? {}).map((key) => el("option", { value: key })));
    if (!idTyped) idBox.value = slug(now.name ?? "");
    const today = new Date().toISOString().slice(0, 10);
    wrong = findings(now, { data, today, own, known });
    wrong = [...wrong, ...misfits(now, validator, data, wrong)];
    const nothing = !Object.keys(now).length;
    if (original) {
      const result = merged(original.text, original.data, now, data);
      text = result.text;
      const said = [
        result.whole ? words.form_whole_rewritten : "",
        !result.whole && result.anew.length ? fill(words.form_rewritten, { what: result.anew.join(", ") }) : "",
        !result.whole && result.kept.length ? fill(words.form_kept, { what: result.kept.join(", ") }) : "",
        result.lost.length ? fill(words.form_comments_lost, { what: result.lost.join(", ") }) : "",
      ];
      merge.replaceChildren(...said.filter(Boolean).map((sentence) => el("p", { class: "atlas-hint" }, sentence)));
    } else text = nothing ? "" : written(now, data);
    code.textContent = text;
    tell(nothing);
    address();
  }

  /** @param {import("./rules.js").Finding} finding */
  const sentence = ({ key, values }) => fill(words[`form_wrong_${key}`] ?? words.form_wrong_schema, values ?? {});

  /** What a place of the record is called. @param {(string | number)[]} path */
  function called([key, ...path]) {
    const field = fields.find((one) => one.key === key);
    const names = [key === "source" ? words.form_source_all : field?.label ?? String(key)];
    for (const step of path) {
      const piece = field?.fields?.find((/** @type {any} */ one) => one.key === step);
      names.push(typeof step === "number" ? String(step + 1) : piece?.label ?? words[`form_summary_${step}`] ?? step);
    }
    return names.join(" › ");
  }

  /** @param {boolean} nothing */
  function tell(nothing) {
    const id = idBox.value.trim();
    const idSays = id ? wrongId(id, { data, today: "", own, known }) : nothing ? "" : "required";
    idWrong.hidden = !idSays || (idSays === "required" && !loud);
    idWrong.textContent = idWrong.hidden ? "" : fill(words[`form_wrong_${idSays}`], {});
    idBox.setAttribute("aria-invalid", String(!idWrong.hidden));
    for (const [key, one] of controls) {
      const place = PROSE.includes(key) ? ["summary", key] : [key];
      const mine = wrong.filter(({ path }) => place.every((step, at) => path[at] === step) || (key === lang && path.join() === "summary"));
      one.show(mine.map((finding) => ({ path: finding.path.slice(place.length), text: sentence(finding), quiet: QUIET.includes(finding.key) })), loud);
    }
    const missing = wrong.filter(({ key }) => QUIET.includes(key)).map(({ path }) => called(path));
    const mistakes = wrong.filter(({ key }) => !QUIET.includes(key)).map(({ path }) => called(path));
    if (idSays) (idSays === "required" ? missing : mistakes).push(words.form_file);
    const list = (/** @type {string[]} */ names) => [...new Set(names)].join(lang === "zh" ? "、" : ", ");
    const said = [
      nothing ? words.form_state_empty : "",
      !nothing && mistakes.length ? fill(words.form_state_wrong, { n: mistakes.length, what: list(mistakes) }) : "",
      !nothing && missing.length ? fill(words.form_state_wanted, { what: list(missing) }) : "",
      !nothing && !mistakes.length && !missing.length ? words.form_state_good : "",
    ];
    const sentenceNow = said.filter(Boolean).join(" ");
    // Told once a change: a live region that is written anew is read anew.
    if (state.textContent !== sentenceNow) state.textContent = sentenceNow;
    state.dataset.state = nothing || missing.length ? "wanted" : mistakes.length ? "wrong" : "good";
  }

  const ready = () => state.dataset.state === "good";

  /** Where the button leads. A file that is edited cannot be handed over in an address. */
  function address() {
    if (original) {
      open.href = `${place.dataset.edit}${encodeURIComponent(own)}.yaml`;
      open.textContent = words.form_open_file;
      long.textContent = words.form_open_edit;
      return;
    }
    const query = new URLSearchParams({ filename: `${idBox.value.trim()}.yaml`, value: text });
    const whole = `${place.dataset.new}?${query}`;
    const fits = whole.length <= MOST_IN_ADDRESS;
    open.href = fits ? whole : `${place.dataset.new}?${new URLSearchParams({ filename: `${idBox.value.trim()}.yaml` })}`;
    open.textContent = fits ? words.form_open : words.form_open_page;
    long.textContent = fits ? words.form_open_hint : fill(words.form_open_long, { n: whole.length.toLocaleString("en-US") });
  }

  // Events --------------------------------------------------------------------------------------

  let timer = 0;
  function changed() {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      answer();
      const now = record();
      const untouched = original ? same(now, original.data) : !Object.keys(now).length;
      keep(own, untouched ? null : { id: idBox.value.trim(), record: now });
      look(now.name ?? "");
    }, PAUSE);
  }

  let looked = "";
  /** Tells of records with such a name. @param {string} called */
  async function look(called) {
    if (called === looked) return;
    looked = called;
    if ([...called].length < 2) {
      near.replaceChildren();
      return;
    }
    const found = await similar(called, own).catch(() => null);
    if (!found || called !== looked) return;
    const pieces = [];
    if (found.records.length) {
      const list = el("ul", {}, ...found.records.map(({ id, name, also }) =>
        el("li", {}, el("a", { href: `${root}datasets/${id}/` }, name), also ? ` (${also})` : "")));
      pieces.push(el("p", {}, words.form_similar), list);
    }
    const { wanted } = found;
    if (wanted && !own) {
      pieces.push(el("p", {}, fill(wanted.links.length ? words.form_wanted : words.form_wanted_none, { n: wanted.lists })));
      const buttons = wanted.links.map((url) => {
        const use = el("button", { type: "button", class: "atlas-button" }, fill(words.form_use, { url }));
        use.addEventListener("click", () => {
          const kind = /arxiv\.org/.test(url) ? "paper" : /github\.com/.test(url) ? "code" : /huggingface\.co/.test(url) ? "hub" : "home";
          /** @type {any} */ (controls.get("links")).add({ kind, url });
          use.disabled = true;
          changed();
        });
        return el("li", {}, use);
      });
      pieces.push(el("ul", { class: "atlas-proposed" }, ...buttons));
    }
    near.replaceChildren(...pieces);
  }

  /** @param {string} sentence */
  const say = (sentence) => {
    done.textContent = "";
    window.setTimeout(() => (done.textContent = sentence), 50);
  };
  const copy = el("button", { type: "button", class: "atlas-button" }, words.form_copy);
  copy.addEventListener("click", async () => {
    answer();
    try {
      await navigator.clipboard.writeText(text);
      say(words.form_copied);
    } catch {
      window.getSelection()?.selectAllChildren(code);
      say(words.form_copy_failed);
    }
  });
  const download = el("button", { type: "button", class: "atlas-button" }, words.form_download);
  download.addEventListener("click", () => {
    answer();
    const url = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
    el("a", { href: url, download: `${idBox.value.trim() || "record"}.yaml` }).click();
    window.setTimeout(() => URL.revokeObjectURL(url), 1000);
  });
  open.addEventListener("click", (/** @type {Event} */ event) => {
    loud = true;
    answer();
    if (ready()) return;
    event.preventDefault();
    say(words.form_first_fix);
    const bad = [...shell.querySelectorAll(".atlas-wrong:not([hidden])")][0]?.parentElement;
    /** @type {HTMLElement | null | undefined} */ (bad?.querySelector("input, select, textarea"))?.focus();
  });
  const clear = el("button", { type: "button", class: "atlas-button" }, words.form_clear);
  clear.addEventListener("click", () => {
    window.clearTimeout(timer);
    keep(own, null);
    loud = false;
    looked = "";
    near.replaceChildren();
    notices.replaceChildren();
    build(original?.data ?? {}, own);
    answer();
    say(words.form_cleared);
    controls.get("name")?.first().focus();
  });

  idBox.addEventListener("input", () => (idTyped = idBox.value.trim() !== ""));
  shell.addEventListener("input", changed);
  shell.addEventListener("change", changed);
  shell.addEventListener("submit", (/** @type {Event} */ event) => event.preventDefault());

  build(from.record, from.id);
  answer();
  look(record().name ?? "");
  place.replaceChildren(
    notices,
    el("div", { class: "atlas-form-sides" },
      shell,
      el("div", { class: "atlas-form-file" },
        el("h3", { id: "the-file" }, words.form_yaml),
        state,
        pre,
        merge,
        el("p", { class: "atlas-tools" }, copy, download, open, clear),
        long,
        done,
        el("p", { class: "atlas-hint" }, words.form_draft_kept))),
  );
  place.dataset.ready = "";
  // What names and ids are taken is known a little later.
  askKnown().then((found) => {
    known = found;
    answer();
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
