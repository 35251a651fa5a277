/* Of what may follow a task, shows what follows the outcome that is chosen; as long as none is, everything. */
(() => {
  "use strict";

  const list = document.querySelectorAll(".inbox-next [data-outcome]");
  const form = list.length > 0 && list[0].closest("form");
  if (!form) {
    return;
  }
  const show = () => {
    const chosen = new FormData(form).get("outcome");
    list.forEach((one) => one.classList.toggle("inbox-next-other", Boolean(chosen) && one.dataset.outcome !== chosen));
  };
  form.addEventListener("change", show);
  show();
})();
