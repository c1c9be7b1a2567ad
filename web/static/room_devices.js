// The camera and the microphone of this device: asked for once, what is missing said in words.
const VIDEO = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 24, max: 30 }, facingMode: "user" };
const AUDIO = { echoCancellation: true, noiseSuppression: true };

// Why a device does not work: `blocked`, `none`, `busy`, `failed`.
export function why(fault) {
  if (fault.name === "NotAllowedError" || fault.name === "SecurityError") return "blocked";
  if (fault.name === "NotFoundError" || fault.name === "OverconstrainedError") return "none";
  return fault.name === "NotReadableError" || fault.name === "AbortError" ? "busy" : "failed";
}

export async function camera() {
  return await asked({ video: VIDEO });
}

export async function microphone() {
  return await asked({ audio: AUDIO });
}

// Both, or what there is of them: {stream, faults: {camera?, microphone?}}; `stream` is null where there is nothing.
export async function both() {
  try {
    return { stream: await asked({ audio: AUDIO, video: VIDEO }), faults: {} };
  } catch {
    return await separately();
  }
}

async function separately() {
  const stream = new MediaStream(), faults = {};
  for (const [name, ask] of [["microphone", microphone], ["camera", camera]]) {
    try {
      for (const track of (await ask()).getTracks()) stream.addTrack(track);
    } catch (fault) {
      faults[name] = why(fault);
    }
  }
  return { stream: stream.getTracks().length ? stream : null, faults };
}

async function asked(what) {
  if (!navigator.mediaDevices) throw new DOMException("", "NotFoundError");
  return await navigator.mediaDevices.getUserMedia(what);
}

export function stop(stream) {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
