// Says what is wrong before a large upload sets out, and what the server answered when it refuses one.
(() => {
  if (window.minqingAttachments) {
    return;
  }
  window.minqingAttachments = true;

  const listOf = (element) => element.closest?.(".attachments-files");

  const say = (list, words) => {
    const place = list?.querySelector("[data-attachments-trouble]");
    if (place) {
      place.textContent = words ?? "";
      place.hidden = !words;
    }
  };

  document.addEventListener("change", (event) => {
    const form = event.target.closest?.(".attachments-add");
    if (!form) {
      return;
    }
    const list = listOf(form);
    const size = [...form.querySelectorAll("input[type=file]")]
      .flatMap((input) => [...input.files])
      .reduce((sum, file) => sum + file.size, 0);
    const tooLarge = size > Number(list.dataset.largest);
    say(list, tooLarge ? list.dataset.tooLarge : "");
    form.querySelector("button").disabled = tooLarge;
  });

  // A refusal comes with the list, which says what was refused.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const list = listOf(event.detail.target);
    if (list && [403, 409, 422].includes(event.detail.xhr.status) && event.detail.serverResponse.includes("attachments-files")) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });

  const failed = (event) => {
    const list = listOf(event.detail.target ?? event.target);
    if (list) {
      say(list, event.detail.xhr?.status === 413 ? list.dataset.tooLarge : list.dataset.failed);
    }
  };
  document.addEventListener("htmx:responseError", failed);
  document.addEventListener("htmx:sendError", failed);
})();
