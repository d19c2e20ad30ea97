import { Module } from '@nestjs/common';

/** The application. Its modules join here; the command line needs none of them. */
@Module({})
export class AppModule {}
