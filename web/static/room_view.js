// What a person sees of a hearing's room: where they are, who is with them, how the line is; in words, and read out.
import { called, day, every, find, hour, keyed, known, partOf, say, show, tell } from "/assets/room_words.js";

const APART = ["lobby", "out"];

export function viewOf(root) {
  const part = (name) => find(`[data-${name}]`, root);
  const streams = new Map(); // by peer: what they send
  let now = null, own = null, was = "", reached = false, told = "";

  function screen(name) {
    for (const one of every("[data-screen]", root)) show(one, one.dataset.screen === name);
  }

  // The screen that takes the place of everything is read from its beginning.
  function instead(name) {
    screen(name);
    find(`[data-screen=${name}]`, root).focus();
  }

  function line(how) {
    part("line").dataset.how = how;
    const back = how === "up" && reached && told === "line-lost";
    told = back ? "line-back" : `line-${how}`;
    tell(part("line"), say(told));
    reached ||= how === "up";
  }

  function state(next) {
    const before = now;
    now = next;
    screen("here");
    place(next);
    phase(next);
    tiles();
    shown(before?.shown, next.shown);
  }

  function place({ me, people }) {
    const others = people.filter((one) => one.place === me.place && one.key !== me.key);
    const together = others.map(called).join(say("and")) || say("nobody");
    const hidden = me.part === "observer" ? "watching" : "room";
    const name = me.place === "lobby" ? "lobby" : me.place === "room" ? hidden : "private";
    tell(part("place"), say(`move-${name}`, { with: together }));
    part("place").dataset.at = name;
    show(part("lobby"), me.place === "lobby");
    tell(part("who"), say("who", { who: me.name ? `${me.name}, ${partOf(me).toLowerCase()}` : partOf(me) }));
    for (const one of every("[data-speaker]", root)) show(one, me.part !== "observer");
    show(part("watcher"), me.part === "observer");
    if (was && was !== me.place) part("place").scrollIntoView({ block: "start" });
    was = me.place;
  }

  function phase({ phase: how, me, in_person: inPerson, recording }) {
    const wanted = me.place === "room" || how === "paused";
    show(part("phase"), wanted);
    part("phase").dataset.how = how;
    tell(part("phase"), wanted ? say(`phase-${how}`) : "");
    for (const [name, on] of [["in-person", inPerson], ["recording", recording && me.place === "room"],
      ["silent", me.muted]]) {
      show(part(name), on);
      tell(part(name), on ? say(name === "silent" ? "muted-by-court" : name) : "");
    }
  }

  function tiles() {
    const people = new Map(now.people.map((one) => [one.key, one]));
    const peers = now.peers.filter((one) => one.sends);
    const others = peers.map((one) => ({ ...one, person: people.get(one.key) ?? { ...one, name: "" } }));
    const me = own && now.me.part !== "observer" ? [{ key: now.me.key, person: now.me, silent: now.me.silent }] : [];
    keyed(part("tiles"), [...others, ...me], { template: find("#tile"), change: tile });
    part("tiles").dataset.many = String(others.length);
  }

  function tile(element, { key, person, silent }) {
    const mine = key === now.me.key, stream = mine ? own : streams.get(key);
    const video = find("video", element), heard = silent && !mine ? null : stream ?? null;
    tell(find("[data-name]", element), mine ? say("me") : called(person));
    tell(find("[data-part]", element), person.name && !mine ? partOf(person) : "");
    const picture = heard?.getVideoTracks().length;
    const state = silent ? "tile-silent" : stream ? picture ? "" : "tile-no-picture" : "tile-waiting";
    tell(find("[data-state]", element), state && say(state));
    video.muted = mine;
    video.setAttribute("aria-label", mine ? say("me") : called(person));
    element.classList.toggle("room-tile-mine", mine);
    element.classList.toggle("room-tile-dark", !picture || silent);
    if (video.srcObject === heard) return;
    video.srcObject = heard;
    if (heard) video.play().catch((fault) => fault.name === "NotAllowedError" && show(part("sound"), true));
  }

  function shown(before, next) {
    show(part("shown"), next);
    if (before?.number === next?.number) return;
    const image = part("shown-image"), frame = part("shown-frame");
    show(image, false);
    show(frame, false);
    tell(part("told"), next ? say("shown-told", next) : say("put-away-told"));
    if (!next) return [image, frame].forEach((one) => one.removeAttribute("src"));
    tell(part("shown-title"), say("shown", next));
    image.alt = say("shown", next);
    image.onload = () => show(image, true);
    image.onerror = () => { // a document that is no picture
      frame.src = next.url;
      frame.title = say("shown", next);
      show(frame, true);
    };
    image.src = next.url;
    part("shown-link").href = next.url;
  }

  part("sound").addEventListener("click", () => {
    for (const video of every("video", part("tiles"))) video.play().catch(() => {});
    show(part("sound"), false);
  });

  return {
    line,
    state,
    asking: () => tell(part("line"), say("asking")),
    welcome: () => line("up"),
    told: (text) => tell(part("told"), text),
    door({ starts_at: at, reference }) {
      tell(part("when"), say("when", { day: day(at), hour: hour(at), reference }));
      tell(part("line"), say("entering"));
    },
    mine(stream) {
      own = stream;
      if (now) tiles();
    },
    track(key, track) {
      const stream = streams.get(key) ?? new MediaStream();
      for (const one of stream.getTracks()) if (one.kind === track.kind && one !== track) stream.removeTrack(one);
      stream.addTrack(track);
      streams.set(key, stream);
      if (now) tiles();
    },
    gone(key) {
      streams.delete(key);
      if (now && !APART.includes(now.me.place)) tiles();
    },
    stop({ code, title, detail }) {
      const name = known(`stop-${code}`) ? `stop-${code}` : "stop-other";
      tell(part("stop-title"), title || say("stop-title"));
      tell(part("stop-why"), [name === "stop-other" ? detail : "", say(name)].filter(Boolean).join(" "));
      tell(part("line"), "");
      if (find("[data-screen=stop]", root).hidden) instead("stop");
    },
    over(why) {
      tell(part("line"), "");
      for (const video of every("video", root)) video.srcObject = null;
      const name = known(`over-${why}`) ? why : "left";
      tell(part("over-title"), say(`over-${name}`));
      tell(part("over-more"), say(`over-${name}-more`));
      show(part("come-back"), name === "left" || name === "other-device");
      instead("over");
    },
  };
}
