import { imageSchema } from '../../schemas/primitives/image.ts';
import { type ServiceSpec, serviceSpecSchema } from '../../schemas/service.ts';

export interface StoredSpec {
  readonly spec: ServiceSpec;
  /** False: it is damaged or of a newer server, and `spec` holds no more than the image, where that could be made out. */
  readonly specReadable: boolean;
}

const UNKNOWN_IMAGE = 'unreadable';

function imageIn(stored: unknown): string {
  const launch = Object(Object(stored).launch);
  const image = imageSchema.safeParse(launch.image);
  return image.success ? image.data : UNKNOWN_IMAGE;
}

/** A list shows every service, also one whose row it cannot understand; what is shown of that one says so. */
export function readStoredSpec(stored: unknown): StoredSpec {
  const parsed = serviceSpecSchema.safeParse(stored);
  if (parsed.success) return { spec: parsed.data, specReadable: true };
  return { spec: serviceSpecSchema.parse({ launch: { image: imageIn(stored) } }), specReadable: false };
}
