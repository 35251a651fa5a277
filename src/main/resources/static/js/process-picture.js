/*
 * Draws the model of a case and marks where it stands. Where it cannot (no script, no model), the steps stay in words.
 */
(() => {
  "use strict";

  const elements = (text) => (text || "").split(" ").filter((one) => one !== "");

  const show = async (frame) => {
    const words = frame.parentElement.querySelector("[data-picture-words]");
    const answer = await fetch(frame.dataset.model, { headers: { Accept: "application/xml" } });
    if (!answer.ok) {
      return;
    }
    const xml = await answer.text();
    frame.hidden = false;
    const viewer = new window.BpmnJS({ container: frame.querySelector(".inbox-canvas") });
    try {
      await viewer.importXML(xml);
    } catch (broken) {
      frame.hidden = true;
      return;
    }
    words.open = false;

    const canvas = viewer.get("canvas");
    const registry = viewer.get("elementRegistry");
    const mark = (ids, marker) => ids.filter((id) => registry.get(id)).forEach((id) => canvas.addMarker(id, marker));
    const current = elements(frame.dataset.current);
    const passed = elements(frame.dataset.passed);
    mark(passed, "inbox-passed");
    mark(current, "inbox-current");
    // A flow was taken if both its ends were reached; of two ways between the same places we cannot tell, and mark neither.
    const reached = new Set([...passed, ...current]);
    registry
      .filter((one) => one.type === "bpmn:SequenceFlow" && reached.has(one.source.id) && reached.has(one.target.id))
      .filter((one) => passed.includes(one.source.id))
      .forEach((one) => canvas.addMarker(one.id, "inbox-passed"));

    const fit = () => canvas.zoom("fit-viewport", "auto");
    const here = () => {
      const found = current.map((id) => registry.get(id)).filter((one) => one && one.width);
      // A timer that waits beside the work is not what somebody looks for.
      const tasks = found.filter((one) => one.type === "bpmn:UserTask");
      const shown = tasks.length > 0 ? tasks : found;
      if (shown.length === 0) {
        fit();
        return;
      }
      const left = Math.min(...shown.map((one) => one.x));
      const top = Math.min(...shown.map((one) => one.y));
      const right = Math.max(...shown.map((one) => one.x + one.width));
      const bottom = Math.max(...shown.map((one) => one.y + one.height));
      const box = canvas.viewbox().outer;
      const scale = Math.min(1, box.width / (right - left + 160), box.height / (bottom - top + 120));
      canvas.viewbox({
        x: (left + right) / 2 - box.width / scale / 2,
        y: (top + bottom) / 2 - box.height / scale / 2,
        width: box.width / scale,
        height: box.height / scale,
      });
    };
    const act = {
      fit,
      here,
      larger: () => canvas.zoom(canvas.zoom() * 1.25),
      smaller: () => canvas.zoom(canvas.zoom() / 1.25),
    };
    frame.addEventListener("click", (event) => {
      const button = event.target.closest("[data-picture]");
      if (button) {
        act[button.dataset.picture]();
      }
    });
    here();
    frame.dataset.drawn = "true";
  };

  document.querySelectorAll("[data-process-picture]").forEach((frame) => {
    show(frame).catch(() => {
      frame.hidden = true;
    });
  });
})();
