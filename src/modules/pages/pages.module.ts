import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { PagesController } from './pages.controller.js';

@Module({ imports: [IdentityModule], controllers: [PagesController] })
export class PagesModule {}
