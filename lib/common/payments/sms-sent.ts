/** The `ret_code` that says that an SMS was sent and its code is to be verified. Some of LianLian's hosts say 0000 and a token. */
export const SMS_SENT_CODE = '8888';
