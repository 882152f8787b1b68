/** Counters and timings for operators. Labels come from a short closed list, so none can name a person, a community or a channel. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Every label that a metric may have: kinds of things, never names of them. */
export type Label = 'route' | 'method' | 'status' | 'platform' | 'kind' | 'job' | 'outcome' | 'reason' | 'state';

interface Described {
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly Label[];
}

export interface Metrics {
  counter(what: Described): Counter<Label>;
  gauge(what: Described & { readonly collect?: (gauge: Gauge<Label>) => Promise<void> | void }): Gauge<Label>;
  /** `buckets` in seconds. */
  histogram(what: Described & { readonly buckets?: readonly number[] }): Histogram<Label>;
  /** All of them in Prometheus's text format. */
  text(): Promise<string>;
  readonly contentType: string;
}

/** Seconds around what a person notices: 50 ms is at once, 1 s is the promise, 3 s is Slack's limit. */
const SECONDS = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10] as const;

/** An own registry, so that two servers in one process (as in tests) do not share numbers. `process` adds Node's own figures. */
export function createMetrics(how: { process?: boolean } = {}): Metrics {
  const registry = new Registry();
  if (how.process) collectDefaultMetrics({ register: registry });
  const common = (what: Described) => ({
    name: what.name,
    help: what.help,
    labelNames: [...(what.labels ?? [])],
    registers: [registry],
  });
  return {
    counter: (what) => new Counter<Label>(common(what)),
    gauge(what) {
      const collect = what.collect;
      return new Gauge<Label>({
        ...common(what),
        ...(collect && {
          collect(this: Gauge<Label>) {
            return collect(this);
          },
        }),
      });
    },
    histogram: (what) => new Histogram<Label>({ ...common(what), buckets: [...(what.buckets ?? SECONDS)] }),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
