import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';

/** Says in the log that the process was told to end, and from when on it takes nothing new. */
@Injectable()
export class Farewell implements OnModuleDestroy {
  private readonly logger = new Logger(Farewell.name);

  onModuleDestroy(): void {
    this.logger.log('Takes nothing new, and ends when it is through');
  }
}
