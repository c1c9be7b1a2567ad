// One's own part in a hearing's room: microphone and camera, words to the clerk, leaving.
import { called, find, hour, keyed, say, show, tell } from "/assets/room_words.js";

export function controls(root, { line, view, restart, leave }) {
  const part = (name) => find(`[data-${name}]`, root);
  const microphone = part("microphone"), camera = part("camera"), log = part("chat");
  const text = find("#chat-text", root), to = find("#chat-to", root);
  let stream = null, state = null, waiting = null, said = 0;

  microphone.addEventListener("click", () => toggle("getAudioTracks"));
  camera.addEventListener("click", () => toggle("getVideoTracks"));
  part("devices-again").addEventListener("click", restart);
  part("leave").addEventListener("click", leave);
  part("chat-form").addEventListener("submit", write);

  function toggle(kind) {
    for (const track of stream?.[kind]() ?? []) track.enabled = !track.enabled;
    draw();
  }

  const on = (kind) => (stream?.[kind]() ?? []).some((track) => track.enabled);

  function draw() {
    const sound = on("getAudioTracks"), picture = on("getVideoTracks");
    const both = sound && picture ? "on" : sound ? "microphone" : picture ? "camera" : "off";
    tell(part("devices"), state?.me.part === "observer" ? "" : say(`devices-${both}`));
    for (const [button, name, kind, is] of [[microphone, "microphone", "getAudioTracks", sound],
      [camera, "camera", "getVideoTracks", picture]]) {
      show(button, stream?.[kind]().length);
      tell(button, say(`${name}-${is ? "on" : "off"}`));
    }
  }

  function write(event) {
    event.preventDefault();
    const words = text.value.trim();
    if (!words) return;
    const choosing = !part("chat-to").hidden;
    line.send({ type: "chat", text: words, ...(choosing ? { to: to.value } : {}) });
    text.value = "";
  }

  function named(key) {
    const one = state?.people.find((person) => person.key === key);
    const who = key.match(/^([a-z]+)(?:-\d+)?$/);
    return key === state?.me.key ? say("me") : called(one ?? { key, part: who ? who[1] : key, name: "" });
  }

  function chat(message) {
    const clerk = state?.me.part === "clerk", line = find("#message").content.firstElementChild.cloneNode(true);
    const facts = { who: named(message.from), to: named(message.to), hour: hour(message.at) };
    tell(find("[data-from]", line), say(clerk ? "chat-to" : "chat-from", facts));
    tell(find("[data-text]", line), message.text);
    log.append(line);
    log.scrollTop = log.scrollHeight;
    if (message.from !== state?.me.key) view.told(say("chat-told", facts));
    if (clerk && message.from !== state.me.key) to.value = message.from;
    said += 1;
  }

  return {
    // Everything that was said comes again with each welcome.
    welcome() {
      log.replaceChildren();
      waiting = [];
    },
    chat(message) {
      if (waiting) waiting.push(message);
      else chat(message);
    },
    devices(given, watching) {
      stream = given;
      show(part("devices-again"), !watching && (stream?.getTracks().length ?? 0) < 2);
      show(root.querySelector(".room-mine [data-devices]"), !watching);
      draw();
    },
    faults(found) {
      const items = Object.entries(found).map(([name, why]) => ({ key: name, words: say(`${name}-${why}`) }));
      keyed(part("faults"), items, { template: find("#fault"), change: (one, { words }) => tell(one, words) });
    },
    state(next) {
      state = next;
      show(part("chat-to"), next.me.part === "clerk");
      const others = next.people.filter((one) => one.key !== next.me.key);
      const before = to.value;
      if (next.me.part === "clerk") to.replaceChildren(...others.map((one) => new Option(called(one), one.key)));
      if (others.some((one) => one.key === before)) to.value = before;
      draw();
      const early = waiting ?? [];
      waiting = null;
      for (const message of early) chat(message);
    },
  };
}
