// A passkey is asked of the person's device; what it answers is sent with the form. Without a script: by e-mail.
for (const form of document.querySelectorAll("[data-passkey]")) {
  const read = window.PublicKeyCredential?.[
    form.dataset.passkey === "create" ? "parseCreationOptionsFromJSON" : "parseRequestOptionsFromJSON"
  ];
  if (!read) continue;
  const button = form.querySelector("button"), told = form.querySelector("[data-told]");
  form.hidden = false;
  document.querySelector("[data-passkey-not-here]")?.remove();
  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    button.disabled = true;
    told.textContent = "";
    try {
      const publicKey = read.call(window.PublicKeyCredential, JSON.parse(form.dataset.options));
      const answer = await navigator.credentials[form.dataset.passkey]({ publicKey });
      form.elements.credential.value = JSON.stringify(answer.toJSON());
      form.submit();
    } catch (fault) {
      told.textContent = fault.name === "InvalidStateError" ? form.dataset.known : form.dataset.failed;
      button.disabled = false;
    }
  });
}
