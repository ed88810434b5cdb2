import { z } from 'zod';

const IMAGE_PATTERN =
  /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::[0-9]{1,5})?\/)?[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*(?::[\w][\w.-]{0,127})?(?:@sha256:[a-f0-9]{64})?$/;

/** An image reference as Docker takes it: `[registry/]name[:tag][@sha256:…]`. Rancher's `docker:` prefix is dropped. */
export const imageSchema = z
  .string()
  .trim()
  .min(1, { error: 'An image is needed, for example nginx:1.27.' })
  .max(512)
  .transform((image) => image.replace(/^docker:/, ''))
  .refine((image) => IMAGE_PATTERN.test(image), {
    error: 'Not an image reference. Write it as name, name:tag or registry.example/name:tag.',
  });
