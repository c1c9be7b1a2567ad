// The line of a page to its hearing's room: a ticket for the link, a websocket, opened again whenever it breaks.
const BACK = [500, 1000, 2000, 4000]; // milliseconds before each try to come back; the last one again and again
const BEAT = 5000, NOT_LET_IN = 4401;

// `hear(message)` gets what the door says; `tell("up" | "lost")` how the line is; `refuse(why)` that nobody lets us in.
export function lineOf({ hearing, token, lang, hear, tell, refuse }) {
  let socket = null, ticket = "", page = crypto.randomUUID(), tries = 0, over = false, beat, again;

  // A ticket for our link: {door} or {code, title, detail}; `offline` where nothing answered.
  async function enter() {
    const answer = await fetch(`/api/v1/hearings/${hearing}/tickets`, {
      method: "POST",
      headers: { "content-type": "application/json", "accept-language": lang },
      body: JSON.stringify({ token, lang }),
    }).catch(() => null);
    const told = await answer?.json().catch(() => null);
    if (!answer || !told) return { code: "offline" };
    if (!answer.ok) return { code: String(told.type).split("/").pop(), title: told.title, detail: told.detail };
    ticket = told.ticket;
    return { door: told };
  }

  function connect() {
    clearTimeout(again);
    if (over) return;
    const made = new WebSocket(`${location.origin.replace(/^http/, "ws")}/api/v1/hearings/${hearing}/room`);
    socket = made;
    made.onopen = () => made.send(JSON.stringify({ type: "hello", ticket, page }));
    made.onmessage = ({ data }) => made === socket && take(JSON.parse(data));
    made.onclose = ({ code }) => made === socket && lost(code);
  }

  function take(message) {
    if (message.ticket) ticket = message.ticket;
    if (message.type === "over") over = true;
    if (message.type === "welcome") {
      tries = 0;
      clearInterval(beat);
      beat = setInterval(() => send({ type: "here" }), BEAT);
      tell("up");
    }
    hear(message);
  }

  function lost(code) {
    clearInterval(beat);
    socket = null;
    if (over) return;
    tell("lost");
    const wait = BACK[Math.min(tries++, BACK.length - 1)];
    clearTimeout(again);
    again = setTimeout(code === NOT_LET_IN ? renew : connect, wait);
  }

  async function renew() {
    const { door, ...why } = await enter();
    if (door) connect();
    else if (why.code === "offline") lost(NOT_LET_IN);
    else refuse(why);
  }

  function send(message) {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  }

  function cut() {
    const before = socket;
    socket = null;
    before?.close();
  }

  addEventListener("offline", () => socket && tell("lost"));
  addEventListener("online", () => {
    if (over || !ticket) return;
    cut();
    connect();
  });

  return {
    enter,
    connect,
    send,
    // Come again as a page of its own: the others begin anew with us.
    anew() {
      page = crypto.randomUUID();
      clearTimeout(again);
      cut();
      connect();
    },
    leave() {
      send({ type: "leave" });
      over = true;
      clearTimeout(again);
      clearInterval(beat);
    },
  };
}
