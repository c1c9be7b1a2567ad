// What was chosen, seen before it is sent, and how far the sending is. Without a script every form works the same.
const THUMB = 96;

for (const list of document.querySelectorAll("[data-chosen-for]")) {
  const input = document.querySelector(`input[type="file"][name="${CSS.escape(list.dataset.chosenFor)}"]`);
  input?.addEventListener("change", () => show(list, input.files));
  input?.form?.addEventListener("submit", (event) => send(event, list));
}

function show(list, files) {
  list.replaceChildren(...Array.from(files, (file) => line(list, file)));
}

function line(list, file) {
  const item = document.createElement("li"), text = document.createElement("span");
  text.textContent = `${file.name} (${size(file.size, list.dataset.units.split(","))})`;
  item.append(text);
  if (file.type.startsWith("image/")) thumbnail(file, item);
  return item;
}

async function thumbnail(file, item) {
  try {
    const picture = await createImageBitmap(file), canvas = document.createElement("canvas");
    const scale = Math.min(1, THUMB / Math.max(picture.width, picture.height));
    [canvas.width, canvas.height] = [Math.ceil(picture.width * scale), Math.ceil(picture.height * scale)];
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    canvas.ariaHidden = "true";
    item.prepend(canvas);
  } catch {
    // a format that this browser does not draw: its name is shown
  }
}

function size(bytes, [one, thousand, million]) {
  const [value, unit] = bytes < 1e3 ? [bytes, one] : bytes < 1e6 ? [bytes / 1e3, thousand] : [bytes / 1e6, million];
  return `${new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 }).format(value)}\u00a0${unit}`;
}

function send(event, list) {
  const form = event.target;
  const chosen = Array.from(form.querySelectorAll('input[type="file"]')).some((input) => input.files.length);
  if (event.defaultPrevented || !chosen || event.submitter?.dataset.stays) return; // the answer is this page again
  event.preventDefault();
  const body = new FormData(form), request = new XMLHttpRequest();
  if (event.submitter?.name) body.append(event.submitter.name, event.submitter.value);
  const [bar, told] = progress(list, form);
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    bar.value = Math.round((100 * loaded) / total);
    told.textContent = `${list.dataset.sending} ${bar.value}\u00a0%`;
  });
  request.addEventListener("load", () => arrive(request));
  request.addEventListener("error", () => {
    bar.hidden = true;
    told.textContent = list.dataset.failed;
    form.ariaBusy = "false";
  });
  request.open("POST", form.getAttribute("action") ?? location.href); // a button is named "action": form.action is it
  request.send(body);
}

function progress(list, form) {
  form.ariaBusy = "true";
  let box = form.querySelector(".city-sending");
  if (!box) {
    box = document.createElement("div");
    box.className = "city-sending";
    box.append(document.createElement("progress"), document.createElement("span"));
    list.after(box);
  }
  const [bar, told] = box.children;
  [bar.max, bar.value, bar.hidden, bar.ariaLabel] = [100, 0, false, list.dataset.sending];
  told.role = "status";
  told.className = "govuk-body-s";
  return [bar, told];
}

function arrive(request) {
  if (request.status < 400 && request.responseURL) return location.assign(request.responseURL);
  document.open();
  document.write(request.responseText);
  document.close();
}
