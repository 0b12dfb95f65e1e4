/** Every sentence of `doctor --probe`. */
export const probeMessages = {
  noResponse: () =>
    'was asked about an order that cannot exist, and nothing that can be read came back: what is said of keys and number below is not proven',
  asked: (code: string) =>
    `was asked about an order that cannot exist, and responded as it should (ret_code ${code})`,
  otherCode: (code: string, message: string) =>
    `was asked about an order that cannot exist, and responded with ret_code ${code} (${message}): "nestjs-lianlian doctor explain ${code}" says what that means`,
  found: () => 'says that it knows an order that cannot exist: is the gateway LianLian?',
  keyAccepted: () => 'LianLian accepts what it signs',
  keyRefused: (code: string) =>
    `LianLian refuses what it signs (ret_code ${code}): give LianLian the public half of this key, or use the key whose half it has`,
  numberKnown: () => 'LianLian knows this merchant number',
  numberRefused: (code: string, message: string) =>
    `LianLian does not serve this merchant number (ret_code ${code}, ${message}): is it yours, for this host, and is the contract open?`,
  publicKeyRight: () => "verifies LianLian's signature: it is the key that LianLian signs with now",
  publicKeyIdle: () =>
    'did not sign this response, and another of your keys did: it is an older key, or one to come. Remove it when the change is over',
  publicKeyWrong: () =>
    "does not verify LianLian's signature: take LianLian's current public key from the merchant console",
  unsigned: () => 'could not be proven: LianLian did not sign its response',
  notifyReached: () => 'is reached, and the module refuses what is no notification (HTTP 400), as it should',
  notifyFiltered: () =>
    "is reached, and refuses this machine's address (HTTP 403): right with notifications.allowedSources, wrong if a firewall or a guard of yours says so",
  notifyOpen: (status: number) =>
    `acknowledges a message that nobody signed (HTTP ${String(status)}): another program or route of yours is there. LianLian's notifications would be lost`,
  notifyNowhere: (status: number) =>
    `leads to nothing (HTTP ${String(status)}): is the path right, with global prefix and version?`,
  notifyMoved: (status: number) =>
    `redirects (HTTP ${String(status)}), and LianLian does not follow: name the address behind it, https and host as they are`,
  notifyGuarded: (status: number) =>
    `is barred (HTTP ${String(status)}): exempt the route from guards, logins and bot checks`,
  notifyOther: (status: number) =>
    `responds with HTTP ${String(status)} to a message that is no notification, and 400 is right: is the module behind it?`,
  notifyUnreached: (reason: string) => `cannot be reached from here: ${reason}`,
} as const;
