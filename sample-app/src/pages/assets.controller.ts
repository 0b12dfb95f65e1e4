import { Controller, Get, Header } from '@nestjs/common';

import { LIVE_ORDER_SCRIPT } from './live-order.script.js';
import { STYLESHEET } from './stylesheet.js';

/** The one stylesheet and the one script. */
@Controller('assets')
export class AssetsController {
  @Get('shop.css')
  @Header('content-type', 'text/css; charset=utf-8')
  @Header('cache-control', 'public, max-age=60')
  stylesheet(): string {
    return STYLESHEET;
  }

  @Get('live-order.js')
  @Header('content-type', 'text/javascript; charset=utf-8')
  @Header('cache-control', 'public, max-age=60')
  script(): string {
    return LIVE_ORDER_SCRIPT;
  }
}
