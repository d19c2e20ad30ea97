import { z } from 'zod';

/** A destination as it may be shown: nothing of its address but the host, nothing of its secrets. */
export const destinationDto = z
  .object({
    name: z.string(),
    kind: z.enum(['smtp', 'webhook', 'robot', 's3', 'tsa', 'oidc']),
    host: z.string(),
    port: z.int().min(1).max(65_535),
    private_hosts: z
      .array(z.string())
      .meta({ description: 'Hosts of it that may be private addresses · 允许使用内网地址的主机' }),
  })
  .meta({ id: 'Destination' });

export const destinationsDto = z.object({ destinations: z.array(destinationDto) }).meta({ id: 'Destinations' });
