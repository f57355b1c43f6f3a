// What scripts add to a complete page: focus on what is wrong, words about a live update, the device's location.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  byId("problems")?.focus();

  let slow;
  const busy = (on) => byId("results")?.setAttribute("aria-busy", String(on));
  const settle = () => { clearTimeout(slow); busy(false); };
  const failed = () => { settle(); byId("stale").hidden = false; };
  document.addEventListener("htmx:beforeRequest", () => {
    settle();
    byId("stale").hidden = true;
    busy(true);
    slow = setTimeout(() => { byId("say").textContent = byId("say").dataset.slow; }, 2000);
  });
  document.addEventListener("htmx:afterSettle", settle);
  for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout", "htmx:swapError"]) {
    document.addEventListener(name, failed);
  }

  const locate = byId("locate");
  if (locate && "geolocation" in navigator) {
    const [button, said] = locate.children;
    locate.hidden = false;
    button.addEventListener("click", () => navigator.geolocation.getCurrentPosition(
      // Two decimals are about a kilometer: near enough to search, too far to be a doorstep.
      ({ coords }) => {
        byId("q").value = `${coords.latitude.toFixed(2)}, ${coords.longitude.toFixed(2)}`;
        said.textContent = "";
        byId("q").focus();
      },
      () => { said.textContent = locate.dataset.failed; },
      { timeout: 10000, maximumAge: 600000 },
    ));
  }
})();
