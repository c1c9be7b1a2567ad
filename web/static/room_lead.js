// Leading a hearing: what the judge and the clerk may do now, for the room and for each person; nobody sees more of it.
import { called, every, find, keyed, partOf, say, show, tell } from "/assets/room_words.js";

const STAFF = ["judge", "clerk"];
// When an act makes sense for a person; whether it is allowed, the door says.
const FITS = {
  admit: (one) => one.connected && (one.place === "lobby" || one.place === "out"),
  set_apart: (one, me) => one.connected && one.key !== me.key && (one.place === "lobby" || one.place === "room"),
  bring_back: (one) => one.place.startsWith("private-"),
  mute: (one) => !one.muted && one.part !== "observer" && one.part !== "judge" && one.connected,
  unmute: (one) => one.muted,
  identify: (one) => one.connected && !one.identified_by && !STAFF.includes(one.part) && one.part !== "observer",
  telephone: (one) => !one.connected && !one.telephone && !STAFF.includes(one.part),
  send_back: (one) => one.part !== "judge" && one.place === "room",
  dismiss: (one) => one.part !== "judge" && one.place !== "out" && one.connected,
};

export function lead(root, { line, view }) {
  const part = (name) => find(`[data-${name}]`, root), asking = part("asking"), panel = part("lead");
  const waiting = new Map(); // acts sent and not answered yet, by their id
  let state = null;

  panel.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-act]"), person = event.target.closest("[data-person]");
    if (!button || (button.dataset.ask && !(await sure(button.dataset.ask)))) return;
    const act = button.dataset.act, about = person?.dataset.key;
    const how = find("select", button.parentElement)?.value;
    if (act === "set_apart") return send(act, undefined, { members: [state.me.key, about] });
    send(act, about, act === "identify" || act === "telephone" ? { how } : undefined);
  });
  on("exhibit", () => send("show_exhibit", undefined, { number: Number(find("#exhibit").value) }));
  on("apart", (form) => {
    send("set_apart", undefined, { members: every("input:checked", form).map((one) => one.value) });
    for (const one of every("input", form)) one.checked = false;
  });
  on("incident", () => {
    const text = find("#incident-text"), about = find("#incident-about").value || undefined;
    send("incident", about, { technical: find("#incident-technical").checked, text: text.value });
    text.value = "";
  });
  on("provider", () => send("change_provider", undefined, { provider: find("#provider").value }));
  on("in-person", () => send("order_in_person", undefined, { reasons: find("#in-person-reasons").value }));

  function on(name, act) {
    part(`${name}-form`).addEventListener("submit", (event) => {
      event.preventDefault();
      act(event.target);
    });
  }

  // Whether somebody means it; Escape is a no.
  function sure(what) {
    tell(find("#ask-what"), what);
    asking.returnValue = "no";
    asking.showModal();
    return new Promise((answer) => {
      asking.addEventListener("close", () => answer(asking.returnValue === "yes"), { once: true });
    });
  }

  function send(act, about, content) {
    const id = crypto.randomUUID();
    waiting.set(id, act);
    show(part("refused"), false);
    line.send({ type: "act", id, act, ...(about ? { about } : {}), ...(content ? { content } : {}) });
  }

  function answered(id, refusal) {
    if (!waiting.delete(id) && !refusal) return;
    show(part("refused"), refusal);
    if (!refusal) return view.told(say("done"));
    tell(part("refused-title"), refusal.title);
    tell(part("refused-detail"), refusal.detail);
    if (panel.hidden) view.told(`${refusal.title} ${refusal.detail}`);
    else part("refused").focus();
  }

  function draw(next) {
    const before = state, acts = new Set(next.acts);
    state = next;
    const leads = STAFF.includes(next.me.part), shows = acts.has("show_exhibit") && next.exhibits.length;
    show(panel, leads ? acts.size : shows && next.me.place === "room");
    if (panel.hidden) return;
    for (const one of every("[data-room-acts] [data-act]", panel)) show(one, acts.has(one.dataset.act));
    for (const one of every("[data-needs]", panel)) show(one, acts.has(one.dataset.needs));
    show(find("[data-act=put_exhibit_away]", panel), acts.has("put_exhibit_away") && next.shown);
    show(find("[data-needs=show_exhibit]", panel), shows);
    tell(find("#lead-title"), say(leads ? "lead" : "exhibits"));
    show(find("h3", find("[data-needs=show_exhibit]", panel)), leads);
    show(part("people").previousElementSibling, leads);
    show(part("people"), leads);
    if (leads) people(next, acts);
    choices(find("#exhibit"), next.exhibits.map((one) => [one.number, say("shown", one)]));
    const elsewhere = (next.providers ?? []).filter((one) => one !== next.provider);
    choices(find("#provider"), elsewhere.map((one) => [one, say(`provider-${one}`) || one]));
    show(part("provider-form").closest("details"), acts.has("change_provider") && elsewhere.length);
    if (before && leads) news(before, next);
  }

  function people(next, acts) {
    const ranked = next.people.filter((one) => one.key !== next.me.key);
    keyed(part("people"), ranked, { template: find("#person"), change: (element, one) => person(element, one, acts) });
    const here = next.people.filter((one) => one.connected && one.place !== "out");
    keyed(part("apart"), here, { template: find("#check"), change: check });
    const about = find("#incident-about"), everybody = about.options[0].text;
    choices(about, [["", everybody], ...next.people.map((one) => [one.key, called(one)])]);
  }

  function person(element, one, acts) {
    element.dataset.person = one.key;
    for (const name of every("[data-name]", element)) tell(name, called(one));
    tell(find("[data-part]", element), one.name ? partOf(one) : "");
    tell(find("[data-state]", element), standing(one));
    for (const button of every("[data-act]", element)) {
      const act = button.dataset.act;
      show(button, acts.has(act) && FITS[act](one, state.me));
    }
    const witness = one.part === "witness" && !one.admitted;
    const admit = find("[data-act=admit]", element);
    admit.dataset.words ??= admit.textContent.trim();
    tell(admit, witness ? say("act-call") : admit.dataset.words);
    for (const known of every("[data-identify], [data-telephone]", element)) {
      show(known, !find("[data-act]", known).hidden);
    }
    const more = find(".room-more", element);
    show(more, every("[data-act]", more).some((button) => !button.hidden));
  }

  function standing(one) {
    const staff = STAFF.includes(one.part) || one.part === "observer";
    const known = one.identified_by ? say("identified", { how: one.identified_by }) : say("not-identified");
    const there = say(one.telephone ? "on-telephone" : one.connected ? "connected" : "not-connected");
    return [placeOf(one), there, staff ? "" : known, one.muted ? say("muted") : ""].filter(Boolean).join(" · ");
  }

  function check(element, one) {
    const box = find("input", element), label = find("label", element);
    box.id = label.htmlFor = `apart-${one.key}`;
    box.value = one.key;
    tell(label, called(one));
  }

  // What changed for the others is read out to whoever leads.
  function news(before, next) {
    const known = new Map(before.people.map((one) => [one.key, one]));
    const told = next.people.filter((one) => one.key !== next.me.key).map((one) => {
      const was = known.get(one.key), facts = { who: called(one), place: placeOf(one).toLowerCase() };
      if (one.connected && !was?.connected) return say("came", facts);
      if (was?.connected && !one.connected) return say("left", facts);
      return was && was.place !== one.place ? say("moved", facts) : "";
    }).filter(Boolean);
    if (told.length) view.told(told.join(" "));
  }

  return { state: draw, answered };
}

function placeOf({ place }) {
  const number = place.match(/^private-(\d+)$/);
  return number ? say("place-private", { number: number[1] }) : say(`place-${place}`);
}

function choices(select, wanted) {
  const before = select.value, is = every("option", select).map((one) => `${one.value} ${one.text}`).join("\n");
  if (is === wanted.map(([value, text]) => `${value} ${text}`).join("\n")) return;
  select.replaceChildren(...wanted.map(([value, text]) => new Option(text, value)));
  if (wanted.some(([value]) => String(value) === before)) select.value = before;
}
