const key = 'redress:parameters';

/** Headers that a route reads through a decorator of ours: the description names them, and a test can ask. */
export type Mark = 'idempotency-key' | 'if-match';

/** The parameter decorator, which also leaves a mark on its route. */
export function markParameter(mark: Mark, decorator: () => ParameterDecorator): () => ParameterDecorator {
  return () => (target, name, index) => {
    decorator()(target, name, index);
    if (name !== undefined) Reflect.defineMetadata(key, [...marksOf(target, name), mark], target, name);
  };
}

/** The marks of a route: of the method with this name in this class. */
export function marksOf(prototype: object, name: string | symbol): readonly Mark[] {
  return (Reflect.getMetadata(key, prototype, name) as readonly Mark[] | undefined) ?? []; // written above alone
}
