// What scripts add to the desk: answers by one key, the right place to begin, and a viewer that does not move the page.
"use strict";
(() => {
  (document.getElementById("problems") ?? document.querySelector("[data-focus]"))?.focus();

  const form = document.getElementById("decide");
  if (form) {
    const groups = [...form.querySelectorAll("[data-ask]")];
    const radios = (group) => [...group.querySelectorAll("input[type=radio]")];
    const answered = (group) => radios(group).some((radio) => radio.checked);
    const letters = { y: "yes", n: "no", t: "unclear" };
    const onward = (group) => {
      const asked = (each) => !answered(each) && each.checkVisibility();
      const next = groups.slice(groups.indexOf(group) + 1).find(asked);
      if (next) radios(next)[0]?.focus();
    };
    form.querySelector("[data-keys]").hidden = false;
    // Only while a button of a question has the focus: keys elsewhere stay what they are.
    form.addEventListener("keydown", (event) => {
      const group = event.target.closest?.("[data-ask]");
      if (event.target.type !== "radio" || !group || event.ctrlKey || event.altKey || event.metaKey) return;
      const key = event.key.toLowerCase();
      const chosen = radios(group).find((radio) => radio.value === letters[key]) ?? radios(group)[Number(key) - 1];
      if (!chosen) return;
      event.preventDefault();
      chosen.checked = true;
      chosen.dispatchEvent(new Event("change", { bubbles: true }));
      chosen.focus();
      onward(group);
    });
    if ("start" in form.dataset) radios(groups[0])[0]?.focus({ preventScroll: true });
  }

  // A button of the viewer changes the viewer alone: what is typed beside it stays, and the page does not move.
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("#viewer .bar button");
    if (!button || button.dataset.failed) return;
    event.preventDefault();
    try {
      const answer = await fetch(button.value, { credentials: "same-origin" });
      if (!answer.ok) throw new Error(answer.status);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const [before, viewer] = [document.getElementById("viewer"), page.getElementById("viewer")];
      before.replaceWith(viewer);
      // A long list of files stays where it was, and so does the focus: to turn twice is to press twice.
      viewer.querySelector(".bar").scrollTop = before.querySelector(".bar").scrollTop;
      const same = [...viewer.querySelectorAll(".bar button")].find((each) => each.textContent === button.textContent);
      (same ?? viewer).focus({ preventScroll: true });
    } catch {
      button.dataset.failed = "yes";
      button.click();
    }
  });
})();
