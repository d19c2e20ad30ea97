import { Injectable } from '@nestjs/common';

/** The description of the API, made when it is first asked for: it needs the whole application, which is there only later. */
@Injectable()
export class OpenApi {
  private made: object | undefined;
  private make: () => object = () => ({});

  describe(make: () => object): void {
    this.make = make;
    this.made = undefined;
  }

  document(): object {
    return (this.made ??= this.make());
  }
}
