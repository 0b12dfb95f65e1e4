import type { ALBEvent, APIGatewayProxyEvent, APIGatewayProxyEventV2 } from 'aws-lambda';

/** A request, as REST APIs, HTTP APIs and function URLs, and load balancers hand it to a function. */
export type HttpEvent = APIGatewayProxyEvent | APIGatewayProxyEventV2 | ALBEvent;

/**
 * A load balancer's event has the sender's address in a header alone, whose last part the balancer wrote by itself. The
 * adapters look for it where API Gateway has it.
 */
export function withSender(event: HttpEvent): HttpEvent {
  if (!isOfBalancer(event)) return event;
  const name = 'x-forwarded-for';
  const forwarded = event.headers?.[name] ?? event.multiValueHeaders?.[name]?.at(-1);
  const identity = { sourceIp: forwarded?.split(',').at(-1)?.trim() };
  return { ...event, requestContext: Object.assign({ identity }, event.requestContext) };
}

function isOfBalancer(event: HttpEvent): event is ALBEvent {
  return 'elb' in event.requestContext;
}
