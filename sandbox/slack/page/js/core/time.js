// Times as people read them, in the browser's own language and zone.

const clock = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" });
const day = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });
const dayAndYear = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "long", year: "numeric" });

const toDate = (ts) => new Date(Number(ts) * 1000);
export const clockTime = (ts) => clock.format(toDate(ts));

/** Hours and minutes alone, where there is little room: without "AM" and the like. */
export const shortTime = (ts) =>
  clock
    .formatToParts(toDate(ts))
    .filter((part) => part.type !== "dayPeriod")
    .map((part) => part.value)
    .join("")
    .trim();

const precise = new Intl.DateTimeFormat(undefined, {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  fractionalSecondDigits: 3,
  hourCycle: "h23",
});

/** To the millisecond. */
export const preciseTime = (ts) => precise.format(toDate(ts));

export const exactTime = (ts) => exact.format(toDate(ts));
export const dayKey = (ts) => toDate(ts).toDateString();

/** "Today", "Yesterday", or the day. */
export function dayName(ts, now = new Date()) {
  const date = toDate(ts);
  const days = Math.round((startOfDay(now) - startOfDay(date)) / 86_400_000);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  return date.getFullYear() === now.getFullYear() ? day.format(date) : dayAndYear.format(date);
}

function startOfDay(date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/** "just now", "4 minutes ago", "at 14:05", "on 3 May". */
export function since(ts, now = new Date()) {
  const minutes = Math.floor((now - toDate(ts)) / 60_000);
  if (minutes < 1) return "just now";
  if (minutes < 60) return minutes === 1 ? "a minute ago" : `${minutes} minutes ago`;
  return dayKey(ts) === now.toDateString() ? `today at ${clockTime(ts)}` : dayName(ts, now);
}

const DATE_PARTS = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { dateStyle: "long" },
  date_short: { dateStyle: "medium" },
  date_long: { dateStyle: "full" },
  date_pretty: { dateStyle: "long" },
  date_short_pretty: { dateStyle: "medium" },
  date_long_pretty: { dateStyle: "full" },
  time: { timeStyle: "short" },
  time_secs: { timeStyle: "medium" },
};

/** Fill a date format such as "{date_short} at {time}" ("Formatting text for app surfaces", dates). */
export function formatDate(seconds, format) {
  const date = toDate(seconds);
  return format.replace(/\{(\w+)\}/g, (whole, part) => {
    if (part === "ago") return since(seconds);
    if (part === "day_divider_pretty") return dayName(seconds);
    const options = DATE_PARTS[part];
    return options ? new Intl.DateTimeFormat(undefined, options).format(date) : whole;
  });
}
