/*
 * Holds an outing against the rules that a device can know without a network, in the server's own words: the page brings both
 * (DeviceRules). The fields come as the form sends them; what is wrong comes back as the server would answer it.
 */
(() => {
  "use strict";

  const PARTS = ["labour", "receptions", "forums", "problems"];
  const PART = /^(labour|receptions|forums|problems)\[(\d{1,4})\]\.(.{1,60})$/;
  /** What a part may hold without anybody having written in it: see OutingForm. */
  const NOT_WRITING = ["id", "date", "place", "people", "group", "urgency", "closing"];
  /** White space as the server strips it. */
  const BLANK = "[\\t-\\r\\u001c-\\u0020\\u1680\\u2000-\\u2006\\u2008-\\u200a\\u2028\\u2029\\u205f\\u3000]";
  const ENDS = new RegExp(`^${BLANK}+|${BLANK}+$`, "g");
  const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;

  const strip = (text) => (text || "").replace(ENDS, "");
  const length = (text) => [...text].length;

  function words(pattern, ...values) {
    return pattern.replace(/\{(\d)\}/g, (place, index) => values[Number(index)]);
  }

  /** @param today as the date field writes it, 2026-07-05 */
  function faults(fields, rules, today) {
    const found = [];
    const value = (name) => strip(fields.get(name));

    // ---- what parts there are, and where on the page

    const written = {};
    PARTS.forEach((kind) => (written[kind] = []));
    for (const [name, sent] of fields) {
      const part = name.match(PART);
      if (part && strip(sent) !== "" && !NOT_WRITING.includes(part[3]) && !part[3].startsWith("problem.")) {
        const index = Number(part[2]);
        if (!written[part[1]].includes(index)) {
          written[part[1]].push(index);
        }
      }
    }

    function label(path) {
      const part = path.match(/^([a-z]+)\[(\d+)\](?:\.(.+))?$/);
      if (!part) {
        return rules.labels[path] || rules.texts[path].label;
      }
      // Parts in which nobody has written do not count.
      const which = written[part[1]].indexOf(Number(part[2])) + 1;
      const text = rules.texts[`${part[1]}.${part[3]}`];
      return part[3] === undefined
        ? words(rules.words["label.part"], rules.parts[part[1]], which)
        : words(rules.words["label.of-part"], rules.parts[part[1]], which, text ? text.label : rules.labels[`${part[1]}.${part[3]}`]);
    }

    function fault(path, key, ...more) {
      found.push({ field: path, message: words(rules.words[key], label(path), ...more) });
    }

    /** A text by its rule; what it is without the blanks around it. */
    function text(path) {
      const stripped = value(path).replace(/\r\n?/g, "\n");
      const rule = rules.texts[path.replace(/\[\d+\]/, "")];
      if (stripped === "") {
        if (rule.required) {
          fault(path, "required");
        }
        return "";
      }
      if (length(stripped) > rule.longest) {
        fault(path, "too-long", rule.longest);
      }
      if (CONTROL.test(stripped)) {
        fault(path, "characters");
      }
      return stripped;
    }

    // ---- what is no number: of what follows from it nothing can be said

    written.receptions.forEach((index) => {
      const path = `receptions[${index}].people`;
      if (value(path) !== "" && !/^-?\d{1,9}$/.test(value(path))) {
        fault(path, "whole");
      }
    });
    if (found.length > 0) {
      return found;
    }

    // ---- when and where

    const days = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / 86400000);
    const first = value("date");
    const last = value("dateTo") || first;
    let sound = first !== "";
    if (!sound) {
      fault("date", "required");
    } else {
      const before = found.length;
      if (first > today) {
        fault("date", "future");
      } else if (last > today) {
        fault("dateTo", "future");
      }
      if (first < rules.firstDay) {
        fault("date", "too-early", rules.firstDay);
      }
      if (last < first) {
        fault("dateTo", "ends-before");
      } else if (days(first, last) >= rules.mostDays) {
        fault("dateTo", "too-many-days", rules.mostDays);
      }
      sound = found.length === before;
    }
    if (value("kind") === "") {
      fault("kind", "required");
    }
    if (value("village") === "" && value("community") === "") {
      fault("village", "required");
    }
    if (value("villageDay") === "true" && value("village") === "") {
      fault("villageDay", "village-day");
    }

    // ---- the parts

    function each(kind, check) {
      if (written[kind].length > rules.mostParts) {
        found.push({ field: kind, message: words(rules.words["too-many"], rules.parts[kind], rules.mostParts) });
      } else {
        written[kind].forEach((index) => check(`${kind}[${index}]`));
      }
    }

    function place(path) {
      const day = value(`${path}.date`);
      if (sound && day !== "" && (day < first || day > last)) {
        fault(`${path}.date`, "outside", first, last);
      }
      text(`${path}.time`);
      text(`${path}.place`);
      return text(`${path}.remark`);
    }

    /** A field of a problem's report, by the rules of its own form. */
    function report(path, key, given) {
      const rule = rules.reports[key];
      if (!rule || found.some((one) => one.field === path)) {
        return;
      }
      if (given === "") {
        if (rule.missing) {
          found.push({ field: path, message: rule.missing });
        }
      } else if (rule.longest && length(given) > rule.longest) {
        found.push({ field: path, message: rule.tooLong });
      }
    }

    each("labour", (path) => {
      text(`${path}.work`);
      place(path);
    });

    const becoming = [];
    each("receptions", (path) => {
      const people = value(`${path}.people`) === "" ? 1 : Number(value(`${path}.people`));
      if (people < 1 || people > rules.mostPeople) {
        fault(`${path}.people`, "people", rules.mostPeople);
      }
      const name = text(`${path}.visitor`);
      const contact = text(`${path}.contact`);
      text(`${path}.matter`);
      text(`${path}.text`);
      const summary = text(`${path}.summary`);
      const remark = place(path);
      const names = (words) => (length(name) > 1 && words.includes(name)) || (contact.length > 1 && words.includes(contact));
      if (names(summary)) {
        fault(`${path}.summary`, "names-visitor");
      }
      if (names(remark)) {
        fault(`${path}.remark`, "names-visitor");
      }
      if (fields.get(`${path}.problem.wanted`) === "true") {
        if (summary === "") {
          fault(`${path}.summary`, "summary-for-problem");
        }
        becoming.push([path, summary]);
      }
    });

    each("forums", (path) => {
      text(`${path}.attendees`);
      text(`${path}.topic`);
      text(`${path}.text`);
      place(path);
    });

    const diary = ["seen", "opinions", "reflections"].map((key) => text(`diary.${key}`));
    if (fields.get("diary.policySuggestion") && diary.every((one) => one === "")) {
      fault("diary.seen", "required");
    }

    // ---- the problems, by the rules of their form

    each("problems", (path) => {
      report(`${path}.title`, "title", value(`${path}.title`) || firstLine(value(`${path}.content`)));
      report(`${path}.content`, "content", value(`${path}.content`));
      report(`${path}.village`, "village", value(`${path}.village`) || value("village"));
      report(`${path}.category`, "category", value(`${path}.category`));
      report(`${path}.contact`, "contact", value(`${path}.contact`));
    });
    becoming.forEach(([path, summary]) => {
      report(`${path}.problem.title`, "title", firstLine(summary));
      report(`${path}.summary`, "content", summary);
      report(`${path}.problem.village`, "village", value("village"));
      report(`${path}.problem.category`, "category", value(`${path}.problem.category`));
    });
    return found;

    /** As much of a content as a title holds. */
    function firstLine(content) {
      return [...content.split(/\r\n?|\n/)[0]].slice(0, rules.longestTitle).join("");
    }
  }

  window.minqingOutingRules = { faults };
})();
