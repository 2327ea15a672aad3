import { collectDefaultMetrics, Counter, Histogram, Registry } from "prom-client";

/** What `/metrics` shows, in Prometheus' text format. No label ever holds a person, item or meeting. */
export class Metrics {
  readonly registry = new Registry();

  readonly requests = new Histogram({
    name: "http_request_duration_seconds",
    help: "Answers of this server, by route and status.",
    labelNames: ["method", "route", "status"],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [this.registry],
  });

  readonly zoomCalls = new Histogram({
    name: "zoom_call_duration_seconds",
    help: "Calls to Zoom, by operation and status; status 0 means no answer.",
    labelNames: ["operation", "status"],
    buckets: [0.05, 0.2, 1, 5, 10],
    registers: [this.registry],
  });

  readonly graphCalls = new Histogram({
    name: "graph_call_duration_seconds",
    help: "Calls to Microsoft Graph, by operation and status; status 0 means no answer.",
    labelNames: ["operation", "status"],
    buckets: [0.05, 0.2, 1, 5, 15],
    registers: [this.registry],
  });

  readonly webhooks = new Counter({
    name: "zoom_webhooks_total",
    help: "Zoom webhooks worked, by event and outcome.",
    labelNames: ["event", "outcome"],
    registers: [this.registry],
  });

  readonly jobs = new Counter({
    name: "jobs_total",
    help: "Background work, by job and outcome.",
    labelNames: ["job", "outcome"],
    registers: [this.registry],
  });

  readonly syncRuns = new Counter({
    name: "sync_runs_total",
    help: "Runs of connections' calendar sync, by outcome.",
    labelNames: ["outcome"],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }
}
