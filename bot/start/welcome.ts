/** What a person reads when Guildhall is ready: where it is and what to do next. */
import type { Config } from '../config.ts';
import type { Running } from './start.ts';

export function welcome(config: Config, { publicUrl, localUrl, playground }: Running): readonly string[] {
  if (playground) {
    return [
      '',
      `Guildhall is ready. Open ${publicUrl}/playground`,
      '  Ask as somebody in the Teams window, answer as somebody in the Slack window, and watch both threads.',
      '  Ctrl-C stops it. What was written is still there next time.',
      '',
    ];
  }
  if (config.role === 'worker') return ['The worker is ready.'];
  return [
    `Guildhall is ready at ${publicUrl} (health: ${localUrl}/readyz).`,
    ...(config.slack ? [`  Slack sends events, commands and clicks to ${publicUrl}/slack/events`] : []),
    ...(config.slack?.client ? [`  The app is installed in a workspace at ${publicUrl}/slack/install`] : []),
    ...(config.teams ? [`  Teams sends activities to ${publicUrl}/api/messages`] : []),
  ];
}
