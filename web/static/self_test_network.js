// Whether video passes: a connection of this page to itself, by the door's relay where there is one, packets counted.
const PATIENCE = 8000, LOOK = 250; // milliseconds

// How many packets of sound arrived, once there are enough or the time is over.
export async function packets(ice, enough) {
  const relayed = ice.iceServers?.length ? { ...ice, iceTransportPolicy: "relay" } : ice;
  const from = new RTCPeerConnection(relayed), to = new RTCPeerConnection(relayed), audio = new AudioContext();
  try {
    await audio.resume();
    const tone = audio.createOscillator(), out = audio.createMediaStreamDestination();
    tone.connect(out);
    tone.start();
    for (const track of out.stream.getTracks()) from.addTrack(track, out.stream);
    from.onicecandidate = ({ candidate }) => candidate && to.addIceCandidate(candidate).catch(() => {});
    to.onicecandidate = ({ candidate }) => candidate && from.addIceCandidate(candidate).catch(() => {});
    await from.setLocalDescription();
    await to.setRemoteDescription(from.localDescription);
    await to.setLocalDescription();
    await from.setRemoteDescription(to.localDescription);
    return await counted(to, enough);
  } finally {
    from.close();
    to.close();
    await audio.close();
  }
}

async function counted(connection, enough) {
  const until = performance.now() + PATIENCE;
  let count = 0;
  while (count < enough && performance.now() < until) {
    await new Promise((next) => setTimeout(next, LOOK));
    for (const one of (await connection.getStats()).values()) {
      if (one.type === "inbound-rtp") count = one.packetsReceived;
    }
  }
  return count;
}
