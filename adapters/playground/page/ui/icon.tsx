/** The page's few icons, drawn as strokes; always beside words or in a labelled button, so hidden from screen readers. */

const paths = {
  reply: 'M8.5 5 4 9.5 8.5 14M4.5 9.5H12a4 4 0 0 1 4 4V16',
  more: 'M5 10h.01M10 10h.01M15 10h.01',
  close: 'm5 5 10 10M15 5 5 15',
  back: 'M12 4.5 6.5 10l5.5 5.5',
  plus: 'M10 4v12M4 10h12',
  bolt: 'M11 2.5 4.5 11.5H10l-1 6 6.5-9H10z',
  send: 'm3.5 10-1-6.5 15 6.5-15 6.5zm0 0H10',
  eye: 'M2 10s3-5.5 8-5.5S18 10 18 10s-3 5.5-8 5.5S2 10 2 10Zm8 2.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4Z',
  lock: 'M5 9h10v7.5H5zM7 9V6.5a3 3 0 0 1 6 0V9',
  hash: 'M8 3.5 6.5 16.5M13.5 3.5 12 16.5M4 7.5h13M3 12.5h13',
  down: 'm5 7.5 5 5 5-5',
  right: 'm7.5 5 5 5-5 5',
  edit: 'm4 16 .8-3.5L13 4.3l2.7 2.7-8.2 8.2zM11.5 5.8l2.7 2.7',
  bin: 'M4 5.5h12M8 5.5V4h4v1.5M5.5 5.5l.8 11h7.4l.8-11M8.5 8.5v5M11.5 8.5v5',
  search: 'M9 14.5A5.5 5.5 0 1 0 9 3.5a5.5 5.5 0 0 0 0 11ZM13 13l4 4',
  smile: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM7 12s1 1.8 3 1.8S13 12 13 12M7.5 8h.01M12.5 8h.01',
  file: 'M5.5 2.5h6l3.5 3.5v11.5h-9.5zM11.5 2.5V6H15',
  check: 'm4 10.5 4 4 8-9',
  people:
    'M7.5 9.5a2.7 2.7 0 1 0 0-5.400 2.7 2.7 0 0 0 0 5.400ZM2.5 16c0-2.8 2.200-4.5 5-4.5s5 1.7 5 4.5M13 4.300a2.7 2.7 0 0 1 0 5M14.5 11.7c1.8.5 3 2 3 4.300',
  apps: 'M3.5 3.5h5v5h-5zM11.5 3.5h5v5h-5zM3.5 11.5h5v5h-5zM11.5 14h5M14 11.5v5',
  chat: 'M3 4h14v9.5H9L5 17v-3.5H3z',
  info: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM10 9v5M10 6.200h.01',
  wire: 'M3 7h11m-3-3 3 3-3 3M17 13H6m3-3-3 3 3 3',
  clip: 'm8 10.5 4.200-4.200a2 2 0 0 1 2.8 2.8l-6 6a3.6 3.6 0 0 1-5.100-5.100l5.6-5.6',
  heart: 'M10 16.5S3 12.5 3 7.7A3.6 3.6 0 0 1 10 6.5a3.6 3.6 0 0 1 7 1.200c0 4.8-7 8.8-7 8.8Z',
  out: 'M8 4.5H4.5v11h11V12M11.5 3.5h5v5M16 4l-6.5 6.5',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}

/** Guildhall's own mark: a gabled hall. */
export function Mark({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false" className="mark">
      <rect width="32" height="32" rx="7" />
      <path d="M6 13 16 6.5 26 13ZM9 16.5v6M14 16.5v6M18 16.5v6M23 16.5v6M6.5 25.5h19" />
    </svg>
  );
}
