// Instants in a person's own time.

const make = (options) => (instant, timeZone) => new Intl.DateTimeFormat("en-GB", { ...options, timeZone }).format(instant);

export const time = make({ hour: "2-digit", minute: "2-digit" });
export const day = make({ weekday: "long", day: "numeric", month: "long" });
export const stamp = make({ weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });

export function when(message) {
  return new Date(message.at || Number(message.ts) * 1000); // the clock of the bot where it can be moved
}
