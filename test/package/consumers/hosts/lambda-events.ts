/** A request, as it reached AWS. */
export interface GatewayRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  /** Names and values, as they were sent. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
}

/** A request as the event that a service of AWS makes of it. */
export type EventOf = (request: GatewayRequest, isBase64Encoded: boolean) => object;

const SOURCE = '203.0.113.9';

/** The services that call functions for a request. */
export const EVENTS: Readonly<Record<string, EventOf>> = {
  /** Payload 1.0. It passes no Content-Length on. */
  'a REST API': (request, isBase64Encoded) => {
    const { method, path, query } = request;
    const headers = request.headers.filter(([name]) => name.toLowerCase() !== 'content-length');
    return {
      resource: '/{proxy+}',
      path,
      httpMethod: method,
      headers: Object.fromEntries(headers),
      multiValueHeaders: several(headers),
      queryStringParameters: query === '' ? null : Object.fromEntries(new URLSearchParams(query)),
      multiValueQueryStringParameters: query === '' ? null : several([...new URLSearchParams(query)]),
      pathParameters: { proxy: path.slice(1) },
      stageVariables: null,
      requestContext: {
        accountId: '123456789012',
        apiId: 'a1b2c3d4e5',
        httpMethod: method,
        identity: { sourceIp: SOURCE, userAgent: 'LianLian' },
        path: `/prod${path}`,
        protocol: 'HTTP/1.1',
        requestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
        resourceId: 'abc123',
        resourcePath: '/{proxy+}',
        stage: 'prod',
      },
      ...bodyOf(request, isBase64Encoded),
    };
  },
  /** Payload 2.0, as function URLs have it, too. */
  'an HTTP API': (request, isBase64Encoded) => ({
    version: '2.0',
    routeKey: '$default',
    rawPath: request.path,
    rawQueryString: request.query,
    headers: joined(request.headers),
    queryStringParameters: Object.fromEntries(new URLSearchParams(request.query)),
    requestContext: {
      accountId: '123456789012',
      apiId: 'a1b2c3d4e5',
      domainName: 'shop.example',
      http: {
        method: request.method,
        path: request.path,
        protocol: 'HTTP/1.1',
        sourceIp: SOURCE,
        userAgent: 'LianLian',
      },
      requestId: 'JKJaXmPLvHcESHA=',
      routeKey: '$default',
      stage: '$default',
    },
    ...bodyOf(request, isBase64Encoded),
  }),
  'a load balancer': (request, isBase64Encoded) => ({
    requestContext: {
      elb: { targetGroupArn: 'arn:aws:elasticloadbalancing:cn-north-1:1:targetgroup/shop/6d0e' },
    },
    httpMethod: request.method,
    path: request.path,
    queryStringParameters: Object.fromEntries(new URLSearchParams(request.query)),
    headers: { ...joined(request.headers), 'x-forwarded-for': SOURCE },
    ...bodyOf(request, isBase64Encoded),
  }),
};

function bodyOf({ body }: GatewayRequest, isBase64Encoded: boolean): object {
  if (body.length === 0) return { body: null, isBase64Encoded: false };
  return { body: body.toString(isBase64Encoded ? 'base64' : 'utf8'), isBase64Encoded };
}

function joined(pairs: GatewayRequest['headers']): Record<string, string> {
  return Object.fromEntries(Object.entries(several(pairs)).map(([name, values]) => [name, values.join(',')]));
}

function several(pairs: readonly (readonly [string, string])[]): Record<string, string[]> {
  const all: Record<string, string[]> = {};
  for (const [name, value] of pairs) (all[name.toLowerCase()] ??= []).push(value);
  return all;
}
