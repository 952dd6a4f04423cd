import { explain } from '../explain';
import type { Messages } from '../zh-CN';

export const failure: Messages['failure'] = {
  issuer: 'Issued by',
  what: 'What happened',
  billing: 'Billed?',
  next: 'Next step',
  notBilled: 'This was not billed.',
  mayHaveBeenBilled: 'It may have been billed; the Qichacha bill is authoritative.',
  details: 'Details',
  detailsWithCode: (code) => `Details (code ${code})`,
  code: 'Code',
  serviceMessage: 'The service’s own text',
  orderNumber: 'Query no.',
  technical: 'Technical detail',
  unlocksIn: (hours, minutes) => `${hours > 0 ? `${hours} h ` : ''}${minutes} min to go`,
  unlocksAt: (time) => `Expected to unlock at ${time} (Beijing time); it cannot be asked again before.`,
  status: {
    nothingFound: explain(
      'Qichacha found nothing under this name or order number.',
      'Make sure that the full name, credit code or order number is complete and correct.',
      'If it is, report the code and query number to Qichacha support at 400-088-8275.',
    ),
    searchTextRejected: explain(
      'Qichacha did not accept this search text.',
      'Use the full name on the business licence or the 18-character credit code, and check again.',
    ),
    pending: explain('Qichacha is still working on this query and has no result yet.', 'Ask again in a few minutes.'),
    tooMuchData: explain('Too many records match; they exceed Qichacha’s limit.', 'Narrow it down: use the full name or the credit code.'),
    notCovered: explain(
      'This service of Qichacha does not cover this kind of entity.',
      'The identity report does not cover social organisations, nor companies registered in Hong Kong, Taiwan or overseas.',
      'Verify by another method and note it in the file.',
    ),
    lockedForTwoHours: explain(
      'The same query failed repeatedly, and Qichacha has locked it for 2 hours.',
      'Make sure that the name or code is correct.',
      'Ask after it unlocks; other companies and checks are not affected.',
    ),
    account: explain(
      'Qichacha does not accept the current AppKey or account.',
      'Ask the administrator to check the AppKey and the account at Qichacha, with the code and query number in the details.',
    ),
    signature: explain(
      'The signature was not accepted, or the IP address of this computer is not allowed.',
      'Paste the SecretKey again in Settings, without spaces around it.',
      'Correct the date, time and time zone of this computer.',
      'Disconnect the VPN and try again; if the account is bound to IP addresses, ask the administrator to allow this one.',
    ),
    authentication: explain(
      'Authentication failed or has expired.',
      'Correct the date, time and time zone of this computer and try again.',
      'If it persists, enter the SecretKey again in Settings.',
    ),
    outOfCredit: explain(
      'The account is out of credit, or its allowance is used up or expired.',
      'Ask the administrator to top up or renew, then check again.',
    ),
    callLimit: explain('Qichacha’s call limit has been reached.', 'Ask later; if it is the daily limit, ask tomorrow (Beijing time).'),
    notPurchased: explain(
      'This service has not been purchased for the account.',
      'Ask the administrator to apply for it at Qichacha.',
      'The other checks are not affected.',
    ),
    retired: explain(
      'This service of Qichacha was retired, disabled or changed.',
      'Update this app.',
      'If there is no update, call Qichacha support at 400-088-8275.',
    ),
    exportForbidden: explain(
      'Qichacha believes the request comes from abroad; the data may not leave the country.',
      'Turn off the foreign VPN or proxy and ask from a network in mainland China.',
    ),
    serviceTrouble: explain(
      'Qichacha’s system reported an error.',
      'Ask again manually.',
      'If it persists, report the code and query number to Qichacha support at 400-088-8275.',
    ),
    unknown: explain(
      'Qichacha returned a status code that this app does not know; its own text is in the details.',
      'Ask again manually.',
      'If it persists, report the code and query number to Qichacha support at 400-088-8275.',
    ),
  },
  notSent: {
    dns: explain(
      'Qichacha’s server was not found; the request was not sent.',
      'Check the network connection.',
      'Wi-Fi in hotels and meeting rooms often needs a login in the browser first.',
    ),
    connect: explain(
      'Could not connect to Qichacha’s server; the request was not sent.',
      'Check the network, the VPN and the firewall, then ask again.',
    ),
    connectTimeout: explain(
      'The connection to Qichacha’s server timed out; the request was not sent.',
      'Check the network, then ask again; use another network if the signal is weak.',
    ),
    tls: explain(
      'Could not make a secure connection to the server; the request was not sent.',
      'Check the date and time of this computer.',
      'On public Wi-Fi, log in first or use another network.',
      'If it persists, ask IT for help.',
    ),
    unknownAuthority: explain(
      'The server that answered presented a certificate that this computer does not trust; the request was not sent.',
      'If the issuer is your own company, its network inspects encrypted traffic: ask IT to install the company’s root certificate.',
      'If you do not know the issuer, log in to the Wi-Fi or use another network. Do not send queries over this one.',
    ),
    certificateExpired: explain(
      'The server that answered presented a certificate that is expired or not valid yet; the request was not sent.',
      'Check the date and time of this computer.',
      'If they are right, log in to the Wi-Fi or use another network, then ask again.',
    ),
    wrongHost: explain(
      'The server that answered presented the certificate of another site; the request was not sent.',
      'Log in to the Wi-Fi: open any web page in a browser, log in, then ask again.',
      'Check the service address in the settings.',
    ),
    proxy: explain(
      'The proxy cannot be reached, did not let the request through, or wants a password; the request was not sent.',
      'Check address, user name and password under “Proxy” in the settings.',
      'Your IT department has the address and password. On another network, choose “Follow the system” or “Direct”, then save.',
      'If the system is set to a SOCKS proxy: this app does not support it. Enter an http proxy by hand, or connect directly.',
    ),
    appClosed: explain('The app was closed before the request was sent; it was not sent.', 'Ask again when needed.'),
    notRecorded: explain('The record could not be written, so the request was not sent.', 'Check the disk space, then try again.'),
    accountRefused: explain(
      'Qichacha refused this account when it answered another check, so this one was not sent.',
      'Do what the refused check says, then run this one.',
    ),
    other: explain('The request was not sent.', 'Check the network, then ask again; if it persists, give the details to technical support.'),
  },
  interrupted: {
    timeout: explain('The request was sent, but Qichacha did not answer in time.', 'Check the network, then decide whether to ask again.'),
    connectionLost: explain(
      'The connection was lost after the request was sent; no answer came.',
      'Check the network, then decide whether to ask again.',
    ),
    tooLarge: explain('The answer was unusually large; the app stopped receiving it.', 'Ask again; if it persists, give the details to technical support.'),
    bodyIncomplete: explain('Only part of the answer arrived.', 'Check the network, then decide whether to ask again.'),
    appClosed: explain('The app was closed after the request was sent; no answer was received.', 'Decide whether to ask again.'),
  },
  unreadable: {
    httpStatus: explain(
      'The server returned a network error instead of a result.',
      'The network may need a login: open any page in the browser.',
      'Ask again manually later.',
      'If it persists, report the details to Qichacha support at 400-088-8275.',
    ),
    webPage: explain(
      'A network gateway answered with a web page instead of a result.',
      'Log in to the Wi-Fi first: open any page in the browser, log in, then ask again.',
    ),
    xml: explain(
      'Qichacha answered in XML, which is not the format that it documents; it cannot be read.',
      'Ask again manually.',
      'If it persists, report the details to Qichacha support at 400-088-8275.',
    ),
    empty: explain('Qichacha’s answer was empty.', 'Ask again manually; if it persists, report the details to Qichacha.'),
    notJson: explain(
      'The answer is not in the format that Qichacha documents and cannot be read.',
      'Ask again manually; if it persists, report the details to Qichacha.',
    ),
    shape: explain(
      'The answer lacks something that it must contain and cannot be read.',
      'Ask again manually; if it persists, update this app or contact technical support.',
    ),
    encoding: explain('The text encoding of the answer was not recognised.', 'Ask again manually; if it persists, report the details to Qichacha.'),
  },
  inconsistent: explain(
    'Qichacha’s answer contradicts itself; no conclusion can be drawn from it.',
    'Ask again manually.',
    'If it persists, report the query number to Qichacha support at 400-088-8275.',
  ),
  cancelled: explain('You cancelled this query.', 'Ask again when needed.'),
  file: {
    addressRefused: explain(
      'The file address that Qichacha gave is not safe; this app did not open it.',
      'Fetch it again; if it persists, report the query number to Qichacha.',
    ),
    notSent: explain('Could not connect to the server that holds the file.', 'Check the network, then fetch it again; that is not billed.'),
    certificate: explain(
      'The server that holds the file presented a certificate that this computer does not trust, that is out of date, or that belongs to another site. The file was not downloaded.',
      'If the issuer (see the details) is your own company, its network inspects encrypted traffic: ask IT to install the company’s root certificate, or to exempt the file’s host (see the details).',
      'If you do not know the issuer, log in to the Wi-Fi or use another network, and check the date and time of this computer. Then fetch the file again; that is not billed.',
    ),
    proxy: explain(
      'The proxy cannot be reached, does not let the file’s host through, or wants a password. The file was not downloaded.',
      'Ask IT to let the file’s host (see the details) through the proxy.',
      'Or check address, user name and password under “Proxy” in the settings. Then fetch the file again; that is not billed.',
    ),
    fakeIp: explain(
      'A proxy tool on this computer or on the router (such as Clash or Surge) gave the host that holds the file a made-up address (fake-ip), but not Qichacha. This app did not open it.',
      'In that tool, list the file’s host (see the details) among those that get their real address (fake-ip-filter in Clash, always-real-ip in Surge), or let it carry Qichacha’s domain too.',
      'Or quit the tool. Then fetch the file again; that is not billed.',
    ),
    zeroTrust: explain(
      'A zero-trust or VPN client gave the host that holds the file an internal address, but not Qichacha. This app did not open it.',
      'Ask IT to let the file’s host (see the details) through in the same way as Qichacha’s domain.',
      'Or disconnect that client. Then fetch the file again; that is not billed.',
    ),
    nat64: explain(
      'This network gave the host that holds the file an address of its translation (NAT64), while Qichacha is reached without it. This app did not open it.',
      'Use another network, or turn off the VPN or DNS tool that translates some sites only. Then fetch the file again; that is not billed.',
    ),
    internalAddress: explain(
      'The network points the host that holds the file to this computer or to an internal address: a name server of the company, an ad blocker, or Wi-Fi that wants a log-in. This app did not open it.',
      'Log in to the Wi-Fi or turn off the blocker; in a company, ask IT to let the file’s host (see the details) resolve to its public address.',
      'Then fetch the file again; that is not billed.',
    ),
    interrupted: explain('The download was interrupted.', 'Check the network, then fetch it again; that is not billed.'),
    tooLarge: explain('The file is unusually large; the app stopped the download.', 'View it on the Qichacha website and note this in your file.'),
    wrongType: explain(
      'The downloaded file is not of the expected type.',
      'Fetch it again; if it persists, report the query number to Qichacha.',
    ),
    putAside: explain(
      'The file that arrived is not recognisable as a complete PDF or Word report, so it was not saved as one. It is kept as received, identical files only once, in a folder for such files within the report folder (see the technical detail for its name).',
      'Look at it there: if it is a web page, log in to the Wi-Fi. Then fetch the report again; that is not billed.',
      'If it persists, report the order number to Qichacha, 400-088-8275.',
    ),
    damaged: explain('The downloaded file is damaged.', 'Fetch it again; if it persists, report the query number to Qichacha.'),
    gone: explain(
      'The file is no longer at the address that Qichacha gave; it may have expired.',
      'Fetch it again; if it persists, a new query is needed.',
    ),
    notWritten: explain(
      'The file arrived but could not be written to the disk.',
      'Check the disk space. For a report, another folder can be chosen in Settings, and the app tries again; a snapshot can be fetched again, and that is not billed.',
    ),
    hostTrouble: explain('The server that holds the file has a problem or is too busy.', 'Fetch the file again in a while; that is not billed.'),
  },
  reportFailed: explain(
    'Qichacha could not generate this report.',
    'The identity report does not cover social organisations, nor companies registered in Hong Kong, Taiwan or overseas.',
    'It can be ordered again, but that may be billed again.',
  ),
  newer: explain('A newer version of the app recorded the reason; this version does not understand it.', 'Update the app and look again.'),
};
