import { type FastifyRequest } from "fastify";

/** Parts of a batch reach the routes without a connection; this stands for its far end. */
export const batchPartAddress = { http: "batch part", https: "batch part over TLS" } as const;

export const isBatchPart = ({ raw }: FastifyRequest<never> | FastifyRequest): boolean =>
  Object.values(batchPartAddress).some((address) => address === raw.socket.remoteAddress);

/** `https://host:port`, as the caller reached this service; links in answers begin with it. */
export function originOf(request: FastifyRequest<never> | FastifyRequest): string {
  const { remoteAddress } = request.raw.socket;
  const protocol = remoteAddress === batchPartAddress.https ? "https" : request.protocol;
  return `${protocol}://${request.host}`;
}
