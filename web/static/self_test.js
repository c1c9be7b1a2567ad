// The test of one's equipment before a hearing: each step by itself, with its remedy; the clerk is told what works.
import { camera, microphone, stop, why } from "/assets/room_devices.js";
import { every, find, lang, link, say, show, tell } from "/assets/room_words.js";
import { packets } from "/assets/self_test_network.js";

const root = find("[data-hearing]"), hearing = root.dataset.hearing, token = link(hearing), found = {};
const LISTEN = 8000, LOUD = 6, ENOUGH = 20, SLOW = 1000; // ms; of 100; packets; ms
const steps = { camera: see, microphone: listen, speaker: play, network };
let preview = null;

show(find("[data-no-link]"), !token);
show(find("[data-steps]"), token);
for (const button of every("[data-run]")) button.addEventListener("click", () => run(button.dataset.run));
find("[data-heard-yes]").addEventListener("click", () => heard(true));
find("[data-heard-no]").addEventListener("click", () => heard(false));
find("[data-resend]").addEventListener("click", keep);

const at = (name) => find(`[data-step=${name}]`);

async function run(name) {
  const button = find("[data-run]", at(name));
  button.disabled = true;
  tell(find("[data-result]", at(name)), say(name === "microphone" ? "speak" : "test-running"));
  await steps[name]();
  button.disabled = false;
}

async function conclude(name, works, remedy = "", words = "") {
  const result = find("[data-result]", at(name)), told = find("[data-remedy]", at(name));
  result.dataset.works = String(works);
  tell(result, words || say(works ? "test-works" : "test-fails"));
  show(told, remedy);
  tell(told, remedy);
  found[name] = works;
  tell(find("[data-sum]"), say("step-of", { done: Object.keys(found).length }));
  if (Object.keys(found).length === Object.keys(steps).length) await keep();
}

async function see() {
  stop(preview);
  const video = find("[data-preview]");
  try {
    preview = await camera();
    video.srcObject = preview;
    show(video, true);
    await video.play();
    await picture(video);
    await conclude("camera", true);
  } catch (fault) {
    show(video, Boolean(preview?.active));
    await conclude("camera", false, say(fault.message === "dark" ? "camera-dark" : `camera-${why(fault)}`));
  }
}

// Two frames that were really drawn, within five seconds.
function picture(video) {
  return new Promise((done, fail) => {
    setTimeout(() => fail(new Error("dark")), 5000);
    if (!video.requestVideoFrameCallback) return void setTimeout(() => video.videoWidth && done(), 1000);
    video.requestVideoFrameCallback(() => video.requestVideoFrameCallback(() => done()));
  });
}

async function listen() {
  const level = find("[data-level]");
  try {
    const stream = await microphone();
    show(level, true);
    const loudest = await loudness(stream, (value) => { level.value = value; });
    stop(stream);
    await conclude("microphone", loudest >= LOUD, loudest >= LOUD ? "" : say("microphone-silent"));
  } catch (fault) {
    await conclude("microphone", false, say(`microphone-${why(fault)}`));
  }
}

// The loudest of what is said, of 100, once it is loud enough or the time is over.
async function loudness(stream, told) {
  const audio = new AudioContext(), ear = audio.createAnalyser(), samples = new Float32Array(ear.fftSize);
  await audio.resume();
  audio.createMediaStreamSource(stream).connect(ear);
  const until = performance.now() + LISTEN;
  let loudest = 0, above = 0;
  while (performance.now() < until && above < 10) {
    await new Promise((next) => setTimeout(next, 100));
    ear.getFloatTimeDomainData(samples);
    const value = Math.min(100, 300 * Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length));
    told(value);
    loudest = Math.max(loudest, value);
    above += value >= LOUD ? 1 : 0;
  }
  await audio.close();
  return loudest;
}

async function play() {
  const audio = new AudioContext(), tone = audio.createOscillator(), volume = audio.createGain();
  await audio.resume();
  volume.gain.value = 0.3;
  tone.frequency.value = 440;
  tone.connect(volume).connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + 1);
  await new Promise((done) => { tone.onended = done; });
  await audio.close();
  tell(find("[data-result]", at("speaker")), "");
  show(find("[data-heard]"), true);
  find("[data-heard-yes]").focus();
}

async function heard(works) {
  show(find("[data-heard]"), false);
  find("[data-run=speaker]").focus();
  await conclude("speaker", works, works ? "" : say("speaker-silent"));
}

async function network() {
  const begun = performance.now(), answer = await post("rtc", { token }), ms = Math.round(performance.now() - begun);
  if (!answer) return await conclude("network", false, say("network-offline"));
  const told = await answer.json();
  if (!answer.ok) return await conclude("network", false, [told.title, told.detail].filter(Boolean).join(" : "));
  const count = await packets(told.ice, ENOUGH).catch(() => 0);
  if (count < ENOUGH) return await conclude("network", false, say("network-blocked"));
  if (ms > SLOW) return await conclude("network", false, say("network-slow", { ms }));
  await conclude("network", true, "", say("network-works", { packets: count, ms }));
}

async function keep() {
  const answer = await post("self-tests", { token, ...found });
  const told = await answer?.json().catch(() => null), sent = find("[data-sent]");
  show(find("[data-resend]"), !answer?.ok);
  if (!answer?.ok) return tell(sent, say("not-kept", { detail: told?.detail || told?.title || say("network-offline") }));
  tell(sent, say(told.ready ? "sent-ready" : "sent-not-ready"));
}

function post(what, body) {
  const headers = { "content-type": "application/json", "accept-language": lang };
  const sent = { method: "POST", headers, body: JSON.stringify(body) };
  return fetch(`/api/v1/hearings/${hearing}/${what}`, sent).catch(() => null);
}
