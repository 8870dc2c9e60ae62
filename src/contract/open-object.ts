import { z } from 'zod';

/**
 * An object schema that keeps fields it does not know, so that an older reader never loses what a newer writer said.
 * The static type shows only the known fields: code cannot come to depend on an unknown one by accident.
 */
export function openObject<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape> {
  return z.looseObject(shape) as unknown as z.ZodObject<Shape>;
}
