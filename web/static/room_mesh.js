// A hearing from browser to browser: one connection for each peer, "perfect negotiation" on both sides of each.
// `send` takes a message for the line; `onTrack(key, track, stream)` gets what a peer sends, `onGone(key)` when it ends;
// `ice` is what RTCPeerConnection takes; `stream` is our own, or nothing.
const LOOK = 1000, PATIENCE = 5000, MOST = 20_000, LOST = 2000; // milliseconds
const LATER = 1.7; // the polite one waits so much longer

export function start({ send, onTrack, onGone, ice, stream }) {
  const peers = new Map();
  let silent = false, closed = false;
  const looking = setInterval(look, LOOK);

  function open({ key, polite, sends, page }) {
    const pc = new RTCPeerConnection(ice);
    const begun = { making: false, ignoring: false, since: performance.now(), patience: PATIENCE, turn: Promise.resolve() };
    const peer = { key, polite, page, pc, ...begun };
    peers.set(key, peer);
    // The first offer is one side's, so that two never cross at the start: a browser may not get over taking one back.
    pc.onnegotiationneeded = () => (!polite || pc.remoteDescription) && offer(peer);
    pc.onicecandidate = ({ candidate }) => candidate && say(peer, { candidate: candidate.toJSON() });
    pc.onconnectionstatechange = () => {
      peer.since = performance.now();
      if (pc.connectionState === "connected") peer.patience = PATIENCE;
    };
    pc.ontrack = ({ track, streams }) => peers.get(key) === peer && onTrack(key, track, streams[0]);
    for (const track of stream?.getTracks() ?? []) {
      const sender = pc.addTrack(track, stream);
      sender.ours = track;
      if (silent) sender.replaceTrack(null);
    }
    if (stream || polite || !sends) return;
    for (const kind of ["audio", "video"]) pc.addTransceiver(kind, { direction: "recvonly" });
  }

  function shut(peer) {
    peers.delete(peer.key);
    peer.pc.close();
    onGone(peer.key);
  }

  function say(peer, data) {
    if (peers.get(peer.key) === peer) send({ type: "signal", to: peer.key, data });
  }

  async function offer(peer) {
    try {
      peer.making = true;
      await peer.pc.setLocalDescription();
      say(peer, { description: peer.pc.localDescription });
    } catch (fault) {
      if (peers.get(peer.key) === peer) console.error(fault);
    } finally {
      peer.making = false;
    }
  }

  async function hear(peer, { description, candidate }) {
    const { pc } = peer;
    if (candidate) {
      await pc.addIceCandidate(candidate).catch((fault) => { if (!peer.ignoring) throw fault; });
      return;
    }
    const collides = description.type === "offer" && (peer.making || pc.signalingState !== "stable");
    peer.ignoring = collides && !peer.polite;
    if (peer.ignoring) return;
    if (description.type === "answer" && pc.signalingState !== "have-local-offer") return;
    await pc.setRemoteDescription(description);
    if (description.type !== "offer") return;
    await pc.setLocalDescription();
    say(peer, { description: pc.localDescription });
  }

  // What was said while the line was down is lost, and a path may break: say it again, find another one.
  // Each time later: two who begin anew at once, again and again, never meet.
  function nudge(peer) {
    peer.since = performance.now();
    peer.patience = Math.min(1.5 * peer.patience, MOST);
    if (peer.pc.signalingState === "have-local-offer") say(peer, { description: peer.pc.localDescription });
    else if (peer.pc.remoteDescription) peer.pc.restartIce();
    else if (stream) offer(peer);
  }

  function look() {
    for (const peer of peers.values()) {
      const how = peer.pc.connectionState, lasted = performance.now() - peer.since;
      const wait = how === "connected" ? Infinity : how === "disconnected" ? LOST : peer.patience;
      if (lasted > wait * (peer.polite ? LATER : 1)) nudge(peer);
    }
  }

  return {
    // Those whom we exchange media with; whoever is not among them is heard no more, and hears us no more.
    setPeers(list) {
      const wanted = new Map(list.map((one) => [one.key, one]));
      for (const peer of Array.from(peers.values())) {
        if (wanted.get(peer.key)?.page !== peer.page || !wanted.has(peer.key)) shut(peer);
      }
      for (const one of list) if (!closed && !peers.has(one.key)) open(one);
    },
    receive({ from, data }) {
      const peer = peers.get(from);
      if (!peer || !data) return;
      peer.turn = peer.turn.then(() => hear(peer, data)).catch((fault) => {
        if (peers.get(from) === peer) console.error(fault);
      });
    },
    // Whether nothing of ours is to be sent now.
    silence(wanted) {
      if (silent === wanted) return;
      silent = wanted;
      for (const { pc } of peers.values()) {
        for (const sender of pc.getSenders()) if (sender.ours) sender.replaceTrack(wanted ? null : sender.ours);
      }
    },
    again() {
      for (const peer of peers.values()) if (peer.pc.connectionState !== "connected") nudge(peer);
    },
    close() {
      closed = true;
      clearInterval(looking);
      for (const peer of Array.from(peers.values())) shut(peer);
    },
    connections: () => Array.from(peers.values(), ({ pc }) => pc),
  };
}
