import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import { readPort } from './config.js';

const app = await NestFactory.create(AppModule);
app.enableShutdownHooks();
// Loopback only: whoever opens it to a network says so explicitly.
await app.listen(readPort(), '127.0.0.1');
