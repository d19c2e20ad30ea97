import { tmpdir } from 'node:os';
import { Inject, Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { now, ownTime } from '../../clock.js';
import { readConfig } from '../../config.js';
import { tellOnce } from '../../http/tell-once.logger.js';
import { Jobs } from '../../jobs/jobs.service.js';
import { DATABASE } from '../../store/database-token.js';
import type { Database } from '../../store/tx.js';
import { processRegistry } from '../../telemetry/process.counters.js';
import { productVersion } from '../../version.reader.js';
import { workerRoles } from '../../worker.js';
import { HealthChecks } from '../health/health-checks.service.js';
import { PoliciesService } from '../policies/policies.service.js';
import { figureSamples, queueSamples, type Sample } from './figure-samples.js';
import { FiguresService } from './figures.service.js';
import { gaugeHelp, type GaugeName } from './gauges.js';
import { readDisk } from './disk.reader.js';

/** What Prometheus reads: what this process has counted, how it is, and what the database tells of the whole service. */
@Injectable()
export class MetricsService {
  private readonly tell = tellOnce();

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly figures: FiguresService,
    private readonly jobs: Jobs,
    private readonly health: HealthChecks,
    private readonly policies: PoliciesService,
  ) {}

  readonly contentType = processRegistry.contentType;

  /** All figures as a text. What cannot be read now is left out, and `redress_database_up` says so; never refuses. */
  async text(): Promise<string> {
    measureProcess();
    const registry = new Registry();
    const known = await Promise.all([
      this.fromDatabase(),
      this.ofQueues(),
      this.ofHealth(),
      ofDisks(),
      Promise.resolve(this.ofProcess()),
    ]);
    for (const sample of known.flat()) gauge(registry, sample.name).set(sample.labels ?? {}, sample.value);
    return `${await processRegistry.metrics()}\n${await registry.metrics()}`;
  }

  private async fromDatabase(): Promise<readonly Sample[]> {
    try {
      return [{ name: 'redress_database_up', value: 1 }, ...figureSamples(await this.figures.read())];
    } catch (error) {
      this.tell(error, 'The figures of operation');
      return [{ name: 'redress_database_up', value: 0 }];
    }
  }

  private async ofQueues(): Promise<readonly Sample[]> {
    try {
      return queueSamples(await this.jobs.states());
    } catch (error) {
      this.tell(error, 'The figures of the queue');
      return [];
    }
  }

  private async ofHealth(): Promise<readonly Sample[]> {
    const states = await this.health.states();
    return states.flatMap(({ part, fault, ageSeconds }): readonly Sample[] => [
      { name: 'redress_part_well', labels: { part }, value: fault === undefined ? 1 : 0 },
      ...(ageSeconds === undefined
        ? []
        : [{ name: 'redress_part_age_seconds', labels: { part }, value: ageSeconds } as const]),
    ]);
  }

  private ofProcess(): readonly Sample[] {
    const pool = this.database.pool?.();
    const version = { version: productVersion(), node: process.version, time_zones: process.versions['tz'] ?? '' };
    return [
      { name: 'redress_build_info', labels: version, value: 1 },
      ...[...workerRoles()].map((role) => ({ name: 'redress_process_role', labels: { role }, value: 1 }) as const),
      { name: 'redress_clock_correction_seconds', value: (now() - ownTime()) / 1_000 },
      { name: 'redress_policy_set_loaded', value: this.policies.isReady() ? this.policies.inForce().number : 0 },
      ...(pool === undefined
        ? []
        : Object.entries(pool).map(
            ([state, value]) => ({ name: 'redress_database_connections', labels: { state }, value }) as const,
          )),
    ];
  }
}

let isMeasured = false;

/** Memory, processor time, event loop: measured from the first time that somebody wants to know. */
function measureProcess(): void {
  if (!isMeasured) collectDefaultMetrics({ register: processRegistry });
  isMeasured = true;
}

async function ofDisks(): Promise<readonly Sample[]> {
  const folders = { data: readConfig().data, temporary: tmpdir() };
  const read = Object.entries(folders).map(async ([folder, path]): Promise<readonly Sample[]> => {
    // A disk that cannot be looked at is told of by the part "disk".
    const space = await readDisk(path).catch(() => undefined);
    if (space === undefined) return [];
    return [
      { name: 'redress_disk_free_bytes', labels: { folder }, value: space.free },
      { name: 'redress_disk_size_bytes', labels: { folder }, value: space.size },
    ];
  });
  return (await Promise.all(read)).flat();
}

function gauge(registry: Registry, name: GaugeName): Gauge {
  const known = registry.getSingleMetric(name);
  if (known instanceof Gauge) return known;
  const { help, labels } = gaugeHelp(name);
  return new Gauge({ name, help, labelNames: [...labels], registers: [registry] });
}
