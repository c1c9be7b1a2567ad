// A hearing through a media server: one connection that sends, one that receives everybody; the door speaks for both.
// `send` takes a message for the line; `onTrack(key, track)` gets what somebody sends, `onGone(key)` when it ends,
// `onFailed()` when a connection is lost for good and the line is to be opened anew; `ice` is what RTCPeerConnection
// takes; `stream` is our own, or nothing; `place` is where we are: the door drops what is meant for another one.

export function start({ send, onTrack, onGone, onFailed = () => {}, ice, stream, place }) {
  const given = new Map(); // what was handed on: the mid of a line, and whose it is
  let sending = null, receiving = null, seats = 0;
  let feeds = new Map(), peers = new Set(), silent = false, closed = false, turn = Promise.resolve();

  function connection(which) {
    const made = new RTCPeerConnection(ice);
    made.onicecandidate = ({ candidate }) => say({ op: "trickle", which, candidate: candidate?.toJSON() ?? null });
    made.onconnectionstatechange = () => made.connectionState === "failed" && !closed && onFailed();
    return made;
  }

  function say(message) {
    if (!closed) send({ type: "sfu", place, ...message });
  }

  async function begin() {
    if (closed) return;
    sending = stream?.getTracks().length ? connection("publish") : null;
    receiving = connection("subscribe");
    if (sending) await publish();
  }

  // The server gave us a place anew: nothing that we had with it is there any more.
  async function again() {
    for (const one of [sending, receiving]) one?.close();
    feeds = new Map();
    settle();
    await begin();
  }

  async function publish() {
    for (const track of stream.getTracks()) {
      const line = sending.addTransceiver(track, { direction: "sendonly", streams: [stream] });
      if (silent) await line.sender.replaceTrack(null);
      line.ours = track;
    }
    await sending.setLocalDescription();
    say({ op: "publish", sdp: sending.localDescription.sdp });
  }

  async function hear({ sdp, feeds: named }) {
    await receiving.setRemoteDescription({ type: "offer", sdp });
    await receiving.setLocalDescription();
    say({ op: "answer", sdp: receiving.localDescription.sdp });
    feeds = new Map(Object.entries(named));
    settle();
  }

  // Each line of the receiving connection once, whatever the server told again; nobody but our peers.
  function settle() {
    const left = new Set();
    for (const [mid, key] of given) {
      if (feeds.get(mid) === key && peers.has(key)) continue;
      given.delete(mid);
      left.add(key);
    }
    const still = new Set(given.values());
    for (const key of left) if (!still.has(key)) onGone(key);
    for (const line of receiving?.getTransceivers() ?? []) {
      const key = feeds.get(line.mid);
      if (key === undefined || !peers.has(key) || given.has(line.mid)) continue;
      given.set(line.mid, key);
      onTrack(key, line.receiver.track);
    }
  }

  async function take(message) {
    if (closed) return;
    if (message.op === "seated" && ++seats > 1) await again();
    if (message.op === "offer") await hear(message);
    if (message.op === "answer") await sending?.setRemoteDescription({ type: "answer", sdp: message.sdp });
    if (message.op !== "candidate") return;
    await (message.which === "publish" ? sending : receiving)?.addIceCandidate(message.candidate ?? undefined);
  }

  function inTurn(work) {
    turn = turn.then(work).catch((fault) => !closed && console.error(fault));
    return turn;
  }

  inTurn(begin);
  return {
    // Those whom we exchange media with, as the state names them.
    setPeers(list) {
      peers = new Set(list.map(({ key }) => key));
      settle();
    },
    receive: (message) => inTurn(() => take(message)),
    // Whether nothing of ours is to be sent now.
    silence(wanted) {
      silent = wanted;
      return inTurn(async () => {
        for (const line of sending?.getTransceivers() ?? []) await line.sender.replaceTrack(wanted ? null : line.ours);
      });
    },
    close() {
      closed = true;
      sending?.close();
      receiving?.close();
      for (const key of new Set(given.values())) onGone(key);
      given.clear();
    },
    connections: () => [sending, receiving].filter(Boolean),
  };
}
