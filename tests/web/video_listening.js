// For tests, before a page's own scripts: which connections it has, what comes by them, and a camera that is small.
(() => {
  const made = [], Real = RTCPeerConnection, { mediaDevices } = navigator;
  window.RTCPeerConnection = class extends Real {
    constructor(...given) {
      super(...given);
      made.push(this);
    }
  };
  if (!mediaDevices) return;
  const ask = mediaDevices.getUserMedia.bind(mediaDevices);
  // As it comes: what a telephone does to a voice would take a steady tone for noise.
  mediaDevices.getUserMedia = ({ audio, video }) => ask({
    audio: audio ? { echoCancellation: false, noiseSuppression: false, autoGainControl: false } : false,
    video: video ? { width: 160, height: 120, frameRate: 5 } : false,
  });

  const open = () => made.filter((one) => one.connectionState !== "closed");
  const wait = (ms) => new Promise((next) => setTimeout(next, ms));
  const tiles = () => Array.from(document.querySelectorAll("[data-tiles] > li"));
  const streamOf = (key) => tiles().find((one) => one.dataset.key === key)?.querySelector("video").srcObject;
  window.tileKeys = () => tiles().map((one) => one.dataset.key).sort();

  async function came(key) {
    const count = { audio: 0, video: 0 };
    for (const track of streamOf(key)?.getTracks() ?? []) {
      for (const connection of open()) {
        if (!connection.getReceivers().some((one) => one.track === track)) continue;
        for (const one of (await connection.getStats(track)).values()) {
          if (one.type !== "inbound-rtp") continue;
          count[track.kind] = track.kind === "audio" ? one.packetsReceived : one.framesDecoded ?? 0;
        }
      }
    }
    return count;
  }

  // The power of a tone in samples, of the whole power, by Goertzel's filter.
  function power(samples, hertz, rate) {
    const turn = 2 * Math.cos((2 * Math.PI * hertz) / rate);
    let last = 0, before = 0;
    samples.forEach((one, rank) => {
      const soft = 0.5 - 0.5 * Math.cos((2 * Math.PI * rank) / samples.length);
      [last, before] = [one * soft + turn * last - before, last];
    });
    return (last * last + before * before - turn * last * before) / (samples.length * samples.length);
  }

  async function ear(stream, hertz) {
    const audio = new AudioContext(), analyser = audio.createAnalyser();
    analyser.fftSize = 16384;
    await audio.resume();
    audio.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize), loudest = Object.fromEntries(hertz.map((one) => [one, 0]));
    for (let turn = 0; turn < 8; turn += 1) {
      await wait(300);
      analyser.getFloatTimeDomainData(samples);
      for (const one of hertz) loudest[one] = Math.max(loudest[one], power(samples, one, audio.sampleRate));
    }
    await audio.close();
    return loudest;
  }

  window.listening = {
    async received({ keys, packets, frames }) {
      const before = Object.fromEntries(await Promise.all(keys.map(async (key) => [key, await came(key)])));
      const until = performance.now() + 30_000;
      for (;;) {
        const now = Object.fromEntries(await Promise.all(keys.map(async (key) => [key, await came(key)])));
        const more = (key, kind) => now[key][kind] - before[key][kind];
        if (keys.every((key) => more(key, "audio") >= packets && more(key, "video") >= frames)) return;
        if (performance.now() > until) throw new Error(`received ${JSON.stringify({ before, now })}`);
        await wait(200);
      }
    },
    async tones([keys, hertz]) {
      const heard = await Promise.all(keys.map(async (key) => [key, await ear(streamOf(key), hertz)]));
      const tracks = open().flatMap((one) => one.getReceivers()).map((one) => one.track);
      const sounds = tracks.filter((one) => one.kind === "audio" && one.readyState === "live");
      const all = Object.fromEntries(hertz.map((one) => [one, 0]));
      for (const one of await Promise.all(sounds.map((track) => ear(new MediaStream([track]), hertz)))) {
        for (const each of hertz) all[each] = Math.max(all[each], one[each]);
      }
      return Object.fromEntries([...heard, ["*", all]]);
    },
    async candidates() {
      const found = [];
      for (const connection of open()) {
        const stats = await connection.getStats();
        for (const one of stats.values()) {
          if (one.type !== "transport" || !one.selectedCandidatePairId) continue;
          const pair = stats.get(one.selectedCandidatePairId);
          found.push([stats.get(pair.localCandidateId).candidateType, stats.get(pair.remoteCandidateId).candidateType]);
        }
      }
      return found;
    },
  };
})();
