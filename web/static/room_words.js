// What the scripts of a hearing's pages share: the page's own words, the link that it was opened with, small parts.
const words = new Map();
for (const one of document.querySelector("#words").content.querySelectorAll("[data-say]")) {
  words.set(one.dataset.say, one.textContent);
}

export const lang = document.documentElement.lang.slice(0, 2);

// The words of a name, with facts where they stand in braces.
export function say(name, facts = {}) {
  return (words.get(name) ?? "").replace(/\{(\w+)\}/g, (_, fact) => facts[fact] ?? "");
}

export const known = (name) => words.has(name);

// The link of a hearing: taken from the address once, kept for this tab alone.
export function link(hearing) {
  const name = `audience-${hearing}`, given = location.hash.slice(1);
  if (given.startsWith("join.")) {
    sessionStorage.setItem(name, given);
    history.replaceState(null, "", location.pathname + location.search);
  }
  addEventListener("hashchange", () => location.hash.startsWith("#join.") && location.reload());
  return sessionStorage.getItem(name) ?? "";
}

export const find = (selector, within = document) => within.querySelector(selector);
export const every = (selector, within = document) => Array.from(within.querySelectorAll(selector));

// A text that is read out when it changes, and only then.
export function tell(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function show(element, wanted) {
  if (element && element.hidden === Boolean(wanted)) element.hidden = !wanted;
}

// The children of an element, one for each item: made from a template, changed in place, so that nobody loses focus.
export function keyed(parent, items, { template, change }) {
  const before = new Map(Array.from(parent.children, (one) => [one.dataset.key, one]));
  const wanted = items.map((item) => {
    const one = before.get(item.key) ?? template.content.firstElementChild.cloneNode(true);
    one.dataset.key = item.key;
    before.delete(item.key);
    change(one, item);
    return one;
  });
  for (const one of before.values()) one.remove();
  wanted.forEach((one, rank) => parent.children[rank] === one || parent.insertBefore(one, parent.children[rank] ?? null));
}

// Who somebody is: their name, or what they are.
export function called(person) {
  return person.name || partOf(person);
}

export function partOf({ key, part }) {
  const rank = key.match(/-(\d+)$/);
  return say(`part-${part}`) + (rank ? ` ${rank[1]}` : "");
}

const hours = new Intl.DateTimeFormat(`${lang}-CA`, { hour: "numeric", minute: "2-digit", timeZone: "America/Toronto" });
const days = new Intl.DateTimeFormat(`${lang}-CA`, { day: "numeric", month: "long", timeZone: "America/Toronto" });
export const hour = (instant) => hours.format(new Date(instant));
export const day = (instant) => days.format(new Date(instant));
