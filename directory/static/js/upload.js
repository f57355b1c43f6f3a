// What scripts add to an upload: how far it is, and words when it did not arrive. The form works without them.
"use strict";
(() => {
  // A page that came back is shown as the browser would have shown it, with its messages and its form.
  const show = (answer) => {
    const page = new DOMParser().parseFromString(answer, "text/html");
    const main = page.getElementById("main");
    document.title = page.title;
    document.getElementById("main").replaceWith(document.adoptNode(main));
    (document.getElementById("problems") ?? main).focus();
  };

  const follow = (form) => {
    const status = form.querySelector("[role=status]") ?? form.appendChild(document.createElement("p"));
    const bar = form.querySelector("progress") ?? form.appendChild(document.createElement("progress"));
    status.setAttribute("role", "status");
    bar.setAttribute("aria-label", form.dataset.sending);
    bar.max = 100;
    bar.value = 0;
    bar.hidden = false;
    form.dataset.busy = "yes";
    return (words) => {
      status.textContent = words;
      if (words === form.dataset.sending) return;
      bar.hidden = true;
      delete form.dataset.busy;
    };
  };

  const send = (form) => {
    const say = follow(form);
    const failed = () => say(form.dataset.failed);
    const request = new XMLHttpRequest();
    request.open("POST", location.href);
    request.upload.addEventListener("progress", (sent) => {
      if (sent.lengthComputable) form.querySelector("progress").value = (100 * sent.loaded) / sent.total;
    });
    request.addEventListener("load", () => {
      if (request.status >= 500) failed();
      else if (new URL(request.responseURL).pathname !== location.pathname) location.assign(request.responseURL);
      else show(request.responseText);
    });
    for (const name of ["error", "abort", "timeout"]) request.addEventListener(name, failed);
    say(form.dataset.sending);
    request.send(new FormData(form));
  };

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-upload]");
    const file = form?.querySelector("input[type=file]").files[0];
    // Nothing chosen, or too large: the server says so in its own words.
    if (!file || file.size > Number(form.dataset.limit)) return;
    event.preventDefault();
    if (!form.dataset.busy) send(form);
  });
})();
