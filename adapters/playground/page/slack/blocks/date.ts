/** Slack's date format strings: `{date_short_pretty} at {time}` and their like, in the reader's zone. Pure. */

const make = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => new Intl.DateTimeFormat('en-GB', options);

const formats: Record<string, Intl.DateTimeFormat> = {
  date_num: make({ year: 'numeric', month: '2-digit', day: '2-digit' }),
  date_slash: make({ year: 'numeric', month: '2-digit', day: '2-digit' }),
  date: make({ day: 'numeric', month: 'long', year: 'numeric' }),
  date_short: make({ day: 'numeric', month: 'short', year: 'numeric' }),
  date_long: make({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
  time: make({ hour: '2-digit', minute: '2-digit' }),
  time_secs: make({ hour: '2-digit', minute: '2-digit', second: '2-digit' }),
};

function days(date: Date, now: Date): number {
  const start = (of: Date): number => new Date(of.getFullYear(), of.getMonth(), of.getDate()).getTime();
  return Math.round((start(now) - start(date)) / 86_400_000);
}

const near: Record<string, string> = { '0': 'Today', '1': 'Yesterday', '-1': 'Tomorrow' };

function token(name: string, date: Date, now: Date): string | undefined {
  if (name === 'ago') {
    const minutes = Math.round((now.getTime() - date.getTime()) / 60_000);
    return minutes < 60 ? `${minutes} minutes ago` : `${Math.round(minutes / 60)} hours ago`;
  }
  const pretty = name.endsWith('_pretty');
  const plain = pretty ? name.slice(0, -7) : name;
  return (pretty ? near[String(days(date, now))] : undefined) ?? formats[plain]?.format(date);
}

/** The date in Slack's format; an unknown token stays as it is. */
export function slackDate(date: Date, format: string, now: Date): string {
  return format.replace(/\{([a-z_]+)\}/g, (whole, name: string, at: number) => {
    const words = token(name, date, now) ?? whole;
    return at > 0 && /^(Today|Yesterday|Tomorrow)$/.test(words) ? words.toLowerCase() : words;
  });
}
