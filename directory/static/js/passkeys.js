// Passkeys: asks the device, puts its answer into the form and sends it. Everything else works without scripts.
"use strict";
(() => {
  const bytes = (words) => Uint8Array.from(atob(words.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
  const words = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  const known = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

  async function options(form) {
    if (!form.dataset.from) return JSON.parse(document.getElementById("passkey-options").textContent);
    const answer = await fetch(form.dataset.from, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`options: ${answer.status}`);
    return answer.json();
  }

  function create(form, { creation_options: { publicKey: asked } }) {
    const box = form.elements.passwordless;
    const alone = box?.checked;
    const selection = { ...asked.authenticatorSelection };
    if (box) {
      selection.residentKey = alone ? "required" : "discouraged";
      selection.requireResidentKey = alone;
      if (alone) selection.userVerification = "required";
    }
    return navigator.credentials.create({ publicKey: {
      ...asked,
      challenge: bytes(asked.challenge),
      user: { ...asked.user, id: bytes(asked.user.id) },
      excludeCredentials: known(asked.excludeCredentials),
      authenticatorSelection: selection,
    } });
  }

  const get = ({ request_options: { publicKey: asked } }) => navigator.credentials.get({ publicKey: {
    ...asked, challenge: bytes(asked.challenge), allowCredentials: known(asked.allowCredentials),
  } });

  function spelled(credential) {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[name]) response[name] = words(credential.response[name]);
    }
    if (credential.response.getTransports) response.transports = credential.response.getTransports();
    return JSON.stringify({
      id: credential.id,
      rawId: words(credential.rawId),
      type: credential.type,
      authenticatorAttachment: credential.authenticatorAttachment,
      clientExtensionResults: credential.getClientExtensionResults(),
      response,
    });
  }

  if (!window.PublicKeyCredential) return;
  for (const note of document.querySelectorAll("[data-without]")) note.hidden = true;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const said = form.querySelector("[role=status]");
      said.textContent = "";
      try {
        const asked = await options(form);
        const credential = await (form.dataset.passkey === "create" ? create(form, asked) : get(asked));
        form.elements.credential.value = spelled(credential);
        form.submit();
      } catch (problem) {
        said.textContent = problem.name === "SecurityError" ? said.dataset.nameless : said.dataset.failed;
      }
    });
  }
})();
