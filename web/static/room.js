// A hearing's room: comes in with the link, follows what the door says, joins what the others send.
import { controls } from "/assets/room_controls.js";
import { both, stop } from "/assets/room_devices.js";
import { lead } from "/assets/room_lead.js";
import { lineOf } from "/assets/room_line.js";
import * as mesh from "/assets/room_mesh.js";
import { viewOf } from "/assets/room_view.js";
import { find, lang, link, show } from "/assets/room_words.js";

const WAITS = { "hearing-not-open": 15_000, "no-room": 5_000, offline: 3_000, unavailable: 3_000 }; // milliseconds
const root = find("[data-hearing]"), hearing = root.dataset.hearing, token = link(hearing);
const view = viewOf(root);
const line = lineOf({ hearing, token, lang, hear, tell: (how) => view.line(how), refuse });
const mine = controls(root, { line, view, restart, leave });
const leading = lead(root, { line, view });
let stream = null, ice = null, media = null, mediaOf = "", watching = true, waiting, turn = Promise.resolve();

find("[data-retry]", root).addEventListener("click", enter);
find("[data-come-back]", root).addEventListener("click", () => location.reload());
enter();

async function enter() {
  clearTimeout(waiting);
  if (!token) return view.stop({ code: "no-link" });
  const { door, ...why } = await line.enter();
  if (!door) return refuse(why);
  watching = door.part === "observer";
  view.door(door);
  if (!watching) await devices();
  mine.devices(stream, watching);
  view.mine(stream);
  line.connect();
}

function refuse(why) {
  view.stop(why);
  clearTimeout(waiting);
  if (WAITS[why.code]) waiting = setTimeout(enter, WAITS[why.code]);
}

async function devices() {
  stop(stream);
  view.asking();
  const { stream: given, faults } = await both();
  stream = given;
  mine.faults(faults);
}

// Another camera or microphone: the others begin anew with us.
async function restart() {
  await devices();
  mine.devices(stream, watching);
  view.mine(stream);
  release();
  line.anew();
}

function leave() {
  line.leave();
  finish("left");
}

function finish(why) {
  release();
  stop(stream);
  stream = null;
  view.over(why);
}

function hear(message) {
  turn = turn.then(() => HEARD[message.type]?.(message)).catch(console.error);
}

const HEARD = {
  welcome(message) {
    ice = message.ice;
    view.welcome();
    mine.welcome();
    media?.again?.();
  },
  async state(state) {
    view.state(state);
    mine.state(state);
    leading.state(state);
    await follow(state);
  },
  signal: (message) => media?.receive(message),
  sfu: (message) => media?.receive(message),
  chat: (message) => mine.chat(message),
  done: ({ id }) => leading.answered(id),
  refused: (message) => leading.answered(message.id, message),
  over: ({ why }) => finish(why),
};

// Media as the room's provider carries it; at a server each place is a room of its own.
async function follow({ entrance, me, peers, phase, provider }) {
  const apart = me.place === "lobby" || me.place === "out" || phase === "ended" || entrance.how === "page";
  const wanted = apart ? "" : entrance.how === "sfu" ? `${provider} ${me.place}` : "mesh";
  if (wanted !== mediaOf) {
    release();
    const { start } = wanted && entrance.how === "sfu" ? await import("/assets/room_sfu.js") : mesh;
    const given = { send: line.send, onTrack: view.track, onGone: view.gone, onFailed: line.anew };
    media = wanted ? start({ ...given, ice, stream, place: me.place }) : null;
    mediaOf = wanted;
  }
  media?.silence(me.silent);
  media?.setPeers(peers);
  show(find("[data-page]", root), entrance.how === "page" && entrance.url && !["lobby", "out"].includes(me.place));
  if (entrance.how === "page") find("[data-page-link]", root).href = entrance.url;
}

function release() {
  media?.close();
  media = null;
  mediaOf = "";
}
