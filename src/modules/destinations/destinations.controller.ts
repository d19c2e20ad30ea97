import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Allow } from '../../http/allow.js';
import { Documented } from '../../http/openapi/documented.js';
import type { Destination } from '../../outgoing/destination.js';
import { destinationsDto, type destinationDto } from './destinations.dto.js';
import { DestinationsService } from './destinations.service.js';

/** Where this service may send to. They are made in the configuration alone. */
@Controller('api/destinations')
@ApiTags('destinations')
export class DestinationsController {
  constructor(private readonly destinations: DestinationsService) {}

  @Get()
  @Allow('destination.read')
  @Documented({
    summary: {
      en: 'Lists the destinations of the configuration: names, kinds and hosts, no secrets',
      zh: '列出配置中的外发目的地：名称、类型和主机，不含密钥',
    },
    answer: destinationsDto,
  })
  async list(): Promise<z.infer<typeof destinationsDto>> {
    return { destinations: [...(await this.destinations.all()).values()].map(viewOf) };
  }
}

function viewOf({ name, kind, host, port, privateHosts }: Destination): z.infer<typeof destinationDto> {
  return { name, kind, host, port, private_hosts: [...privateHosts] };
}
