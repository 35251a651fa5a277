/*
 * Hides what a form's conditions hide, as the server does when it validates. Without this script every field is visible
 * and says when it applies. A condition is nested arrays: ["and", ["=", "field", "literal"], ["not", ["field", "box"]]];
 * its logic has three values, and only what is true hides.
 */
(() => {
  "use strict";

  const NUMBER = /^-?[0-9]{1,15}(\.[0-9]{1,10})?$/;

  const evaluate = ([operator, ...operands], value) => {
    switch (operator) {
      case "=":
        return value(operands[0]) === operands[1];
      case "!=":
        return value(operands[0]) !== operands[1];
      case "<":
      case "<=":
      case ">":
      case ">=": {
        const number = value(operands[0]);
        if (typeof number !== "number") {
          return null;
        }
        const difference = number - operands[1];
        return operator === "<" ? difference < 0
          : operator === "<=" ? difference <= 0
          : operator === ">" ? difference > 0
          : difference >= 0;
      }
      case "in":
        return operands[1].includes(value(operands[0]));
      case "contains": {
        const chosen = value(operands[0]);
        return Array.isArray(chosen) ? chosen.includes(operands[1]) : null;
      }
      case "field": {
        const ticked = value(operands[0]);
        return typeof ticked === "boolean" ? ticked : null;
      }
      case "not": {
        const inner = evaluate(operands[0], value);
        return inner === null ? null : !inner;
      }
      case "and":
      case "or": {
        const decisive = operator === "or";
        const answers = operands.map((operand) => evaluate(operand, value));
        if (answers.includes(decisive)) {
          return decisive;
        }
        return answers.includes(null) ? null : !decisive;
      }
      default:
        throw new Error("unknown operator " + operator);
    }
  };

  const controls = (item) => [...item.querySelectorAll("input, select, textarea")];

  /** What the field holds, as the server sees it: see operand() of the validator. */
  const held = (item) => {
    if (item.dataset.formValue !== undefined) {
      return JSON.parse(item.dataset.formValue);
    }
    const inputs = controls(item);
    switch (item.dataset.formKind) {
      case "text":
        return inputs.length ? inputs[0].value.trim() : "";
      case "number": {
        const text = inputs.length ? inputs[0].value.trim() : "";
        return NUMBER.test(text) ? Number(text) : null;
      }
      case "flag":
        return inputs.some((input) => input.checked);
      case "choices":
        return inputs.filter((input) => input.checked).map((input) => input.value);
      case "choice": {
        const input = inputs.find((each) => each.tagName === "SELECT" || each.checked);
        return input && input.value !== "" ? input.value : null;
      }
      default:
        return inputs.length && inputs[0].value !== "" ? inputs[0].value : null;
    }
  };

  /** The conditions of an item and of the groups around it. */
  const conditions = (item, form) => {
    const found = [];
    for (let each = item; each && each !== form; each = each.parentElement) {
      if (each.dataset.formHide !== undefined) {
        found.push(JSON.parse(each.dataset.formHide));
      }
    }
    return found;
  };

  const refresh = (form) => {
    const items = [...form.querySelectorAll("[data-form-item]")];
    const fields = new Map(
      items.filter((item) => item.dataset.formField !== undefined).map((item) => [item.dataset.formField, item]));
    const known = new Map();
    const hidden = (item) => {
      if (!known.has(item)) {
        known.set(item, conditions(item, form).some((condition) => evaluate(condition, value) === true));
      }
      return known.get(item);
    };
    const value = (key) => {
      const item = fields.get(key);
      return item === undefined || hidden(item) ? null : held(item);
    };
    for (const item of items) {
      item.hidden = hidden(item);
      if (item.dataset.formField !== undefined) {
        for (const control of controls(item)) {
          control.disabled = item.hidden;
          if (control.dataset.formRequired !== undefined) {
            control.required = !item.hidden;
          }
        }
      }
    }
  };

  const start = (within) => {
    const forms = [...within.querySelectorAll("[data-form]")];
    if (within.matches && within.matches("[data-form]")) {
      forms.push(within);
    }
    for (const form of forms) {
      for (const hint of form.querySelectorAll("[data-form-no-script]")) {
        hint.hidden = true;
      }
      refresh(form);
      const faults = form.querySelector("[data-form-faults]");
      if (faults) {
        faults.focus();
      }
    }
  };

  const changed = (event) => {
    const form = event.target.closest && event.target.closest("[data-form]");
    if (form) {
      refresh(form);
    }
  };

  document.addEventListener("input", changed);
  document.addEventListener("change", changed);
  document.addEventListener("htmx:load", (event) => start(event.target));
  // A browser that goes back fills the inputs in after the page has loaded.
  window.addEventListener("pageshow", () => document.querySelectorAll("[data-form]").forEach(refresh));
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", () => start(document));
  } else {
    start(document);
  }
})();
