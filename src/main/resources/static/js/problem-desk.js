// A refusal comes with the handler's part of the page, which says what was refused; anything else is said there.
(() => {
  if (window.minqingDesk) {
    return;
  }
  window.minqingDesk = true;

  const deskOf = (element) => element?.closest?.(".problem-desk");

  document.addEventListener("htmx:beforeSwap", (event) => {
    const desk = deskOf(event.detail.target);
    if (desk && [403, 409, 422].includes(event.detail.xhr.status) && event.detail.serverResponse.includes("problem-desk")) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });

  const failed = (event) => {
    const place = deskOf(event.detail.target ?? event.target)?.querySelector("[data-desk-trouble]");
    // What was typed for the new date is not worth a word; what was submitted is.
    if (place && event.detail.requestConfig?.verb === "post") {
      place.textContent = place.closest(".problem-desk").dataset.failed;
      place.hidden = false;
    }
  };
  document.addEventListener("htmx:responseError", failed);
  document.addEventListener("htmx:sendError", failed);
})();
