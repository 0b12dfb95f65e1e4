import { Controller, Get } from '@nestjs/common';
import { HealthCheck, type HealthCheckResult, HealthCheckService } from '@nestjs/terminus';
import { LianlianHealthIndicator } from 'nestjs-lianlian/terminus';

/** Probes: `live` says that the process answers, `ready` that it can do its work. */
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly lianlian: LianlianHealthIndicator,
  ) {}

  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** The inbox is in the database, so that this asks the database, too. */
  @Get('ready')
  @HealthCheck()
  ready(): Promise<HealthCheckResult> {
    return this.health.check([() => this.lianlian.isHealthy('lianlian', { inboxTimeoutMs: 500 })]);
  }
}
