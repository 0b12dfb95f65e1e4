import { Controller, Get, Param } from '@nestjs/common';

import type { Page } from '../pages/page.js';
import { productPage, productsPage } from './products.pages.js';
import { ProductsService } from './products.service.js';

/** The shop window. */
@Controller()
export class ProductsController {
  constructor(private readonly products: ProductsService) {}

  @Get()
  list(): Page {
    return productsPage(this.products.all());
  }

  @Get('products/:id')
  show(@Param('id') id: string): Page {
    return productPage(this.products.get(id));
  }
}
